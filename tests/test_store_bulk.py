"""The whole graph through `neo4j-admin database import full`, for real, and back."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from neo4j.time import Date

from kg.errors import BadData, BadSource, QueryFailed
from kg.export import make_folder, write_file
from kg.model import AsOf, Entity
from kg.store import BoltGraph, StoreOptions, neo4j_server
from kg.store.connection import Connection
from kg.store.schema import UNIQUE
from kg.store.tables import Tables
from tests.test_store_backup import busy

Statements = Callable[..., list[dict[str, Any]]]
UNRULY = 'a "b" \\ \\" \'; , \t | \x1f\r\n-end\u2028 `x` =1+1 {$id} 小红书'


def everything(options: StoreOptions) -> tuple[list[str], list[str]]:
    """List all nodes and relationships, with the types of their values."""
    connection = Connection(options)
    try:
        nodes = connection.rows("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
        links = connection.rows(
            """MATCH (a)-[r]->(b) RETURN coalesce(a.key, a.id, a.quote) AS a, type(r) AS t,
               coalesce(b.key, b.id) AS b, properties(r) AS p"""
        )
    finally:
        connection.close()
    for row in nodes:
        row["l"] = sorted(row["l"])
    return tuple(sorted(repr([r[k] if k != "p" else sorted(r[k].items()) for k in sorted(r)])
                        for r in rows) for rows in (nodes, links))  # type: ignore[return-value]  # fmt: skip


def fill(graph: BoltGraph, press: Any) -> None:
    busy(graph, press)
    odd = press.entity("company/bytedance", aliases=(UNRULY, "; | b"), description=UNRULY)
    alone = Entity(id="company/alone", kind=odd.kind, name="Alone")
    facts = [("company/bytedance", "INVESTS_IN", "app/tiktok", {"amount": 3.0, "goods": UNRULY})]
    graph.add([press.reading("n4", facts, entities=(odd, alone), title=UNRULY)])


def files(graph: BoltGraph, folder: Path) -> dict[str, bytes]:
    made = {}
    for suffix in ("json", "ttl", "csv.zip", "graphml"):
        file = folder / f"all.{suffix}"
        write_file(graph.subgraph(None, limit=10**9), file)
        made[suffix] = file.read_bytes()
    kept = BytesIO()
    graph.backup(kept)
    return {**made, "backup": kept.getvalue()}


def test_neo4j_admin_imports_it_and_the_store_opens_it(
    local_graph: BoltGraph, press: Any, local_options: StoreOptions, tmp_path: Path
) -> None:
    fill(local_graph, press)
    folder, home = tmp_path / "bulk", tmp_path / "other"
    make_folder(folder, local_graph.bulk)
    wanted, there = files(local_graph, tmp_path), everything(local_options)
    lines = {p.stem: p.read_bytes().count(b"\n") for p in folder.glob("*.csv")}
    assert lines["Judgement"] == 1
    assert lines["Refusal"] == 3
    cache = Path(os.environ["KG_NEO4J_CACHE"]) if "KG_NEO4J_CACHE" in os.environ else None
    home.mkdir()  # a password that begins with a dash is no option of neo4j-admin
    (home / "secret.json").write_text('{"neo4j": "-begins-with-a-dash-24-signs"}', "utf-8")
    neo4j_server.bring_in(home, folder, cache=cache)
    server = neo4j_server.start(home, cache=cache)
    try:
        options = StoreOptions(home=home, uri=server.uri, password=server.password)
        again = BoltGraph(options)
        assert everything(options) == there
        assert again.check() == []
        assert files(again, tmp_path) == wanted
        connection = Connection(options)
        constrained = connection.rows("SHOW CONSTRAINTS YIELD labelsOrTypes AS l RETURN l[0] AS l")
        assert {row["l"] for row in constrained} >= set(UNIQUE)
        connection.close()
        more = again.add([press.reading("n5", [("company/alone", "OWNS", "app/tiktok")])])
        assert (more.articles_new, more.edges_new) == (1, 1)
        assert again.check() == []
        again.close()
    finally:
        neo4j_server.stop(home)


def test_the_same_graph_gives_the_same_files(
    graph: BoltGraph, press: Any, other_options: StoreOptions, tmp_path: Path
) -> None:
    fill(graph, press)
    kept = BytesIO()
    graph.backup(kept)
    kept.seek(0)
    other = BoltGraph(other_options)
    try:
        other.restore(kept)
        made = []
        for name, g in (("one", graph), ("two", other)):
            (tmp_path / name).mkdir()
            g.bulk(tmp_path / name)
            made.append({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()})
        apart = {name for name in made[0] if made[0][name] != made[1].get(name)}
        assert apart <= {
            "Meta.csv",
            "Meta-header.csv",
            "Edit.csv",
            "Edit-header.csv",
        }  # a restore is a deed of its own
    finally:
        other.close()


def test_what_somebody_else_wrote_stops_the_export(
    graph: BoltGraph, press: Any, statements: Statements, tmp_path: Path
) -> None:
    graph.add([press.reading("n1", [("company/bytedance", "OWNS", "app/tiktok")])])
    statements("CREATE (:Refusal {article: 'none'})")
    with pytest.raises(QueryFailed, match="of which"):
        graph.bulk(tmp_path)


def test_types_of_columns(tmp_path: Path) -> None:
    tables = Tables(tmp_path)
    rows: list[dict[str, object]] = [
        {"id": "1", "n": 1, "d": Date(2024, 2, 29), "yes": True, "tags": [], "parts": [1, 2]},
        {"id": "2", "n": 1.5, "text": "", "tags": ["\x1f", "b;c"], "parts": []},
    ]
    for row in rows:
        tables.node("Entity", "id", ["Entity", "Company"], row)
    arguments = tables.finish()
    (header,) = csv.reader([(tmp_path / "Entity-header.csv").read_text()])
    assert header == [
        "id:ID(Entity)", ":LABEL", "d:date", "n:double", "parts:long[]", "tags:string[]",
        "text:string", "yes:boolean",
    ]  # fmt: skip
    assert arguments == ["--nodes=Entity-header.csv,Entity.csv", "--array-delimiter=U+001E"]
    first, second = (tmp_path / "Entity.csv").read_text("utf-8").removesuffix("\n").split("\n")
    assert first == '"1","Company\x1eEntity","2024-02-29",1,"1\x1e2",,,true'
    assert second == '"2","Company\x1eEntity",,1.5,,"\x1f\x1eb;c","",'
    tables = Tables(tmp_path)
    tables.node("Entity", "id", ["Entity"], {"id": "1", "n": 1})
    with pytest.raises(BadData, match="several types"):
        tables.node("Entity", "id", ["Entity"], {"id": "2", "n": "one"})


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def half(folder: Path) -> None:
        (folder / "one").write_text("1")
        raise BadData("broken off")

    with pytest.raises(BadData):
        make_folder(tmp_path / "new", half)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("kept")
    with pytest.raises(BadSource, match="is there already"):
        make_folder(tmp_path / "full", lambda folder: (folder / "one").write_text("1"))
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine"]
    with pytest.raises(BadSource, match="cannot be written"):
        make_folder(tmp_path / "no" / "where", half)


def test_everything_is_also_who_stands_in_no_relation(graph: BoltGraph, press: Any) -> None:
    alone = press.entity("company/alone")
    facts = [("company/bytedance", "OWNS", "app/tiktok"), ("company/x", "OWNS", "app/y")]
    graph.add([press.reading("n1", facts, entities=(alone,))])
    later = press.reading("n2", [], entities=(press.entity("app/later"),), published="2025-01-01")
    graph.add([later])
    names = {e.id for e in graph.subgraph(None).entities}
    assert names >= {"company/alone", "app/later", "company/x"}
    then = graph.subgraph(None, as_of=AsOf(known="2024-12"))
    assert {e.id for e in then.entities} == names - {"app/later"}
    cut = graph.subgraph(None, limit=1)
    assert cut.omitted == 1
    assert len(cut.entities) == 2


def test_a_bulk_import_takes_the_whole_graph_or_says_so(tmp_path: Path) -> None:
    asked = [
        "export",
        "--around",
        "TikTok",
        "--format",
        "neo4j-admin",
        "--out",
        str(tmp_path / "x"),
    ]
    done = subprocess.run([sys.executable, "-m", "kg", *asked], capture_output=True, text=True)
    assert done.returncode == 1
    assert "takes the whole graph" in done.stderr
