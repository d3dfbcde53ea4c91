"""What people and programs do to the graph, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from kg.model.base import (
    EntityId,
    Value,
)
from kg.model.statement import Claim
from kg.vocabulary import (
    Deed,
    Reliability,
    Verdict,
    Withdrawn,
)


class Judgement(Value):
    """What a person says of two entities, with who, when and why. The latest of a pair holds.

    `left_name` and `right_name` are what they were called then.
    """

    left: EntityId
    right: EntityId
    left_name: str = ""
    right_name: str = ""
    verdict: Verdict
    who: str
    when: datetime
    why: str = ""


class Reviewed(Value):
    """A claim as a person's decision left it, with who, when and why."""

    claim: Claim
    who: str
    when: datetime
    why: str = ""


class Withdrawal(Value):
    """What is taken back, hidden or gone, with who, when and why.

    `thing` is the id of an article, a claim or an entity, and `name` what it is called; of
    something erased both are empty.
    """

    degree: Withdrawn
    what: Literal["article", "claim", "entity"]
    thing: str = ""
    name: str = ""
    who: str
    when: datetime
    why: str = ""


class Publisher(Value):
    """A publisher with its articles counted, and how far a person relies on it, when and why."""

    name: str
    articles: int = 0
    reliability: Reliability | None = None
    who: str = ""
    when: datetime | None = None
    why: str = ""


class Edit(Value):
    """One thing done to the graph: who did what to which things, when and why.

    `things` are ids of articles, entities or claims, at most as many as a reader takes in;
    `said` tells what came of it.
    """

    deed: Deed
    who: str
    when: datetime
    things: tuple[str, ...] = ()
    said: str = ""
    why: str = ""


class Candidate(Value):
    """Two entities that may be one, for a person to judge; `left` is the smaller id.

    `score` is how likely pairs with such signs are one; `reasons` say in words what speaks for
    it and against it, the weightiest first; `warning` is what forbids it unless it is mistaken.
    Nothing follows from a candidate by itself.
    """

    left: EntityId
    right: EntityId
    left_name: str
    right_name: str
    score: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = Field(min_length=1)
    warning: str = ""


class Changes(Value):
    """What a write did to the graph.

    `withheld` counts articles of which all or a part was left out, as restricted or erased.
    """

    articles_new: int = 0
    articles_changed: int = 0
    articles_same: int = 0
    articles_removed: int = 0
    entities_new: int = 0
    entities_removed: int = 0
    claims_new: int = 0
    claims_removed: int = 0
    edges_new: int = 0
    edges_changed: int = 0
    edges_removed: int = 0
    refusals: int = 0
    withheld: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(**{n: getattr(self, n) + getattr(other, n) for n in Changes.model_fields})

    @property
    def nothing(self) -> bool:
        """Whether the graph is as it was."""
        counted = set(Changes.model_fields) - {"articles_same", "refusals", "withheld"}
        return not any(getattr(self, n) for n in counted)


class Stats(Value):
    """How much is in the graph."""

    articles: int
    entities: int
    claims: int
    edges: int
    claimed: int
    pending: int
    refusals: int


class Written(Value):
    """How many nodes and relationships were written to files."""

    nodes: int
    relationships: int
