"""One form for the ways in which a name may be written, so that names can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from rigour.territories import get_territories

from kg.extract.demonyms import ADJECTIVES, OTHER_NAMES
from kg.extract.wordset import wordset

_LEGAL_FORMS = wordset("inc incorporated ltd limited llc corp corporation co plc gmbh ag bv nv")
_WORD = re.compile(r"[^\W_]+(?:[&@+]+[^\W_]*)*|[&@+]+")
_STATE_WORDS = re.compile(r"^government of (?:the )?| (?:government|authorities|administration)$")


@cache
def fold(name: str) -> str:
    """Give what is left of a name when spelling, article, legal form and site ends are set aside.

    All names of a state, its adjective and "the ... government" give the state's code.
    """
    words = _plain(name)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    text = " ".join(words)
    return _states().get(_STATE_WORDS.sub("", text), text)


def _plain(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", name).casefold().strip()
    text = text.replace("\u2019", "'").replace("\u2018", "'")
    text = re.sub(r"^(?:https?://)?www\.|\.com$", "", text)
    return _WORD.findall(re.sub(r"'s\b|'", "", text))


@cache
def _states() -> dict[str, str]:
    names = {**OTHER_NAMES, **ADJECTIVES, "Korean": "kr", "Kingdom of Saudi Arabia": "sa"}
    for territory in get_territories():
        if territory.is_country and not territory.is_historical:
            for name in (territory.name, territory.full_name):
                names.setdefault(name, territory.code)
    folded: dict[str, str] = {}
    for name, code in names.items():
        words = [w for w in _plain(name) if w != "the"]
        folded.setdefault(" ".join(words), f"state {code}")
    return folded
