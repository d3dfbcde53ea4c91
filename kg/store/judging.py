"""Judgements in the graph: kept beside the claims, and followed by `canonical` on each entity."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import BadData
from kg.identity import Identity, identify
from kg.model import Changes, Edit, EntityId, Judgement
from kg.store.connection import Connection, Tx, fetch
from kg.store.edges import (
    Held,
    apply,
    claims_of_facts,
    compare,
    edges_of,
    held_of,
    mark,
    marks,
    write,
)
from kg.store.log import note, told
from kg.store.project import Canonical, fact_id
from kg.store.rows import judgement_of, judgement_row
from kg.store.schema import lock
from kg.vocabulary import Deed


def judge(connection: Connection, judgement: Judgement) -> Changes:
    """Keep a judgement and bring the edges up to date."""
    if judgement.left == judgement.right:
        raise BadData(f"{judgement.left} cannot be judged against itself", hint="name two entities")

    def work(tx: Tx) -> Changes:
        lock(tx)
        text = "MERGE (j:Judgement {id: row.id}) SET j = row"
        write(tx, text, [judgement_row(judgement)], "judgement")
        changes = recanonicalise(tx)
        note(tx, _entry(judgement, changes))
        return changes

    return connection.write(work)


def _entry(judgement: Judgement, changes: Changes) -> Edit:
    left = judgement.left_name or judgement.left
    right = judgement.right_name or judgement.right
    said = f"{left} / {right}: {judgement.verdict}"
    return Edit(
        deed=Deed.JUDGED,
        who=judgement.who,
        when=judgement.when,
        things=(judgement.left, judgement.right),
        said="; ".join(filter(None, (said, told(changes)))),
        why=judgement.why,
    )


def judgements(tx: Tx) -> list[Judgement]:
    """Read all judgements, oldest first."""
    rows = fetch(tx, "MATCH (j:Judgement) RETURN properties(j) AS judgement")
    found = [(judgement_of(r["judgement"]), r["judgement"]["id"]) for r in rows]
    return [j for j, _ in sorted(found, key=lambda f: (f[0].when.timestamp(), f[1]))]


def judged(connection: Connection) -> set[EntityId]:
    """Read which entities somebody judged."""
    return connection.read(judged_in)


def judged_in(tx: Tx) -> set[EntityId]:
    """Read which entities somebody judged, inside a transaction."""
    rows = fetch(tx, "MATCH (j:Judgement) RETURN j.left AS left, j.right AS right")
    return {e for row in rows for e in (row["left"], row["right"])}


def canonicals(tx: Tx, ids: Collection[EntityId]) -> Canonical:
    """Read who stands for these entities."""
    text = """UNWIND $ids AS id MATCH (e:Entity {id: id})
              WITH e WHERE e.canonical <> e.id RETURN e.id AS id, e.canonical AS canonical"""
    of = {row["id"]: row["canonical"] for row in fetch(tx, text, ids=sorted(ids))}
    return lambda id: of.get(id, id)


def identity(tx: Tx, going: Collection[EntityId] = ()) -> Identity:
    """Work out from the judgements who stands for whom among the entities of the graph.

    Those that are `going` no longer count as present.
    """
    every = judgements(tx)
    ids = sorted({e for j in every for e in (j.left, j.right)})
    text = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.known AS known"
    rows = [row for row in fetch(tx, text, ids=ids) if row["id"] not in going]
    return identify(every, {r["id"] for r in rows}, {r["id"] for r in rows if r["known"]})


def follow(tx: Tx, going: Collection[EntityId] = ()) -> tuple[dict[EntityId, EntityId], Identity]:
    """Bring `canonical` in line with the judgements; return who stood for whom before, and now."""
    who = identity(tx, going)
    text = "MATCH (e:Entity) WHERE e.canonical <> e.id RETURN e.id AS id, e.canonical AS was"
    was = {row["id"]: row["was"] for row in fetch(tx, text)}
    moved = {id for id in {*was, *who.of} if who.canonical(id) != was.get(id, id)}
    text = """UNWIND $rows AS row MATCH (e:Entity {id: row.id})
              SET e.canonical = row.canonical RETURN count(*) AS n"""
    fetch(tx, text, rows=[{"id": id, "canonical": who.canonical(id)} for id in sorted(moved)])
    return was, who


def recanonicalise(tx: Tx, going: Collection[EntityId] = ()) -> Changes:
    """Bring `canonical` in line with the judgements, and the edges with it."""
    was, who = follow(tx, going)
    moved = {id for id in {*was, *who.of} if who.canonical(id) != was.get(id, id)}
    if not moved:
        return Changes()
    claims = _touched(tx, moved, who)
    old = edges_of(claims, lambda id: was.get(id, id))
    new = edges_of(claims, who.canonical)
    changes = compare(old, new)
    mark(tx, claims, marks(claims, new, who.canonical))
    apply(tx, changes)
    return changes.counts


def _touched(tx: Tx, moved: set[EntityId], who: Identity) -> list[Held]:
    """Read all claims of the facts that had, or now have, one of these entities at an end."""
    held: dict[str, Held] = {}
    for role in ("SUBJECT", "OBJECT"):
        text = f"""UNWIND $ids AS id MATCH (e:Entity {{id: id}})<-[:{role}]-(c:Claim)
                   RETURN properties(c) AS claim"""
        for row in fetch(tx, text, ids=sorted(moved)):
            one = held_of(row["claim"])
            held[one.key] = one
    facts = {h.fact for h in held.values() if h.fact}
    facts |= {fact_id(h.claim, who.canonical) for h in held.values()}
    held.update((h.key, h) for h in claims_of_facts(tx, facts))
    return list(held.values())
