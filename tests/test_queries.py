"""Each question of the library, on both servers, with a known answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kg.errors import BadQuery, NotFound
from kg.model import Judgement, Query, Reading
from kg.queries import find, library, parse, query_folder
from kg.store import BoltGraph
from kg.vocabulary import Verdict

LIBRARY = library()
WHOLE: dict[str, Any] = {"share": 100.0}
GOOD = """// title: All names
// group: test
// params: id: entity, limit: int = 5
// returns: name, n
MATCH (e:Entity {id: $id}) RETURN e.name AS name, count(*) AS n ORDER BY name LIMIT $limit
"""


def world(press: Any) -> list[Reading]:
    """A small world in which every question has an answer."""

    def ruled(measure: str, **more: Any) -> dict[str, Any]:
        return {"measure": measure, **more}

    facts: list[tuple[Any, ...]] = [
        ("government/cn", "OWNS", "company/fund", WHOLE),
        ("company/fund", "OWNS", "company/holding", {"share": 60.0}),
        ("company/holding", "OWNS", "app/chat", {"share": 80.0}),
        ("company/small", "OWNS", "app/chat", {"share": 5.0}),
        ("public-body/doc", "PART_OF", "government/us", {}),
        ("public-body/doc", "REGULATES", "company/holding",
         ruled("export_control", since="2023-01")),
        ("government/us", "REGULATES", "app/chat", ruled("ban", status="proposed")),
        ("government/us", "REGULATES", "app/chat",
         ruled("order", since="2024-02", until="2025-06", law="Order 1")),
        ("government/cn", "REGULATES", "company/yank", ruled("investigate", since="2024-05")),
        ("company/yank", "LOCATED_IN", "government/us", {}),
        ("company/holding", "LOCATED_IN", "government/cn", {}),
        ("company/holding", "INVESTS_IN", "company/plant",
         {"amount": 4.5e9, "currency": "CNY", "status": "announced"}),
        ("company/plant", "LOCATED_IN", "place/shanxi", {}),
        ("person/li", "LEADS", "public-body/ministry", {"role": "minister"}),
        ("person/li", "OWNS", "company/small", {}),
        ("person/wang", "LEADS", "company/holding", {"role": "chair"}),
        ("person/wang", "FOUNDED", "company/small", {}),
        ("person/roe", "AFFILIATED_WITH", "public-body/doc", {"status": "former", "until": "2022"}),
        ("person/roe", "LEADS", "company/yank", {"since": "2023"}),
        ("app/chat", "COMPETES_WITH", "app/rival", {}),
        ("company/yank", "OWNS", "app/rival", WHOLE),
        ("government/us", "REGULATES", "app/rival", ruled("fine", amount=5e6, currency="USD")),
        ("company/holding", "SUPPLIES", "company/yank", {"goods": "chips"}),
        ("company/ring-a", "OWNS", "company/ring-b", {}),
        ("company/ring-b", "OWNS", "company/ring-a", {}),
        ("company/yank", "INVESTS_IN", "company/small", {"speaker": "Roe"}),
    ]  # fmt: skip
    again: list[tuple[Any, ...]] = [
        ("company/holding", "OWNS", "app/chat", {"share": 70.0}),
        ("public-body/doc", "REGULATES", "company/holding", ruled("export_control")),
        ("person/wang", "LEADS", "company/holding", {"polarity": "denied"}),
    ]
    day = datetime(2024, 6, 1, tzinfo=UTC)
    later = datetime(2024, 9, 1, tzinfo=UTC)
    return [
        press.reading("n1", [_at(f, day) for f in facts], publisher="The First"),
        press.reading("n2", [_at(f, later) for f in again], published="2024-08-01"),
    ]


def _at(fact: tuple[Any, ...], recorded: datetime) -> tuple[Any, ...]:
    return (*fact[:3], {**fact[3], "recorded": recorded})


# For each question: its parameters, and what its rows must say in these columns.
ANSWERS: dict[str, list[tuple[dict[str, Any], tuple[str, ...], Iterable[tuple[Any, ...]]]]] = {
    "owners": [
        (
            {"id": "app/chat"},
            ("owner_id", "steps", "sources", "contested"),
            [("government/cn", 3, 1, True)],
        ),
        ({"id": "app/chat", "share": 1.0}, ("owner_id",), [("person/li",), ("government/cn",)]),
    ],
    "shares": [
        (
            {"id": "app/chat"},
            ("owner_id", "share_min", "share_max", "direct"),
            [
                ("company/holding", 70.0, 80.0, True),
                ("company/small", 5.0, 5.0, True),
                ("company/fund", 42.0, 48.0, False),
                ("government/cn", 42.0, 48.0, False),
                ("person/li", None, None, False),
            ],
        )
    ],
    "measures": [
        ({"id": "app/chat"}, ("by_id", "measure", "law"), [("government/us", "order", "Order 1")]),
        ({"id": "app/chat", "as_of": "2025-06-15"}, ("measure",), [("order",)]),
        ({"id": "app/chat", "as_of": "2026"}, ("measure",), []),
        ({"id": "app/chat", "as_of": "2023"}, ("measure",), []),
    ],
    "threatened": [
        (
            {"id": "app/chat"},
            ("who_id", "predicate", "measure", "status", "sources"),
            [("government/us", "REGULATES", "ban", "proposed", 1)],
        )
    ],
    "infrastructure": [
        (
            {"id": "place/shanxi"},
            ("investor_id", "target_id", "amount_max", "currency", "status"),
            [("company/holding", "company/plant", 4.5e9, "CNY", "announced")],
        )
    ],
    "investments": [
        ({"id": "company/holding"}, ("target_id", "amount_min"), [("company/plant", 4.5e9)])
    ],
    "officials": [
        ({}, ("person_id", "office", "tie", "company_id"),
         [("person/li", "minister", "OWNS", "company/small")])
    ],
    "leaders": [
        (
            {"id": "company/holding"},
            ("person_id", "tie", "role", "elsewhere", "contested"),
            [("person/wang", "LEADS", "chair", ["Small"], True)],
        )
    ],
    "revolving_door": [
        ({}, ("person_id", "body", "left", "company", "joined"),
         [("person/roe", "Doc", "2022", "Yank", "2023")])
    ],
    "shared_people": [
        ({"id": "company/holding"}, ("organization_id", "people"), [("company/small", ["Wang"])])
    ],
    "between": [
        (
            {"a": "government/us", "b": "app/chat"},
            ("path", "relations", "steps", "sources"),
            [(["Us", "Chat"], ["REGULATES"], 1, 1)],
        ),
        ({"a": "place/shanxi", "b": "app/chat"}, ("steps",), [(3,)]),
        ({"a": "app/chat", "b": "app/chat"}, ("steps",), []),
    ],
    "measure_history": [
        (
            {"id": "app/chat"},
            ("day", "measure", "status", "in_force"),
            [("2024-02", "order", "fact", True), ("2024-03-01", "ban", "proposed", False)],
        )
    ],
    "tit_for_tat": [
        (
            {"a": "government/us", "b": "government/cn"},
            ("day", "by_id", "measure", "target_id"),
            [
                ("2023-01", "public-body/doc", "export_control", "company/holding"),
                ("2024-05", "government/cn", "investigate", "company/yank"),
            ],
        )
    ],
    "deadlines": [
        ({"day": "2024-06"}, ("due", "event", "whom", "measure"),
         [("2025-06", "ends", "Chat", "order")])
    ],
    "state_owned": [
        ({"id": "government/us", "share": 10.0}, ("company_id",), []),
        ({"id": "government/cn"}, ("company_id",), []),
    ],
    "competitors": [
        (
            {"id": "app/chat"},
            ("rival_id", "owners", "shared_regulators"),
            [("app/rival", ["Yank"], ["Us"])],
        )
    ],
    "suppliers_under_control": [
        (
            {"id": "company/yank"},
            ("partner_id", "role", "goods", "by", "measure", "sources"),
            [("company/holding", "supplier", "chips", "Doc", "export_control", 1)],
        )
    ],
    "unlisted_affiliates": [
        ({}, ("firm_id", "by", "affiliate_id", "sources"),
         [("company/holding", "Doc", "app/chat", 2)]),
        ({"id": "company/yank"}, ("firm_id",), []),
    ],
    "circular_holdings": [({}, ("chain", "steps"), [(["Ring A", "Ring B", "Ring A"], 2)])],
    "said_about": [
        (
            {"id": "company/small"},
            ("speaker", "institutions", "predicate", "publisher"),
            [("Roe", ["Yank"], "INVESTS_IN", "The First")],
        )
    ],
    "learned_since": [
        (
            {"id": "company/holding", "day": "2024-08"},
            ("predicate", "polarity"),
            [("LEADS", "denied"), ("OWNS", "asserted"), ("REGULATES", "asserted")],
        ),
        ({"id": "company/holding", "day": "2025"}, ("predicate",), []),
    ],
    "weak_links": [
        (
            {"id": "app/chat"},
            ("who_id", "whom_id", "sources", "contested"),
            [
                ("company/holding", "app/chat", 2, True),
                ("company/small", "app/chat", 1, False),
                ("government/us", "app/chat", 1, False),
                ("app/chat", "app/rival", 1, False),
            ],
        )
    ],
    "contradictions": [
        (
            {},
            ("who_id", "whom_id", "polarity", "share_min", "share_max"),
            [
                ("company/holding", "app/chat", "asserted", 70.0, 80.0),
                ("person/wang", "company/holding", "asserted", None, None),
                ("person/wang", "company/holding", "denied", None, None),
            ],
        )
    ],
    "timeline": [
        (
            {"id": "app/rival"},
            ("day", "who", "predicate", "whom"),
            [
                ("2024-03-01", "Chat", "COMPETES_WITH", "Rival"),
                ("2024-03-01", "Us", "REGULATES", "Rival"),
                ("2024-03-01", "Yank", "OWNS", "Rival"),
            ],
        )
    ],
    "top_articles": [
        ({"id": "company/holding"}, ("article_id", "facts"), [("article/n1", 7), ("article/n2", 3)])
    ],
}  # fmt: skip
ORDERED = {"owners", "shares", "measure_history", "tit_for_tat", "timeline", "top_articles"}
EMPTY: dict[str, Any] = {"entity": "company/none", "date": "2020", "str": "x", "int": 1}


def test_every_question_has_a_known_answer() -> None:
    assert ANSWERS.keys() == LIBRARY.keys()
    assert len(LIBRARY) >= 14


@pytest.fixture
def filled(graph: BoltGraph, press: Any) -> BoltGraph:
    graph.add(world(press))
    assert graph.check() == []
    return graph


def test_questions_answer_what_is_known(filled: BoltGraph) -> None:
    for name, cases in ANSWERS.items():
        for params, columns, expected in cases:
            rows = filled.run(LIBRARY[name], **params)
            found = [tuple(row[c] for c in columns) for row in rows]
            due = [tuple(_near(v) for v in row) for row in expected]
            if name not in ORDERED:
                found, due = sorted(found, key=repr), sorted(due, key=repr)
            assert found == due, f"{name} {params}"


def _near(value: Any) -> Any:
    return pytest.approx(value) if isinstance(value, float) else value


def test_every_row_counts_its_sources_and_leads_to_evidence(filled: BoltGraph) -> None:
    for name, cases in ANSWERS.items():
        for row in filled.run(LIBRARY[name], **cases[0][0]):
            assert tuple(row) == LIBRARY[name].returns
            assert int(str(row["sources"])) >= 1
            ids = row.get("edges") or row.get("claims")
            assert isinstance(ids, list)
            assert ids
            for id in ids:
                if "edges" in row:
                    assert filled.edge(id).claims
                else:
                    assert filled.cypher(
                        "MATCH (c:Claim {id: $id}) RETURN c.quote AS q", {"id": id}
                    )


def test_the_state_owned_firms_that_a_government_regulates(filled: BoltGraph, press: Any) -> None:
    filled.add(
        [press.reading("n3", [("government/cn", "OWNS", "company/holding", {"share": 30.0})])]
    )
    (row,) = filled.run(LIBRARY["state_owned"], id="government/us", since="2022")
    assert (row["company_id"], row["by"], row["share_max"]) == ("company/holding", "Doc", 30.0)
    assert filled.run(LIBRARY["state_owned"], id="government/us", share=40.0) == []


def test_an_empty_graph_gives_empty_answers(graph: BoltGraph) -> None:
    for query in LIBRARY.values():
        params = {p.name: EMPTY[p.type] for p in query.params if p.required}
        assert graph.run(query, **params) == [], query.name


def test_an_entity_is_asked_for_as_it_is_after_judgements(filled: BoltGraph, press: Any) -> None:
    filled.add([press.reading("n4", [("company/chat-inc", "SUPPLIES", "company/plant")])])
    filled.judge(
        Judgement(
            left="company/chat-inc",
            right="company/holding",
            verdict=Verdict.SAME,
            who="me",
            when=datetime(2024, 1, 1, tzinfo=UTC),
        )
    )
    rows = filled.run(LIBRARY["investments"], id="company/holding")
    assert [r["target_id"] for r in rows] == ["company/plant"]
    learned = filled.run(LIBRARY["learned_since"], id="company/chat-inc", day="2024-08")
    assert {r["subject"] for r in learned} == {"Chat Inc", "Holding", "Doc", "Wang"}


def test_parameters_are_checked(graph: BoltGraph) -> None:
    with pytest.raises(BadQuery, match="lacks"):
        graph.run(LIBRARY["owners"])
    with pytest.raises(BadQuery, match="ident"):
        graph.run(LIBRARY["owners"], id="x", ident="x")


def test_a_good_header_is_read() -> None:
    query = parse("names", GOOD)
    assert (query.title, query.group, query.returns) == ("All names", "test", ("name", "n"))
    assert [(p.name, p.type, p.default, p.required) for p in query.params] == [
        ("id", "entity", None, True),
        ("limit", "int", 5, False),
    ]
    assert isinstance(query, Query)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("// title: All names\n", "", "lacks title"),
        ("// group: test\n", "// group:\n", "lacks group"),
        ("// group: test\n", "// group: a\n// group: b\n", "twice"),
        ("// group: test\n", "// grup: test\n", "unknown"),
        ("// params: id: entity, ", "// params: ", "undeclared"),
        ("limit: int = 5", "limit: int = 5, more: str", "unused"),
        ("limit: int = 5", "limit: number = 5", "no parameter"),
        ("limit: int = 5", "limit: int = five", "default"),
        ("returns: name, n", "returns: n, name", "columns"),
        ("count(*) AS n", "count(*)", "columns"),
        ("RETURN e.name", "SET e.x = 1 RETURN e.name", "SET"),
        ("RETURN e.name", "CALL db.labels() YIELD label RETURN e.name", "CALL"),
        ("LIMIT $limit", "LIMIT $limit; MATCH (n)", "several"),
    ],
)
def test_a_bad_header_is_refused(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(BadQuery, match=said):
        parse("names", GOOD.replace(old, new))


def test_words_in_strings_and_comments_are_no_writes() -> None:
    text = GOOD.replace(
        "RETURN e.name", "// SET $x; DELETE\nWHERE e.name <> 'CREATE $y;' RETURN e.name"
    )
    assert parse("names", text).params[0].name == "id"


def test_the_library_is_found_and_named(tmp_path: Path) -> None:
    assert query_folder().is_dir()
    with pytest.raises(NotFound, match="owners"):
        find("owner")
    assert find("owners").group == "control"
    (tmp_path / "bad.cypher").write_text("MATCH (n) RETURN n", "utf-8")
    with pytest.raises(BadQuery, match="bad"):
        library(tmp_path)
    with pytest.raises(BadQuery, match="no folder"):
        library(tmp_path / "none")


def test_queries_keep_to_the_style_both_engines_understand() -> None:
    for query in LIBRARY.values():
        for word in ("SHORTEST ", "COLLECT {", "percentile", "elementId", "{1,"):
            assert word not in query.text, query.name
        assert "limit" in {p.name for p in query.params}, query.name
