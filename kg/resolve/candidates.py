"""Pairs of entities that a person should judge: found, compared, scored, and told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from kg.identity import Pair
from kg.model import Candidate, Entity, EntityId
from kg.resolve import blocking
from kg.resolve.comparison import FORBIDS, Sign, compare
from kg.resolve.forms import Profile, profile
from kg.resolve.weights import Weights, weights

LEAST = 0.3
"""The score below which a pair is not worth a person's time: of the labelled pairs that are
one, one in twenty lies lower."""

HUB = 20
"""Entities beside one from which on it is a hub: to have edges with it says nothing of identity."""


def candidates(
    entities: Iterable[Entity],
    neighbours: Mapping[EntityId, Collection[EntityId]],
    *,
    judged: Collection[Pair] = (),
    about: EntityId | None = None,
    least: float = LEAST,
    by: Weights | None = None,
) -> list[Candidate]:
    """Find the pairs that a person should judge, the likeliest first.

    `neighbours` holds the ids of those an entity has edges with; `judged` pairs, ids in order,
    are left out; `about` keeps those of one entity. Pairs that only an external id forbids are
    kept, with a warning. The order in which entities are given plays no part.
    """
    by = by or weights()
    beside = Counter(n for near in neighbours.values() for n in set(near))
    hubs = {id for id, count in beside.items() if count > HUB}
    known = sorted(
        (profile(e, neighbours.get(e.id, ()), hubs) for e in entities), key=lambda p: p.id
    )
    found = []
    for left, right in ((known[a], known[b]) for a, b in blocking.pairs(known)):
        wanted = about is None or about in (left.id, right.id)
        if wanted and (left.id, right.id) not in judged:
            signs = compare(left, right)
            if by.score(s for s in signs if s.feature != FORBIDS) >= least:
                found.append(_told(left, right, signs, by))
    return sorted(found, key=lambda c: (-c.score, c.left, c.right))


def candidate(left: Profile, right: Profile, by: Weights | None = None) -> Candidate:
    """Score one pair and say why, the weightiest reason first; the same from either side."""
    by = by or weights()
    if right.id < left.id:
        left, right = right, left
    return _told(left, right, compare(left, right), by)


def _told(left: Profile, right: Profile, signs: list[Sign], by: Weights) -> Candidate:
    forbidden = next((s.words for s in signs if s.feature == FORBIDS), "")
    return Candidate(
        left=left.id,
        right=right.id,
        left_name=left.entity.name,
        right_name=right.entity.name,
        score=round(by.score(signs), 4),
        reasons=reasons(signs, by),
        warning=f"{forbidden}: two things, unless one id is wrong" if forbidden else "",
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
