"""How far publishers can be relied on is said by a person and shown beside their sentences."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from kg.errors import NotFound
from kg.export.brief import BriefOptions, make_brief, render_markdown
from kg.model import Changes
from kg.store import BoltGraph, StoreOptions
from kg.vocabulary import Deed, Reliability

BD, TT = "company/bytedance", "app/tiktok"


def test_a_rating_stands_beside_the_evidence_and_travels(
    graph: BoltGraph, press: Any, other_options: StoreOptions
) -> None:
    readings = [
        press.reading("n1", [(BD, "OWNS", TT)]),
        press.reading("n2", [(BD, "OWNS", TT)], publisher="THE EXAMPLE"),
        press.reading("n3", [(BD, "OWNS", TT)], publisher="Other <b>Post</b>"),
        press.reading("n4", [(BD, "OWNS", TT)], publisher=None),
    ]
    graph.add(readings)
    done = graph.rate("the example", Reliability.LOW, why="it corrects nothing")
    assert (done.articles, done.reliability) == (2, Reliability.LOW)
    assert done.why == "it corrects nothing"
    assert [(p.name, p.reliability) for p in graph.publishers()][1] == ("Other <b>Post</b>", None)
    found = graph.subgraph([TT])
    assert {s.id: s.reliability for s in found.sources} == {
        "article/n1": Reliability.LOW,
        "article/n2": Reliability.LOW,
        "article/n3": None,
        "article/n4": None,
    }
    assert graph.article("article/n1").source.reliability is Reliability.LOW
    assert graph.edge(found.edges[0].id).sources == 4
    brief = make_brief(found, [TT], BriefOptions(day=date(2024, 6, 1)))
    assert "The Example (low reliability)" in render_markdown(brief)
    (edit,) = [e for e in graph.log() if e.deed is Deed.RATED]
    assert (edit.said, edit.why) == ("The Example: low", "it corrects nothing")
    assert graph.add(readings).nothing
    assert graph.rebuild() == Changes()
    assert graph.check() == []
    out = BytesIO()
    graph.backup(out)
    other = BoltGraph(other_options)
    try:
        other.restore(BytesIO(out.getvalue()))
        assert other.publishers() == graph.publishers()
    finally:
        other.close()
    graph.rate("The Example", None)
    assert {s.reliability for s in graph.subgraph([TT]).sources} == {None}
    with pytest.raises(NotFound, match="The Example"):
        graph.rate("The Exampel", Reliability.HIGH)


def test_an_edge_counts_origins_and_not_publishers_or_articles(
    graph: BoltGraph, press: Any
) -> None:
    wire = {"origin": "origin/wire"}
    graph.add(
        [
            press.reading("n1", [(BD, "OWNS", TT)], publisher="A", **wire),
            press.reading("n2", [(BD, "OWNS", TT)], publisher="B", **wire),
            press.reading("n3", [(BD, "OWNS", TT)], publisher="A"),
        ]
    )
    (edge,) = graph.subgraph([TT]).edges
    assert (edge.sources, len(edge.claims)) == (2, 3)
    rows = graph.cypher("MATCH ()-[r:OWNS]->() RETURN r.sources AS sources, r.claims AS claims")
    assert rows == [{"sources": 2, "claims": 3}]
