"""Readings and articles out of the graph: exactly what rested on them alone goes with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from kg.errors import NotFound
from kg.model import ArticleId, Changes, Entity, EntityId
from kg.store import stories
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import (
    BATCH,
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
from kg.store.entities import joined
from kg.store.judging import canonicals, judged_in, recanonicalise
from kg.store.log import entry, note
from kg.store.options import StoreOptions
from kg.store.rows import REVIEWED, batched, entity_of, entity_row, readings_of
from kg.store.schema import lock
from kg.vocabulary import Deed


@dataclass(slots=True)
class Removed:
    """What was taken out, as it was."""

    claims: list[Held] = field(default_factory=list)
    reviewed: dict[str, Row] = field(default_factory=dict)
    entities: set[EntityId] = field(default_factory=set)
    known_articles: set[ArticleId] = field(default_factory=set)
    other_readings: dict[ArticleId, dict[str, tuple[str, str]]] = field(default_factory=dict)
    articles: int = 0
    stories: set[str] = field(default_factory=set)

    def settle_entities(self, tx: Tx) -> Changes:
        """Put the entities that lost a mention together anew; remove those without any."""
        return settle(tx, self.entities)


def remove_readings(
    tx: Tx, keys: Iterable[tuple[ArticleId, str]], whole: Iterable[ArticleId]
) -> Removed:
    """Take out readings by article and extractor, and whole articles.

    Edges and entities are left to the caller, who knows what comes in their place.
    """
    removed = Removed()
    keys = list(keys)
    rows = fetch(
        tx,
        "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.readings AS readings",
        ids=sorted({a for a, _ in keys}),
    )
    pairs: list[Row] = []
    for row in rows:
        removed.known_articles.add(row["id"])
        held = readings_of(row["readings"])
        going = {name for a, name in keys if a == row["id"]}
        removed.other_readings[row["id"]] = {n: p for n, p in held.items() if n not in going}
        # Whatever a load that died left behind goes too, marked or not.
        pairs += [{"article": row["id"], "family": name} for name in sorted(going)]
    whole = sorted(whole)
    _take(tx, removed, pairs, "{article: row.article, family: row.family}")
    _take(tx, removed, [{"article": a} for a in whole], "{article: row.article}")
    for id in whole:
        told = fetch(tx, "MATCH (a:Article {id: $id}) RETURN a.origin AS story", id=id)
        removed.stories |= {row["story"] for row in told}
        fetch(tx, "MATCH (a:Article {id: $id}) DETACH DELETE a", id=id)
    removed.articles = len(whole)
    return removed


def _take(tx: Tx, removed: Removed, rows: list[Row], of: str) -> None:
    if not rows:
        return
    where = "AND x.family = row.family" if "family" in of else ""
    found = fetch(
        tx,
        f"""UNWIND $rows AS row MATCH (x:Claim {{article: row.article}})
            WHERE true {where} RETURN properties(x) AS claim""",
        rows=rows,
    )
    for row in found:
        held = held_of(row["claim"])
        removed.claims.append(held)
        if row["claim"].get("reviewed_by"):
            removed.reviewed[held.key] = {n: row["claim"].get(n) for n in REVIEWED}
    mentions = f"MATCH (a:Article {{id: row.article}})-[x:MENTIONS]->(e:Entity) WHERE true {where}"
    gone = fetch(tx, f"UNWIND $rows AS row {mentions} RETURN DISTINCT e.id AS id", rows=rows)
    removed.entities |= {row["id"] for row in gone}
    fetch(tx, f"UNWIND $rows AS row {mentions} DELETE x", rows=rows)
    for name in ("Claim", "Refusal"):
        fetch(
            tx,
            f"""UNWIND $rows AS row MATCH (x:{name} {{article: row.article}})
                WHERE true {where} DETACH DELETE x""",
            rows=rows,
        )


def settle(tx: Tx, ids: Iterable[EntityId]) -> Changes:
    """Put entities together anew from their mentions; remove those without any.

    Who a removed one stood for gets another first.
    """
    alone = put_together(tx, set(ids))
    changes = recanonicalise(tx, alone) if alone and alone & judged_in(tx) else Changes()
    delete_entities(tx, alone)
    return changes + Changes(entities_removed=len(alone))


def put_together(tx: Tx, ids: Collection[EntityId]) -> set[EntityId]:
    """Write entities as their mentions make them; return those that have none."""
    text = """UNWIND $ids AS id MATCH (e:Entity {id: id})<-[m:MENTIONS]-(:Article)
              RETURN id, e.canonical AS canonical, properties(m) AS said"""
    said: dict[EntityId, list[Entity]] = {}
    canonical: dict[EntityId, EntityId] = {}
    for some in batched(sorted(ids), BATCH):
        for row in fetch(tx, text, ids=some):
            said.setdefault(row["id"], []).append(entity_of(row["said"]))
            canonical[row["id"]] = row["canonical"]
    rows = [{"id": id, "props": entity_row(joined(of), canonical[id])} for id, of in said.items()]
    write(tx, "MATCH (e:Entity {id: row.id}) SET e = row.props", rows, "entity")
    return set(ids) - set(said)


def delete_entities(tx: Tx, ids: Collection[EntityId]) -> None:
    """Delete entities and what hangs on them."""
    rows = [{"id": id} for id in sorted(ids)]
    write(tx, "MATCH (e:Entity {id: row.id}) DETACH DELETE e", rows, "entity")


def forget(connection: Connection, article: ArticleId, options: StoreOptions) -> Changes:
    """Remove an article and what rested on it alone. Raises `NotFound`."""

    def work(tx: Tx) -> Changes:
        lock(tx)
        found = fetch(tx, "MATCH (a:Article {id: $id}) RETURN a.title AS title", id=article)
        if not found:
            raise NotFound("article", article)
        removed = remove_readings(tx, [], [article])
        told = stories.settle(tx, {}, removed.stories)
        retold = stories.claims_of(tx, told)
        others = claims_of_facts(tx, {h.fact for h in (*removed.claims, *retold) if h.fact})
        after = stories.retold(others, told)
        both = [*others, *removed.claims]
        canonical = canonicals(tx, {e for h in both for e in (h.claim.subject, h.claim.object)})
        edges = edges_of(after, canonical)
        changed = compare(edges_of(both, canonical), edges)
        stories.write_stories(tx, told, told.keys())
        mark(tx, others, marks(after, edges, canonical))
        apply(tx, changed)
        counted = Changes(articles_removed=1, claims_removed=len(removed.claims))
        changes = changed.counts + counted + removed.settle_entities(tx)
        done = entry(Deed.FORGOT, options.who, options.clock(), [article], changes)
        note(tx, done.model_copy(update={"said": f"{found[0]['title']}: {done.said}"}))
        return changes

    return connection.write(work)
