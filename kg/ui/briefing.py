"""From a graph and a few names to a briefing in one file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from kg.export.brief import BriefOptions, write_briefing
from kg.model import AsOf, Entity
from kg.ports import GraphStore

_EDGES = 2_000  # more than anyone reads; what is left out is said in the briefing


def as_of_day(day: str | None) -> AsOf | None:
    """Take a day for both clocks: what held then, as far as it was known then."""
    return AsOf(held=day, known=day) if day else None


def today() -> date:
    """Give today's date, in UTC."""
    return datetime.now(UTC).date()


def write_brief(
    graph: GraphStore,
    about: Sequence[Entity],
    out: Path,
    *,
    hops: int = 1,
    as_of: str | None = None,
    options: BriefOptions | None = None,
) -> None:
    """Write a briefing on these entities to a file whose suffix chooses the format."""
    seeds = [e.id for e in about]
    part = graph.subgraph(seeds, hops=hops, limit=_EDGES, as_of=as_of_day(as_of))
    out.parent.mkdir(parents=True, exist_ok=True)
    write_briefing(part, options or BriefOptions(day=today()), out)
