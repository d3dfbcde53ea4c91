"""Sums of money and percentages in a text. Currency names are those of Unicode's CLDR (Babel)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale

from kg.extract.wordset import wordset

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
_SIGNS = {
    "$": "USD",
    "US$": "USD",
    "USD$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "NZ$": "NZD",
    "R$": "BRL",
    "MX$": "MXN",
    "€": "EUR",
    "EUR€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "CN¥": "CNY",
    "RMB¥": "CNY",
    "JP¥": "JPY",
    "₹": "INR",
    "Rs": "INR",
    "Rs.": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "RM": "MYR",
    "Rp": "IDR",
    "₫": "VND",
    "฿": "THB",
    "₴": "UAH",
    "₦": "NGN",
    "zł": "PLN",
    "Fr.": "CHF",
    "RMB": "CNY",
}
# Currencies whose codes and short names occur in news of this field.
_CODES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CNY",
    "INR",
    "KRW",
    "RUB",
    "TRY",
    "ILS",
    "AED",
    "SAR",
    "QAR",
    "KWD",
    "BRL",
    "CAD",
    "AUD",
    "CHF",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "UAH",
    "KZT",
    "SGD",
    "HKD",
    "TWD",
    "THB",
    "IDR",
    "MYR",
    "VND",
    "PHP",
    "PKR",
    "BDT",
    "NGN",
    "KES",
    "ZAR",
    "EGP",
    "MXN",
    "CZK",
    "HUF",
    "NZD",
]
# The last word of these names means one currency alone.
_PLAIN = wordset(
    "yuan won ruble rouble shekel real lira yen euro zloty hryvnia tenge baht rupiah ringgit dong"
    " rand naira"
)
_SPOKEN = {
    "rupee": "INR",
    "rupees": "INR",
    "dollar": "USD",
    "dollars": "USD",
    "us dollar": "USD",
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "pounds sterling": "GBP",
    "rmb": "CNY",
    "renminbi": "CNY",
    "chinese yuan": "CNY",
    "roubles": "RUB",
    "rouble": "RUB",
    "rubles": "RUB",
    "shekels": "ILS",
    "dirhams": "AED",
    "riyals": "SAR",
    "reais": "BRL",
    "swiss francs": "CHF",
    "saudi riyals": "SAR",
    "indian rupees": "INR",
    "hong kong dollars": "HKD",
    "new taiwan dollars": "TWD",
    "taiwan dollars": "TWD",
    "singapore dollars": "SGD",
    "australian dollars": "AUD",
    "canadian dollars": "CAD",
    "euro": "EUR",
    "euros": "EUR",
    "yuan": "CNY",
    "yen": "JPY",
    "won": "KRW",
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
        return _SIGNS.get(match["s"]) or (match["s"] if match["s"] in _CODES else None)
    return _names().get(" ".join(match["c"].lower().replace("-", " ").split()))


@cache
def _names() -> dict[str, str]:
    """Give currency names in lower case with their codes."""
    names = dict(_SPOKEN)
    for code, name in Locale("en").currencies.items():
        if not re.search(r"\(\d{4}", name):  # dated names are of currencies no longer used
            names.setdefault(name.lower(), code)
    for code in _CODES:
        names.setdefault(code.lower(), code)
        name = Locale("en").currencies[code].lower()
        names.setdefault(name + "s", code)
        if (last := name.split()[-1]) in _PLAIN:
            names.setdefault(last, code)
            names.setdefault(last + "s", code)
    return names


@cache
def _pattern() -> re.Pattern[str]:
    def either(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

    powers = either(list(_POWERS))
    signs = either([*_SIGNS, *_CODES])
    names = either(list(_names()))
    return re.compile(
        rf"(?<![A-Za-z])(?P<s>{signs})\s?(?P<n1>{_NUMBER})(?:\s?[-–]?\s?(?P<m1>(?i:{powers}))\b)?"
        rf"|(?<![\w.])(?:(?P<n2>{_NUMBER})|(?P<w>(?i:half a|a|one|two))(?=\s(?:million"
        rf"|billion|trillion)))"
        rf"(?:\s?[-–]?\s?(?P<m2>(?i:{powers})))?[\s-]+(?P<c>(?i:{names}))\b"
    )
