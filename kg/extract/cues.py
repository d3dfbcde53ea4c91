"""Cues: the words beside a name that say what kind of thing it names."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kg.extract.kinds import by_form, by_noun, names_nobody
from kg.extract.persons import looks_personal
from kg.extract.slots import Slot, slot_of
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


# What names have, and so do not say what they are: "the Brindaal team".
_OWN_PARTS = frozenset(
    {"team", "unit", "chain", "house", "works", "lab", "yard", "paper", "channel"}
)


def _described(root: Token, span: Span) -> list[Token]:
    """List the common nouns that describe a name: appositions, titles before it, copulas."""
    inside = range(span.start, span.end)
    near = [t for t in root.children if t.dep_ == "appos" and t.i not in inside]
    if root.dep_ == "appos":
        near.append(root.head)
    near += [
        t for t in root.children if t.dep_ in _MODIFIERS and t.pos_ == "NOUN" and t.i not in inside
    ]
    heads = root.dep_ in _MODIFIERS and root.head.pos_ == "NOUN" and root.head.i == span.end
    if heads and by_noun(root.head.lower_) is not Kind.PERSON:
        near += [root.head] if root.head.lower_ not in _OWN_PARTS else []
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
    start, end = base + span.start_char, base + span.end_char
    form = by_form(text)
    if label == "LAW" and (form is Kind.LAW or kind_by_context(span, view, base) is Kind.LAW):
        return Kind.LAW, True
    if form is not None and _holds(form, text, label):
        return form, True
    told = _told(text, label, slot_of(view, start, end))
    if told is not None:
        return told
    if label == "PERSON":
        beside = kind_by_context(span, view, base)
        if beside in _ORGANISED and " " not in text:
            return beside, True
        return None if names_nobody(text) else (Kind.PERSON, " " in text)
    if label in _PLACES:
        beside = _noun_beside(span) or (Kind.APP if _AFTER_APP.match(view, end) else None)
        if beside in _ORGANISED:
            return beside, True
        return None if names_nobody(text) else (Kind.PLACE, label == "GPE")
    beside = None if label == "LAW" else kind_by_context(span, view, base)
    if beside is not None:
        return beside, True
    return (Kind.COMPANY, False) if label == "ORG" and not names_nobody(text) else None


_ORGANISED = (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION)
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _holds(form: Kind, text: str, label: str) -> bool:
    """Say whether a name's own words outweigh its label."""
    if label == "PERSON":
        return form is not Kind.PLACE or _SITE.search(text) is not None
    return form is not Kind.APP or label not in _PLACES


def _told(text: str, label: str, slot: Slot | None) -> tuple[Kind, bool] | None:
    """Tell a kind by the shape of a name and the slot that it fills."""
    several = " " in text
    firm = slot is not None and not slot.soft and not slot.party
    if looks_personal(text) and not (firm and label != "PERSON"):
        return Kind.PERSON, True
    if slot is None or names_nobody(text):
        return None
    if label == "PERSON" and not firm and (several or slot.soft):
        return None  # "led by Zdravka Marn"
    if slot.kind is Kind.PLACE and (several and label in {"ORG", "PERSON"}):
        return None
    return slot.kind, True
