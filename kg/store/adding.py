"""Readings into the graph: what changed is replaced whole, and its edges are brought in line.

Three transactions a chunk: the entities, their kind labels (the embedded engine refuses both in
one), and everything else. The mark that a reading is kept is written last and with the rest, so
that a load that dies anywhere is made good by running it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Changes, Claim, Entity, EntityId, Reading
from kg.store import stories
from kg.store.chunks import Chunk, Key, chunks
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import (
    Held,
    apply,
    claims_of_facts,
    compare,
    edges_of,
    mark,
    marks,
    write,
)
from kg.store.entities import joined
from kg.store.judging import canonicals, judged, recanonicalise
from kg.store.log import entry, note
from kg.store.options import StoreOptions
from kg.store.project import fact_id
from kg.store.removing import Removed, remove_readings
from kg.store.rows import (
    claim_key,
    entity_of,
    entity_row,
    fingerprint,
    readings_of,
)
from kg.store.schema import lock
from kg.store.writing import write_articles, write_claims, write_mentions, write_refusals
from kg.vocabulary import Deed, Review


def add(connection: Connection, readings: Iterable[Reading], options: StoreOptions) -> Changes:
    """Keep readings; what is unchanged is not written."""
    total = Changes()
    for chunk in chunks(readings):
        prints = {key: fingerprint(r) for key, r in chunk.readings.items()}
        kept = _kept(connection, chunk)
        same = {key for key in prints if kept.get(key) == prints[key]}
        for key in same:
            del chunk.readings[key]
        total += Changes(articles_same=len({a for a, _ in same} - set(chunk.articles)))
        if chunk.readings:
            total += _add_entities(connection, chunk)
            total += connection.write(lambda tx, c=chunk, p=prints: _add_rest(tx, c, p, options))  # type: ignore[misc]
    return total


def _kept(connection: Connection, chunk: Chunk) -> dict[Key, str]:
    """Read which readings of these articles the graph holds, with their fingerprints."""
    rows = connection.rows(
        "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.readings AS readings",
        ids=sorted(chunk.articles),
    )
    return {
        (row["id"], name): print_
        for row in rows
        for name, (_, print_) in readings_of(row["readings"]).items()
    }


def _add_entities(connection: Connection, chunk: Chunk) -> Changes:
    told: dict[EntityId, list[Entity]] = {}
    for reading in chunk.readings.values():
        for entity in reading.entities:
            told.setdefault(entity.id, []).append(entity)

    def nodes(tx: Tx) -> tuple[list[Entity], set[EntityId]]:
        lock(tx)
        rows = fetch(
            tx,
            "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN properties(e) AS entity",
            ids=sorted(told),
        )
        was = {row["entity"]["id"]: row["entity"] for row in rows}
        new, out, turned = [], [], set()
        for id, records in told.items():
            old = entity_of(was[id]) if id in was else None
            now = joined([*([old] if old else []), *records])
            if old is None:
                new.append(now)
            if old is None or old.known != now.known:
                turned.add(id)
            if old != now:
                canonical = was[id]["canonical"] if old else id
                out.append({"id": id, "props": entity_row(now, canonical)})
        write(tx, "MERGE (e:Entity {id: row.id}) SET e = row.props", out, "entity")
        return new, turned

    new, turned = connection.write(nodes)
    label(connection, new)
    changes = Changes(entities_new=len(new))
    if turned & judged(connection):
        changes += connection.write(_follow)
    return changes


def _follow(tx: Tx) -> Changes:
    lock(tx)
    return recanonicalise(tx)


def label(connection: Connection, entities: Iterable[Entity]) -> None:
    """Set the kind labels, in a transaction of their own."""
    by_kind: dict[str, list[Row]] = {}
    for entity in entities:
        by_kind.setdefault(entity.kind.value, []).append({"id": entity.id})

    def work(tx: Tx) -> None:
        for kind, rows in by_kind.items():
            write(tx, f"MATCH (e:Entity {{id: row.id}}) SET e:{kind}", rows, "label")

    if by_kind:
        connection.write(work)


def _add_rest(tx: Tx, chunk: Chunk, prints: dict[Key, str], options: StoreOptions) -> Changes:
    lock(tx)
    removed = remove_readings(tx, list(chunk.readings), _superseded(tx, chunk))
    told = stories.settle(tx, chunk.articles, removed.stories)
    elsewhere = told.keys() - chunk.articles.keys()
    retold = stories.claims_of(tx, elsewhere)
    new = _claims(chunk, removed, told, options)
    canonical = canonicals(tx, {e for h in (*new, *removed.claims) for e in _ends(h.claim)})
    facts = {fact_id(h.claim, canonical) for h in new}
    facts |= {h.fact for h in (*removed.claims, *retold) if h.fact}
    others = claims_of_facts(tx, facts)
    after = stories.retold(others, told)
    canonical = canonicals(
        tx, {e for h in (*new, *removed.claims, *others) for e in _ends(h.claim)}
    )
    edges = edges_of([*after, *new], canonical)
    changed = compare(edges_of([*others, *removed.claims], canonical), edges)
    wanted = marks([*after, *new], edges, canonical)
    write_articles(tx, chunk, prints, (removed, told))
    stories.write_stories(tx, told, elsewhere)
    write_claims(tx, new, wanted, removed)
    write_mentions(tx, chunk)
    write_refusals(tx, chunk)
    mark(tx, others, wanted)
    apply(tx, changed)
    settled = removed.settle_entities(tx)
    fresh = set(chunk.articles) - removed.known_articles
    before, now = {h.key: h.claim for h in removed.claims}, {h.key: h.claim for h in new}
    counted = Changes(
        articles_new=len(fresh),
        articles_changed=len(chunk.articles) - len(fresh),
        articles_removed=removed.articles,
        claims_new=len(now.keys() - before.keys()),
        claims_removed=len(before.keys() - now.keys()),
        refusals=sum(len(r.refusals) for r in chunk.readings.values()),
    )
    changes = changed.counts + counted + settled
    note(tx, entry(Deed.LOADED, options.who, options.clock(), chunk.articles, changes))
    return changes


def _superseded(tx: Tx, chunk: Chunk) -> list[str]:
    """Find articles that stood at one of these addresses with another text."""
    rows = [{"url": a.url, "id": a.id} for a in chunk.articles.values() if a.url is not None]
    text = """UNWIND $rows AS row MATCH (a:Article {url: row.url})
              WITH a, row WHERE a.id <> row.id RETURN DISTINCT a.id AS id"""
    return [row["id"] for row in fetch(tx, text, rows=rows)]


def _claims(
    chunk: Chunk, removed: Removed, told: stories.Stories, options: StoreOptions
) -> list[Held]:
    """Give the new claims, with what a person decided and the day they were first learned."""
    was = {h.key: h.claim for h in removed.claims}
    now = options.clock()
    found: dict[str, Held] = {}
    for reading in chunk.readings.values():
        for claim in reading.claims:
            key = claim_key(claim.id, claim.extractor)
            recorded = claim.recorded or now
            review = claim.review
            if key in was:
                recorded = was[key].recorded or recorded
            if key in removed.reviewed:
                review = Review(removed.reviewed[key]["review"])
            kept = claim.model_copy(update={"recorded": recorded, "review": review})
            found[key] = Held(key, kept, told[reading.article.id])
    return list(found.values())


def _ends(claim: Claim) -> tuple[EntityId, EntityId]:
    return claim.subject, claim.object
