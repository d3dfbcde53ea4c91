"""Sums, shares, dates and roles a model adds: kept only where the quote says so itself."""

from __future__ import annotations

from collections.abc import Callable
from math import isclose
from typing import Any, NamedTuple

from kg.extract.dates import dates
from kg.extract.llm.answer import Told
from kg.extract.llm.grounding import ground
from kg.extract.llm.window import Window
from kg.extract.money import money, shares
from kg.vocabulary import RELATIONS, Predicate


class Checked(NamedTuple):
    """The fields of a draft that hold, and the names of those that do not."""

    fields: dict[str, Any]
    left_out: tuple[str, ...]


def checked(told: Told, window: Window) -> Checked:
    """Keep what the quote bears out, in the article's words and by our own reading of numbers."""
    allowed = {*RELATIONS[told.predicate].fields, "since", "until", "speaker"}
    if told.predicate is Predicate.AFFILIATED_WITH:
        allowed.add("role")
    found: dict[str, Any] = {}
    given = told.model_dump(include=_ALL, exclude_none=True)
    for name in sorted(given.keys() & allowed & _ALL):
        found |= _READ[name](name, given[name], window)
    left_out = sorted(given.keys() - found.keys())
    return Checked(found, tuple(left_out))


def _amount(_name: str, value: float, window: Window) -> dict[str, Any]:
    for sum_ in money(_text(window)):
        if isclose(sum_.amount, value, rel_tol=1e-9):
            return {"amount": sum_.amount, "currency": sum_.currency}
    return {}


def _share(_name: str, value: float, window: Window) -> dict[str, Any]:
    found = [s.share for s in shares(_text(window)) if s.high is None]
    return {"share": value} if any(isclose(s, value, rel_tol=1e-9) for s in found) else {}


def _words(name: str, value: str, window: Window) -> dict[str, Any]:
    """Give the article's own words for a role, goods, a law or a speaker."""
    document, place = window.document, (window.start, window.end)
    text, view = document.article.text, document.view
    found = next(ground(value, text, view, place), None)
    if found is None or found.how == "fuzzy":
        return {}
    if name == "speaker":
        who = [m for m in window.mentions if m.start < found.end and found.start < m.end]
        return {name: who[0].name} if who else {}
    return {name: " ".join(view[found.start : found.end].split())}


def _date(name: str, value: str, window: Window) -> dict[str, Any]:
    published = window.document.article.published
    for found in dates(_text(window), published):
        if found.value and found.value.startswith(value):
            return {name: value}
    return {}


def _text(window: Window) -> str:
    return window.document.view[window.start : window.end]


_READ: dict[str, Callable[[str, Any, Window], dict[str, Any]]] = {
    "amount": _amount,
    "share": _share,
    **dict.fromkeys(("role", "goods", "law", "speaker"), _words),
    **dict.fromkeys(("since", "until"), _date),
}
_ALL = set(_READ)
