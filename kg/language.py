"""In which language a text is, as an ISO 639-1 code."""

from __future__ import annotations

import re
import unicodedata

import py3langid  # type: ignore[import-untyped]
from rigour.langs import iso_639_alpha2

# Below this an identifier guesses; measured in letters, as Chinese says more in fewer.
_ENOUGH = 60
_ENOUGH_WIDE = 12
_LEAD = 15.0  # by how much (log odds) the best language must lead English to be believed
_WIDE = re.compile(
    "[\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]"
)
_NAMES = {
    "english": "en",
    "chinese": "zh",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "russian": "ru",
    "ukrainian": "uk",
    "japanese": "ja",
    "korean": "ko",
    "arabic": "ar",
    "hindi": "hi",
    "turkish": "tr",
    "polish": "pl",
    "indonesian": "id",
    "vietnamese": "vi",
    "persian": "fa",
    "hebrew": "he",
}


def read_language(given: str | None) -> str | None:
    """Read a language as a source names it: "en-GB", "eng" and "English" are "en"."""
    if not given:
        return None
    word = re.split(r"[-_,;\s]", given.strip().lower(), maxsplit=1)[0]
    if word in _NAMES:
        return _NAMES[word]
    return iso_639_alpha2(word) if word.isascii() and word.isalpha() and len(word) <= 3 else None


def guess_language(text: str) -> str:
    """Guess the language of a text; "en" where it is too short to tell."""
    sample = text[:3000]
    letters = sum(map(str.isalpha, sample))
    wide = len(_WIDE.findall(sample))
    if letters < _ENOUGH and wide < _ENOUGH_WIDE:
        return "en"
    ranked = [(str(code), float(score)) for code, score in py3langid.rank(sample)]
    best, score = ranked[0]
    english = dict(ranked).get("en", float("-inf"))
    return best if best == "en" or score - english > _LEAD else "en"


def is_english(text: str) -> bool:
    """Say whether a text reads as English; one in Latin letters too short to tell does."""
    letters = [c for c in text[:3000] if c.isalpha()]
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return latin * 2 >= len(letters) and guess_language(text) == "en"
