"""What all values share: frozen and checked; ids and dates made of what the source says."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from kg.vocabulary import (
    RELATIONS,
    Measure,
    Polarity,
    Predicate,
    Status,
)

ID_DIGITS = 20
"""Hex digits of an id: 80 bits, no collision expected below 10^11 items."""


def digest(*parts: str) -> str:
    """Make a short stable id of these parts: 20 hex digits of SHA-256 over them, separated."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:ID_DIGITS]


def partial_date(text: str) -> str:
    """Check a date as precise as it is known: `2021`, `2021-08` or `2021-08-03`."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not match:
        raise ValueError(
            f"not a date as precise as it is known: {text!r} (2021, 2021-08 or 2021-08-03)"
        )
    date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return text


PartialDate = Annotated[str, AfterValidator(partial_date)]
"""A date only as precise as the source: `2021`, `2021-08` or `2021-08-03`."""

EntityId = str
ArticleId = str
ClaimId = str
EdgeId = str


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def claim_id(
    article: ArticleId,
    span: tuple[int, int],
    predicate: Predicate,
    names: tuple[str, str],
    measure: Measure | None = None,
) -> ClaimId:
    """Make a claim's id of where it stands and what it says, so that twice is once.

    `names` are subject and object as the article calls them. The measure is part of it: one
    sentence may report a ban and a fine.
    """
    return digest("claim", article, *map(str, span), predicate, *names, measure or "")


def edge_id(
    predicate: Predicate,
    subject: EntityId,
    object: EntityId,
    measure: Measure | None = None,
    status: Status | None = None,
    polarity: Polarity | None = None,
    which: str | None = None,
) -> EdgeId:
    """Make an edge's id of what it joins; a CLAIMED edge's also of its status and polarity.

    The ends of a symmetric relation are put in order first, so that there is one edge. `which`
    tells further fines of one regulator on one firm from the first.
    """
    if RELATIONS[predicate].symmetric and object < subject:
        subject, object = object, subject
    parts = (predicate, subject, object, measure or "", status or "", polarity or "")
    return digest("edge", *parts, *([which] if which else []))
