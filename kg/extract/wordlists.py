"""Word lists of the grammar, kept as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _all() -> dict[str, frozenset[str]]:
    file = resources.files("kg.data") / "patterns" / "words.toml"
    return {
        name: frozenset(words) for name, words in tomllib.loads(file.read_text("utf-8")).items()
    }


def listed(name: str) -> frozenset[str]:
    """Give a list of `words.toml` by its name."""
    return _all()[name]
