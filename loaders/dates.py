"""Dates only as precise as they were given: `2021`, `2021-08` or `2021-08-03`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from loaders.plain import words

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        words(
            "january february march april may june july august september october november december"
        ),
        start=1,
    )
}
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_TIME = r"(?:[T\s,].*)?"
_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2})" + _TIME + r")?)?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?",
        r"(?P<y>\d{4})年(?:\s*(?P<m>\d{1,2})月(?:\s*(?P<d>\d{1,2})日.*)?)?",
        r"(?:[A-Za-z]{3,9}\.?,?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+"
        + _MONTH
        + r",?[\s-]+(?P<y>\d{4})"
        + _TIME,
        r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
        + _MONTH
        + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"
        + _TIME,
        _MONTH + r",?\s+(?P<y>\d{4})",
        r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})" + _TIME,
    )
)
_LONGEST = 100  # characters of a date with its time
_EPOCH = range(100_000_000, 100_000_000_000)  # seconds from 1973 on; above it milliseconds


def read_date(given: object) -> tuple[str | None, str | None]:
    """Read a date as a source gives it: the date as precise as it is, and what was wrong.

    Takes a string, a number of seconds or milliseconds since 1970, or a date. A time of day is
    left out and never moves the day. What cannot be a date is left out with a note.
    """
    if given is None or given == "":
        return None, None
    if isinstance(given, date):  # a datetime is one too
        return given.isoformat()[:10], None
    text = str(given)[:_LONGEST].strip()
    seconds = _epoch(text)
    if seconds is not None:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat(), None
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _checked(match.groupdict(), text)
    return None, f"date {text[:60]!r} not understood; left out"


def _epoch(text: str) -> float | None:
    if not re.fullmatch(r"\d{9,13}(?:\.\d{1,9})?", text):
        return None
    number = float(text)
    if number >= _EPOCH.stop:
        number /= 1000
    return number if _EPOCH.start <= number < _EPOCH.stop else None


def _checked(found: dict[str, str | None], text: str) -> tuple[str | None, str | None]:
    year, month, day = found.get("y"), found.get("m"), found.get("d")
    if name := found.get("name"):
        if name[:3].lower() not in _MONTHS:
            return None, f"date {text[:60]!r} not understood; left out"
        month = str(_MONTHS[name[:3].lower()])
    if (a := found.get("a")) and (b := found.get("b")):
        if int(a) <= 12 and int(b) <= 12 and a != b:
            return year, f"date {text[:60]!r} may mean two days; only its year kept"
        day, month = (a, b) if int(a) > 12 else (b, a)
    given = [int(part) for part in (year, month, day) if part]
    try:
        date(*[*given, 1, 1][:3])
    except ValueError:
        return None, f"date {text[:60]!r} cannot be; left out"
    return "-".join(f"{part:0{4 if i == 0 else 2}d}" for i, part in enumerate(given)), None
