"""What a judgement would join, before it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Edge, Entity, EntityId, Subgraph, Value
from kg.vocabulary import RELATIONS


class Merge(Value):
    """Two entities side by side, and what becomes of their edges when they are one.

    `collapsing` are edges of the one and of the other that say the same of the same third, and
    become one; `between` join the two, and go. `names` are those of all that stand around.
    """

    left: Entity
    right: Entity
    edges: tuple[int, int]
    collapsing: tuple[tuple[Edge, Edge], ...] = ()
    between: tuple[Edge, ...] = ()
    names: Mapping[EntityId, str] = {}

    @property
    def together(self) -> int:
        """How many edges the one would have."""
        return sum(self.edges) - len(self.collapsing) - 2 * len(self.between)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say what speaks against the two being one."""
        return differences(self.left, self.right)


def differences(left: Entity, right: Entity) -> tuple[str, ...]:
    """Say in what two entities differ that one entity cannot."""
    told = (("Wikidata ids", "wikidata"), ("countries", "country"), ("kinds", "kind"))
    both = [(what, getattr(left, n), getattr(right, n)) for what, n in told]
    apart = [(what, one, two) for what, one, two in both if one and two and one != two]
    return tuple(f"different {what}, {one} and {two}" for what, one, two in apart)


def merge(pair: tuple[Entity, Entity], around: tuple[Subgraph, Subgraph]) -> Merge:
    """Work out what joining two entities would do to the edges around each."""
    left, right = pair
    both = {left.id, right.id}
    near = tuple([e for e in part.edges if both & {e.subject, e.object}] for part in around)
    ours, theirs = ([e for e in of if not _between(e, both)] for of in near)
    joins = {_fact(e, both): e for e in ours}
    pairs = [(joins[_fact(e, both)], e) for e in theirs if _fact(e, both) in joins]
    between = {e.id: e for e in (*near[0], *near[1]) if _between(e, both)}
    return Merge(
        left=left,
        right=right,
        edges=(len(near[0]), len(near[1])),
        collapsing=tuple(sorted(pairs, key=lambda p: (p[0].id, p[1].id))),
        between=tuple(between[i] for i in sorted(between)),
        names={e.id: e.name for e in (*around[0].entities, *around[1].entities, *pair)},
    )


def _between(edge: Edge, both: Iterable[EntityId]) -> bool:
    return {edge.subject, edge.object} == set(both)


def _fact(edge: Edge, both: set[EntityId]) -> tuple[object, ...]:
    """Name what an edge says once the two are one."""
    ends = ["" if id in both else id for id in (edge.subject, edge.object)]
    if RELATIONS[edge.predicate].symmetric:
        ends.sort()
    stands = () if edge.live else (edge.status, edge.polarity)
    return (edge.predicate, *ends, edge.measure, *stands)
