"""Names that are addresses: "Booking.com", "upcloud.com", where the sentence names a firm by it."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.extract.cues import kind_of
from kg.extract.found import Found
from kg.extract.kinds import by_form
from kg.extract.words import Words
from kg.vocabulary import Kind

_DOMAIN = re.compile(
    r"(?<![\w@/.:-])(?:[A-Za-z0-9][A-Za-z0-9-]*\.){1,2}"
    r"(?P<tld>com|org|net|io|ai|app|co|dev|me|tv|info|cn|ru|de|fr|uk|eu|in|jp|kr|nl|ch)\b"
    r"(?!\.\w|[/@\w-])"
)
_GOES_ON = re.compile(r" [A-Z]\w+")
_VISITED = frozenset({"at", "on", "via", "see", "visit", "to", "from"})
_LOOKED_UP = frozenset({"see", "visit", "go", "check", "read", "contact", "mail", "email"})


def find_domains(view: str, words: Words) -> list[Found]:
    """Find addresses that name who runs them; one that is only to be visited is none."""
    found = []
    for match in _DOMAIN.finditer(view):
        tokens = words.between(*match.span())
        longer = _GOES_ON.match(view, match.end())
        if longer and by_form(view[match.start() : longer.end()]) is not None:
            continue  # "Matrix.org Foundation"
        if len(tokens) != 1 or words.in_heading(match.start()) or _visited(tokens[0]):
            continue
        token = tokens[0]
        span = token.doc[token.i : token.i + 1]
        told = kind_of(span, view, match.start() - token.idx, "ORG")
        kind, sure = told or (Kind.COMPANY, False)
        if not sure and match["tld"] in ("org", "info"):
            kind = Kind.ORGANIZATION
        found.append(Found(match.start(), match.end(), match[0], kind, "cue", sure=sure))
    return found


def _visited(token: Token) -> bool:
    head = token.head
    if token.dep_ == "pobj":
        return head.lower_ in _VISITED
    return token.dep_ == "dobj" and head.lemma_.lower() in _LOOKED_UP
