"""Measures the patterns on annotated sentences, names given: `python benchmarks/patterns.py`.

Prints precision and recall per relation; `--errors` names the mistakes, `--write` recomputes
`kg/data/patterns/counts.tsv`, from which confidence comes. `kg eval` prints more.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.evaluation.counts import count_patterns, examples, write_counts
from kg.evaluation.report import errors
from kg.evaluation.run import Report, evaluate_given, read_sentences
from kg.evaluation.tally import Tally

HERE = Path(__file__).parent
DEV = [HERE / "gold" / "dev", HERE / "gold" / "hard"]
COUNTS = HERE.parent / "kg" / "data" / "patterns" / "counts.tsv"


def main() -> None:
    """Measure and print; with `--write`, keep the counts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gold", type=Path, nargs="+", default=DEV)
    asked.add_argument("--write", action="store_true", help="recompute counts.tsv")
    asked.add_argument("--errors", action="store_true", help="name each mistake")
    args = asked.parse_args()
    reports = [evaluate_given(folder) for folder in args.gold]
    for report in reports:
        show(report, mistakes=args.errors)
    if args.write and not any(report.blind for report in reports):
        sentences = [one for folder in args.gold for one in read_sentences(folder)]
        write_counts(count_patterns([*sentences, *examples()]), COUNTS)


def show(report: Report, *, mistakes: bool) -> None:
    """Print the figures; the mistakes of a blind set stay unread."""
    if mistakes and not report.blind:
        for _, where, what, said in errors(report):
            print(f"{what.upper()} {where} {said}")
    for name, tally in sorted(report.chief.tallies.items()):
        print(line(name, tally))
    status, denials = report.chief.details.status, report.chief.details.denials
    print(f"status {status.ok} right, {status.of - status.ok} wrong; ", end="")
    print(f"denials {denials.ok} of {denials.of} said")


def line(name: str, tally: Tally) -> str:
    """One row of the table: precision and recall in percent."""
    counted = f"{tally.right} right, {tally.wrong} wrong, {tally.missed} missed"
    figures = f"P {100 * tally.precision:5.1f}  R {100 * tally.recall:5.1f}"
    return f"{name:<16} {figures}  ({counted})"


if __name__ == "__main__":
    main()
