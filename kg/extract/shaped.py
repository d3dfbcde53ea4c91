"""Names that their shape gives away where the tagger is silent: persons, towns of firms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.found import Found
from kg.extract.kinds import by_form, by_noun, names_nobody
from kg.extract.persons import is_given, looks_personal
from kg.extract.tagged import TITLES
from kg.extract.words import Words
from kg.vocabulary import Kind

_CAPITAL = r"[^\W\d_a-z](?:[^\W\d_]|['’-])*[^\W\d_]"
_FULL = re.compile(
    rf"(?<![\w@#'’-]){_CAPITAL}(?: (?:[A-Z]\.|(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al"
    rf"|el|bin|bint|ibn|ben|ter|zu|y|e)(?= )|(?:al|el)-{_CAPITAL}|{_CAPITAL})){{1,6}}"
)
_SEAT = re.compile(rf"(?<![\w-])({_CAPITAL}(?: {_CAPITAL}){{0,2}})-(?:based|headquartered)\b")
# A seat in an apposition: ", a Brindaal start-up", ", the Brindaal robot maker".
_SEATED = re.compile(
    rf", (?:an?|the) ({_CAPITAL}(?: {_CAPITAL})?) (?:[a-z][\w-]* ){{0,3}}?(?:firm|company|group"
    r"|start-?up|builder|explorer|lender|bank|manufacturer|\w*maker|producer|foundry|fintech"
    r"|retailer|brokerage|broker|studio|miner|insurer|university|institute|think tank)(?=[ ,.;)])"
    r"(?! (?:of|for|behind|called|named)\b)"
)
_AT_MOST = 5  # words of a person's name


def find_people(view: str, words: Words, taken: Sequence[Found]) -> list[Found]:
    """Find full names that begin with a given name, up to the next name that is known."""
    covered = {at for f in taken for at in range(f.start, f.end)}
    found = []
    for run in _FULL.finditer(view):
        parts = [(run.start() + m.start(), m[0]) for m in re.finditer(r"\S+", run[0])]
        first = next((i for i, (_, word) in enumerate(parts) if is_given(word)), None)
        if first is None or not _may_begin(parts, first, covered):
            continue
        free = []
        for at, word in parts[first : first + _AT_MOST]:
            token = words.at(at)
            if at in covered or token is None or (word[0].isupper() and token.pos_ in _NOT_NAMES):
                break
            free.append((at, word))
        # neither a small word nor an initial ends a name
        while free and (not free[-1][1][0].isupper() or free[-1][1].endswith(".")):
            free.pop()
        if len(free) < 2:
            continue
        start, end = free[0][0], free[-1][0] + len(free[-1][1])
        end -= 2 if view[start:end].endswith(("'s", "’s")) else 0
        name = view[start:end]
        if looks_personal(name) and by_form(name) is None and not names_nobody(name):
            found.append(Found(start, end, name, Kind.PERSON, "cue"))
    return found


_NOT_NAMES = frozenset({"VERB", "AUX", "ADP", "DET", "PRON", "ADV", "SCONJ", "CCONJ", "NUM"})


def _may_begin(parts: list[tuple[int, str]], first: int, covered: set[int]) -> bool:
    """Say whether a name may begin at this word of a run of capitals."""
    if first == 0:
        return True
    at, word = parts[first - 1]
    role = by_noun(word.rstrip(".").lower()) is Kind.PERSON or word.lower() in TITLES
    return at in covered or role or word in {"CEO", "CFO", "CTO", "COO", "Officer"}


def find_seats(view: str, words: Words) -> list[Found]:
    """Find towns by what stands behind them: "Brindaal-based", ", a Brindaal start-up"."""
    found = []
    for pattern in (_SEAT, _SEATED):
        for match in pattern.finditer(view):
            start, end = match.span(1)
            start += 4 if match[1].startswith("The ") else 0
            token = words.at(start)
            if view[start:end].isupper() and end - start < 5:
                continue  # "AI-based"
            if token is None or by_form(match[1]) or token.lower_ in TITLES:
                continue
            if pattern is _SEATED and token.pos_ != "PROPN":
                continue
            found.append(Found(start, end, view[start:end], Kind.PLACE, "cue"))
    return found
