"""What the graph says, one thing at a time: entities, articles, edges with their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.errors import NotFound
from kg.model import Article, Claim, Edge, EdgeId, Entity, EntityId, Reading, Source
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.entities import plain, view
from kg.store.publishers import rated, ratings
from kg.store.rows import (
    EDGE_PATTERN,
    article_of,
    batched,
    claim_of,
    edge_of,
    entity_of,
    loaded_of,
    readings_of,
    refusal_of,
    source_of,
)

_SOURCE = "a {.id, .title, .url, .publisher, .author, .published, .language, .origin} AS source"


def entity(connection: Connection, id: EntityId) -> Entity:
    """Return an entity, after judgements. Raises `NotFound`."""
    found = connection.read(lambda tx: entities(tx, canonical_ids(tx, [id]).values()))
    if not found:
        raise NotFound("entity", id, connection.read(lambda tx: _near_ids(tx, id)))
    return found[0]


def canonical_ids(tx: Tx, ids: Iterable[EntityId]) -> dict[EntityId, EntityId]:
    """Read who stands for these entities; those that are not in the graph are left out."""
    text = "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN id, e.canonical AS canonical"
    return {row["id"]: row["canonical"] for row in fetch(tx, text, ids=sorted(set(ids)))}


def entities(tx: Tx, canonical: Iterable[EntityId]) -> list[Entity]:
    """Read entities by the ids that stand for them, with all their names; sorted by id."""
    text = """UNWIND $ids AS id MATCH (e:Entity {canonical: id})
              RETURN id, properties(e) AS entity"""
    members: dict[EntityId, list[Entity]] = {}
    for some in batched(sorted(set(canonical)), 5000):
        for row in fetch(tx, text, ids=some):
            members.setdefault(row["id"], []).append(entity_of(row["entity"]))
    found = []
    for id, all_ in sorted(members.items()):
        chief = next((m for m in all_ if m.id == id), None)
        if chief is not None:
            found.append(view(chief, [m for m in all_ if m.id != id]))
    return found


def _near_ids(tx: Tx, id: EntityId) -> list[EntityId]:
    """Look for entities called like the last part of an id."""
    word = plain(id.rsplit("/", 1)[-1].replace("-", " "))[:4]
    text = "MATCH (e:Entity) WHERE e.search CONTAINS $word RETURN e.id AS id ORDER BY id LIMIT 200"
    return [row["id"] for row in fetch(tx, text, word="\n" + word)] if word else []


def edge(connection: Connection, id: EdgeId) -> Edge:
    """Return one edge with its claims. Raises `NotFound`."""
    text = """MATCH (c:Claim {edge: $id})
              MATCH (c)-[:SUBJECT]->(s:Entity) MATCH (c)-[:OBJECT]->(o:Entity)
              RETURN s.canonical AS s, o.canonical AS o LIMIT 1"""

    def work(tx: Tx) -> list[Edge]:
        rows = fetch(tx, text, id=id)
        if not rows:
            return []
        ends = [rows[0]["s"], rows[0]["o"]]
        found = fetch(
            tx,
            f"""MATCH (a:Entity {{id: $s}})-[r:{EDGE_PATTERN}]-(b:Entity {{id: $o}})
                WHERE r.id = $id
                RETURN startNode(r).id AS s, endNode(r).id AS o, properties(r) AS edge LIMIT 1""",
            s=ends[0],
            o=ends[1],
            id=id,
        )
        return edges(tx, found)

    found = connection.read(work)
    if not found:
        raise NotFound("edge", id)
    return found[0]


def edges(tx: Tx, rows: Iterable[Row]) -> list[Edge]:
    """Make edges of rows (s, o, edge), reading the claims under them; sorted by id."""
    rows = list(rows)
    claims = claims_under(tx, [row["edge"]["id"] for row in rows])
    found = {
        row["edge"]["id"]: edge_of(
            row["edge"], (row["s"], row["o"]), tuple(claims[row["edge"]["id"]])
        )
        for row in rows
    }
    return [found[i] for i in sorted(found)]


def claims_under(tx: Tx, ids: Collection[EdgeId]) -> dict[EdgeId, list[Claim]]:
    """Read the claims that hold up these edges, sorted by id."""
    text = "UNWIND $ids AS id MATCH (c:Claim {edge: id}) RETURN id, properties(c) AS claim"
    found: dict[EdgeId, list[Claim]] = {id: [] for id in ids}
    for some in batched(sorted(found), 2000):
        for row in fetch(tx, text, ids=some):
            found[row["id"]].append(claim_of(row["claim"]))
    return {id: sorted(of, key=lambda c: c.id) for id, of in found.items()}


def sources(tx: Tx, ids: Iterable[str]) -> list[Source]:
    """Read articles without their text; sorted by id."""
    text = f"UNWIND $ids AS id MATCH (a:Article {{id: id}}) RETURN {_SOURCE}"
    found = [
        source_of(row["source"])
        for some in batched(sorted(set(ids)), 2000)
        for row in fetch(tx, text, ids=some)
    ]
    return rated(sorted(found, key=lambda s: s.id), ratings(tx))


def article(connection: Connection, id: str) -> Article:
    """Return one article with its text. Raises `NotFound`."""
    rows = connection.rows("MATCH (a:Article {id: $id}) RETURN properties(a) AS a", id=id)
    if not rows:
        near = connection.rows("MATCH (a:Article) RETURN a.id AS id ORDER BY id LIMIT 10000")
        raise NotFound("article", id, [row["id"] for row in near])
    return rated([article_of(rows[0]["a"])], connection.read(ratings))[0]


def articles(
    connection: Connection, *, about: EntityId | None = None, limit: int = 1000
) -> list[Article]:
    """List articles, newest first; `about` keeps those that name this entity."""
    match = "MATCH (a:Article)"
    order = "ORDER BY coalesce(a.published, '') DESC, a.id LIMIT $limit"
    if about is not None:
        entity(connection, about)
        match = """MATCH (x:Entity {id: $about}) MATCH (e:Entity {canonical: x.canonical})
                   MATCH (e)<-[:MENTIONS]-(a:Article) WITH DISTINCT a"""
    rows = connection.rows(
        f"{match} RETURN properties(a) AS a, a.published AS published, a.id AS id "
        + order.replace("a.published", "published").replace("a.id", "id"),
        about=about,
        limit=limit,
    )
    return rated([article_of(row["a"]) for row in rows], connection.read(ratings))


def readings(connection: Connection, id: str) -> list[Reading]:
    """Return what was read in an article, one reading an extractor. Raises `NotFound`."""
    found = article(connection, id)
    read = connection.read(lambda tx: readings_of_all(tx, [id]))
    return [reading.model_copy(update={"article": found}) for reading in read]


def readings_of_all(tx: Tx, ids: Collection[str]) -> list[Reading]:
    """Read what was read in these articles as they were loaded, by article and extractor."""
    of = "UNWIND $ids AS id MATCH (a:Article {id: id})"
    known = fetch(tx, f"{of} RETURN id, properties(a) AS x", ids=sorted(ids))
    said = fetch(tx, f"{of}-[m:MENTIONS]->(:Entity) RETURN id, properties(m) AS x", ids=sorted(ids))
    stated = "UNWIND $ids AS id MATCH (x:{} {{article: id}}) RETURN id, properties(x) AS x"
    claims = fetch(tx, stated.format("Claim"), ids=sorted(ids))
    refusals = fetch(tx, stated.format("Refusal"), ids=sorted(ids))
    of_one = {
        row["id"]: [_grouped(rows, row["id"]) for rows in (said, claims, refusals)] for row in known
    }
    return [
        _reading(loaded_of(row["x"]), name, [of.get(name, []) for of in of_one[row["id"]]])
        for row in sorted(known, key=lambda r: str(r["id"]))
        for name in sorted(name for name, _ in readings_of(row["x"]["readings"]).values())
    ]


def _grouped(rows: list[Row], id: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row["id"] == id:
            found.setdefault(row["x"]["extractor"], []).append(row["x"])
    return found


def _reading(article: Article, extractor: str, rows: list[list[Row]]) -> Reading:
    said, claims, refusals = rows
    return Reading(
        article=article,
        extractor=extractor,
        entities=tuple(sorted((entity_of(x) for x in said), key=lambda e: e.id)),
        claims=tuple(sorted((claim_of(x) for x in claims), key=lambda c: c.id)),
        refusals=tuple(refusal_of(x) for x in sorted(refusals, key=lambda x: x["position"])),
    )
