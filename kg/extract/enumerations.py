"""Names listed together: "companies including A, B and C", "apps (A, B, C)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.doubt import TERMS
from kg.extract.found import Found
from kg.extract.kinds import by_noun
from kg.extract.words import Words
from kg.vocabulary import Kind

_LED = re.compile(
    r"(?<![a-z])(?:(?P<two>[a-z]+ [a-z]+)|(?P<one>[a-z]+)),? "
    r"(?:\(?(?:including|such as|like|e\.g\.,?|namely|among them)|\()\s?(?=[A-Za-z])"
)
_NAME = r"[A-Z][\w&'+-]*(?:\.(?:com|io|ai|org|net))?(?: [A-Z\d][\w&'+-]*){0,4}"
_ITEM = re.compile(rf"(?:the )?(?P<name>{_NAME})(?:'s)?")
_JOIN = re.compile(r",? (?:and|or|&) (?!the )|, ")
_LISTED = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION})
_MOST = 30


def enumerated(view: str, words: Words) -> list[Found]:
    """Find the names that a plural noun introduces: "rivals such as Qwoop and Zoltec"."""
    found: list[Found] = []
    for lead in _LED.finditer(view):
        kind = _plural_kind(lead["two"] or lead["one"])
        if kind in _LISTED:
            items = list(_items(view, lead.end()))
            if len(items) > 1 and not any(view[a:b].casefold() in TERMS for a, b in items):
                found += [
                    Found(start, end, view[start:end], kind, "cue")
                    for start, end in items
                    if _is_name(words, start)
                ]
    return found


def _plural_kind(noun: str) -> Kind | None:
    """Tell what a plural noun lists: "messaging apps" are apps."""
    last = noun.rpartition(" ")[2]
    if not last.endswith("s") and last != "media":
        return None
    singular = last.removesuffix("ies") + "y" if last.endswith("ies") else last.removesuffix("s")
    return by_noun(noun.rpartition(" ")[0] + " " + singular) or by_noun(singular)


def _items(view: str, at: int) -> Iterator[tuple[int, int]]:
    for _ in range(_MOST):
        item = _ITEM.match(view, at)
        if item is None:
            return
        yield item.start("name"), item.end("name")
        joined = _JOIN.match(view, item.end())
        if joined is None:
            return
        at = joined.end()


def _is_name(words: Words, start: int) -> bool:
    token = words.at(start)
    return token is not None and token.pos_ in {"PROPN", "NOUN", "X", "ADJ", "VERB"}


def aligned(finds: Sequence[Found], listed: Sequence[Found], view: str) -> list[Found]:
    """Give an unsure find between two of one kind, with commas only between them, that kind."""
    known = sorted((f for f in [*listed, *finds] if f.sure), key=lambda f: f.start)
    before = {f.end: f for f in known}
    after = {f.start: f for f in known}
    return [_with_neighbours(f, before, after, view) for f in finds]


def _with_neighbours(
    find: Found, before: dict[int, Found], after: dict[int, Found], view: str
) -> Found:
    guess = not find.sure or (find.kind is Kind.PLACE and find.origin == "model")
    if not guess:
        return find
    left = next((before[find.start - n] for n in (2, 5, 6) if _joins(view, find, -n, before)), None)
    right = next((after[find.end + n] for n in (2, 5, 6) if _joins(view, find, n, after)), None)
    beside = [f for f in (left, right) if f is not None]
    kinds = {f.kind for f in beside}
    if len(kinds) == 1 and kinds <= _LISTED and (len(beside) == 2 or find.kind is Kind.PLACE):
        return replace(find, kind=beside[0].kind, sure=True)
    return find


def _joins(view: str, find: Found, step: int, ends: dict[int, Found]) -> bool:
    at = find.start + step if step < 0 else find.end + step
    between = view[at : find.start] if step < 0 else view[find.end : at]
    return at in ends and between in {", ", " and ", ", and ", " or "}
