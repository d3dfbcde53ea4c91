"""Sums of money and percentages in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.currencies import CODES, SIGNS, currency_names

_POWERS = {
    "k": 3,
    "thousand": 3,
    "lakh": 5,
    "lakhs": 5,
    "m": 6,
    "mn": 6,
    "mln": 6,
    "mio": 6,
    "million": 6,
    "millions": 6,
    "crore": 7,
    "crores": 7,
    "b": 9,
    "bn": 9,
    "bln": 9,
    "billion": 9,
    "billions": 9,
    "lakh crore": 12,
    "tn": 12,
    "trn": 12,
    "trillion": 12,
}
_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDED = {"half a": Decimal("0.5"), "a": Decimal(1), "one": Decimal(1), "two": Decimal(2)}
_ABOUT = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|approximately|some|over|more than|up to|as much as"
    r"|at least|less than|under|close to|an estimated)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: `amount` in units of `currency` (ISO 4217), at `start:end` of the text read.

    `approximate` says that the text hedges it ("nearly", "up to"). `converted` marks a sum in
    parentheses that only restates the one before it.
    """

    start: int
    end: int
    amount: float
    currency: str
    approximate: bool = False
    converted: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, in percent; `high` is set when the text gives a range."""

    start: int
    end: int
    share: float
    high: float | None = None
    approximate: bool = False


def money(text: str) -> list[Money]:
    """Find the sums of money in a text, in order.

    "4.5 billion yuan (US$614 million)" gives two, the second marked as converted.
    """
    found: list[Money] = []
    for match in _pattern().finditer(text):
        currency = _currency(match)
        if currency is None:
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        restated = bool(
            found
            and re.fullmatch(
                r"\s?\((?:about|around|approximately|or|roughly|some)?\s?",
                text[found[-1].end : match.start()],
            )
        )
        found.append(
            Money(
                match.start(),
                match.end(),
                _amount(match),
                currency,
                _ABOUT.search(before) is not None,
                restated and found[-1].currency != currency,
            )
        )
    return found


_SHARE = re.compile(
    rf"(?<![\w.])(?P<low>{_NUMBER})(?:\s?(?:%|percent|per cent))?"
    rf"(?:\s?(?:-|–|to|and)\s?(?P<high>{_NUMBER}))?[\s-]?(?:%|percent\b|per\scent\b"
    rf"|pct\b)(?!\spoints?)"
)


def shares(text: str) -> list[Share]:
    """Find the percentages in a text: "60 percent", "19.9%", "10 to 15 per cent"."""
    return [
        Share(
            m.start(),
            m.end(),
            float(m["low"].replace(",", "")),
            float(m["high"].replace(",", "")) if m["high"] else None,
            _ABOUT.search(text[max(0, m.start() - 24) : m.start()]) is not None,
        )
        for m in _SHARE.finditer(text)
    ]


def _amount(match: re.Match[str]) -> float:
    number = match["n1"] or match["n2"]
    power = (match["m1"] or match["m2"] or "").lower()
    value = _WORDED[match["w"].lower()] if match["w"] else Decimal(number.replace(",", ""))
    return float(value * Decimal(10) ** _POWERS.get(" ".join(power.split()), 0))


def _currency(match: re.Match[str]) -> str | None:
    if match["s"]:
        return SIGNS.get(match["s"]) or (match["s"] if match["s"] in CODES else None)
    return currency_names().get(" ".join(match["c"].lower().replace("-", " ").split()))


@cache
def _pattern() -> re.Pattern[str]:
    def either(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

    powers = either(list(_POWERS))
    signs = either([*SIGNS, *CODES])
    names = either(list(currency_names()))
    return re.compile(
        rf"(?<![A-Za-z])(?P<s>{signs})\s?(?P<n1>{_NUMBER})(?:\s?[-–]?\s?(?P<m1>(?i:{powers}))\b)?"
        rf"|(?<![\w.])(?:(?P<n2>{_NUMBER})|(?P<w>(?i:half a|a|one|two))(?=\s(?:million"
        rf"|billion|trillion)))"
        rf"(?:\s?[-–]?\s?(?P<m2>(?i:{powers})))?[\s-]+(?P<c>(?i:{names}))\b"
    )
