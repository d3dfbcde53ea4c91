"""Ten reprints are one source: told by the texts, whatever the order they come in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.reprints import EDITS, found, reprints, strangers, texts
from kg.model import Reading
from kg.reprints import SKETCH, one_story, runs, sketch
from kg.store import BoltGraph, StoreOptions
from kg.store.schema import VERSION

BD, TT = "company/bytedance", "app/tiktok"
Statements = Callable[..., list[dict[str, Any]]]
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprst"


@pytest.fixture(scope="module")
def originals() -> list[str]:
    return texts()


@pytest.mark.parametrize("edit", EDITS)
def test_reprints_are_found(edit: str, originals: list[str]) -> None:
    least = 0.9 if "15" in edit or "half" in edit or "third cut, own" in edit else 0.97
    assert found(reprints(edit, originals)) >= least


def test_other_reports_are_none(originals: list[str]) -> None:
    for kind, pairs in strangers(originals).items():
        assert not any(one_story(a, b) for a, b in pairs), kind


def test_short_texts_say_nothing() -> None:
    short = runs("The company declined to comment on the report on Friday.")
    assert sketch(short) == ()
    assert not one_story(short, short)


def test_chinese_counts_by_sign() -> None:
    text = "美国商务部周五宣布将多家中国公司列入实体清单限制其获得美国技术包括半导体设备和软件"
    assert one_story(runs(text), runs("快讯" + text))


def prose(seed: int, words: int = 80) -> str:
    """Write words that no other seed writes in this order."""
    chance = Random(seed)
    said = (
        "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(3))
        for _ in range(words)
    )
    return " ".join(said) + "."


def copies(press: Any) -> list[Reading]:
    """One story in three forms, of which the outer two have little in common; and another."""
    first, second, third = prose(1), prose(2), prose(3)
    told = {
        "a": f"{first} {second}",
        "b": f"{second} {first} {third}",
        "c": f"{third} {second}",
        "d": prose(4, 200),
    }
    return [
        press.reading(
            name,
            [(BD, "OWNS", TT)],
            text=f"{BD} OWNS {TT} (0). {text}",
            published=f"2024-03-0{n}",
        )
        for n, (name, text) in enumerate(told.items(), 1)
    ]


def sources(graph: BoltGraph) -> list[int]:
    return [e.sources for e in graph.subgraph(None).edges]


def test_reprints_count_once(graph: BoltGraph, press: Any) -> None:
    for reading in copies(press):
        graph.add([reading])
    assert sources(graph) == [2]
    assert graph.check() == []
    stories = {s.id: s.origin for s in graph.subgraph(None).sources}
    assert stories["article/a"] == stories["article/b"] == stories["article/c"] == "origin/a"
    assert stories["article/d"] == "origin/d"
    assert graph.add(copies(press)).nothing


def test_without_the_copy_between_them_they_are_two(graph: BoltGraph, press: Any) -> None:
    a, _, c, _ = copies(press)
    assert not one_story(runs(a.article.text), runs(c.article.text))
    graph.add(copies(press))
    graph.forget("article/b")
    assert sources(graph) == [3]
    assert graph.check() == []


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.permutations(range(4)), gone=st.sets(st.integers(0, 3)), cut=st.integers(1, 4))
def test_the_order_plays_no_part(
    graph: BoltGraph,
    press: Any,
    clear: Callable[[], None],
    order: list[int],
    gone: set[int],
    cut: int,
) -> None:
    readings = copies(press)
    clear()
    graph.add([r for n, r in enumerate(readings) if n not in gone])
    wanted = _told(graph)
    clear()
    shuffled = [readings[n] for n in order]
    graph.add(shuffled[:cut])
    graph.add(shuffled[cut:])
    for n in gone:
        graph.forget(readings[n].article.id)
    assert _told(graph) == wanted
    assert graph.check() == []


def _told(graph: BoltGraph) -> list[Any]:
    whole = graph.subgraph(None)
    return [[(e.id, e.sources, e.confidence) for e in whole.edges],
            [(s.id, s.origin) for s in whole.sources]]  # fmt: skip


def test_a_graph_of_the_first_layout_is_brought_forward(
    graph: BoltGraph, press: Any, store_options: StoreOptions, statements: Statements
) -> None:
    graph.add(copies(press))
    statements("MATCH (a:Article) SET a.origin = a.own_origin REMOVE a.own_origin")
    for n in range(SKETCH):
        statements(f"MATCH (a:Article) REMOVE a.sketch_{n}")
    statements("MATCH (c:Claim) MATCH (a:Article {id: c.article}) SET c.origin = a.origin")
    statements("MATCH (m:Meta {id: 'schema'}) SET m.version = 1")
    again = BoltGraph(store_options)
    assert sources(again) == [2]
    assert again.check() == []
    (meta,) = statements("MATCH (m:Meta {id: 'schema'}) RETURN m.version AS version")
    assert meta["version"] == VERSION
    again.close()
