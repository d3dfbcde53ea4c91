"""Measures candidates on labelled pairs: `python -m benchmarks.identity [--write] [--errors]`.

Prints cross-validated precision and recall at thresholds, on the labelled pairs and on the list
of known names, and what blocking does; `--write` keeps weights, page and floors.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.floors import FLOORS
from benchmarks.identity.fit import FOLDS, cross_validated, learned
from benchmarks.identity.listed import listed
from benchmarks.identity.measure import SIZES, Scored, block, with_thresholds
from benchmarks.identity.page import Measured, page
from benchmarks.identity.pairs import UNSEEN, read_pairs
from kg.resolve.candidates import LEAST, candidate
from kg.resolve.weights import Weights

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "kg" / "data" / "identity" / "weights.json"
PAGE = ROOT / "docs" / "identity.md"
_MARGIN = 1.0  # points that a floor stands below what is measured


def main() -> None:
    """Measure and print; with `--write`, keep what came out."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="keep weights, page and floors")
    asked.add_argument("--errors", action="store_true", help="name the pairs on the wrong side")
    args = asked.parse_args()
    pairs = read_pairs()
    scored, bare = Scored(pairs, cross_validated(pairs)), learned(pairs)
    names = listed(bare)
    by = with_thresholds(bare, scored, names)
    unseen = read_pairs(UNSEEN)
    fresh = Scored(unseen, [by.score(p.signs) for p in unseen])
    blocked = [block(pairs, size) for size in SIZES]
    text = page(by, Measured(scored, fresh, names, blocked), FOLDS)
    print(text)
    if args.errors:
        print("\n".join(errors(scored, by)))
    if args.write:
        WEIGHTS.write_text(json.dumps(by.model_dump(), indent=1) + "\n", "utf-8")
        PAGE.write_text(text, "utf-8")
        keep_floors(scored, by)


def errors(scored: Scored, by: Weights) -> Iterator[str]:
    """Name pairs that are two and likely, and pairs that are one and would not be shown."""
    for pair, score in zip(scored.pairs, scored.scores, strict=True):
        if (score >= by.likely and not pair.same) or (score < LEAST and pair.same):
            told = candidate(pair.left, pair.right, by)
            verdict = "same" if pair.same else "different"
            names = f"{told.left_name} | {told.right_name}"
            yield f"{score:.2f} {verdict}: {names}: {'; '.join(told.reasons)}"


def keep_floors(scored: Scored, by: Weights) -> None:
    """Set the floors a little below what is measured; they are lowered by hand alone."""
    kept = json.loads(FLOORS.read_text("utf-8"))
    right, found = scored.right(by.likely), scored.found(by.likely)
    shown = scored.found(LEAST)
    made = {"precision": right.rate, "recall": found.rate, "shown": shown.rate}
    old = kept.get("identity", {})
    kept["identity"] = {
        name: max(round(100 * (rate or 0.0) - _MARGIN, 1), old.get(name, 0.0))
        for name, rate in made.items()
    }
    FLOORS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
