"""The list of known names as a test that nothing was learned from.

Two entries of the list are never one. An entry and one of its other names, cut off as an entity
of its own with the same country, always are; there are no neighbours to go by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.evaluation.tally import Share
from kg.model import Candidate, Entity
from kg.names import KnownNames
from kg.resolve import blocking
from kg.resolve.candidates import LEAST, candidate
from kg.resolve.forms import profile
from kg.resolve.weights import Weights


@dataclass(frozen=True)
class Listed:
    """What the list says of the scores: of entries that differ, and of names cut off."""

    entries: int
    apart: tuple[Candidate, ...]
    one: tuple[Candidate, ...]

    def right(self, least: float) -> Share:
        """Of all that reach this score, how many are one."""
        joined = sum(c.score >= least for c in self.one)
        return Share(ok=joined, of=joined + sum(c.score >= least for c in self.apart))

    def found(self, least: float) -> Share:
        """Of the names cut off, how many reach this score."""
        return Share(ok=sum(c.score >= least for c in self.one), of=len(self.one))


def listed(by: Weights) -> Listed:
    """Score the list by these weights."""
    entries = KnownNames.load().entries
    profiles = [profile(e) for e in entries]
    proposed = blocking.pairs(profiles)
    apart = (candidate(profiles[a], profiles[b], by) for a, b in proposed)
    one = (candidate(profile(a), profile(b), by) for e in entries for a, b in _cut(e))
    return Listed(len(entries), tuple(c for c in apart if c.score >= LEAST), tuple(one))


def _cut(entity: Entity) -> Iterator[tuple[Entity, Entity]]:
    rest = entity.model_copy(update={"aliases": ()})
    for n, alias in enumerate(entity.aliases):
        yield rest, rest.model_copy(update={"id": f"{entity.id}-{n}", "name": alias})
