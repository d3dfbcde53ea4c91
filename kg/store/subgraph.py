"""The neighbourhood of some entities, or everything: the strongest edges first.

Edges are chosen hop by hop: what touches the seeds comes before what lies behind, and within a
hop live edges come before claimed ones, then those with more independent sources, then the
surer. With a day asked for, the edges are projected anew from the claims of that day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from kg.errors import NotFound
from kg.model import AsOf, Edge, EntityId, PartialDate, Subgraph
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import Held, held_of
from kg.store.judging import canonicals
from kg.store.project import project
from kg.store.reading import canonical_ids, edges, entities, sources
from kg.store.rows import EDGE_PATTERN, batched

_AFTER = "\uffff"  # sorts after every day of a year or month: 2021 covers 2021-12-31
_LIGHT = """r.id AS id, startNode(r).id AS s, endNode(r).id AS o,
            r.live AS live, r.sources AS sources, r.confidence AS confidence"""
_ALL = f"MATCH (:Entity)-[r:{EDGE_PATTERN}]->(:Entity) RETURN {_LIGHT}"
_AROUND = f"""UNWIND $ids AS id MATCH (:Entity {{id: id}})-[r:{EDGE_PATTERN}]-(:Entity)
              RETURN DISTINCT {_LIGHT}"""
_WHOLE = f"""UNWIND $ids AS id MATCH (a:Entity {{id: id}})-[r:{EDGE_PATTERN}]->(b:Entity)
             WHERE r.id IN $edges RETURN a.id AS s, b.id AS o, properties(r) AS edge"""


@dataclass(frozen=True, slots=True)
class Light:
    """An edge as far as choosing needs it."""

    id: str
    ends: tuple[EntityId, EntityId]
    strength: tuple[bool, int, float, str]


def subgraph(
    connection: Connection,
    seeds: Collection[EntityId] | None,
    *,
    hops: int,
    limit: int,
    as_of: AsOf | None,
) -> Subgraph:
    """Return what lies within `hops` of the seeds. Raises `NotFound` for an unknown seed."""
    return connection.read(lambda tx: _subgraph(tx, seeds, (hops, max(0, limit)), as_of))


def _subgraph(
    tx: Tx, seeds: Collection[EntityId] | None, reach: tuple[int, int], as_of: AsOf | None
) -> Subgraph:
    hops, limit = reach
    start: set[EntityId] | None = None
    if seeds is not None:
        of = canonical_ids(tx, seeds)
        for seed in seeds:
            if seed not in of:
                raise NotFound("entity", seed, of)
        start = set(of.values())
    day = None if as_of is None or as_of == AsOf() else as_of
    whole: dict[str, Edge] = {}
    around = _around_today(tx) if day is None else _around_then(tx, day, whole)
    chosen, omitted = _choose(around, start, hops, limit)
    found = [whole[e.id] for e in chosen] if day else _whole(tx, chosen)
    ends = {e for edge in found for e in (edge.subject, edge.object)} | (start or set())
    if start is None and not omitted:  # everything is also who stands in no relation
        ends |= _named(tx, day)
    return Subgraph(
        entities=tuple(entities(tx, ends)),
        edges=tuple(sorted(found, key=lambda e: e.id)),
        sources=tuple(sources(tx, {c.article for e in found for c in e.claims})),
        seeds=tuple(sorted(start or ())),
        omitted=omitted,
        as_of=(day.held or day.known) if day else None,
    )


Around = Callable[[set[EntityId] | None], Iterable[Light]]


def _choose(
    around: Around, seeds: set[EntityId] | None, hops: int, limit: int
) -> tuple[list[Light], int]:
    if seeds is None:
        ranked = sorted(around(None), key=lambda e: e.strength)
        return ranked[:limit], max(0, len(ranked) - limit)
    ranked, taken = [], set()
    reached, frontier = set(seeds), set(seeds)
    for _ in range(hops):
        fresh = {e.id: e for e in around(frontier) if e.id not in taken}
        taken |= set(fresh)
        ranked += sorted(fresh.values(), key=lambda e: e.strength)
        frontier = {end for e in fresh.values() for end in e.ends} - reached
        reached |= frontier
        if not frontier:
            break
    return ranked[:limit], max(0, len(ranked) - limit)


def _light(row: Row) -> Light:
    return Light(
        row["id"],
        (row["s"], row["o"]),
        (not row["live"], -row["sources"], -row["confidence"], row["id"]),
    )


def _around_today(tx: Tx) -> Around:
    def around(ids: set[EntityId] | None) -> Iterable[Light]:
        if ids is None:
            return [_light(row) for row in fetch(tx, _ALL)]
        return [
            _light(row)
            for some in batched(sorted(ids), 2000)
            for row in fetch(tx, _AROUND, ids=some)
        ]

    return around


def _named(tx: Tx, day: AsOf | None) -> set[EntityId]:
    """Read all entities, or those that articles of that day and earlier ones name."""
    match = "MATCH (e:Entity)"
    if day is not None and day.known is not None:
        match = """MATCH (a:Article)-[:MENTIONS]->(e:Entity)
                   WHERE coalesce(a.published, a.retrieved) <= $last"""
    rows = fetch(
        tx,
        f"{match} RETURN DISTINCT e.canonical AS id",
        last=(day.known or "") + _AFTER if day else "",
    )
    return {row["id"] for row in rows}


def _whole(tx: Tx, chosen: list[Light]) -> list[Edge]:
    rows: list[Row] = []
    for some in batched(chosen, 1000):
        ids = sorted({e.ends[0] for e in some})
        rows += fetch(tx, _WHOLE, ids=ids, edges=[e.id for e in some])
    return edges(tx, rows)


def _around_then(tx: Tx, day: AsOf, whole: dict[str, Edge]) -> Around:
    """Project the claims of a day around some entities; the edges are kept in `whole`."""

    def around(ids: set[EntityId] | None) -> Iterable[Light]:
        held = [h for h in claims_around(tx, ids) if known_by(h, day.known)]
        origins = {h.claim.article: h.origin for h in held}
        canonical = canonicals(tx, {e for h in held for e in (h.claim.subject, h.claim.object)})
        found = project(
            [h.claim for h in held], canonical, lambda c: origins[c.article], held=day.held
        )
        whole.update((e.id, e) for e in found)
        return [
            Light(e.id, (e.subject, e.object), (not e.live, -e.sources, -e.confidence, e.id))
            for e in found
        ]

    return around


def claims_around(tx: Tx, ids: set[EntityId] | None) -> list[Held]:
    """Read all claims about some entities, or all there are."""
    if ids is None:
        rows = fetch(tx, "MATCH (c:Claim) RETURN properties(c) AS claim")
        return [held_of(row["claim"]) for row in rows]
    found: dict[str, Held] = {}
    for role in ("SUBJECT", "OBJECT"):
        text = f"""UNWIND $ids AS id MATCH (e:Entity {{canonical: id}})<-[:{role}]-(c:Claim)
                   RETURN properties(c) AS claim"""
        for some in batched(sorted(ids), 2000):
            for row in fetch(tx, text, ids=some):
                one = held_of(row["claim"])
                found[one.key] = one
    return list(found.values())


def known_by(held: Held, day: PartialDate | None) -> bool:
    """Say whether a claim was known by a day: reported by then; undated, recorded by then."""
    if day is None:
        return True
    told = held.claim.reported
    if told is None:
        told = held.claim.recorded.strftime("%Y-%m-%d") if held.claim.recorded else None
    return told is not None and told <= day + _AFTER
