"""The same load through three well-known loaders and ours, on one Neo4j: time, losses, reload.

    python -m venv .venv-peers
    .venv-peers/bin/pip install -r benchmarks/peers/requirements.txt
    python -m benchmarks.bench_peers [--python .venv-peers/bin/python] [--rounds 3]

2,000 articles name 10,000 companies and state 20,000 relations; 1,000 of these are stated a second
time of the same pair, in another article and sentence. Every round loads an empty database with
each loader in turn, twice. Printed: the median seconds and their spread, what is there after the
first load and after the second, and how many of the 20,000 sentences can be read from it.

langchain-neo4j: `add_graph_documents(..., baseEntityLabel=True)`; neo4j-graphrag: `Neo4jWriter`;
llama-index: `Neo4jPropertyGraphStore`. They need APOC Core, fetched from Maven Central.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import httpx

from benchmarks.bench_store import empty, timed
from benchmarks.made import claim_of
from kg.model import Article, Entity, Reading
from kg.settings import settings
from kg.store import BoltGraph, StoreOptions, neo4j_server
from kg.store.connection import Connection
from kg.store.rows import TYPES
from kg.vocabulary import Kind, Predicate

ARTICLES, ENTITIES, RELATIONS, REPEATED = 2_000, 10_000, 20_000, 1_000
PEERS = ("langchain", "graphrag", "llamaindex")
HERE = Path(__file__).parent
_APOC = {
    "apoc-core": "63b942deda37996932bbada7a4ed1c163c9f82bca35696c569ef33d3eaa3bde4",
    "apoc-common": "b1ea58a4cf9509181fdb0130151f9b84be4169250b6fd91b998f9d0534e64096",
}
_VERSION = "5.26.19"
Load = list[dict[str, Any]]


def made() -> Load:
    """Make the load as plain values: articles with the entities and relations they state."""
    chance = Random(11)
    pairs: list[tuple[int, int]] = []
    seen: set[tuple[int, int]] = set()
    articles, per = [], RELATIONS // ARTICLES
    for number in range(ARTICLES):
        first = number * ENTITIES // ARTICLES
        fresh = range(first, first + ENTITIES // ARTICLES)
        again = [chance.choice(pairs)] if number >= ARTICLES - REPEATED else []
        told = list(again)
        while len(told) < per:
            pair = (chance.choice(fresh), chance.randrange(fresh.stop))
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                told.append(pair)
                if not again:
                    pairs.append(pair)
        if again:
            pairs.remove(again[0])  # each is repeated once
        articles.append(_article(number, told, {*fresh, *(e for p in told for e in p)}))
    return articles


def _article(number: int, told: list[tuple[int, int]], named: set[int]) -> dict[str, Any]:
    relations = [
        {
            "subject": f"company/number-{a}",
            "object": f"company/number-{b}",
            "type": "INVESTS_IN",
            "sentence": f"Number {a} has put money into Number {b}, says report {number}-{n}.",
        }
        for n, (a, b) in enumerate(told)
    ]
    entities = [
        {"id": f"company/number-{n}", "kind": "Company", "name": f"Number {n}"}
        for n in sorted(named)
    ]
    return {"number": number, "entities": entities, "relations": relations}


def readings(load: Load) -> list[Reading]:
    """Give the load as our readings."""
    return [_reading(article) for article in load]


def _reading(made: dict[str, Any]) -> Reading:
    number = made["number"]
    article = Article(
        id=f"article/{number}",
        title=f"Report {number}",
        origin=f"origin/{number}",
        text=" ".join(r["sentence"] for r in made["relations"]),
    )
    claims = [
        claim_of(article, (r["subject"], r["object"]), r["sentence"], Predicate.INVESTS_IN)
        for r in made["relations"]
    ]
    return Reading(
        article=article,
        extractor="bench@1",
        entities=tuple(
            Entity(id=e["id"], kind=Kind.COMPANY, name=e["name"]) for e in made["entities"]
        ),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
    )


@dataclass(slots=True)
class Seen:
    """What one loader did, round by round."""

    first: list[float] = field(default_factory=list)
    second: list[float] = field(default_factory=list)
    there: tuple[int, int, int] = (0, 0, 0)
    after: tuple[int, int, int] = (0, 0, 0)


def count(connection: Connection, ours: bool) -> tuple[int, int, int]:
    """Count entities, edges and the sentences that can be read."""
    entities = "Entity" if ours else "__Entity__"
    edge = f"MATCH (:{entities})-[r:{'|'.join(TYPES)}]->(:{entities})"
    sentences = (
        "MATCH (c:Claim) RETURN count(DISTINCT c.quote) AS n"
        if ours
        else f"{edge} RETURN count(DISTINCT r.sentence) AS n"
    )
    asked = (
        f"MATCH (e:{entities}) RETURN count(e) AS n",
        f"{edge} RETURN count(r) AS n",
        sentences,
    )
    nodes, edges, said = (int(connection.rows(text)[0]["n"]) for text in asked)
    return nodes, edges, said


def fetch_apoc(plugins: Path) -> None:
    """Bring APOC Core into the plugins of the server, checked."""
    plugins.mkdir(parents=True, exist_ok=True)
    for name, digest in _APOC.items():
        file = f"{name}-{_VERSION}.jar"
        address = f"{settings().maven}/org/neo4j/procedure/{name}/{_VERSION}/{file}"
        data = httpx.get(address, follow_redirects=True, timeout=120).raise_for_status().content
        if sha256(data).hexdigest() != digest:
            sys.exit(f"{address} is not the jar that was expected")
        (plugins / file).write_bytes(data)


def measure(options: StoreOptions, python: Path, rounds: int) -> dict[str, Seen]:
    """Load with each in turn, so many rounds after one that warms the server up."""
    load = made()
    file = options.home / "load.json"
    file.write_text(json.dumps(load), "utf-8")
    graph, connection, ours = BoltGraph(options), Connection(options), readings(load)

    def peer(name: str) -> float:
        asked = [str(python), str(HERE / "peers" / "load.py"), name, str(options.uri), "neo4j"]
        env = {**os.environ, "NEO4J_PASSWORD": options.password}
        done = subprocess.run([*asked, str(file)], env=env, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(f"{name} failed")
        return float(done.stdout.split()[-1])

    ways: dict[str, Callable[[], float]] = {"ours": lambda: timed(lambda: graph.add(ours))}
    ways |= {name: lambda name=name: peer(name) for name in PEERS}  # type: ignore[misc]
    seen = {name: Seen() for name in ways}
    for turn in range(rounds + 1):
        for name, way in ways.items():
            empty(connection)
            first = way()
            seen[name].there = count(connection, name == "ours")
            second = way()
            seen[name].after = count(connection, name == "ours")
            if turn:
                seen[name].first.append(first)
                seen[name].second.append(second)
    graph.close()
    connection.close()
    return seen


def row(name: str, seen: Seen) -> str:
    """Write a row of the table."""
    nodes, edges, said = seen.there
    low, high = min(seen.first), max(seen.first)
    return (
        f"{name:11} {median(seen.first):6.1f} s ({low:.1f} to {high:.1f}) "
        f"{nodes:9,} {edges:7,} {said:10,} {RELATIONS - said:6,} "
        f"{median(seen.second):7.1f} s {seen.after[0]:9,} {seen.after[1]:7,}"
    )


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--python", type=Path, default=Path(".venv-peers/bin/python"))
    asked.add_argument("--rounds", type=int, default=3)
    args = asked.parse_args()
    if not args.python.exists():
        print(f"no peers at {args.python}; to install them:\n")
        print("    python -m venv .venv-peers")
        print("    .venv-peers/bin/pip install -r benchmarks/peers/requirements.txt")
        sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fetch_apoc(home / "plugins")
        free = (
            "dbms.security.procedures.unrestricted=apoc.*\n"  # one of them reads its schema by it
        )
        server = neo4j_server.start(home, maven=settings().maven, more=free)
        try:
            options = StoreOptions(home=home, uri=server.uri, password=server.password, timeout=600)
            seen = measure(options, args.python.absolute(), args.rounds)
        finally:
            neo4j_server.stop(home)
    print("loader      load, median and spread    entities   edges  sentences   lost   load again")
    for name, of in seen.items():
        print(row(name, of))
    slowest = max(median(seen[name].first) for name in PEERS)
    print(f"ours takes {median(seen['ours'].first) / slowest:.2f} times the slowest of the others")


MISSING = 3
"""How the command ends where the peers are not installed: no result, and no failure."""


if __name__ == "__main__":
    main()
