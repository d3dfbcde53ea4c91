"""Who stands above or below whom, through which holdings: derived, never stored.

Only live OWNS edges count. The share of a chain is the product of its steps, as a range; where
one step states no share, neither does the chain. "Controls" is said only where every step is
stated to be at least half.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

import networkx as nx
from pydantic import Field

from kg.model import Edge, EntityId, Subgraph, Value
from kg.vocabulary import Predicate

CONTROL = 50.0  # percent at each step, the usual meaning of a controlling holding
_LONGEST = 6  # steps; longer chains say little about who decides
_MOST = 200  # chains of one question, so that a dense graph still answers


class Chain(Value):
    """A way from an owner down to what it owns, step by step; a derived fact.

    `share_min` and `share_max` are percent; both are None where a step states none.
    """

    edges: tuple[Edge, ...] = Field(min_length=1)
    share_min: float | None = None
    share_max: float | None = None
    controls: bool = False

    @property
    def owner(self) -> EntityId:
        """Who stands at the top."""
        return self.edges[0].subject

    @property
    def owned(self) -> EntityId:
        """What stands at the bottom."""
        return self.edges[-1].object

    @property
    def path(self) -> tuple[EntityId, ...]:
        """All entities from the top to the bottom."""
        return (self.owner, *(e.object for e in self.edges))


class Holding(Value):
    """What one owner holds of one thing, directly and through others, with the chains.

    The shares are sums over the chains that state one; `complete` says whether all do. Where
    chains come back on themselves, only the ways without a repeated entity are counted.
    """

    owner: EntityId
    owned: EntityId
    chains: tuple[Chain, ...] = Field(min_length=1)
    share_min: float | None = None
    share_max: float | None = None
    complete: bool = False


def owners_of(subgraph: Subgraph, owned: EntityId, *, longest: int = _LONGEST) -> list[Chain]:
    """List the chains that lead down to this entity, shortest first."""
    graph = _holdings(subgraph)
    if owned not in graph:
        return []
    above = sorted(nx.ancestors(graph, owned))
    return _chains(graph, [(owner, owned) for owner in above], longest)


def owned_by(subgraph: Subgraph, owner: EntityId, *, longest: int = _LONGEST) -> list[Chain]:
    """List the chains that lead down from this entity, shortest first."""
    graph = _holdings(subgraph)
    if owner not in graph:
        return []
    below = sorted(nx.descendants(graph, owner))
    return _chains(graph, [(owner, owned) for owned in below], longest)


def holdings_of(subgraph: Subgraph, owned: EntityId) -> list[Holding]:
    """Add up what each owner holds of this entity, directly and through others."""
    by_owner: dict[EntityId, list[Chain]] = {}
    for chain in owners_of(subgraph, owned):
        by_owner.setdefault(chain.owner, []).append(chain)
    return [_holding(tuple(by_owner[owner])) for owner in sorted(by_owner)]


def circles(subgraph: Subgraph) -> list[tuple[EntityId, ...]]:
    """List circular holdings: each a round of owners that ends where it began."""
    found = nx.simple_cycles(_holdings(subgraph), length_bound=_LONGEST)
    rounds = []
    for cycle in islice(found, _MOST):
        first = cycle.index(min(cycle))
        rounds.append((*cycle[first:], *cycle[:first]))
    return sorted(rounds)


def controls(edge: Edge) -> bool:
    """Say whether one holding is stated to be at least half."""
    return (
        edge.predicate is Predicate.OWNS
        and edge.live
        and edge.share_min is not None
        and edge.share_min >= CONTROL
    )


def _holdings(subgraph: Subgraph) -> nx.DiGraph[EntityId]:
    graph: nx.DiGraph[EntityId] = nx.DiGraph()
    graph.add_nodes_from(sorted(subgraph.names))
    for edge in sorted(subgraph.edges, key=lambda e: e.id):
        if edge.predicate is Predicate.OWNS and edge.live and edge.subject != edge.object:
            graph.add_edge(edge.subject, edge.object, holding=edge)
    return graph


def _chains(
    graph: nx.DiGraph[EntityId], ends: list[tuple[EntityId, EntityId]], longest: int
) -> list[Chain]:
    def ways() -> Iterator[Chain]:
        for top, bottom in ends:
            for path in nx.all_simple_paths(graph, top, bottom, cutoff=longest):
                yield _chain(tuple(graph.edges[step]["holding"] for step in pairwise(path)))

    return sorted(islice(ways(), _MOST), key=lambda c: (len(c.edges), c.path))


def _chain(edges: tuple[Edge, ...]) -> Chain:
    low, high = 100.0, 100.0
    for edge in edges:
        if edge.share_min is None or edge.share_max is None:
            return Chain(edges=edges)
        low, high = low * edge.share_min / 100, high * edge.share_max / 100
    return Chain(
        edges=edges,
        share_min=round(low, 4),
        share_max=round(high, 4),
        controls=all(controls(e) for e in edges),
    )


def _holding(chains: tuple[Chain, ...]) -> Holding:
    lows = [c.share_min for c in chains if c.share_min is not None]
    highs = [c.share_max for c in chains if c.share_max is not None]
    return Holding(
        owner=chains[0].owner,
        owned=chains[0].owned,
        chains=chains,
        share_min=min(100.0, round(sum(lows), 4)) if lows else None,
        share_max=min(100.0, round(sum(highs), 4)) if highs else None,
        complete=len(lows) == len(chains),
    )
