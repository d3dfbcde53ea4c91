"""How sure a fact is, by an open rubric that a reader can check against its sources.

    high      two or more independent origins, one of them official, not contested, reviewed
    moderate  two or more independent origins, or one official; not contested
    low       one origin, or contested, or still waiting for review

A source is official when it is published by a government or one of its bodies: its address lies
under a government's domain, or its publisher is called like a government or public body of the
same subgraph. Reviewed is what a person has confirmed; acceptance by a threshold is not that.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from urllib.parse import urlsplit

from kg.model import Edge, EdgeId, Source, Subgraph
from kg.vocabulary import Kind, Polarity, Review

_OFFICIAL_HOST = re.compile(
    r"(^|\.)(gov|mil|gov\.[a-z]{2}|mil\.[a-z]{2}|go\.(jp|kr|id|th|ke)|gouv\.fr|gc\.ca|gob\.[a-z]{2}"
    r"|govt\.nz|europa\.eu|bund\.de|admin\.ch|overheid\.nl|rijksoverheid\.nl|gov\.uk)$"
)


class Grade(StrEnum):
    """How sure a fact is."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


ORDER = (Grade.HIGH, Grade.MODERATE, Grade.LOW)


def official_sources(subgraph: Subgraph) -> frozenset[str]:
    """List the ids of the articles that a government or one of its bodies published."""
    bodies = {
        name.casefold()
        for e in subgraph.entities
        if e.kind in (Kind.GOVERNMENT, Kind.PUBLIC_BODY)
        for name in (e.name, *e.aliases)
    }
    return frozenset(s.id for s in subgraph.sources if _official(s, bodies))


def grade(edge: Edge, official: Collection[str], reviewed: Collection[EdgeId] = ()) -> Grade:
    """Grade one fact. `official` are ids of official articles, `reviewed` confirmed edges."""
    backing = [c for c in edge.claims if supports(edge, c.polarity)]
    waiting = not any(c.review is Review.ACCEPTED for c in backing)
    from_official = any(c.article in official for c in backing)
    if edge.contested or waiting or not (edge.sources >= 2 or from_official):
        return Grade.LOW
    if edge.sources >= 2 and from_official and edge.id in reviewed:
        return Grade.HIGH
    return Grade.MODERATE


def supports(edge: Edge, polarity: Polarity) -> bool:
    """Say whether a claim of this polarity speaks for what the edge says."""
    return polarity is edge.polarity


def weakest(grades: Collection[Grade]) -> Grade:
    """Give the lowest of these grades: a chain is as sure as its weakest link."""
    return max(grades, key=ORDER.index, default=Grade.LOW)


def _official(source: Source, bodies: Collection[str]) -> bool:
    try:
        host = (urlsplit(source.url).hostname or "") if source.url else ""
    except ValueError:  # a hostile address is simply not an official one
        host = ""
    if _OFFICIAL_HOST.search(host.casefold()):
        return True
    return bool(source.publisher) and str(source.publisher).casefold() in bodies
