"""Sets of words written as text."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """Make a set of the words of a text; an underscore stands for a space inside one."""
    return frozenset(word.replace("_", " ") for word in text.split())
