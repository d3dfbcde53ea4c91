"""Dates in a text, only as precise as it is, relative ones anchored on the article's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.extract.dategrammar import GRAMMAR


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `start:end` of the text read.

    `value` is a partial date (`2021`, `2021-08`, `2021-08-03`), coarser where the text's
    precision has no such form; `precision` is day, week, month, quarter, year or decade, and
    `label` says it exactly ("2021-Q3", "199X").
    """

    start: int
    end: int
    value: str | None
    precision: str
    label: str


def dates(text: str, published: str | None = None) -> list[DateMention]:
    """Find the dates in a text, in order.

    Relative ones ("last Tuesday", "two weeks ago") count from `published`, a partial date, and
    are left out where it is not precise enough for them.
    """
    base, precision = _base(published)
    found: list[DateMention] = []
    taken = bytearray(len(text))
    for pattern, read in GRAMMAR:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            try:
                told = read(match, base, precision)
            except (ValueError, OverflowError):  # 31 February, year 0: no date
                continue
            if told is not None:
                taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
                found.append(
                    DateMention(match.start(), match.end(), _value(*told), told[1], told[0])
                )
    return sorted(found, key=lambda d: d.start)


def _base(published: str | None) -> tuple[date | None, str]:
    if published is None:
        return None, ""
    parts = [int(p) for p in published.split("-")]
    precision = ("year", "month", "day")[len(parts) - 1]
    year, month, day = (*parts, 1, 1)[:3]
    return date(year, month, day), precision


def _value(label: str, precision: str) -> str | None:
    if precision == "decade":
        return None
    if precision == "quarter":
        return label[:4]
    return label[:7] if precision == "week" else label
