"""How dates are written, and what each form means: the grammar that `dates` applies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_OF = {m: i + 1 for i, m in enumerate(_MONTHS)} | {
    m[:3]: i + 1 for i, m in enumerate(_MONTHS)
}
_MONTH_OF["sept"] = 9
_DAYS = {
    d: i
    for i, d in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_ORDINAL = {
    w: i // 2 + 1
    for i, w in enumerate(["first", "1st", "second", "2nd", "third", "3rd", "fourth", "4th"])
}
_COUNT = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
} | {"a": 1, "an": 1}
_M = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_FULL = "|".join(_MONTHS)
_D = "|".join(_DAYS)
_AHEAD = timedelta(days=60)  # "November 3" without a year lies at most so far ahead of the article

Read = Callable[[re.Match[str], date | None, str], tuple[str, str] | None]
"""What a match, the article's date and its precision make: a label and a precision, or nothing."""


def _ymd(m: re.Match[str], _b: date | None, _p: str) -> tuple[str, str] | None:
    return date(int(m[1]), int(m[2]), int(m[3])).isoformat(), "day"


def _day(month: str, day: str, year: str | None, base: date | None) -> tuple[str, str] | None:
    number = _MONTH_OF[month.lower()]
    if year:
        return date(int(year), number, int(day)).isoformat(), "day"
    if base is None:
        return None
    found = date(base.year, number, int(day))
    if found > base + _AHEAD:
        found = found.replace(year=base.year - 1)
    return found.isoformat(), "day"


def _mdy(m: re.Match[str], base: date | None, _p: str) -> tuple[str, str] | None:
    return _day(m[1], m[2], m[3], base)


def _dmy(m: re.Match[str], base: date | None, _p: str) -> tuple[str, str] | None:
    return _day(m[2], m[1], m[3], base)


def _month_year(m: re.Match[str], _b: date | None, _p: str) -> tuple[str, str] | None:
    return f"{m[2]}-{_MONTH_OF[m[1].lower()]:02d}", "month"


def _quarter(m: re.Match[str], _b: date | None, _p: str) -> tuple[str, str] | None:
    return f"{m[3]}-Q{m[1] or _ORDINAL[m[2].lower()]}", "quarter"


def _decade(m: re.Match[str], _b: date | None, _p: str) -> tuple[str, str] | None:
    return f"{m[1]}X", "decade"


def _weekday(m: re.Match[str], base: date | None, precision: str) -> tuple[str, str] | None:
    if base is None or precision != "day":
        return None
    wanted, word = _DAYS[m[2].lower()], (m[1] or "on").lower()
    back = (base.weekday() - wanted) % 7
    if word == "next":
        return (base + timedelta(days=(-back % 7) or 7)).isoformat(), "day"
    if word == "last":
        back = back or 7
    return (base - timedelta(days=back)).isoformat(), "day"


def _ago(m: re.Match[str], base: date | None, precision: str) -> tuple[str, str] | None:
    if base is None:
        return None
    count = int(m[1]) if m[1].isdigit() else _COUNT[m[1].lower()]
    return _moved(base, precision, m[2].lower(), -count)


def _moved(base: date, precision: str, unit: str, by: int) -> tuple[str, str] | None:
    """Go some units from the article's date, if it is precise enough for them."""
    if unit == "year":
        return f"{base.year + by:04d}", "year"
    if unit in {"spring", "summer", "autumn", "fall", "winter"}:
        return str(base.year + by), "year"
    if precision == "year":
        return None
    if unit == "month":
        month = base.year * 12 + base.month - 1 + by
        return f"{month // 12}-{month % 12 + 1:02d}", "month"
    if unit == "quarter":
        quarter = base.year * 4 + (base.month - 1) // 3 + by
        return f"{quarter // 4}-Q{quarter % 4 + 1}", "quarter"
    if precision != "day":
        return None
    days = by * (7 if unit == "week" else 1)
    return (base + timedelta(days=days)).isoformat(), unit


def _near_day(m: re.Match[str], base: date | None, precision: str) -> tuple[str, str] | None:
    if base is None or precision != "day":
        return None
    by = {"yesterday": -1, "tomorrow": 1}.get(m[1].lower(), 0)
    return (base + timedelta(days=by)).isoformat(), "day"


def _unit(m: re.Match[str], base: date | None, precision: str) -> tuple[str, str] | None:
    if base is None:
        return None
    return _moved(base, precision, m[2].lower(), {"last": -1, "next": 1}.get(m[1].lower(), 0))


def _month(m: re.Match[str], base: date | None, precision: str) -> tuple[str, str] | None:
    if base is None or precision == "year":
        return None
    number, year = _MONTH_OF[m[2].lower()], base.year
    if m[1].lower() in {"next", "by", "until"}:
        year += number < base.month
    else:
        year -= number > base.month
    return f"{year}-{number:02d}", "month"


def _year(m: re.Match[str], _b: date | None, _p: str) -> tuple[str, str] | None:
    return m[1], "year"


GRAMMAR: tuple[tuple[re.Pattern[str], Read], ...] = (
    (re.compile(r"\b([1-9]\d{3})-(\d{2})-(\d{2})\b"), _ymd),
    (
        re.compile(
            rf"\b({_M})\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? ([1-9]\d{{3}}))?\b(?!,\d{{3}})", re.I
        ),
        _mdy,
    ),
    (
        re.compile(
            rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_M})\b\.?(?:,? ([1-9]\d{{3}}))?\b", re.I
        ),
        _dmy,
    ),
    (
        re.compile(rf"\b(?:(?:early|mid|late)[- ])?({_M})\.?,? (?:of )?([1-9]\d{{3}})\b", re.I),
        _month_year,
    ),
    (
        re.compile(
            r"\b(?:Q([1-4])|(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th) quarter)"
            r"(?: of)?,? ([1-9]\d{3})\b",
            re.I,
        ),
        _quarter,
    ),
    (re.compile(r"\bthe (?:(?:early|mid|late)[- ])?(\d{3})0s\b"), _decade),
    (re.compile(rf"\b(?:(last|next|this|on|late on|early on) )?({_D})\b", re.I), _weekday),
    (
        re.compile(
            r"\b(\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
            r" (day|week|month|year)s? (?:ago|earlier)\b",
            re.I,
        ),
        _ago,
    ),
    (re.compile(r"\b(?:earlier )?(yesterday|today|tomorrow|tonight)\b", re.I), _near_day),
    (
        re.compile(
            r"\b(?:(?:early|mid|late|earlier|later)[- ])?(last|next|this)"
            r" (week|month|year|quarter|spring|summer|autumn|fall|winter)\b",
            re.I,
        ),
        _unit,
    ),
    (
        re.compile(
            rf"\b(in|since|by|until|last|this|next|early|late|mid)[ -]({_FULL})\b(?! \d)", re.I
        ),
        _month,
    ),
    (
        re.compile(
            r"\b(?:in|since|by|until|during|from|of|early|late|mid|end of|for|after|before)[ -]"
            r"(?:(?:early|mid|late)[- ])?((?:19|20)\d{2})\b(?!\s*(?:million|users|%"
            r"|people|percent))",
            re.I,
        ),
        _year,
    ),
)
