"""Measures coreference on annotated texts, apart from all else: `python benchmarks/coreference.py`.

`benchmarks/coref/texts.txt` was tuned on; `unseen.txt` was written after the rules and scored
before its errors were read. A link is right when it stands on an annotated pronoun or description
and names whom the annotation names.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from kg.extract.document import Document
from kg.extract.inline import Annotated, read
from kg.extract.reader import Reader
from kg.model import Mention
from kg.names import KnownNames

TEXTS = Path(__file__).parent / "coref"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many links were right, wrong and missed, and what the mistakes were."""

    right: int
    wrong: int
    missed: int
    mistakes: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of links made that are right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The share of annotated links that were made."""
        return self.right / max(self.right + self.missed, 1)


def measure(reader: Reader, path: Path) -> Tally:
    """Compare the links that a reader makes with those that a file annotates."""
    right = wrong = missed = 0
    mistakes: list[str] = []
    for one in read(path):
        document = reader.read(one.article)
        made = [m for m in document.mentions if m.origin == "coreference"]
        wanted = [m for m in one.mentions if m.name != m.text]
        hits = {id(m) for m in made for w in wanted if _same(m, w, document)}
        lost = [w for w in wanted if not any(_same(m, w, document) for m in made)]
        # "Both companies" is annotated with the first of the two.
        false = [m for m in made if id(m) not in hits and not _second(m, wanted)]
        right, wrong, missed = (
            right + len(wanted) - len(lost),
            wrong + len(false),
            missed + len(lost),
        )
        mistakes += [_told("wrong", m, one) for m in false] + [
            _told("missed", w, one) for w in lost
        ]
    return Tally(right, wrong, missed, tuple(mistakes))


def _same(made: Mention, wanted: Mention, document: Document) -> bool:
    if not (made.start < wanted.end and wanted.start < made.end):
        return False
    called = {m.text for m in document.mentions if m.name == made.name}
    return wanted.name in called | {made.name, *made.aliases}


def _second(made: Mention, wanted: list[Mention]) -> bool:
    plural = {"both", "two", "the two"}
    return any(
        w.start <= made.start < w.end and any(w.text.lower().startswith(p) for p in plural)
        for w in wanted
    )


def _told(what: str, mention: Mention, one: Annotated) -> str:
    return f"{what} {mention.text} = {mention.name}: {one.text}"


def main() -> None:
    """Measure both sets and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--errors", action="store_true", help="name each mistake")
    args = asked.parse_args()
    reader = Reader(KnownNames.load())
    for path in sorted(TEXTS.glob("*.txt")):
        found = measure(reader, path)
        print(
            f"{path.stem:<8} P {100 * found.precision:5.1f}  R {100 * found.recall:5.1f}  "
            f"({found.right} right, {found.wrong} wrong, {found.missed} missed)"
        )
        if args.errors:
            print("\n".join(found.mistakes))


if __name__ == "__main__":
    main()
