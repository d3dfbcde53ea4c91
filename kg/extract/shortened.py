"""Short names for long ones: acronyms, first words, surnames, initials."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.extract.kinds import generic_tail, legal_tail
from kg.extract.wordset import wordset
from kg.vocabulary import Kind

if TYPE_CHECKING:
    from kg.extract.clusters import Cluster

ORGANISED = frozenset({Kind.COMPANY, Kind.ORGANIZATION, Kind.PUBLIC_BODY, Kind.APP})
SHORT = 3
"""A name of fewer letters is looked for again only when it is an acronym."""
_FIRMS = frozenset({Kind.COMPANY, Kind.ORGANIZATION})
_SMALL_WORDS = wordset("of the and for in on to de la & a an")


def is_acronym(short: str, long: str) -> bool:
    """Say whether a short name is made of the first letters of a long one, in order."""
    words = list(re.findall(r"[A-Za-z][\w']*|\d+|&", long))
    letters = [w[0].upper() for w in words if w.lower() not in _SMALL_WORDS]
    every = [w[0].upper() for w in words]
    wanted = [c for c in short.upper() if c.isalnum() or c == "&"]
    if len(wanted) < 2 or not every:
        return False
    return wanted in (letters, every) or (
        len(wanted) >= 3 and wanted[0] == every[0] and _in_order(wanted, every)
    )


def _in_order(wanted: list[str], letters: list[str]) -> bool:
    rest = iter(letters)
    return all(letter in rest for letter in wanted)


class Longer:
    """The names of a document by the words that could shorten them."""

    def __init__(self, clusters: list[Cluster], head: int) -> None:
        self._head = head  # where the first line ends: a headline shortens what follows
        self._by_word: dict[str, list[tuple[str, Cluster]]] = defaultdict(list)
        for one in clusters:
            for name in one.names:
                parts = name.split()
                initial = f"{name[:1].upper()}."
                stem = name.casefold().removesuffix(".com")
                for word in dict.fromkeys((parts[0], parts[-1].rstrip(","), initial, stem)):
                    self._by_word[word].append((name, one))

    def of(self, short: Cluster) -> Cluster | None:
        """Give the one longer name that a short one abbreviates, None if several could be meant."""
        name = short.names[0]
        words = [name.split()[0], name.casefold()]
        if name.isupper():
            words.append(f"{name[:1]}.")
        kind = short.kind
        fits: dict[int, Cluster] = {}
        for word in words:
            for long, one in self._by_word.get(word, ()):
                if one is not short and (
                    _abbreviates(name, kind, long, one.kind) or self._introduced(short, long, one)
                ):
                    fits[id(one)] = one
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _introduced(self, short: Cluster, name: str, long: Cluster) -> bool:
        """Say whether a firm was introduced by its whole name before its first words alone.

        "Orlinsk Microsystems said ... Orlinsk shipped": what is an app or is listed on its own
        is another thing ("Tidewheel Cloud" is not Tidewheel, Signal not Signal Capital).
        """
        if long.kind not in _FIRMS or any(f.entity for f in short.finds):
            return False
        if short.kind not in ORGANISED and any(f.sure for f in short.finds):
            return False
        parts, whole = short.names[0].split(), name.split()
        if not 0 < len(parts) < len(whole) or whole[: len(parts)] != parts:
            return False
        if len(parts[0]) < SHORT + 1 or parts[-1].lower() in _SMALL_WORDS:
            return False
        starts = [f.start for f in short.finds if f.start > self._head]
        return min(starts, default=-1) > min(f.start for f in long.finds)


def _abbreviates(short: str, kind: Kind, long: str, long_kind: Kind) -> bool:
    if len(short) >= len(long):
        return False
    if long.casefold() == f"{short.casefold()}.com":
        return True
    parts, whole = short.split(), long.split()
    if long_kind is Kind.PERSON:
        return len(parts) == 1 and len(whole) > 1 and short in (whole[-1], whole[-1].rstrip(","))
    if kind in ORGANISED and long_kind in ORGANISED:
        if whole[: len(parts)] == parts:
            tail = " ".join(whole[len(parts) :])
            if generic_tail(tail) or (len(parts) > 1 and legal_tail(" " + whole[-1])):
                return True
        return short.isupper() and len(parts) == 1 and len(short) >= 3 and is_acronym(short, long)
    return False
