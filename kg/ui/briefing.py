"""From a graph and a few names to a briefing in one file."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from kg.errors import BadSettings
from kg.export.brief import BriefOptions, write_briefing
from kg.model import AsOf, Entity, EntityId, Subgraph
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
    since: str | None = None,
    options: BriefOptions | None = None,
) -> None:
    """Write a briefing on these entities to a file whose suffix chooses the format.

    With `since` a section tells what changed since that day.
    """
    seeds = [e.id for e in about]
    chosen = options or BriefOptions(day=today())
    if since is not None:
        later = as_of or chosen.day.isoformat()
        before, part = two_days(graph, seeds, (since, later), hops=hops, limit=_EDGES)
        chosen = chosen.model_copy(update={"previous": before})
    else:
        part = graph.subgraph(seeds, hops=hops, limit=_EDGES, as_of=as_of_day(as_of))
    out.parent.mkdir(parents=True, exist_ok=True)
    write_briefing(part, chosen, out)


def two_days(
    graph: GraphStore,
    seeds: Collection[EntityId] | None,
    days: tuple[str, str],
    *,
    hops: int = 1,
    limit: int = 10**9,
) -> tuple[Subgraph, Subgraph]:
    """Give the same part of the graph as of an earlier and a later day, on both clocks.

    A month or a year means its last day. Raises `BadSettings` if the days are not in order.
    """
    earlier, later = map(last_day, days)
    if earlier > later:
        raise BadSettings(
            f"{earlier} is not before {later}", hint="give the earlier day first, as 2024-01-31"
        )
    before, after = (
        graph.subgraph(seeds, hops=hops, limit=limit, as_of=as_of_day(day))
        for day in (earlier, later)
    )
    return before, after


def last_day(period: str) -> str:
    """Give the last day of a month or a year, and a day as it is: 2024-02 to 2024-02-29."""
    year, *rest = period.split("-")
    month = int(rest[0]) if rest else 12
    day = int(rest[1]) if len(rest) > 1 else monthrange(int(year), month)[1]
    return f"{year}-{month:02}-{day:02}"
