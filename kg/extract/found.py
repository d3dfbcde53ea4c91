"""A name found in a text, before the document decides who is meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from kg.model import Entity
from kg.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of text that names someone.

    `start:end` are offsets of the article, `origin` what found it, `name` the proper name where
    the words are not one ("Chinese regulators" names China). `sure` says that the kind rests on
    evidence and not on a guess.
    """

    start: int
    end: int
    text: str
    kind: Kind
    origin: str
    entity: Entity | None = None
    name: str = ""
    country: str | None = None
    sure: bool = True

    def overlaps(self, other: Self) -> bool:
        """Say whether two finds share a character."""
        return self.start < other.end and other.start < self.end

    def cut(self, start: int, end: int, view: str) -> Self:
        """Give the same find over other offsets."""
        return replace(self, start=start, end=end, text=view[start:end])


def disjoint(finds: list[Found]) -> list[Found]:
    """Keep of overlapping finds the earlier given, sorted by offset at the end."""
    kept: list[Found] = []
    taken: set[int] = set()
    for find in finds:
        span = range(find.start, find.end)
        if taken.isdisjoint(span):
            kept.append(find)
            taken.update(span)
    return sorted(kept, key=lambda f: f.start)
