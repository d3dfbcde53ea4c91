"""Who is one: judgements to canonical ids.

Nothing is merged. Judgements stand beside the claims, and a mapping from entity to
representative is worked out of them whenever it is needed; an undo is one more judgement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import EntityId, Judgement
from kg.vocabulary import Verdict

Pair = tuple[EntityId, EntityId]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who stands for whom, and which judgements could not be followed.

    `of` holds only entities that have a representative other than themselves, or stand for
    others. `conflicts` are in words.
    """

    of: Mapping[EntityId, EntityId]
    conflicts: tuple[str, ...] = ()

    def canonical(self, id: EntityId) -> EntityId:
        """Give who stands for this entity: itself, when nobody judged it."""
        return self.of.get(id, id)


def pair(judgement: Judgement) -> Pair:
    """Give the two entities in order, so that who was named first does not matter."""
    left, right = sorted((judgement.left, judgement.right))
    return left, right


def latest(judgements: Iterable[Judgement]) -> dict[Pair, Judgement]:
    """Keep the latest judgement of each pair; an undone one leaves none."""
    held: dict[Pair, Judgement] = {}
    for judgement in sorted(judgements, key=_order):
        held[pair(judgement)] = judgement
    return {p: j for p, j in held.items() if j.verdict is not Verdict.UNDONE}


def identify(
    judgements: Sequence[Judgement],
    present: Collection[EntityId] | None = None,
    known: Collection[EntityId] = (),
) -> Identity:
    """Work out who stands for whom.

    `same` joins, also in chains; `different` beats a chain: of the `same` judgements of such a
    chain the oldest that would join the two is left out and named as a conflict, so the most
    recent that agree are kept. A group is represented by one of its members that is `present`
    in the graph (None: all are): one of the list of `known` names first, then the smallest id.
    """
    held = latest(judgements)
    apart = {p for p, j in held.items() if j.verdict is Verdict.DIFFERENT}
    groups = _Groups(apart)
    conflicts = []
    followed: list[Judgement] = []
    same = [j for j in held.values() if j.verdict is Verdict.SAME and j.left != j.right]
    for judgement in sorted(same, key=_order, reverse=True):
        against = groups.join(*pair(judgement))
        if against is None:
            followed.append(judgement)
            continue
        others = [_said(j) for j in _between(against, [*followed, judgement]) if j != judgement]
        together = f"with {' and '.join(others)} " if others else ""
        conflicts.append(
            f"{_said(judgement)} is not followed: {together}it would make one of two that are "
            f"judged otherwise: {_said(held[against])}"
        )
    of: dict[EntityId, EntityId] = {}
    for members in groups.all():
        able = [m for m in members if present is None or m in present] or sorted(members)
        chosen = min(able, key=lambda m: (m not in known, m))
        of.update(dict.fromkeys(members, chosen))
    return Identity(of, tuple(sorted(conflicts)))


def _said(judgement: Judgement) -> str:
    why = f": {judgement.why}" if judgement.why else ""
    by = f"(by {judgement.who}, {judgement.when:%Y-%m-%d}{why})"
    return f"“{judgement.left} {judgement.verdict} {judgement.right}” {by}"


def _between(ends: Pair, same: Iterable[Judgement]) -> list[Judgement]:
    """Give the judgements that lead from one end to the other; they form a tree."""
    steps: dict[EntityId, list[tuple[EntityId, Judgement]]] = {}
    for judgement in same:
        for here, there in (pair(judgement), pair(judgement)[::-1]):
            steps.setdefault(here, []).append((there, judgement))
    ways: list[tuple[EntityId, list[Judgement]]] = [(ends[0], [])]
    while ways:
        at, way = ways.pop()
        if at == ends[1]:
            return way
        ways += [(to, [*way, j]) for to, j in steps.get(at, ()) if j not in way]
    return []


def _order(judgement: Judgement) -> tuple[str, Pair, str, str]:
    # By the clock, then by content: the order in which judgements are given plays no part.
    when = judgement.when.timestamp()
    return f"{when:020.6f}", pair(judgement), judgement.verdict, judgement.who


class _Groups:
    """Union of entities, with pairs that must stay apart."""

    def __init__(self, apart: set[Pair]) -> None:
        self._apart = apart
        self._group: dict[EntityId, set[EntityId]] = {}

    def join(self, left: EntityId, right: EntityId) -> Pair | None:
        """Make two groups one, or return the pair that forbids it."""
        a = self._group.setdefault(left, {left})
        b = self._group.setdefault(right, {right})
        if a is b:
            return None
        crossing = sorted(p for p in self._apart if _crosses(p, a, b))
        if crossing:
            return crossing[0]
        a |= b
        for member in b:
            self._group[member] = a
        return None

    def all(self) -> list[set[EntityId]]:
        """Give each group of two or more once."""
        once = {id(g): g for g in self._group.values()}
        return [g for g in once.values() if len(g) > 1]


def _crosses(pair: Pair, a: set[EntityId], b: set[EntityId]) -> bool:
    left, right = pair
    return (left in a and right in b) or (left in b and right in a)
