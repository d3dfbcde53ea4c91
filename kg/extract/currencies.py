"""How currencies are written: signs, codes, and names after Unicode's CLDR (Babel)."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from kg.extract.wordset import wordset

SIGNS = {
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
CODES = [
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


@cache
def currency_names() -> dict[str, str]:
    """Give currency names in lower case with their codes."""
    names = dict(_SPOKEN)
    for code, name in Locale("en").currencies.items():
        if not re.search(r"\(\d{4}", name):  # dated names are of currencies no longer used
            names.setdefault(name.lower(), code)
    for code in CODES:
        names.setdefault(code.lower(), code)
        name = Locale("en").currencies[code].lower()
        names.setdefault(name + "s", code)
        if (last := name.split()[-1]) in _PLAIN:
            names.setdefault(last, code)
            names.setdefault(last + "s", code)
    return names
