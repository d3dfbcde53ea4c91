"""Floors under the figures: what has been reached is not lost again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import floor as round_down

from kg.evaluation.run import Report
from kg.evaluation.scores import Scores
from kg.evaluation.tally import Share, Tally
from kg.model import Value

_FEW = 10  # relations stated or said, below which one more or less is noise


class Floor(Value):
    """The least precision and recall, in percent."""

    precision: float = 0.0
    recall: float = 0.0


Floors = Mapping[str, Floor]
"""Relation, or "all", to its floor."""


def floors(scores: Scores, margin: float, *, each: bool = True) -> dict[str, Floor]:
    """Set floors `margin` points below what is measured, for all and for `each` relation.

    A relation may lose one more than that, since one of few is many points.
    """
    return {
        name: Floor(
            precision=_below(tally.said, margin, one=name != "all"),
            recall=_below(tally.stated, margin, one=name != "all"),
        )
        for name, tally in scores.tallies.items()
        if name == "all" or (each and tally.stated.of >= _FEW)
    }


def breaches(report: Report, scores: Scores, given: Floors) -> Iterator[str]:
    """Say in words which figures are below their floors."""
    for name, floor in given.items():
        tally = scores.tallies.get(name, Tally())
        for what, value, least in (
            ("precision", 100 * tally.precision, floor.precision),
            ("recall", 100 * tally.recall, floor.recall),
        ):
            if value < least:
                where = f"{report.folder}, {scores.mode}"
                yield f"{where}: {what} of {name} is {value:.1f}, the floor is {least:.1f}"


def _below(share: Share, margin: float, *, one: bool) -> float:
    rate = share.rate or 0.0
    allowed = margin + (100 / share.of if one and share.of else 0.0)
    return max(0.0, float(round_down(100 * rate - allowed)))
