"""How fast readings are kept, against a bare UNWIND of the same rows.

    python -m benchmarks.bench_store            both servers
    python -m benchmarks.bench_store local      the embedded one alone

6,000 entities, 2,000 articles, 20,000 claims, from claims to projected edges. The bare load writes
the same nodes and relationships with the official driver, in batches of 2,000, and does nothing
else: it compares, checks and projects nothing. The two take turns, four rounds after one that
warms the server up. Printed: seconds of each round, the ratios, their median (aim: at most 2.5).
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.made import ENTITIES_AN_ARTICLE, KINDS, made
from kg.model import Reading
from kg.settings import settings
from kg.store import BoltGraph, StoreOptions, local, neo4j_server
from kg.store.connection import Connection, fetch

ARTICLES, CLAIMS = 2_000, 20_000
BATCH = 2_000
ROUNDS = 4


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


def measure(options: StoreOptions, load: list[Reading]) -> dict[str, Any]:
    """Load in turn through the store and bare, each into an empty graph."""
    graph, connection = BoltGraph(options), Connection(options)
    ours, plain, again = [], [], []
    for warm in (False, *[True] * ROUNDS):
        empty(connection)
        took = timed(lambda: graph.add(load))
        stats = graph.stats()
        assert (stats.entities, stats.claims) == (ARTICLES * ENTITIES_AN_ARTICLE, CLAIMS)
        second = timed(lambda: graph.add(load))
        rows = rows_of(connection)
        empty(connection)
        bared = bare(connection, rows)
        if warm:
            ours.append(took)
            again.append(second)
            plain.append(bared)
    graph.close()
    connection.close()
    ratios = [a / b for a, b in zip(ours, plain, strict=True)]
    return {
        "add_s": [round(s, 1) for s in ours],
        "bare_s": [round(s, 1) for s in plain],
        "ratios": [round(r, 2) for r in ratios],
        "ratio": round(median(ratios), 2),
        "again_s": round(median(again), 2),
    }


def timed(act: Any) -> float:
    """Give the seconds that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


@contextmanager
def engine(name: str, home: Path) -> Iterator[StoreOptions]:
    """Start a server with an empty graph, and stop it in the end."""
    folder = home / name
    if name == "local":
        options, stop = StoreOptions(home=folder, timeout=600), local.stop
    else:
        server = neo4j_server.start(folder, maven=settings().maven)
        options = StoreOptions(home=home, uri=server.uri, password=server.password, timeout=600)
        stop = neo4j_server.stop
    try:
        yield options
    finally:
        stop(folder)


def main(wanted: list[str]) -> None:
    """Measure the servers asked for."""
    load = list(made(ARTICLES))
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            with engine(name, Path(folder)) as options:
                print(name, json.dumps(measure(options, load)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:] or ["local", "neo4j"])
