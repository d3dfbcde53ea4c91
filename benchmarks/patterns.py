"""Measures the patterns on annotated sentences, names given: `python benchmarks/patterns.py`.

Prints precision and recall per relation and the mistakes; `--write` recomputes
`kg/data/patterns/counts.tsv`, from which confidence comes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from kg.extract.inline import Annotated, Stated, document_of, read, sentence
from kg.extract.patterns import patterns
from kg.extract.pipeline import pipeline
from kg.extract.rules import Rules
from kg.model import Draft
from kg.vocabulary import RELATIONS

HERE = Path(__file__).parent
COUNTS = HERE.parent / "kg" / "data" / "patterns" / "counts.tsv"
Key = tuple[str, str, str, str]


def key(relation: Stated | Draft) -> Key:
    """What must match: predicate, both ends, measure; joint relations in either order."""
    ends = [relation.subject, relation.object]
    subject, other = (e if isinstance(e, str) else e.name for e in ends)
    if RELATIONS[relation.predicate].symmetric:
        subject, other = sorted((subject, other))
    return relation.predicate, subject, other, relation.measure or ""


def examples() -> list[Annotated]:
    """All sentences of the patterns themselves that state something."""
    return [sentence(line, p.id) for p in patterns().all for line in p.match]


def measure(annotated: list[Annotated], *, show: bool) -> tuple[Counter[str], Counter[str]]:
    """Count rights and wrongs by relation ("OWNS right") and by pattern ("own.acquire right")."""
    rules, nlp = Rules(), pipeline()
    tally: Counter[str] = Counter()
    by_pattern: Counter[str] = Counter()
    for one in annotated:
        wanted = {key(s): s for s in one.stated}
        drafts = {key(d): d for d in rules.apply(document_of(one, nlp)).drafts}
        for found, draft in drafts.items():
            right = "right" if found in wanted else "wrong"
            tally[f"{draft.predicate} {right}"] += 1
            for pattern in draft.reason.removeprefix("pattern ").partition(";")[0].split(", "):
                by_pattern[f"{pattern} {right}"] += 1
            if show and right == "wrong":
                print(f"WRONG {one.where} {' '.join(found)}: {one.text}")
        for found, stated in wanted.items():
            draft_ = drafts.get(found)
            if draft_ is None:
                tally[f"{stated.predicate} missed"] += 1
                if show:
                    print(f"MISSED {one.where} {' '.join(found)}: {one.text}")
                continue
            same = draft_.status is stated.status and draft_.polarity is stated.polarity
            tally["status right" if same else "status wrong"] += 1
            if show and not same:
                said = f"{draft_.status} {draft_.polarity}"
                print(
                    f"STATUS {one.where} {stated.status} {stated.polarity}, not {said}: {one.text}"
                )
    return tally, by_pattern


def main() -> None:
    """Measure and print; with `--write`, keep the counts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gold", type=Path, default=HERE / "gold" / "dev")
    asked.add_argument("--write", action="store_true", help="recompute counts.tsv")
    asked.add_argument("--errors", action="store_true", help="name each mistake")
    args = asked.parse_args()
    annotated = [a for path in sorted(args.gold.glob("*.txt")) for a in read(path)]
    tally, _ = measure(annotated, show=args.errors)
    for name in sorted({k.split()[0] for k in tally} - {"status"}):
        print(line(name, *(tally[f"{name} {k}"] for k in ("right", "wrong", "missed"))))
    total = [sum(tally[k] for k in tally if k.endswith(e) and "status" not in k)
             for e in ("right", "wrong", "missed")]  # fmt: skip
    print(line("all", *total))
    print(f"status {tally['status right']} right, {tally['status wrong']} wrong")
    if args.write:
        write(measure([*annotated, *examples()], show=False)[1])


def line(name: str, right: int, wrong: int, missed: int) -> str:
    """One row of the table: precision and recall in percent."""
    precision = 100 * right / max(right + wrong, 1)
    recall = 100 * right / max(right + missed, 1)
    counted = f"{right} right, {wrong} wrong, {missed} missed"
    return f"{name:<16} P {precision:5.1f}  R {recall:5.1f}  ({counted})"


def write(by_pattern: Counter[str]) -> None:
    """Keep how often each pattern was right and wrong."""
    ids = sorted({k.rsplit(" ", 1)[0] for k in by_pattern})
    rows = [f"{i}\t{by_pattern[i + ' right']}\t{by_pattern[i + ' wrong']}" for i in ids]
    COUNTS.write_text("\n".join(["pattern\tright\twrong", *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
