"""Whether a text is English enough for the language pipeline."""

from __future__ import annotations

import unicodedata

import py3langid  # type: ignore[import-untyped]

_ENOUGH = 200  # letters; below them the classifier guesses, and the text is taken for English
_LOOKED_AT = 3000  # characters that are classified
_MARGIN = 20.0  # log odds against English from which the classifier is believed


def is_english(text: str) -> bool:
    """Say whether a text reads as English; a short one in Latin letters counts as English."""
    sample = text[:_LOOKED_AT]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return True
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if latin < len(letters) / 2:
        return False
    if len(letters) < _ENOUGH:
        return True
    scores = {language: float(score) for language, score in py3langid.rank(sample)}
    return max(scores.values()) - scores["en"] < _MARGIN
