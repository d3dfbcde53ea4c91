"""Cues: the words beside a name that say what kind of thing it names."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kg.extract.kinds import by_form, by_noun, names_nobody
from kg.vocabulary import Kind

_MODIFIERS = frozenset({"compound", "nmod", "amod", "nn"})
_AFTER_APP = re.compile(
    r"\s(?:app|apps|platform|users?|accounts?|website|chatbot|messenger|browser"
    r"|download(?:s|ed)?)\b"
)
_AFTER_COMPANY = re.compile(
    r"(?:'s)?\s(?:shares?|stock|shareholders|investors|ceo|CEO|chief executive|board"
    r"|revenues?|profits?"
    r"|subsidiar(?:y|ies)|headquarters|employees|earnings|spokes\w+|executives?|chairman|factory"
    r"|factories|engineers|sales|customers)\b"
)
_SITE = re.compile(r" (?:Base|AFB|Airport|Street|Avenue|Road|River|Province|County|Island)$")
# A role between a name and a person's: "Yukos chief Mikhail ...".
_ROLE_AFTER = re.compile(
    r"(?:'s)?\s(?:(?:co-?)?founder|chief|boss|head|president|director|manager|chair|vice president)"
    r"(?: and (?:CEO|chief executive))?,?\s[A-Z]"
)
_BEFORE_COMPANY = re.compile(
    r"\b(?:(?:shares|stake|stakes|CEO|ceo|executive|chairman|president|founder|co-founder"
    r"|owner|investor"
    r"|subsidiary|unit|acquisition|takeover|purchase|employee|cofounder|division|arm|maker)\s"
    r"(?:of|in|at)|(?:acquired|acquire|acquires|buy|bought|buys|owns|own|owned by"
    r"|purchased|backed by"
    r"|founded|co-founded|partnered with|invested in|competitors?|rivals?|like|including"
    r"|startup|joined))"
    r"\s(?:the\s)?$"
)


def kind_by_context(span: Span, view: str, base: int) -> Kind | None:
    """Tell a name's kind by an apposition, a noun before or after it, or what is said of it.

    `base` is the offset of the span's document in `view`.
    """
    start, end = base + span.start_char, base + span.end_char
    return _noun_beside(span) or _words_beside(view, start, end)


def _noun_beside(span: Span) -> Kind | None:
    root = span.root
    for token in _described(root, span):
        kind = by_noun(_phrase(token)) or by_noun(token.lower_)
        if kind is not None:
            return kind
    return None


def _described(root: Token, span: Span) -> list[Token]:
    """List the common nouns that describe a name: appositions, titles before it, copulas."""
    inside = range(span.start, span.end)
    near = [t for t in root.children if t.dep_ == "appos" and t.i not in inside]
    if root.dep_ == "appos":
        near.append(root.head)
    near += [
        t for t in root.children if t.dep_ in _MODIFIERS and t.pos_ == "NOUN" and t.i not in inside
    ]
    if root.dep_ in _MODIFIERS and root.head.pos_ == "NOUN" and root.head.i == span.end:
        near.append(root.head)
    if root.dep_ in {"nsubj"} and root.head.lemma_ == "be":
        near += [t for t in root.head.children if t.dep_ == "attr"]
    return [t for t in near if t.pos_ == "NOUN"]


def _phrase(token: Token) -> str:
    """Give a noun with the noun or adjective right before it: "think tank", "social network"."""
    if token.i > 0 and token.nbor(-1).dep_ in _MODIFIERS and token.nbor(-1).head == token:
        return f"{token.nbor(-1).lower_} {token.lower_}"
    return token.lower_


def _words_beside(view: str, start: int, end: int) -> Kind | None:
    before, after = view[max(0, start - 40) : start], view[end : end + 40]
    if _AFTER_APP.match(after):
        return Kind.APP
    if _AFTER_COMPANY.match(after) or _ROLE_AFTER.match(after) or _BEFORE_COMPANY.search(before):
        return Kind.COMPANY
    return None


def kind_of(span: Span, view: str, base: int, label: str) -> tuple[Kind, bool] | None:
    """Tell what kind of thing a span of this spaCy label names, and whether on evidence.

    None when it names nothing that the graph knows.
    """
    text = span.text
    form = by_form(text)
    if label == "PERSON":
        if form is not None and (form is not Kind.PLACE or _SITE.search(text)):
            return form, True
        beside = kind_by_context(span, view, base)
        if beside in (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION) and " " not in text:
            return beside, True
        if names_nobody(text):
            return None
        return Kind.PERSON, " " in text
    if label in {"GPE", "LOC", "FAC"}:
        if form is not None and form is not Kind.APP:
            return form, True
        end = base + span.end_char
        beside = _noun_beside(span) or (Kind.APP if _AFTER_APP.match(view, end) else None)
        if beside in (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION):
            return beside, True
        if names_nobody(text):
            return None
        return Kind.PLACE, label == "GPE"
    beside = kind_by_context(span, view, base)
    if label == "LAW":
        return (Kind.LAW, True) if form is Kind.LAW or beside is Kind.LAW else None
    if form is not None:
        return form, True
    if beside is not None:
        return beside, True
    if names_nobody(text):
        return None
    if label == "ORG":
        return Kind.COMPANY, False
    return None
