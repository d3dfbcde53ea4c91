"""Sets the floors under the figures: `python benchmarks/floors.py`, after the reader got better.

Measures the sets of `gold`, with names given and found, and writes `floors.json`: `--margin`
points below what is measured, and for a single relation one more mistake. Floors only rise;
`--lower` also lowers them, as when harder sentences were added.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from kg.assembly import extractor
from kg.evaluation.floors import Floor, floors
from kg.evaluation.run import Report, evaluate
from kg.evaluation.scores import Mode, Thresholds
from kg.settings import settings

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
MEASURED = dict.fromkeys(("dev", "hard", "blind"), (Mode.GIVEN, Mode.FOUND))
"""Which sets have floors, and read in which ways."""


def measured(name: str) -> Report:
    """Score one of the project's own sets."""
    thresholds = Thresholds(accept=settings().accept, drop=settings().drop)
    return evaluate(HERE / "gold" / name, extractor(), thresholds)


def read_floors(name: str, mode: Mode) -> dict[str, Floor]:
    """Give the floors of a set read in one way; none if it has none yet."""
    kept = json.loads(FLOORS.read_text("utf-8")).get("sentences", {})
    return {k: Floor(**v) for k, v in kept.get(name, {}).get(mode.name.lower(), {}).items()}


def main() -> None:
    """Measure, and write the floors."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--margin", type=float, default=4.0, help="points below what is measured")
    asked.add_argument("--lower", action="store_true", help="lower floors too")
    args = asked.parse_args()
    kept: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    for name, modes in MEASURED.items():
        report = measured(name)
        for mode in modes:
            scores = report.of(mode)
            assert scores is not None, f"{name} has no sentences"
            made = floors(scores, args.margin, each=mode is Mode.GIVEN)
            old = {} if args.lower else read_floors(name, mode)
            of_set = kept.setdefault("sentences", {}).setdefault(name, {})
            of_set[mode.name.lower()] = {k: higher(f, old.get(k)) for k, f in made.items()}
    FLOORS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def higher(new: Floor, old: Floor | None) -> dict[str, float]:
    """Take the higher of two floors."""
    if old is None:
        return new.model_dump()
    return {n: max(getattr(new, n), getattr(old, n)) for n in Floor.model_fields}


if __name__ == "__main__":
    main()
