"""The Cypher script on real servers: what it says is there, and a second run changes nothing."""

from __future__ import annotations

import io
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export import EXPORTERS
from kg.model import Subgraph

WORLD = runpy.run_path(str(Path(__file__).with_name("brief_world.py")))
Run = Callable[..., list[dict[str, object]]]


@pytest.fixture
def world() -> Subgraph:
    built: Subgraph = WORLD["build"]()
    first, *rest = built.entities
    unruly = "a\\u0027b'c\\\\'; MATCH (n) DETACH DELETE n; //\\"
    odd = first.model_copy(update={"description": unruly, "aliases": ("'", "\\", '"')})
    return built.model_copy(update={"entities": (odd, *rest)})


def play(run: Run, world: Subgraph) -> None:
    out = io.BytesIO()
    EXPORTERS[".cypher"].write(world, out)
    for statement in out.getvalue().decode("utf-8").split(";\n"):
        if statement and not statement.startswith("CREATE CONSTRAINT"):  # the store has its own
            run(statement)


def everything(run: Run) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    nodes = run(
        "MATCH (n) WHERE NOT n:Meta RETURN labels(n) AS l, properties(n) AS p ORDER BY n.id"
    )
    links = run(
        "MATCH (a)-[r]->(b) RETURN a.id AS s, b.id AS o, type(r) AS t, properties(r) AS p "
        "ORDER BY s, t, o, r.id"
    )
    return nodes, links


def test_the_script_reads_back_and_runs_twice(statements: Run, world: Subgraph) -> None:
    play(statements, world)
    nodes, links = everything(statements)
    play(statements, world)
    assert everything(statements) == (nodes, links)
    entities = statements("MATCH (n:Entity) RETURN n.id AS id, n.name AS name")
    assert {(r["id"], r["name"]) for r in entities} == {(e.id, e.name) for e in world.entities}
    quotes = statements("MATCH (c:Claim)-[:STATED_IN]->(a:Article) RETURN c.quote AS q, a.id AS a")
    assert {(r["q"], r["a"]) for r in quotes} == {(c.quote, c.article) for c in world.claims}
    edges = {
        (r["s"], r["o"], r["t"]) for r in links if r["t"] not in ("SUBJECT", "OBJECT", "STATED_IN")
    }
    assert edges == {
        (e.subject, e.object, e.predicate.value if e.live else "CLAIMED") for e in world.edges
    }
    first = world.entities[0]
    (row,) = statements(
        "MATCH (n:Entity {id: $id}) RETURN n.description AS d, n.aliases AS a", id=first.id
    )
    assert (row["d"], row["a"]) == (first.description, list(first.aliases))
