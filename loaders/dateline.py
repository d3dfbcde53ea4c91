"""The day an article gives itself in its first lines, when no header or field gives one."""

from __future__ import annotations

import re

from loaders.dates import read_date

_LINES = 8  # non-empty lines looked at: title, byline, date line, dateline
_START = 160  # characters of a line within which a dateline ends
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_NAME},? \d{{4}}|{_NAME} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}-\d{2}-\d{2})"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_ALONE = re.compile(
    rf"(?:(?:first )?(?:published|posted|released|issued|dated?)(?: on| at)?:? ?)?"
    rf"{_WEEKDAY}(?P<day>{_DAY})(?:[ ,|·-]+(?:at )?\d{{1,2}}[:.]\d{{2}}.{{0,20}})?",
    re.I,
)
_PLACED = re.compile(
    rf"[^\W\d][\w .,'/-]{{1,60}}?[,.]? \(?{_WEEKDAY}(?P<day>{_DAY})\)?"
    r"(?: ?[(/][^()/]{1,40}[)/])* ?(?:--|[-–—:]) ",
    re.I,
)


def own_date(text: str) -> str | None:
    """Find the day in a dateline ("OSLO, 3 March 2024 - ...") or on a line of its own on top.

    `text` is plain. A day named in a sentence is not taken, nor one that a page calls updated.
    """
    lines = [line for line in text.split("\n", 40)[:40] if line.strip()][:_LINES]
    for line in lines:
        found = _ALONE.fullmatch(line.strip()) or _PLACED.match(line[:_START])
        if found and (day := read_date(found["day"])[0]):
            return day
    return None
