"""Rows of a chunk into the graph: entities, articles, claims, mentions, refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model import ArticleId, Entity, EntityId
from kg.store import stories
from kg.store.chunks import TEXT, Chunk, Key
from kg.store.connection import Row, Tx, fetch
from kg.store.edges import Held, write
from kg.store.entities import joined
from kg.store.removing import Removed
from kg.store.rows import (
    article_row,
    claim_row,
    entity_fields,
    entity_of,
    entity_row,
    present,
    reading_marks,
    refusal_row,
)


def write_articles(
    tx: Tx,
    chunk: Chunk,
    prints: Mapping[Key, str],
    removed: Removed,
    settled: Mapping[ArticleId, tuple[stories.Sketched, str]],
) -> None:
    """Write articles with the marks of who read them, their sketch and the story they belong to."""
    of = {id: dict(removed.other_readings.get(id, {})) for id in settled}
    for (id, name), reading in chunk.readings.items():
        of[id][name] = (reading.extractor, prints[id, name])
    rows = []
    for id, article in chunk.articles.items():
        sketched, story = settled[id]
        marks = {"own_origin": article.origin, "origin": story, "readings": reading_marks(of[id])}
        rows.append({"id": id, "props": {**article_row(article), **sketched.row, **marks}})
    for some in _light(rows):
        write(tx, "MERGE (a:Article {id: row.id}) SET a = row.props", some, "article")


def _light(rows: list[Row]) -> Iterator[list[Row]]:
    """Cut rows with texts so that no message grows too large."""
    some: list[Row] = []
    size = 0
    for row in rows:
        if some and size + len(row["props"]["text"]) > TEXT:
            yield some
            some, size = [], 0
        some.append(row)
        size += len(row["props"]["text"])
    if some:
        yield some


def write_entities(tx: Tx, chunk: Chunk) -> tuple[int, set[EntityId]]:
    """Write whom these readings name, joined with what the graph knows of them.

    Returns how many are new, and which are new or became known: judgements on them count anew.
    """
    told: dict[EntityId, dict[Entity, None]] = {}  # most articles say the same of an entity
    for reading in chunk.readings.values():
        for entity in reading.entities:
            told.setdefault(entity.id, {})[entity] = None
    text = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN properties(e) AS entity"
    was = {row["entity"]["id"]: row["entity"] for row in fetch(tx, text, ids=sorted(told))}
    new: dict[str, list[Row]] = {}
    altered: list[Row] = []
    turned: set[EntityId] = set()
    for id, records in told.items():
        old = entity_of(was[id]) if id in was else None
        now = joined([*([old] if old else []), *records])
        if old is None or old.known != now.known:
            turned.add(id)
        if old is None:
            new.setdefault(now.kind.value, []).append({"props": entity_row(now, id)})
        elif old != now:
            altered.append({"id": id, "props": entity_row(now, was[id]["canonical"])})
    for kind, rows in new.items():  # both labels at once: the embedded engine adds none later
        write(tx, f"CREATE (e:Entity:{kind}) SET e = row.props", rows, "entity")
    write(tx, "MATCH (e:Entity {id: row.id}) SET e = row.props", altered, "entity")
    return sum(map(len, new.values())), turned


def write_claims(tx: Tx, claims: list[Held], wanted: dict[str, Row], removed: Removed) -> None:
    """Write claims between their entities, with what a person decided of them before."""
    rows = [
        {
            "subject": h.claim.subject,
            "object": h.claim.object,
            "article": h.claim.article,
            "props": {
                **claim_row(h.claim, h.origin),
                **present(wanted[h.key]),
                **present(removed.reviewed.get(h.key, {})),
            },
        }
        for h in claims
    ]
    text = """MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object})
              MATCH (a:Article {id: row.article})
              CREATE (c:Claim) SET c = row.props
              CREATE (c)-[:SUBJECT]->(s) CREATE (c)-[:OBJECT]->(o) CREATE (c)-[:STATED_IN]->(a)"""
    write(tx, text, rows, "claim")


def write_mentions(tx: Tx, chunk: Chunk) -> None:
    """Write whom each article names, as that article names them."""
    rows = [
        {
            "article": article,
            "entity": entity.id,
            "props": {**entity_fields(entity), "family": name, "extractor": reading.extractor},
        }
        for (article, name), reading in chunk.readings.items()
        for entity in reading.entities
    ]
    text = """MATCH (a:Article {id: row.article}) MATCH (e:Entity {id: row.entity})
              CREATE (a)-[m:MENTIONS]->(e) SET m = row.props"""
    write(tx, text, rows, "mention")


def write_refusals(tx: Tx, chunk: Chunk) -> None:
    """Write what was read and not taken, with the reason."""
    rows = [
        {"article": article, "props": refusal_row(refusal, reading.extractor, position)}
        for (article, _), reading in chunk.readings.items()
        for position, refusal in enumerate(reading.refusals)
    ]
    text = """MATCH (a:Article {id: row.article})
              CREATE (r:Refusal) SET r = row.props CREATE (r)-[:STATED_IN]->(a)"""
    write(tx, text, rows, "refusal")
