"""What claims add up to, and views of it."""

from __future__ import annotations

from pydantic import Field

from kg.model.article import Source
from kg.model.base import (
    EdgeId,
    EntityId,
    PartialDate,
    Value,
)
from kg.model.statement import Claim, Entity
from kg.vocabulary import (
    Measure,
    Polarity,
    Predicate,
    Status,
)


class Edge(Value):
    """What the claims of one relation add up to. There is no edge without a claim.

    `live` edges are plain typed edges in the graph; all others stand as CLAIMED. `sources`
    counts independent origins. Disagreeing figures are a range. `which` tells further fines of one
    regulator on one firm from the first.
    """

    id: EdgeId
    predicate: Predicate
    subject: EntityId
    object: EntityId
    live: bool
    status: Status
    polarity: Polarity = Polarity.ASSERTED
    measure: Measure | None = None
    claims: tuple[Claim, ...] = Field(min_length=1)
    sources: int = Field(ge=1)
    confidence: float
    contested: bool = False
    first_reported: PartialDate | None = None
    last_reported: PartialDate | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    amount_min: float | None = None
    amount_max: float | None = None
    currency: str | None = None
    share_min: float | None = None
    share_max: float | None = None
    role: str | None = None
    goods: str | None = None
    law: str | None = None
    which: str | None = None


class Subgraph(Value):
    """Entities, edges and the evidence they rest on: what pages draw and exporters write.

    Sorted by id throughout. `omitted` counts edges left out by the limit. `as_of` is the day
    asked for, if any.
    """

    entities: tuple[Entity, ...] = ()
    edges: tuple[Edge, ...] = ()
    sources: tuple[Source, ...] = ()
    seeds: tuple[EntityId, ...] = ()
    omitted: int = 0
    as_of: PartialDate | None = None

    @property
    def names(self) -> dict[EntityId, str]:
        """What each entity is called."""
        return {e.id: e.name for e in self.entities}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims under the edges, by id."""
        found = {c.id: c for e in self.edges for c in e.claims}
        return tuple(found[i] for i in sorted(found))


class AsOf(Value):
    """A day on both clocks: what held on `held`, as far as it was known by `known`."""

    held: PartialDate | None = None
    known: PartialDate | None = None


class Surrounding(Value):
    """An entity after judgements, with whom it has edges and how much rests on it.

    `members` are the ids that are judged to be it, its own among them; `weight` counts its edges,
    ownership and measures more than others.
    """

    entity: Entity
    members: frozenset[EntityId]
    neighbours: frozenset[EntityId] = frozenset()
    weight: float = 0.0
