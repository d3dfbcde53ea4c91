"""Candidates of a graph, with what a person needs to judge them, the most consequential first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt

from kg.identity import Pair, latest
from kg.model import Candidate, Claim, EntityId, Judgement, Surrounding, Value
from kg.ports import ShowsSurroundings
from kg.resolve.candidates import candidates


class Proposal(Value):
    """A candidate with a claim that names either side; None where the graph has none."""

    candidate: Candidate
    left: Claim | None = None
    right: Claim | None = None


def propose(
    graph: ShowsSurroundings, *, about: EntityId | None = None, limit: int = 20
) -> list[Proposal]:
    """Find who may be one in a graph, the most consequential first: likely, and much rests on it.

    `about` keeps the pairs of one entity, by its id after judgements. Pairs that somebody judged,
    `unsure` too, are left out until the judgement is taken back.
    """
    around = graph.surroundings()
    found = candidates(
        (s.entity for s in around),
        {s.entity.id: s.neighbours for s in around},
        judged=judged(graph.judgements(), around),
        about=about,
    )
    weights = {s.entity.id: s.weight for s in around}
    first = sorted(found, key=lambda c: (-consequence(c, weights), c.left, c.right))[:limit]
    claims = graph.witnesses({id for c in first for id in (c.left, c.right)})
    return [
        Proposal(candidate=c, left=claims.get(c.left), right=claims.get(c.right)) for c in first
    ]


def judged(judgements: Iterable[Judgement], around: Iterable[Surrounding]) -> set[Pair]:
    """Give the pairs that somebody judged, as they stand after judgements, ids in order."""
    of = {member: s.entity.id for s in around for member in s.members}
    pairs = ((of.get(a, a), of.get(b, b)) for a, b in latest(judgements))
    return {(min(pair), max(pair)) for pair in pairs}


def consequence(candidate: Candidate, weights: Mapping[EntityId, float]) -> float:
    """Say how much depends on judging a pair: its score, times what rests on both sides.

    The geometric mean of both: joining two lonely entities moves little, and joining a lonely
    one to a hub moves less than joining two hubs.
    """
    left, right = (1 + weights.get(id, 0.0) for id in (candidate.left, candidate.right))
    return candidate.score * sqrt(left * right)
