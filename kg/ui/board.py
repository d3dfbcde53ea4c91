"""What of a subgraph is drawn: filtered, cut to what a person can read, and counted in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import sqrt

from kg.model import Edge, Entity, EntityId, Source, Subgraph
from kg.ui.graph import EdgeView, NodeView
from kg.ui.words import also_called, label, symmetric
from kg.vocabulary import Predicate
from kg.words import count_words

MOST_NODES = 300  # more cannot be read; see docs/explorer.md
ASKED_EDGES = 2000  # edges asked of the graph before filters; the strongest come first


@dataclass(frozen=True, slots=True)
class Filter:
    """What the person wants to see. Dates are partial and stand for their whole span."""

    predicates: Collection[Predicate] = ()
    since: str | None = None
    until: str | None = None
    claimed: bool = False
    depth: int = 1
    hidden: Collection[EntityId] = ()
    as_of: str | None = None

    def keeps(self, edge: Edge) -> bool:
        """Whether an edge passes."""
        if self.predicates and edge.predicate not in self.predicates:
            return False
        if not (edge.live or self.claimed) or {edge.subject, edge.object} & set(self.hidden):
            return False
        return self.dated(edge) is not False

    def dated(self, edge: Edge) -> bool | None:
        """Whether an edge was reported within the dates; None where it bears no date."""
        if not (self.since or self.until):
            return True
        first, last = edge.first_reported or edge.last_reported, edge.last_reported
        if not (first and last):
            return None
        after = not self.since or last >= self.since[: len(last)]
        before = not self.until or first[: len(self.until)] <= self.until
        return after and before


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn, what it rests on, what was left out, and how many edges bear no date."""

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    seeds: tuple[EntityId, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    undated: int = 0

    @property
    def names(self) -> dict[EntityId, str]:
        """What each entity is called."""
        return {e.id: e.name for e in self.entities}

    def edge(self, id: str) -> Edge | None:
        """Give the edge of this id, if it is drawn."""
        return next((e for e in self.edges if e.id == id), None)

    def entity(self, id: str) -> Entity | None:
        """Give the entity of this id, if it is drawn."""
        return next((e for e in self.entities if e.id == id), None)

    @property
    def nodes_view(self) -> list[NodeView]:
        """The nodes as the component draws them; bigger with more relations."""
        degree = Counter(i for e in self.edges for i in (e.subject, e.object))
        return [
            NodeView(
                id=e.id,
                name=e.name,
                kind=e.kind,
                size=round(min(24 + 5 * sqrt(degree[e.id]), 54), 1),
                seed=e.id in self.seeds,
                also=also_called(e),
            )
            for e in self.entities
        ]

    @property
    def edges_view(self) -> list[EdgeView]:
        """The edges as the component draws them; wider with more independent sources."""
        return [
            EdgeView(
                id=e.id,
                source=e.subject,
                target=e.object,
                label=label(e),
                width=min(1.6 + 0.9 * (e.sources - 1), 6.0),
                live=e.live,
                contested=e.contested,
                symmetric=symmetric(e),
            )
            for e in self.edges
        ]


def choose(found: Subgraph, seeds: Collection[EntityId], wanted: Filter) -> Shown:
    """Choose what to draw around the seeds: what passes the filter, the strongest first."""
    passing = [e for e in found.edges if wanted.keeps(e)]
    ranked = sorted(passing, key=lambda e: _strength(e, seeds), reverse=True)
    nodes = _reached(ranked, [s for s in seeds if s not in wanted.hidden], wanted.depth)
    edges = [e for e in ranked if e.subject in nodes and e.object in nodes]
    ids = set(nodes)
    return Shown(
        entities=tuple(e for e in found.entities if e.id in ids),
        edges=tuple(sorted(edges, key=lambda e: e.id)),
        seeds=tuple(seeds),
        sources={s.id: s for s in found.sources},
        left_out=tuple(_left_out(found, passing, len(edges), wanted)),
        undated=sum(wanted.dated(e) is None for e in edges),
    )


def well_connected(everywhere: Subgraph, most: int = 12) -> list[Entity]:
    """Give the entities with the most relations."""
    degree = Counter(i for e in everywhere.edges for i in (e.subject, e.object))
    return sorted(everywhere.entities, key=lambda e: (-degree[e.id], e.id))[:most]


def _strength(edge: Edge, seeds: Collection[EntityId]) -> tuple[int, bool, int, float, str]:
    touching = (edge.subject in seeds) + (edge.object in seeds)
    return touching, edge.live, edge.sources, edge.confidence, edge.id


def _reached(ranked: Iterable[Edge], seeds: Iterable[EntityId], depth: int) -> set[EntityId]:
    ranked, reached = list(ranked), set(seeds)
    front = set(reached)
    for _ in range(depth):
        new: set[EntityId] = set()
        for e in ranked:
            for near, far in ((e.subject, e.object), (e.object, e.subject)):
                if near in front and far not in reached and len(reached) + len(new) < MOST_NODES:
                    new.add(far)
        reached |= new
        front = new
    return reached


def _left_out(found: Subgraph, passing: list[Edge], drawn: int, wanted: Filter) -> Iterable[str]:
    if found.omitted:
        yield f"{count_words(found.omitted, 'weaker relation')} beyond the limit of this view"
    if len(passing) > drawn:
        beyond = count_words(len(passing) - drawn, "relation")
        yield f"{beyond} of entities beyond the {MOST_NODES} drawn"
    unlive = sum(not e.live for e in found.edges)
    if unlive and not wanted.claimed:
        yield count_words(unlive, "claim that is not live", "claims that are not live")
    if wanted.hidden:
        yield count_words(len(set(wanted.hidden)), "entity", "entities") + " you hid"
