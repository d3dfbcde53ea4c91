"""The document pass: which finds name the same one, and where else that name stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.extract.found import Found, disjoint
from kg.extract.kinds import generic_tail, legal_tail
from kg.extract.persons import looks_personal
from kg.extract.scanner import Scanner
from kg.extract.words import Words
from kg.extract.wordset import wordset
from kg.model import Mention
from kg.names import key
from kg.vocabulary import Kind

_OPENING = re.compile(r"""\s?\((?:(?:the|an?|or|formerly|(?:also )?known as|called) )?["']?""")
_CLOSING = re.compile(r"""["']?[);,]""")
_ORGANISED = frozenset({Kind.COMPANY, Kind.ORGANIZATION, Kind.PUBLIC_BODY, Kind.APP})
_FIRMS = frozenset({Kind.COMPANY, Kind.ORGANIZATION})
_SHORT = 3  # a name of fewer letters is looked for again only when it is an acronym
_SMALL_WORDS = wordset("of the and for in on to de la & a an")


@dataclass(slots=True)
class Cluster:
    """All finds of one text that name the same one."""

    finds: list[Found] = field(default_factory=list)

    @property
    def first(self) -> Found:
        """The find that stands for all: a listed one, else the longest."""
        listed = [f for f in self.finds if f.entity]
        return listed[0] if listed else max(self.finds, key=lambda f: (len(f.text), -f.start))

    @property
    def kind(self) -> Kind:
        """What kind of thing it is: of the listed entity, else what most sure finds say."""
        if self.first.entity is not None:
            return self.first.entity.kind
        if self.first.kind is Kind.PERSON and looks_personal(self.first.text):
            return Kind.PERSON  # a surname alone is often taken for a firm's name
        votes: Counter[Kind] = Counter()
        for find in self.finds:
            votes[find.kind] += 3 if find.sure and find.origin != "repeat" else 1
        best = max(votes.values())
        return next(f.kind for f in self.finds if votes[f.kind] == best)

    @property
    def names(self) -> list[str]:
        """What the document calls it by name, the fullest first."""
        forms = {" ".join((f.name or f.text).split()) for f in self.finds}
        listed = self.first.entity.name if self.first.entity else ""
        return sorted(forms, key=lambda n: (n != listed, "'s " in n, -len(n), n))

    def mentions(self, text: str) -> list[Mention]:
        """Make a mention of each find, its words as they stand in the article's text."""
        names = self.names
        first = self.first
        kind = self.kind
        return [
            Mention(
                text=text[f.start : f.end],
                start=f.start,
                end=f.end,
                kind=kind,
                name=names[0],
                aliases=tuple(names[1:]),
                entity=first.entity.id if first.entity else None,
                origin=f.origin,
                country=first.country,
            )
            for f in self.finds
        ]


def cluster(finds: list[Found], view: str, words: Words) -> list[Cluster]:
    """Gather finds by who is meant, link short names and acronyms, and find each name's repeats."""
    clusters = _by_identity(finds)
    clusters = _linked(clusters, view)
    repeats = _repeats(clusters, view, words)
    known = [f for c in clusters for f in c.finds]
    fresh = disjoint([*known, *(f for f, _ in repeats)])
    kept = {id(f) for f in fresh}
    for find, owner in repeats:
        if id(find) in kept:
            owner.finds.append(find)
    for one in clusters:
        one.finds.sort(key=lambda f: f.start)
    return clusters


def _identity(find: Found) -> tuple[str, ...]:
    if find.entity is not None:
        return ("entity", find.entity.id)
    if find.kind is Kind.GOVERNMENT and find.country:
        return ("state", find.country)
    return ("name", key(find.name or find.text, find.kind))


def _by_identity(finds: Iterable[Found]) -> list[Cluster]:
    groups: dict[tuple[str, ...], Cluster] = defaultdict(Cluster)
    for find in finds:
        groups[_identity(find)].finds.append(find)
    return list(groups.values())


def _linked(clusters: list[Cluster], view: str) -> list[Cluster]:
    """Merge short names into the long ones that the document gives."""
    into: dict[int, Cluster] = {}
    by_start = {f.start: c for c in clusters for f in c.finds}

    def owner(one: Cluster) -> Cluster:
        while id(one) in into:
            one = into[id(one)]
        return one

    def merge(short: Cluster, long: Cluster) -> None:
        short, long = owner(short), owner(long)
        if short is long or (short.first.entity and long.first.entity):
            return
        long.finds.extend(short.finds)
        into[id(short)] = long

    for long in clusters:
        for find in list(long.finds):
            defined = _in_parentheses(find, view)
            short = by_start.get(defined[0]) if defined else None
            if defined and short and _may_define(find, short.first, view[slice(*defined)]):
                merge(short, long)
    longer = _Longer(clusters, head=view.find("\n"))
    for one in clusters:
        if one.first.entity is None and (whole := longer.of(one)) is not None:
            merge(one, whole)
    return [c for c in clusters if id(c) not in into]


def _in_parentheses(find: Found, view: str) -> tuple[int, int] | None:
    """Give the span of a name in parentheses right after a find: "RedNote (Xiaohongshu)"."""
    match = _OPENING.match(view, find.end)
    if match is None:
        return None
    end = _CLOSING.search(view, match.end(), match.end() + 60)
    return (match.end(), end.start()) if end else None


def find_acronyms(finds: Iterable[Found], view: str) -> list[Found]:
    """Find the acronyms that stand in parentheses right after the names they shorten."""
    found = []
    for find in finds:
        span = _in_parentheses(find, view)
        if span is None or find.kind not in _ORGANISED | {Kind.LAW}:
            continue
        text = view[slice(*span)]
        if text.isupper() and len(text) <= 8 and is_acronym(text, find.text):
            found.append(Found(*span, text, find.kind, "cue"))
    return found


def _may_define(long: Found, short: Found, text: str) -> bool:
    if text.isupper() and len(text) <= 8:
        return is_acronym(text, long.text)
    return short.text == text and short.kind is long.kind and long.kind in _ORGANISED


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


class _Longer:
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
        if short.kind not in _ORGANISED and any(f.sure for f in short.finds):
            return False
        parts, whole = short.names[0].split(), name.split()
        if not 0 < len(parts) < len(whole) or whole[: len(parts)] != parts:
            return False
        if len(parts[0]) < _SHORT + 1 or parts[-1].lower() in _SMALL_WORDS:
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
    if kind in _ORGANISED and long_kind in _ORGANISED:
        if whole[: len(parts)] == parts:
            tail = " ".join(whole[len(parts) :])
            if generic_tail(tail) or (len(parts) > 1 and legal_tail(" " + whole[-1])):
                return True
        return short.isupper() and len(parts) == 1 and len(short) >= 3 and is_acronym(short, long)
    return False


def _repeats(clusters: list[Cluster], view: str, words: Words) -> list[tuple[Found, Cluster]]:
    """Find the other places where the names of these clusters stand."""
    owners: dict[str, Cluster] = {}
    for one in clusters:
        if one.kind is Kind.GOVERNMENT:
            continue
        for form in _sought(one):
            owners.setdefault(form, one)
    scanner = Scanner(list(owners))
    found = []
    for start, end, index in scanner.scan(view):
        form = scanner.forms[index]
        owner = owners[form]
        if " " in form or words.may_name(start, form):
            first = owner.first
            find = replace(
                first, start=start, end=end, text=view[start:end], origin="repeat", sure=False
            )
            found.append((find, owner))
    return sorted(found, key=lambda f: (f[0].start - f[0].end, f[0].start))


def _sought(one: Cluster) -> list[str]:
    """List the forms of a name worth looking for again."""
    forms = [f.text for f in one.finds if len(f.text) >= _SHORT or f.text.isupper()]
    if one.kind is Kind.PERSON:
        full = max(forms, key=len, default="").split()
        if len(full) > 1 and len(full[-1]) >= _SHORT and full[-1][0].isupper():
            forms.append(full[-1])
    return list(dict.fromkeys(forms))
