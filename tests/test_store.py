"""The store keeps its promises, on both servers."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from kg.errors import BadData, NewerSchema, NotFound
from kg.model import AsOf, Changes, Judgement, Reading
from kg.store import BoltGraph, StoreOptions
from kg.vocabulary import Kind, Review, Verdict

Statements = Callable[..., list[dict[str, Any]]]
BD, TT, US = "company/bytedance", "app/tiktok", "government/us"
RULED = ("REGULATES", TT, {"measure": "ban"})


def when(day: int) -> datetime:
    return datetime(2024, 5, day, tzinfo=UTC)


def same(left: str, right: str, day: int, verdict: Verdict = Verdict.SAME) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, who="tester", when=when(day))


def world(press: Any) -> list[Reading]:
    return [
        press.reading(
            "n1", [(BD, "OWNS", TT, {"share": 80.0}), (BD, "COMPETES_WITH", "company/meta")]
        ),
        press.reading(
            "n2",
            [(BD, "OWNS", TT), (US, "REGULATES", TT, {"measure": "ban", "status": "proposed"})],
            published="2024-04",
        ),
        press.reading(
            "n3",
            [
                ("company/meta", "COMPETES_WITH", BD),
                (US, "REGULATES", BD, {"measure": "fine", "amount": 5e6, "currency": "USD"}),
            ],
        ),
        press.reading(
            "n4",
            [
                ("person/zhang-yiming", "FOUNDED", BD),
                ("company/bytedance-ltd", "OWNS", "app/douyin"),
            ],
        ),
    ]


def picture(statements: Statements) -> tuple[Any, ...]:
    """Everything in the graph but when it was learned, in an order of its own."""
    nodes = statements(
        "MATCH (n) WHERE NOT (n:Meta OR n:Edit) RETURN labels(n) AS l, properties(n) AS p"
    )
    links = statements(
        "MATCH (a)-[r]->(b) RETURN labels(a) AS a, a.id AS ai, type(r) AS t, properties(r) AS p,"
        " b.id AS bi"
    )
    return (
        sorted(repr((sorted(n["l"]), sorted(n["p"].items(), key=str))) for n in nodes),
        sorted(
            repr((sorted(r["a"]), r["ai"], r["t"], sorted(r["p"].items()), r["bi"])) for r in links
        ),
    )


def test_a_load_counts_what_it_did_and_twice_is_once(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    done = graph.add(world(press))
    assert (done.articles_new, done.claims_new, done.edges_new) == (4, 8, 6)
    assert done.entities_new == 7
    before = picture(statements)
    again = graph.add(world(press))
    assert again.nothing
    assert again.articles_same == 4
    assert picture(statements) == before
    assert graph.check() == []
    stats = graph.stats()
    assert (stats.articles, stats.entities, stats.claims) == (4, 7, 8)
    assert (stats.edges, stats.claimed, stats.pending, stats.refusals) == (5, 1, 0, 4)


def test_the_order_of_articles_does_not_matter(
    graph: BoltGraph, press: Any, statements: Statements, store_options: StoreOptions
) -> None:
    graph.add(world(press))
    graph.judge(same(BD, "company/bytedance-ltd", 1))
    before = picture(statements)
    for seed in (1, 2):
        statements("MATCH (n) WHERE NOT n:Meta DETACH DELETE n")
        mixed = world(press)
        random.Random(seed).shuffle(mixed)
        graph.judge(same(BD, "company/bytedance-ltd", 1))
        for reading in mixed:
            graph.add([reading])
            assert graph.check() == []
        assert _without_days(picture(statements)) == _without_days(before)


def _without_days(seen: tuple[Any, ...]) -> list[Any]:
    return [[line.split("recorded")[0] for line in part] for part in seen]


def test_rebuild_of_a_sound_graph_changes_nothing(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press))
    graph.judge(same(BD, "company/bytedance-ltd", 1))
    before = picture(statements)
    assert graph.rebuild() == Changes()
    assert picture(statements) == before


def test_rebuild_mends_what_check_names(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press))
    before = picture(statements)
    statements(f"MATCH (:Entity {{id: '{BD}'}})-[r:OWNS]->() SET r.sources = 9")
    statements(f"MATCH (:Entity {{id: '{US}'}})-[r:REGULATES]->() DELETE r")
    statements(
        f"MATCH (a:Entity {{id: '{US}'}}) MATCH (b:Entity {{id: '{TT}'}})"
        " CREATE (a)-[:OWNS {id: 'x'}]->(b)"
    )
    said = " / ".join(graph.check())
    assert "differs from what its claims add up to" in said
    assert "is missing" in said
    assert "rests on no claim" in said
    done = graph.rebuild()
    assert (done.edges_new, done.edges_changed, done.edges_removed) == (1, 1, 1)
    assert graph.check() == []
    assert picture(statements) == before


def test_check_finds_words_that_are_not_there_and_claims_without_ends(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press)[:2])
    statements("MATCH (a:Article {id: 'article/n1'}) SET a.text = 'other words'")
    statements("MATCH (c:Claim {article: 'article/n2'})-[r:OBJECT]->() DELETE r")
    said = " / ".join(graph.check())
    assert "its words are not at" in said
    assert "lacks an entity at one of its ends" in said


def test_a_reading_replaces_what_the_same_extractor_said_before(
    graph: BoltGraph, press: Any
) -> None:
    graph.add(world(press))
    first = graph.reading("article/n1")[0]
    changed = press.reading(
        "n1",
        [(BD, "OWNS", TT, {"share": 80.0}), (BD, "COMPETES_WITH", "company/meta")],
        extractor="rules@2",
    )
    changed = changed.model_copy(update={"claims": changed.claims[:1]})
    done = graph.add([changed])
    assert (done.articles_changed, done.claims_new, done.claims_removed) == (1, 0, 1)
    assert [r.extractor for r in graph.reading("article/n1")] == ["rules@2"]
    kept = graph.reading("article/n1")[0].claims[0]
    assert kept.recorded == next(c for c in first.claims if c.id == kept.id).recorded
    assert graph.check() == []


def test_two_extractors_stand_side_by_side(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(BD, "OWNS", TT)])])
    other = press.reading("n1", [(BD, "OWNS", TT, {"confidence": 0.9})], extractor="model@1")
    graph.add([other])
    assert [r.extractor for r in graph.reading("article/n1")] == ["model@1", "rules@1"]
    (edge,) = graph.subgraph([TT]).edges
    assert [c.extractor for c in edge.claims] == ["model@1"]
    assert edge.sources == 1
    assert graph.check() == []


def test_a_new_text_at_the_same_address_replaces_the_old_article(
    graph: BoltGraph, press: Any
) -> None:
    graph.add(world(press))
    corrected = press.reading("n1b", [(BD, "OWNS", "app/douyin")], url="https://news.example/n1")
    done = graph.add([corrected])
    assert (done.articles_new, done.articles_removed) == (1, 1)
    with pytest.raises(NotFound):
        graph.article("article/n1")
    assert {e.sources for e in graph.subgraph([TT]).edges if e.live} == {1}
    assert graph.check() == []


def test_both_versions_in_one_load_leave_the_later(graph: BoltGraph, press: Any) -> None:
    old = press.reading("n1", [(BD, "OWNS", TT)], url="https://news.example/x")
    new = press.reading("n2", [(BD, "OWNS", "app/douyin")], url="https://news.example/x")
    graph.add([old, new])
    assert [a.id for a in graph.articles()] == ["article/n2"]
    assert graph.check() == []


def test_reprints_are_one_source(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading(f"n{i}", [(BD, "OWNS", TT)], origin="origin/wire") for i in range(3)])
    (edge,) = graph.subgraph([TT]).edges
    assert (edge.sources, len(edge.claims), edge.confidence) == (1, 3, 0.8)


def test_forget_removes_exactly_what_rested_on_the_article_alone(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press)[1:])
    before = picture(statements)
    graph.add(world(press)[:1])
    done = graph.forget("article/n1")
    assert done.articles_removed == 1
    assert picture(statements) == before
    assert graph.check() == []
    with pytest.raises(NotFound, match="article/n1"):
        graph.forget("article/n1")
    for name in ("n2", "n3", "n4"):
        graph.forget(f"article/{name}")
    assert statements("MATCH (n) WHERE NOT (n:Meta OR n:Edit) RETURN count(*) AS n") == [{"n": 0}]


def test_forgetting_who_stands_for_others_lets_another_stand(graph: BoltGraph, press: Any) -> None:
    graph.add(
        [
            press.reading("n1", [("company/a", "OWNS", TT)]),
            press.reading("n2", [("company/b", "OWNS", TT)]),
        ]
    )
    graph.judge(same("company/a", "company/b", 1))
    assert graph.entity("company/b").id == "company/a"
    graph.forget("article/n1")
    assert graph.entity("company/b").id == "company/b"
    assert [e.subject for e in graph.subgraph([TT]).edges] == ["company/b"]
    assert graph.check() == []
    graph.add([press.reading("n1", [("company/a", "OWNS", TT)])])
    assert graph.entity("company/b").id == "company/a"
    assert [e.sources for e in graph.subgraph([TT]).edges] == [2]
    assert graph.check() == []


def test_judgements_join_and_part_again(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press))
    before = picture(statements)
    done = graph.judge(same(BD, "company/bytedance-ltd", 1))
    assert (done.edges_new, done.edges_removed) == (1, 1)
    assert graph.entity("company/bytedance-ltd").aliases == ("Bytedance Ltd",)
    assert {e.object for e in graph.subgraph([BD]).edges} >= {TT, "app/douyin"}
    assert graph.check() == []
    graph.add(world(press))
    graph.judge(same("company/bytedance-ltd", BD, 2, Verdict.UNDONE))
    statements("MATCH (j:Judgement) DELETE j")
    assert picture(statements) == before


def test_different_beats_a_chain_and_check_names_the_conflict(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(f"company/{x}", "OWNS", TT) for x in "abc"])])
    graph.judge(same("company/a", "company/c", 1, Verdict.DIFFERENT))
    graph.judge(same("company/a", "company/b", 2))
    graph.judge(same("company/b", "company/c", 3))
    assert graph.entity("company/c").id == "company/b"
    assert graph.entity("company/a").id == "company/a"
    (said,) = graph.check()
    assert "“company/a same company/b” (by tester, 2024-05-02) is not followed" in said
    assert "with “company/b same company/c” (by tester, 2024-05-03)" in said
    assert "“company/a different company/c” (by tester, 2024-05-01)" in said
    assert [j.when for j in graph.judgements()] == [when(1), when(2), when(3)]
    with pytest.raises(BadData):
        graph.judge(same("company/a", "company/a", 4))


def test_a_known_name_becomes_the_representative(graph: BoltGraph, press: Any) -> None:
    known = press.entity("company/z", known=True)
    graph.judge(same("company/a", "company/z", 1))
    graph.add([press.reading("n1", [("company/a", "OWNS", TT)])])
    assert graph.entity("company/a").id == "company/a"
    graph.add([press.reading("n2", [("company/z", "OWNS", "app/x")], entities=(known,))])
    assert graph.entity("company/a").id == "company/z"
    assert graph.check() == []


def test_two_ends_judged_the_same_make_no_edge(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [("company/a", "OWNS", "company/b")])])
    graph.judge(same("company/a", "company/b", 1))
    assert graph.subgraph(None).edges == ()
    assert graph.check() == []


def test_a_persons_review_survives_a_new_reading(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(BD, "OWNS", TT)])])
    (claim,) = graph.reading("article/n1")[0].claims
    done = graph.review(claim.id, Review.REJECTED, who="tester", why="misread")
    assert done.edges_removed == 1
    assert graph.subgraph(None).edges == ()
    graph.add([press.reading("n1", [(BD, "OWNS", TT, {"confidence": 0.9})])])
    assert graph.reading("article/n1")[0].claims[0].review is Review.REJECTED
    assert graph.subgraph(None).edges == ()
    assert graph.check() == []
    graph.review(claim.id, Review.ACCEPTED, who="tester")
    assert len(graph.subgraph(None).edges) == 1
    with pytest.raises(NotFound):
        graph.review("none", Review.ACCEPTED, who="tester")


def test_pending_claims_wait(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(BD, "OWNS", TT, {"review": "pending"})])])
    assert graph.subgraph(None).edges == ()
    assert graph.stats().pending == 1
    assert graph.check() == []


def test_an_ended_relation_moves_to_claimed(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(BD, "OWNS", TT)], published="2021")])
    graph.add([press.reading("n2", [(BD, "OWNS", TT, {"status": "former"})], published="2023-05")])
    (edge,) = graph.subgraph(None).edges
    assert (edge.live, edge.status, len(edge.claims)) == (False, "former", 2)
    assert graph.cypher("MATCH (:Company)-[r:OWNS]->() RETURN r") == []
    (was,) = graph.subgraph([TT], as_of=AsOf(known="2022")).edges
    assert was.live
    assert len(was.claims) == 1


def test_as_of_a_day_holds_what_held(graph: BoltGraph, press: Any) -> None:
    graph.add(
        [
            press.reading(
                "n1",
                [
                    (BD, "OWNS", TT, {"since": "2018-01"}),
                    (US, "REGULATES", TT, {"measure": "ban", "since": "2025-01-19"}),
                ],
            ),
            press.reading("n2", [("company/x", "OWNS", TT, {"status": "former", "until": "2017"})]),
        ]
    )

    def owners(day: str) -> set[tuple[str, bool]]:
        found = graph.subgraph([TT], as_of=AsOf(held=day))
        assert found.as_of == day
        return {(e.subject, e.live) for e in found.edges}

    assert owners("2016") == {("company/x", True)}
    assert owners("2020-06") == {(BD, True), ("company/x", False)}
    assert owners("2025-02") == {(BD, True), (US, True), ("company/x", False)}


def test_subgraph_takes_the_strongest_first_and_counts_the_rest(
    graph: BoltGraph, press: Any
) -> None:
    graph.add(
        [press.reading(f"n{i}", [(BD, "OWNS", TT)]) for i in range(3)]
        + [
            press.reading(
                "m",
                [
                    (BD, "OWNS", "app/douyin"),
                    (US, "REGULATES", BD, {"measure": "ban", "status": "proposed"}),
                    (TT, "COMPETES_WITH", "app/reels"),
                ],
            )
        ]
    )
    whole = graph.subgraph([BD], hops=2)
    assert len(whole.edges) == 4
    assert whole.omitted == 0
    assert list(whole.edges) == sorted(whole.edges, key=lambda e: e.id)
    one = graph.subgraph([BD], hops=2, limit=1)
    assert [(e.object, e.sources) for e in one.edges] == [(TT, 3)]
    assert one.omitted == 3
    assert {s.id for s in one.sources} == {f"article/n{i}" for i in range(3)}
    assert {e.id for e in one.entities} == {BD, TT}
    near = graph.subgraph([BD], hops=1)
    assert {e.object for e in near.edges} == {TT, "app/douyin", BD}
    assert graph.subgraph(None, limit=2).omitted == 2
    assert graph.subgraph([BD], hops=2) == whole
    assert graph.subgraph([BD], hops=0).edges == ()
    with pytest.raises(NotFound, match="company/bytedanse"):
        graph.subgraph(["company/bytedanse"])


def test_every_edge_can_be_opened(graph: BoltGraph, press: Any) -> None:
    graph.add(world(press))
    for edge in graph.subgraph(None).edges:
        assert graph.edge(edge.id) == edge
        for claim in edge.claims:
            assert graph.article(claim.article).text[claim.start : claim.end] == claim.quote
    with pytest.raises(NotFound):
        graph.edge("none")


def test_a_reading_comes_back_as_it_went_in(graph: BoltGraph, press: Any) -> None:
    given = press.reading(
        "n1",
        [
            (
                BD,
                "OWNS",
                TT,
                {"share": 20.5, "since": "2017-08", "speaker": "Reuters", "recorded": when(3)},
            )
        ],
        retrieved=datetime(2024, 3, 2, 8, tzinfo=UTC),
        notes=("mended",),
        author="A. Writer",
        language="zh",
    )
    graph.add([given])
    assert graph.reading("article/n1") == [given]
    assert graph.article("article/n1") == given.article
    nothing = press.reading("n9", [])
    graph.add([nothing])
    assert [r.claims for r in graph.reading("article/n9")] == [()]
    with pytest.raises(NotFound):
        graph.reading("article/none")


def test_articles_are_listed_newest_first_and_by_subject(graph: BoltGraph, press: Any) -> None:
    graph.add(world(press))
    assert graph.articles()[0].id == "article/n2"
    assert {a.id for a in graph.articles(about=TT)} == {"article/n1", "article/n2"}
    assert len(graph.articles(limit=1)) == 1
    with pytest.raises(NotFound):
        graph.articles(about="app/none")


def test_names_of_an_entity_come_from_all_its_articles(graph: BoltGraph, press: Any) -> None:
    listed = press.entity(BD, name="ByteDance", aliases=("字节跳动",), country="CN", known=True)
    told = press.entity(BD, name="Bytedance Inc.")
    graph.add([press.reading("n1", [(BD, "OWNS", TT)], entities=(told,))])
    graph.add([press.reading("n2", [(BD, "OWNS", TT)], entities=(listed,))])
    found = graph.entity(BD)
    assert (found.name, found.country, found.known) == ("ByteDance", "CN", True)
    assert found.aliases == ("Bytedance Inc.", "字节跳动")
    graph.forget("article/n2")
    assert graph.entity(BD) == told
    assert graph.check() == []


def test_search_finds_any_name_in_any_script(graph: BoltGraph, press: Any) -> None:
    names = (
        press.entity("app/rednote", name="RedNote", aliases=("小红书", "Xiaohongshu")),
        press.entity(BD, name="ByteDance"),
        press.entity("company/byte", name="Byte"),
        press.entity("person/elon-musk", name="Elon Musk"),
        press.entity("company/siemens", name='Siemens Énergie (AG) + Co: "x" AND y*'),
    )
    graph.add(
        [
            press.reading(
                "n1",
                [
                    (BD, "OWNS", TT),
                    (BD, "OWNS", "app/douyin"),
                    ("person/elon-musk", "INVESTS_IN", "company/siemens"),
                    ("company/byte", "COMPETES_WITH", "app/rednote"),
                ],
                entities=names,
            )
        ]
    )

    def found(text: str, **kw: Any) -> list[str]:
        return [e.id for e in graph.search(text, **kw)]

    assert found("红书") == found("小红") == found("xiaohong") == ["app/rednote"]
    assert found("ＲｅｄＮｏｔｅ") == ["app/rednote"]
    assert found("byte")[:2] == ["company/byte", BD]
    assert found("mus") == found("musk elon") == ["person/elon-musk"]
    assert found("dance") == [BD]
    assert found("nc") == []
    assert found('energie (ag) + co: "x" and y*') == ["company/siemens"]
    assert found("byte", kind=Kind.APP) == []
    assert len(found("b", limit=1)) == 1
    assert found("") == found("   ") == found("no such") == []
    assert found("y*") == ["company/siemens"]
    graph.judge(same(BD, "company/byte", 1))
    assert found("byte") == ["company/byte"]
    assert "ByteDance" in graph.search("bytedance")[0].aliases


def test_a_graph_of_a_later_version_is_refused(
    graph: BoltGraph, store_options: StoreOptions, statements: Statements
) -> None:
    statements("MATCH (m:Meta {id: 'schema'}) SET m.version = 99")
    try:
        with pytest.raises(NewerSchema, match="99"):
            BoltGraph(store_options)
    finally:
        statements("MATCH (m:Meta {id: 'schema'}) SET m.version = 1")


def test_rows_that_the_graph_does_not_take_are_loud(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    from kg.errors import QueryFailed
    from kg.store.connection import Connection
    from kg.store.edges import write

    connection = Connection(graph._options)
    with pytest.raises(QueryFailed, match="1 of 2"):
        connection.write(
            lambda tx: write(
                tx,
                "MATCH (m:Meta {id: row.id}) SET m.x = 1",
                [{"id": "schema"}, {"id": "no"}],
                "meta",
            )
        )
    assert statements("MATCH (m:Meta) RETURN m.x AS x") == [{"x": None}]
    connection.close()


@pytest.mark.parametrize("store_options", ["neo4j"], indirect=True)
def test_lookups_use_indexes(graph: BoltGraph, press: Any) -> None:
    """On Neo4j alone: the embedded engine tells no plan over Bolt."""
    graph.add(world(press))

    def plan(text: str) -> str:
        with graph._connection._session("write") as session:
            return str(
                session.execute_read(lambda tx: tx.run("EXPLAIN " + text, ids=[]).consume().plan)
            )

    for text in (
        "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e",
        "UNWIND $ids AS id MATCH (c:Claim {edge: id}) RETURN c",
        "UNWIND $ids AS id MATCH (c:Claim {fact: id}) RETURN c",
        "UNWIND $ids AS id MATCH (e:Entity {canonical: id}) RETURN e",
        "UNWIND $ids AS id MATCH (a:Article {url: id}) RETURN a",
    ):
        assert "IndexSeek" in plan(text), text


def test_nothing_runs_outside_managed_transactions() -> None:
    import ast
    from pathlib import Path

    allowed = {"tx", "graph", "subprocess"}
    for path in (Path(__file__).parents[1] / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"run", "begin_transaction"}:
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                assert "session" not in owner.lower(), f"{path}:{node.lineno}: {owner}.{node.attr}"
                if "store" in path.parts:
                    assert owner in allowed, f"{path}:{node.lineno}: {owner}.{node.attr}"


def test_texts_of_any_size_a_server_takes_are_kept_and_longer_ones_told(
    graph: BoltGraph, press: Any
) -> None:
    long = press.reading("long", [], text="长文 " * 1_200_000)
    graph.add([long, press.reading("n1", [(BD, "OWNS", TT)])])
    assert graph.article("article/long") == long.article
    with pytest.raises(BadData, match="article/longer"):
        graph.add([press.reading("longer", [], text="长文 " * 2_000_000)])


def test_one_graph_serves_several_threads(graph: BoltGraph, press: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def load(n: int) -> Changes:
        return graph.add([press.reading(f"n{n}", [(BD, "OWNS", TT), (f"company/{n}", "OWNS", TT)])])

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(load, range(12)))
    assert sum(d.claims_new for d in done) == 24
    assert graph.edge(next(e.id for e in graph.subgraph([BD]).edges)).sources == 12
    assert graph.check() == []
