"""How fast readings are kept, against a bare UNWIND of the same rows.

    python benchmarks/bench_store.py            both servers
    python benchmarks/bench_store.py local      the embedded one alone

10,000 entities, 2,000 articles, 20,000 claims. The bare load writes the same nodes and
relationships with the official driver, in batches of 2,000, and does nothing else: it compares,
checks and projects nothing. Printed: seconds of both, and their ratio (aim: at most 3).
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from kg.model import Article, Claim, Entity, Reading, claim_id
from kg.store import BoltGraph, StoreOptions, local, neo4j_server
from kg.store.connection import Connection, fetch
from kg.vocabulary import Kind, Predicate

ENTITIES, ARTICLES, CLAIMS = 10_000, 2_000, 20_000
BATCH = 2_000
KINDS = {"company": Kind.COMPANY, "app": Kind.APP}


def readings() -> list[Reading]:
    """Make the load: each article names its entities and says ten things of them."""
    chance = random.Random(7)
    ids = [f"{'company' if n % 2 else 'app'}/number-{n}" for n in range(ENTITIES)]
    fresh = iter(ids)
    return [_reading(n, ids, fresh, chance) for n in range(ARTICLES)]


def _reading(number: int, ids: list[str], fresh: Any, chance: random.Random) -> Reading:
    per = CLAIMS // ARTICLES
    named = [next(fresh) for _ in range(ENTITIES // ARTICLES)]
    pairs: list[tuple[str, str]] = []
    while len(pairs) < per:
        left, right = (
            chance.choice(named),
            chance.choice(ids[: 1 + int(len(ids) * chance.random())]),
        )
        if left != right:
            pairs.append((left, right))
    sentences = [
        f"{a} partners with {b}, says report {number}-{n}." for n, (a, b) in enumerate(pairs)
    ]
    article = Article(
        id=f"article/{number}",
        title=f"Report {number}",
        url=f"https://news.example/{number}",
        publisher="Example",
        published=f"20{10 + number % 15}-0{1 + number % 9}",
        origin=f"origin/{number}",
        text=" ".join(sentences) + " And more words of no matter." * 40,
    )
    told = zip(pairs, sentences, strict=True)
    claims = [_claim(article, pair, sentence) for pair, sentence in told]
    known = {e for pair in pairs for e in pair} | set(named)
    entities = [
        Entity(id=i, kind=KINDS[i.split("/")[0]], name=i.split("/")[1]) for i in sorted(known)
    ]
    return Reading(
        article=article,
        extractor="bench@1",
        entities=tuple(entities),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
    )


def _claim(article: Article, pair: tuple[str, str], sentence: str) -> Claim:
    cited = article.cite(sentence)
    return Claim(
        id=claim_id(article.id, (cited.start, cited.end), Predicate.PARTNERS_WITH, pair),
        predicate=Predicate.PARTNERS_WITH,
        subject=pair[0],
        object=pair[1],
        subject_name=pair[0],
        object_name=pair[1],
        article=article.id,
        quote=sentence,
        start=cited.start,
        end=cited.end,
        reported=article.published,
        extractor="bench@1",
        confidence=0.8,
    )


def rows_of(connection: Connection) -> list[tuple[str, list[dict[str, Any]]]]:
    """Read back all that the store wrote, as rows for the bare load: the very same rows."""

    def read(text: str) -> list[dict[str, Any]]:
        return connection.rows(text)

    nodes = [
        (f"MERGE (n:{label} {{{key}: row.p.{key}}}) SET n += row.p",
         read(f"MATCH (n:{label}) RETURN properties(n) AS p"))
        for label, key in (("Entity", "id"), ("Article", "id"), ("Claim", "key"))
    ]  # fmt: skip
    labels = [
        (
            f"MATCH (n:Entity {{id: row.id}}) SET n:{kind}",
            read(f"MATCH (n:{kind}) RETURN n.id AS id"),
        )
        for kind in KINDS.values()
    ]
    links = []
    for name, left, lk, right in (
        ("SUBJECT", "Claim", "key", "Entity"),
        ("OBJECT", "Claim", "key", "Entity"),
        ("STATED_IN", "Claim", "key", "Article"),
        ("MENTIONS", "Article", "id", "Entity"),
        ("PARTNERS_WITH", "Entity", "id", "Entity"),
    ):
        rows = read(
            f"MATCH (a:{left})-[r:{name}]->(b:{right})"
            f" RETURN a.{lk} AS a, b.id AS b, properties(r) AS p"
        )
        text = (
            f"MATCH (a:{left} {{{lk}: row.a}}) MATCH (b:{right} {{id: row.b}})"
            f" CREATE (a)-[r:{name}]->(b) SET r = row.p"
        )
        links.append((text, rows))
    return nodes + labels + links


def bare(connection: Connection, load: list[tuple[str, list[dict[str, Any]]]]) -> float:
    """Write the rows and nothing else."""
    begun = time.perf_counter()
    for text, rows in load:
        for at in range(0, len(rows), BATCH):
            _batch(connection, f"UNWIND $rows AS row {text}", rows[at : at + BATCH])
    return time.perf_counter() - begun


def _batch(connection: Connection, text: str, rows: list[dict[str, Any]]) -> None:
    connection.write(lambda tx: fetch(tx, text, rows=rows))


def empty(connection: Connection) -> None:
    """Take everything out, in pieces that fit a transaction."""
    text = "MATCH (n) WHERE NOT n:Meta WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n"
    while connection.write(lambda tx: fetch(tx, text))[0]["n"]:
        pass


def measure(options: StoreOptions, load: list[Reading]) -> dict[str, float]:
    """Load twice through the store and once bare, each into an empty graph."""
    graph, connection = BoltGraph(options), Connection(options)
    graph.add(load[:200])  # both servers are slow at first; neither run is to pay for that
    empty(connection)
    begun = time.perf_counter()
    done = graph.add(load)
    add = time.perf_counter() - begun
    assert (done.entities_new, done.claims_new) == (ENTITIES, CLAIMS)
    begun = time.perf_counter()
    assert graph.add(load).nothing
    again = time.perf_counter() - begun
    begun = time.perf_counter()
    hits = [graph.subgraph([f"company/number-{n}"]) for n in range(1, 200, 2)]
    around = (time.perf_counter() - begun) / len(hits)
    begun = time.perf_counter()
    graph.search("number-77")
    search = time.perf_counter() - begun
    rows = rows_of(connection)
    empty(connection)
    plain = bare(connection, rows)
    graph.close()
    connection.close()
    return {
        "add_s": round(add, 2),
        "bare_s": round(plain, 2),
        "ratio": round(add / plain, 2),
        "again_s": round(again, 2),
        "neighbourhood_ms": round(around * 1000, 1),
        "search_ms": round(search * 1000, 1),
    }


def main(wanted: list[str]) -> None:
    """Measure the servers asked for."""
    load = readings()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if "local" in wanted:
            begun = time.perf_counter()
            options = StoreOptions(home=home / "local")
            local.ensure(options.home, 30, 600)
            print("local started in", round(time.perf_counter() - begun, 2), "s", flush=True)
            print("local", json.dumps(measure(options, load)), flush=True)
            local.stop(options.home)
        if "neo4j" in wanted:
            neo4j_server.fetch_jars()
            begun = time.perf_counter()
            server = neo4j_server.start(home / "neo4j")
            print("neo4j started in", round(time.perf_counter() - begun, 2), "s", flush=True)
            options = StoreOptions(home=home, uri=server.uri, password=server.password)
            print("neo4j", json.dumps(measure(options, load)), flush=True)
            neo4j_server.stop(home / "neo4j")


if __name__ == "__main__":
    main(sys.argv[1:] or ["local", "neo4j"])
