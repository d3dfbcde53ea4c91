"""The document pass: which finds name the same one, and where else that name stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.extract.found import Found, disjoint
from kg.extract.persons import looks_personal
from kg.extract.scanner import Scanner
from kg.extract.shortened import ORGANISED, SHORT, Longer, is_acronym
from kg.extract.words import Words
from kg.model import Mention
from kg.names import key
from kg.vocabulary import Kind

_OPENING = re.compile(r"""\s?\((?:(?:the|an?|or|formerly|(?:also )?known as|called) )?["']?""")
_CLOSING = re.compile(r"""["']?[);,]""")


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
    longer = Longer(clusters, head=view.find("\n"))
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
        if span is None or find.kind not in ORGANISED | {Kind.LAW}:
            continue
        text = view[slice(*span)]
        if text.isupper() and len(text) <= 8 and is_acronym(text, find.text):
            found.append(Found(*span, text, find.kind, "cue"))
    return found


def _may_define(long: Found, short: Found, text: str) -> bool:
    if text.isupper() and len(text) <= 8:
        return is_acronym(text, long.text)
    return short.text == text and short.kind is long.kind and long.kind in ORGANISED


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
    forms = [f.text for f in one.finds if len(f.text) >= SHORT or f.text.isupper()]
    if one.kind is Kind.PERSON:
        full = max(forms, key=len, default="").split()
        if len(full) > 1 and len(full[-1]) >= SHORT and full[-1][0].isupper():
            forms.append(full[-1])
    return list(dict.fromkeys(forms))
