"""Questions and commands of an earlier day, on both servers; the graph stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from kg.model import AsOf
from kg.queries import library
from kg.store import BoltGraph

LIBRARY = library()
OF_A_DAY = sorted(n for n, q in LIBRARY.items() if any(p.name == "as_of" for p in q.params))
OLD, NEW, APP, US = "company/old", "company/new", "app/chat", "government/us"


@pytest.fixture
def sold(graph: BoltGraph, press: Any) -> BoltGraph:
    """An app that is sold in 2021, as 2022 reports, and a ban that comes and goes."""
    ban = {"measure": "ban"}
    graph.add(
        [
            press.reading(
                "n1",
                [("government/cn", "OWNS", OLD), (OLD, "OWNS", APP), (US, "REGULATES", APP, ban)],
                published="2020-05-01",
            ),
            press.reading(
                "n2",
                [
                    (OLD, "OWNS", APP, {"status": "former", "until": "2021-06"}),
                    (NEW, "OWNS", APP, {"since": "2021-06"}),
                    (US, "REGULATES", APP, {**ban, "status": "former", "until": "2021-09"}),
                ],
                published="2022-02-01",
            ),
            press.reading("n3", [(NEW, "OWNS", APP)], published="2023-02-01"),
        ]
    )
    return graph


def owners(graph: BoltGraph, day: str | None) -> list[tuple[object, object]]:
    rows = graph.run(LIBRARY["owners"], id=APP, as_of=day)
    return [(row["owner_id"], row["sources"]) for row in rows]


def test_a_question_is_answered_of_its_day_over_several_steps(sold: BoltGraph) -> None:
    assert owners(sold, None) == [(NEW, 2)]
    assert owners(sold, "2020") == [("government/cn", 1)]
    assert owners(sold, "2022-03") == [(NEW, 1)]  # the second source came later
    assert owners(sold, "2019") == []


def test_what_ended_since_held_then(sold: BoltGraph) -> None:
    def measures(day: str | None) -> list[object]:
        return [r["by_id"] for r in sold.run(LIBRARY["measures"], id=APP, as_of=day)]

    assert measures(None) == []
    assert measures("2020-12-31") == [US]
    assert measures("2022-03") == []


def test_a_question_agrees_with_the_view_of_the_day(sold: BoltGraph) -> None:
    for day in ("2020", "2021-12", "2022-03", "2023"):
        view = sold.subgraph(None, limit=100, as_of=AsOf(held=day, known=day))
        asked = sold.run(LIBRARY["timeline"], id=APP, as_of=day)
        around = {e.id for e in view.edges if APP in (e.subject, e.object)}
        assert {edge for row in asked for edge in row["edges"]} == around  # type: ignore[attr-defined]


def test_nothing_remains_of_a_question_of_another_day(sold: BoltGraph) -> None:
    before = sold.subgraph(None, limit=100)
    stats = sold.stats()
    for name in OF_A_DAY:
        given = {p.name: APP for p in LIBRARY[name].params if p.type == "entity" and p.required}
        given |= {"day": "1901"} if name == "deadlines" else {}
        assert sold.run(LIBRARY[name], **given, as_of="1900") == [], name
    assert sold.subgraph(None, limit=100) == before
    assert sold.stats() == stats
    assert sold.check() == []


def test_all_questions_but_one_about_the_record_can_be_asked_of_a_day() -> None:
    assert set(LIBRARY) - set(OF_A_DAY) == {"learned_since"}
