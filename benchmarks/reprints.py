"""How well reprints are told from other reports: `python -m benchmarks.reprints`.

Reprints are made of the sample articles as desks make them: another headline, an agency's name
in front, the end cut, paragraphs moved, words mended, lines of one's own added. What is no
reprint: every other pair of samples, many of them about the same event; the same with a shared
footer of the house; and a report quoted whole in a long essay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from random import Random

import loaders
from kg.model import Article
from kg.reprints import Runs, one_story, runs, sketch

SAMPLES = Path(__file__).parents[1] / "kg" / "data" / "samples"
_FOOTER = (
    "The Sample House is an independent publisher. Its editors answer for what it prints and "
    "correct mistakes on the page on which they were made. Readers who wish to write to them find "
    "the address below; letters may be shortened. All rights are reserved, and nothing on these "
    "pages is advice to buy or sell."
)
_OWN = (
    "Analysts reached by this newspaper said on the telephone that the step had been expected "
    "for some weeks and that its effect on prices would be small, though smaller firms might yet "
    "feel it in the second half of the year."
)
Edit = Callable[[list[str], Random], list[str]]


def mended(every: int) -> Edit:
    """Give an edit that replaces one word in so many."""

    def edit(blocks: list[str], chance: Random) -> list[str]:
        return [
            " ".join("said" if chance.randrange(every) == 0 else w for w in b.split())
            for b in blocks
        ]

    return edit


def kept(part: float) -> Edit:
    """Give an edit that cuts the end and keeps this part."""
    return lambda blocks, _: blocks[: max(2, round(part * len(blocks)))]


def moved(blocks: list[str], chance: Random) -> list[str]:
    """Swap two paragraphs behind the lead."""
    body = blocks[2:]
    chance.shuffle(body)
    return [*blocks[:2], *body]


EDITS: dict[str, tuple[Edit, ...]] = {
    "another headline and agency line": (
        lambda b, _: ["What happened on the day", "(Agency) - " + b[1], *b[2:]],
    ),
    "a paragraph of one's own": (lambda b, _: [*b[:3], _OWN, *b[3:]],),
    "paragraphs moved": (moved,),
    "the last third cut": (kept(0.67),),
    "half cut": (kept(0.5),),
    "one word in 40 mended": (mended(40),),
    "one word in 15 mended": (mended(15),),
    "a third cut, own paragraph, one word in 30": (
        kept(0.67),
        lambda b, _: [*b, _OWN],
        mended(30),
    ),
}


def texts() -> list[str]:
    """Read the samples, each story once."""
    found = {
        article.origin: article.text
        for article in loaders.read([str(SAMPLES)])
        if isinstance(article, Article)
    }
    return [found[origin] for origin in sorted(found)]


def reprints(edit: str, originals: list[str]) -> Iterator[tuple[Runs, Runs]]:
    """Give each original with a reprint of it, edited in this way."""
    for number, text in enumerate(originals):
        blocks = text.split("\n\n")
        for step in EDITS[edit]:
            blocks = step(blocks, Random(number))
        yield runs(text), runs("\n\n".join(blocks))


def found(pairs: Iterator[tuple[Runs, Runs]]) -> float:
    """Give the part of these pairs that is found to be one story: by sketch, and by text."""
    told = [bool(set(sketch(a)) & set(sketch(b))) and one_story(a, b) for a, b in pairs]
    return sum(told) / len(told)


def strangers(originals: list[str]) -> dict[str, list[tuple[Runs, Runs]]]:
    """Give pairs that are no reprints, by kind."""
    plain = [runs(t) for t in originals]
    footed = [runs(f"{t}\n\n{_FOOTER}") for t in originals]
    essay = runs("\n\n".join(originals[:8]))
    return {
        "different reports": list(combinations(plain, 2)),
        "different reports with one footer": list(combinations(footed, 2)),
        "a report inside an essay eight times as long": [(r, essay) for r in plain[:8]],
    }


def main() -> None:
    """Print how many reprints are found, and how many strangers are taken for one."""
    originals = texts()
    print(f"{len(originals)} samples\n\nreprints found")
    for edit in EDITS:
        print(f"  {100 * found(reprints(edit, originals)):5.1f} %  {edit}")
    print("\ntaken for a reprint")
    for kind, pairs in strangers(originals).items():
        wrong = sum(one_story(a, b) for a, b in pairs)
        print(f"  {wrong} of {len(pairs):,}  {kind}")


if __name__ == "__main__":
    main()
