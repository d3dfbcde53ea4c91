"""Files go out whole, the same each time, and read back with somebody else's reader."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import runpy
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import jsonschema
import networkx as nx
import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Namespace
from rdflib.namespace import DCTERMS, PROV, RDFS

from kg.errors import BadData, BadSource, Ungrounded
from kg.export import EXPORTERS, exporter_for, read_json, replace_file, write_file
from kg.export.cypher import literal
from kg.export.evidence import snapshot
from kg.export.tables import plain_cell, safe_cell
from kg.export.turtle import KG, iri, term
from kg.model import Article, Source, Subgraph
from kg.vocabulary import Polarity, Predicate

WORLD = runpy.run_path(str(Path(__file__).with_name("brief_world.py")))
HOSTILE: str = WORLD["HOSTILE"]
SCHEMA = Path(__file__).parents[1] / "docs" / "schema" / "graph.schema.json"


@pytest.fixture(scope="module")
def world() -> Subgraph:
    built: Subgraph = WORLD["build"]()
    return built


def file_of(world: Subgraph, suffix: str) -> bytes:
    out = io.BytesIO()
    EXPORTERS[suffix].write(world, out)
    return out.getvalue()


def ends(world: Subgraph) -> set[tuple[str, str, str]]:
    return {(e.subject, e.object, e.id) for e in world.edges}


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.json", ".json"),
        ("A.GRAPHML", ".graphml"),
        ("v1.csv.zip", ".csv.zip"),
        ("a.b.ttl", ".ttl"),
    ],
)
def test_the_name_chooses_the_format(name: str, suffix: str) -> None:
    assert exporter_for(Path(name)).suffix == suffix


@pytest.mark.parametrize("name", ["graph.zip", "graph", ".json", "graph.json.bak"])
def test_an_unknown_ending_names_the_known_ones(name: str) -> None:
    with pytest.raises(BadData, match=r"\.csv\.zip.*\.graphml.*\.json.*\.ttl"):
        exporter_for(Path(name))


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_same_subgraph_same_bytes_in_any_order(world: Subgraph, suffix: str) -> None:
    turned = world.model_copy(
        update={
            "entities": world.entities[::-1],
            "edges": world.edges[::-1],
            "sources": world.sources[::-1],
        }
    )
    assert file_of(world, suffix) == file_of(turned, suffix)


def test_same_bytes_in_another_process(world: Subgraph) -> None:
    script = (
        "import sys, runpy, hashlib, io\n"
        "from kg.export import EXPORTERS\n"
        "w = runpy.run_path(sys.argv[1])['build']()\n"
        "for s in sorted(EXPORTERS):\n"
        "    out = io.BytesIO(); EXPORTERS[s].write(w, out)\n"
        "    print(s, hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    path = str(Path(__file__).with_name("brief_world.py"))

    def run(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", script, path],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    first = run("1")
    assert first == run("4242")
    assert len(first.splitlines()) == len(EXPORTERS)


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_an_empty_subgraph_is_a_file_too(suffix: str, tmp_path: Path) -> None:
    write_file(Subgraph(), tmp_path / f"empty{suffix}")
    assert (tmp_path / f"empty{suffix}").stat().st_size > 0


def test_json_fits_its_schema_and_reads_back_without_loss(world: Subgraph) -> None:
    data = file_of(world, ".json")
    jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text("utf-8")),
        format_checker=jsonschema.FormatChecker(),
    ).validate(json.loads(data))
    assert read_json(data) == world


def test_the_schema_refuses_an_edge_without_claims(world: Subgraph) -> None:
    content = json.loads(file_of(world, ".json"))
    content["edges"][0]["claims"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"version": 2}', b'{"version": 1}', b"\xff\xfe", b'{"version": 1, "cl']
)
def test_a_file_that_is_no_export_is_refused(data: bytes) -> None:
    with pytest.raises(BadData, match="not a graph export"):
        read_json(data)


def test_json_with_a_dangling_claim_is_refused(world: Subgraph) -> None:
    content = json.loads(file_of(world, ".json"))
    content["claims"].pop()
    with pytest.raises(BadData):
        read_json(json.dumps(content).encode())


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_no_article_text_leaves(world: Subgraph, suffix: str) -> None:
    secret = "The whole text of the article that nobody may copy."
    articles: list[Source] = [Article(**s.model_dump(), text=secret) for s in world.sources]
    full = world.model_copy(update={"sources": tuple(articles)})
    data = file_of(full, suffix)
    assert data == file_of(world, suffix)
    assert secret.encode() not in data


def test_graphml_reads_back_in_networkx(world: Subgraph) -> None:
    written = io.BytesIO(file_of(world, ".graphml"))
    graph = nx.read_graphml(written, force_multigraph=True)
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph.nodes) == {e.id for e in world.entities}
    assert set(graph.edges(keys=True)) == ends(world)
    assert graph.nodes["company/bytedance"]["label"] == "ByteDance"
    assert graph.nodes["company/bytedance"]["aliases"] == "字节跳动 | Bytedance Ltd."
    for edge in world.edges:
        data = graph.get_edge_data(edge.subject, edge.object, edge.id)
        assert data["relation"] == edge.predicate
        assert data["live"] is edge.live
        assert data["claims"].split(" | ") == [c.id for c in edge.claims]
        assert set(data["articles"].split(" | ")) == {c.article for c in edge.claims}
        assert data["quotes"] == " | ".join(c.quote for c in edge.claims)


def test_gexf_reads_back_with_labels_types_and_ids_of_the_format(world: Subgraph) -> None:
    data = file_of(world, ".gexf")
    graph = nx.read_gexf(io.BytesIO(data))
    assert set(graph.nodes) == {e.id for e in world.entities}
    found = {(s, o, d["id"]) for s, o, d in graph.edges(data=True)}
    assert found == ends(world)
    assert graph.nodes["app/tiktok"]["label"] == "TikTok"
    space = {"g": "http://www.gexf.net/1.2draft"}
    edges = ElementTree.fromstring(data).findall(".//g:edge", space)
    assert len(edges) == len(world.edges)
    assert {e.get("type") for e in edges} <= {None, "directed"}
    assert all(e.get("label") for e in edges)
    assert b"lastmodifieddate" not in data


def test_broken_characters_do_not_break_xml(world: Subgraph) -> None:
    first, *rest = world.entities
    odd = first.model_copy(update={"name": "a\x00b\x0b\ufffe & <c>"})
    part = world.model_copy(update={"entities": (odd, *rest)})
    for suffix in (".graphml", ".gexf"):
        ElementTree.fromstring(file_of(part, suffix))
    graph = nx.read_graphml(io.BytesIO(file_of(part, ".graphml")))
    assert graph.nodes[first.id]["label"] == "a\ufffdb\ufffd\ufffd & <c>"


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in archive.namelist()
        }


def test_csv_reads_back_with_the_same_ids_directions_and_citations(world: Subgraph) -> None:
    found = tables(file_of(world, ".csv.zip"))
    assert set(found) == {"entities", "edges", "claims", "sources"}
    assert {r["id"] for r in found["entities"]} == {e.id for e in world.entities}
    assert {(r["subject"], r["object"], r["id"]) for r in found["edges"]} == ends(world)
    names = {plain_cell(r["name"]) for r in found["entities"]}
    assert names == {e.name for e in world.entities}
    quotes = {r["id"]: (r["article"], plain_cell(r["quote"])) for r in found["claims"]}
    assert quotes == {c.id: (c.article, c.quote) for c in world.claims}
    by_edge = {r["id"]: r["claims"].split(" | ") for r in found["edges"]}
    assert by_edge == {e.id: [c.id for c in e.claims] for e in world.edges}
    assert {r["id"] for r in found["sources"]} == {s.id for s in world.sources}
    for row in found["claims"]:
        assert row["edge"]
        assert row["title"]


def test_no_cell_of_a_table_is_a_formula(world: Subgraph) -> None:
    for rows in tables(file_of(world, ".csv.zip")).values():
        for row in rows:
            for cell in row.values():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


@given(st.text())
def test_a_safe_cell_gives_back_its_text(text: str) -> None:
    plain = text.replace("\0", "\ufffd")
    assert plain_cell(safe_cell(text)) == plain
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_number_stays_a_number() -> None:
    assert safe_cell(-4.5) == "-4.5"
    assert safe_cell(4.5e9) == "4500000000"


def test_turtle_asserts_what_is_live_and_cites_the_rest(world: Subgraph) -> None:
    graph = Graph().parse(data=file_of(world, ".ttl"), format="turtle")
    for edge in world.edges:
        said = (iri(edge.subject, "entity/"), term(edge.predicate), iri(edge.object, "entity/"))
        same = any(
            e.live
            and (e.subject, e.predicate, e.object) == (edge.subject, edge.predicate, edge.object)
            for e in world.edges
        )
        assert (said in graph) is same
    assert len(set(graph.subjects(RDF.type, KG.Claim))) == len(world.claims)
    sources = {s.id: s for s in world.sources}
    for claim in world.claims:
        node, article = iri(claim.id, "claim/"), iri(claim.article)
        assert graph.value(node, RDF.subject) == iri(claim.subject, "entity/")
        assert graph.value(node, RDF.object) == iri(claim.object, "entity/")
        assert str(graph.value(node, PROV.value)) == claim.quote
        assert graph.value(node, PROV.wasQuotedFrom) == article
        source = sources[claim.article]
        assert str(graph.value(article, DCTERMS.title)) == source.title
        if source.publisher:
            assert str(graph.value(article, DCTERMS.publisher)) == source.publisher
        if source.published:
            assert str(graph.value(article, DCTERMS.issued)) == source.published
    labels = {str(o) for s, o in graph.subject_objects(RDFS.label)}
    assert labels == {e.name for e in world.entities}


def test_our_terms_lie_under_a_host_that_cannot_be() -> None:
    host = str(Namespace(str(KG))).split("/")[2]
    assert host.endswith(".invalid")


def test_odd_ids_make_sound_addresses(world: Subgraph) -> None:
    odd = 'company/<a> "b"\n{c}|\\^`é'
    moved = world.entities[0].model_copy(update={"id": odd})
    data = file_of(Subgraph(entities=(moved,)), ".ttl")
    graph = Graph().parse(data=data, format="turtle")
    assert iri(odd, "entity/") in set(graph.subjects())


@pytest.mark.parametrize("suffix", sorted(EXPORTERS))
def test_an_edge_without_its_article_does_not_leave(world: Subgraph, suffix: str) -> None:
    with pytest.raises(Ungrounded, match=r"rests on article article/.* not in the subgraph"):
        file_of(world.model_copy(update={"sources": ()}), suffix)


def _broken(world: Subgraph, what: str) -> Subgraph:
    first, *rest = (e for e in world.edges if e.live)
    claim = first.claims[0]
    changes: dict[str, dict[str, Any]] = {
        "no claim": {"claims": ()},
        "quotes nothing": {"claims": (claim.model_copy(update={"quote": " "}),)},
        "no claim asserts": {"claims": (claim.model_copy(update={"polarity": Polarity.DENIED}),)},
        "not in the subgraph": {"object": "company/nobody"},
        "the edge": {"claims": (claim.model_copy(update={"predicate": Predicate.LOCATED_IN}),)},
    }
    broken = first.model_copy(update=changes[what])
    return world.model_copy(update={"edges": (broken, *rest)})


@pytest.mark.parametrize(
    "what",
    ["no claim", "quotes nothing", "no claim asserts", "not in the subgraph", "the edge"],
)
def test_an_unproven_edge_does_not_leave(world: Subgraph, what: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text("before", "utf-8")
    with pytest.raises(Ungrounded, match=what):
        write_file(_broken(world, what), path)
    assert path.read_text("utf-8") == "before"
    assert os.listdir(tmp_path) == ["graph.json"]


def test_an_article_that_cannot_be_named_is_no_evidence(world: Subgraph) -> None:
    cited = {c.article for c in world.claims}
    nameless = tuple(
        s.model_copy(update={"title": " ", "url": None, "publisher": None}) if s.id in cited else s
        for s in world.sources
    )
    with pytest.raises(Ungrounded, match="no title, publisher or address"):
        file_of(world.model_copy(update={"sources": nameless}), ".json")


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    def fail(out: BinaryIO) -> None:
        out.write(b"half")
        raise OSError(28, "No space left on device")

    path = tmp_path / "graph.json"
    with pytest.raises(BadSource, match="No space left"):
        replace_file(path, fail)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, world: Subgraph) -> None:
    with pytest.raises(BadSource, match="cannot be written"):
        write_file(world, tmp_path / "nowhere" / "graph.json")


def test_the_snapshot_names_the_content_not_the_clock(world: Subgraph) -> None:
    later = WORLD["build"].__globals__["datetime"](2026, 1, 1)
    edges = tuple(
        e.model_copy(
            update={"claims": tuple(c.model_copy(update={"recorded": later}) for c in e.claims)}
        )
        for e in world.edges
    )
    assert snapshot(world.model_copy(update={"edges": edges})) == snapshot(world)
    assert snapshot(world.model_copy(update={"edges": world.edges[1:]})) != snapshot(world)


def test_a_cypher_script_merges_and_never_creates(world: Subgraph) -> None:
    script = file_of(world, ".cypher").decode()
    outside = re.sub(r"'(?:[^'\\]|\\.)*'", "''", script)
    assert "CREATE (" not in outside
    assert outside.count("MERGE (s)-[r:OWNS {id: row.id}]->(o)") == 1
    assert "MERGE (s)-[r:CLAIMED {id: row.id}]->(o)" in outside
    assert "cmd" not in outside
    assert "\\u" not in outside
    assert HOSTILE.replace("\\", "\\\\").replace("\n", "\\n") in script


@given(st.text())
def test_a_cypher_literal_cannot_be_left(text: str) -> None:
    written = literal(text)
    assert re.fullmatch(r"'(?:[^'\\\n\r]|\\[\\'nrt])*'( \+ '(?:[^'\\\n\r]|\\[\\'nrt])*')*", written)
    assert "\\u" not in written.replace("\\\\' + 'u", "")


def test_a_cypher_literal_has_no_unicode_escape() -> None:
    assert literal("a\\u0027b") == "'a\\\\' + 'u0027b'"
    assert literal({"a": None, "b": [1, True, 0.5]}) == "{`b`: [1, true, 0.5]}"
