"""Typed Cypher only reads, on both servers, and answers in plain values."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from kg.errors import BadQuery, KgError, QueryFailed
from kg.store import BoltGraph, StoreOptions
from kg.store.connection import Connection
from kg.store.cypher import refuse_writes

REFUSED = (
    "",
    "  // nothing",
    "CREATE (n)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n.x",
    "MERGE (n:Entity {id: 'x'})",
    "match (n) /* a */ SeT n.x = 1 return n",
    "MATCH (n) FOREACH (x IN [1] | SET n.y = x)",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "MATCH (n) LOAD CSV FROM 'http://x' AS row RETURN row",
    "UNWIND [1] AS x CALL { CREATE (n) } RETURN x",
    "MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS RETURN 1",
    "CALL dbms.components()",
    "CALL `dbms`.components()",
    "CALL db.index.fulltext.queryNodes('x', 'y') YIELD node RETURN node",
    "CALL db . createLabel('x')",
    "MATCH (n) CALL apoc.create.node([], {}) YIELD node RETURN node",
    "RETURN apoc.load.json('http://x')",
    "MATCH (n) RETURN n; MATCH (m) DELETE m",
    "MATCH (n) RETURN n;;MATCH (m) RETURN m",
    "DROP INDEX x",
    "SHOW USERS",
    "USE system MATCH (n) RETURN n",
    "ALTER USER neo4j SET PASSWORD 'x'",
    "EXPLAIN CREATE (n)",
    "MATCH (n) RETURN 'unfinished",
    "MATCH (n) /* unfinished",
    "MATCH (n) \\u0053ET n.x = 1",
    "MATCH (n) WHERE n.x = '\\' SET n.y = 1 //' RETURN n DELETE n",
)
ALLOWED = (
    "MATCH (n) RETURN count(n) AS n",
    "MATCH (n) RETURN n.set AS x LIMIT 1",
    "MATCH (n) WHERE n.name = 'CREATE; DELETE' RETURN n",
    "RETURN {create: 1, delete: 2} AS m",
    "MATCH (n) // SET n.x = 1\nRETURN count(n) AS c;",
    "MATCH (n) RETURN n.`DELETE me` AS x",
    "CALL db.labels()",
    "CALL db.labels() YIELD label RETURN label",
    "OPTIONAL MATCH (n:Entity) RETURN n",
    "MATCH (created:Article) RETURN created",
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_writes_or_reaches_out_is_refused(text: str) -> None:
    with pytest.raises(BadQuery):
        refuse_writes(text)


@pytest.mark.parametrize("text", ALLOWED)
def test_what_reads_runs(graph: BoltGraph, text: str) -> None:
    assert isinstance(graph.cypher(text), list)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Entity {id: 'x'})",
        "MATCH (n:Meta) SET n.x = 1 RETURN n",
        "MATCH (n:Meta) DETACH DELETE n",
        "MERGE (n:Entity {id: 'x'}) RETURN n",
        "CREATE INDEX zz IF NOT EXISTS FOR (n:Entity) ON (n.zz)",
        "LOAD CSV FROM 'file:///etc/hostname' AS row RETURN row",
    ],
)
def test_the_engine_refuses_too_where_the_guard_is_passed(
    graph: BoltGraph, store_options: StoreOptions, text: str
) -> None:
    connection = Connection(store_options)
    with pytest.raises(KgError):
        connection.typed(text, {}, 10)
    connection.close()
    assert graph.cypher("MATCH (m:Meta) WHERE m.x IS NULL RETURN count(*) AS n") == [{"n": 1}]
    assert graph.cypher("MATCH (e:Entity) RETURN count(*) AS n") == [{"n": 0}]


def test_rows_are_plain_and_limited(graph: BoltGraph, press: Any) -> None:
    graph.add(
        [press.reading("n1", [("company/a", "OWNS", "app/b"), ("company/a", "OWNS", "app/c")])]
    )
    row = graph.cypher(
        "MATCH p = (a:Company)-[r:OWNS]->(b {id: $id}) RETURN a, r, p, b.name AS b", {"id": "app/b"}
    )[0]
    assert json.loads(json.dumps(row)) == row
    assert row["b"] == "B"
    node, link, path = row["a"], row["r"], row["p"]
    assert isinstance(node, dict)
    assert isinstance(link, dict)
    assert isinstance(path, dict)
    assert (node["id"], node["labels"]) == ("company/a", ["Company", "Entity"])
    assert (link["type"], link["start"], link["end"]) == ("OWNS", "company/a", "app/b")
    assert [n["id"] for n in path["nodes"]] == ["company/a", "app/b"]
    assert graph.cypher("RETURN date('2024-03-01') AS d") == [{"d": "2024-03-01"}]
    assert len(graph.cypher("UNWIND range(1, 100) AS i RETURN i", limit=7)) == 7


def test_errors_of_the_server_come_back_in_words(graph: BoltGraph) -> None:
    with pytest.raises(QueryFailed):
        graph.cypher("MATCH (n RETURN n")
    with pytest.raises(QueryFailed):
        graph.cypher("RETURN nonsense(1)")


def test_a_query_that_takes_too_long_is_stopped(
    store_options: StoreOptions, statements: Callable[..., Any]
) -> None:
    statements("UNWIND range(1, 20000) AS i CREATE (:Judgement {id: 'x' + toString(i), n: i})")
    graph = BoltGraph(store_options)
    begun = time.monotonic()
    with pytest.raises(QueryFailed, match=r"10 s"):
        graph.cypher("MATCH (a:Judgement), (b:Judgement) WHERE a.n + b.n = -1 RETURN count(*) AS n")
    assert time.monotonic() - begun < 40
    graph.close()
    statements("MATCH (j:Judgement) DELETE j")
