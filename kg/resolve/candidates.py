"""Pairs of entities that a person should judge: found, compared, scored, and told in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kg.identity import Pair
from kg.model import Candidate, Entity, EntityId
from kg.resolve import blocking
from kg.resolve.comparison import Sign, compare
from kg.resolve.forms import Profile, profile
from kg.resolve.weights import Weights, weights

LEAST = 0.3
"""The score below which a pair is not worth a person's time: of the labelled pairs that are
one, one in twenty lies lower."""


def candidates(
    entities: Iterable[Entity],
    neighbours: Mapping[EntityId, Collection[EntityId]],
    *,
    judged: Collection[Pair] = (),
    least: float = LEAST,
    by: Weights | None = None,
) -> list[Candidate]:
    """Find the pairs that a person should judge, the likeliest first.

    `neighbours` holds the ids of those an entity has edges with; `judged` pairs, ids in order,
    are left out. The order in which entities are given plays no part.
    """
    by = by or weights()
    known = sorted((profile(e, neighbours.get(e.id, ())) for e in entities), key=lambda p: p.id)
    found = [
        candidate(known[a], known[b], by)
        for a, b in blocking.pairs(known)
        if (known[a].id, known[b].id) not in judged
    ]
    kept = [c for c in found if c.score >= least]
    return sorted(kept, key=lambda c: (-c.score, c.left, c.right))


def candidate(left: Profile, right: Profile, by: Weights | None = None) -> Candidate:
    """Score one pair and say why, the weightiest reason first; the same from either side."""
    by = by or weights()
    if right.id < left.id:
        left, right = right, left
    signs = compare(left, right)
    return Candidate(
        left=left.id,
        right=right.id,
        left_name=left.entity.name,
        right_name=right.entity.name,
        score=round(by.score(signs), 4),
        reasons=reasons(signs, by),
    )


def reasons(signs: Iterable[Sign], by: Weights) -> tuple[str, ...]:
    """Put what was found into words, the weightiest first, each once."""
    strength: dict[str, float] = {}
    for sign in signs:
        strength[sign.words] = strength.get(sign.words, 0.0) + by.weight(sign)
    return tuple(sorted(strength, key=lambda words: (-abs(strength[words]), words)))


def automatic(candidate: Candidate, by: Weights | None = None) -> bool:
    """Say whether a pair may be joined without a person: never, unless the weights say so."""
    least = (by or weights()).automatic
    return least is not None and candidate.score >= least
