"""Whether a name has the shape of a person's: "Adaeze Okonkwo", "Sun-hee Paik", "Li Wenbo"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_SYLLABLES = re.compile(
    r"([A-Z][a-z]{1,4})-(?!(?:based|owned|made|born|led|run|style|like|wide|built|only|free|level"
    r"|held|era|sized|ready|first|focus|loan|term|tech|side|class|lived)$)[a-z]{1,5}$"
)
_WORD = re.compile(r"(?:[A-Z]\.)+|[^\W\d_](?:[^\W\d_]|['’-])*\.?")
_MOST = 5  # words of a person's name
_AFTER_FAMILY = re.compile(r"[A-Z][a-z]{1,8}(?:-[A-Za-z][a-z]{1,6})?$")


@cache
def _words() -> dict[str, frozenset[str]]:
    file = resources.files("kg.data") / "patterns" / "persons.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    return {name: frozenset(text.split()) for name, text in table.items()}


def is_given(word: str) -> bool:
    """Say whether a word is a given name: "Adaeze", "Jean-Paul", "Sun-hee"."""
    words = _words()
    if word in words["given"] or word.partition("-")[0] in words["given"]:
        return True
    paired = _SYLLABLES.match(word)
    return paired is not None and paired[1] not in words["prefixes"]


def looks_personal(name: str) -> bool:
    """Say whether a name of several words begins as a person's does, and goes on as one."""
    parts = name.split()
    if not 2 <= len(parts) <= _MOST or not all(_WORD.fullmatch(p) for p in parts):
        return False
    words = _words()
    if not parts[-1][0].isupper() or any(
        p[0].islower() and p not in words["particles"] for p in parts
    ):
        return False
    if is_given(parts[0]) and not (parts[-1].isupper() and len(parts[-1]) > 2):
        return True
    return (
        parts[0] in words["family"] and len(parts) <= 3 and all(map(_AFTER_FAMILY.match, parts[1:]))
    )
