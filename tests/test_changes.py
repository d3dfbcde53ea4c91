"""What changed between two views, and the days those views are of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.analysis.changes import Turn, changes
from kg.model import AsOf, Reading, Subgraph
from kg.store import BoltGraph
from kg.ui.briefing import last_day, two_days
from kg.vocabulary import Status

BD, TT, US = "company/bytedance", "app/tiktok", "government/us"
DAYS = ("2023-11-02", "2024-03-01", "2024-04-24", "2025-01-19", None)
FACTS: tuple[tuple[Any, ...], ...] = (
    (BD, "OWNS", TT, {"share": 80.0}),
    (BD, "OWNS", TT, {"share": 20.0}),
    (BD, "OWNS", TT, {"status": "former", "until": "2025-01"}),
    (BD, "OWNS", TT, {"polarity": "denied"}),
    (US, "REGULATES", TT, {"measure": "ban", "status": "proposed"}),
    (US, "REGULATES", TT, {"measure": "ban", "since": "2025-01-19"}),
    ("company/oracle", "INVESTS_IN", TT, {"status": "announced", "amount": 5e9, "currency": "USD"}),
)


def told(graph: BoltGraph, earlier: str, later: str) -> list[tuple[Turn, str, str]]:
    before, after = two_days(graph, None, (earlier, later))
    return [(c.turn, c.edge.predicate.value, c.edge.status.value) for c in changes(before, after)]


@pytest.fixture
def year(local_graph: BoltGraph, press: Any) -> BoltGraph:
    ban, owns = FACTS[5], FACTS[0]
    local_graph.add(
        [
            press.reading("n1", [owns], published="2023-11-02"),
            press.reading("n2", [FACTS[4]], published="2024-03-01"),
            press.reading("n3", [owns, FACTS[3]], published="2024-04-24"),
            press.reading("n4", [ban], published="2025-01-19"),
            press.reading("n5", [FACTS[2]], published="2025-02-01"),
        ]
    )
    return local_graph


def test_what_begins_is_told_and_what_is_threatened_is_not_called_begun(year: BoltGraph) -> None:
    assert told(year, "2023", "2024-03-31") == [(Turn.SAID, "REGULATES", "proposed")]
    assert told(year, "2024-12", "2025-01-31") == [(Turn.BEGUN, "REGULATES", "fact")]


def test_a_denial_makes_contested_and_is_itself_said(year: BoltGraph) -> None:
    found = told(year, "2024-03", "2024-05")
    assert (Turn.CONTESTED, "OWNS", "fact") in found
    assert (Turn.SAID, "OWNS", "fact") in found  # the denial
    assert len(found) == 2


def test_what_ends_is_told_with_the_sentence_that_says_so(year: BoltGraph) -> None:
    views = two_days(year, None, ("2025-01", "2025"))
    (ended,) = (c for c in changes(*views) if c.turn is Turn.ENDED)
    assert ended.before is not None
    assert ended.before.live
    assert ended.edge.status is Status.FORMER
    assert [c.reported for c in ended.claims] == ["2025-02-01"]


def test_a_month_or_a_year_means_its_last_day() -> None:
    days = {"2024": "2024-12-31", "2024-02": "2024-02-29", "2024-03-05": "2024-03-05"}
    assert {day: last_day(day) for day in days} == days


def test_nothing_changes_between_a_day_and_itself(year: BoltGraph) -> None:
    assert told(year, "2024-05", "2024-05") == []


def test_going_back_withdraws_what_going_forward_said(year: BoltGraph) -> None:
    before, after = two_days(year, None, ("2023-12", "2024-12"))
    turns = [c.turn for c in changes(after, before)]
    assert Turn.WITHDRAWN in turns
    assert Turn.SETTLED in turns
    assert Turn.BEGUN not in turns


articles = st.lists(
    st.tuples(st.sampled_from(DAYS), st.lists(st.sampled_from(FACTS), min_size=1, max_size=3)),
    max_size=6,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(said=articles, day=st.sampled_from(["2022", "2023-11", "2024-03-01", "2024", "2025-06"]))
def test_a_day_is_the_graph_of_the_articles_known_by_it(
    said: list[tuple[str | None, list[tuple[Any, ...]]]],
    day: str,
    graph: BoltGraph,
    press: Any,
) -> None:
    readings = [
        press.reading(f"n{n}", facts, published=published)
        for n, (published, facts) in enumerate(said)
        if published is not None
    ]
    by_then = [r for r in readings if r.article.published <= day + "\uffff"]
    assert view(graph, readings, AsOf(known=day)) == view(graph, by_then, None)
    both = AsOf(held=day, known=day)
    assert view(graph, readings, both) == view(graph, by_then, AsOf(held=day))


def view(graph: BoltGraph, readings: list[Reading], day: AsOf | None) -> Subgraph:
    """Load these alone, look at the graph of a day, and leave it empty."""
    graph.add(readings)
    found = graph.subgraph(None, as_of=day, limit=1000)
    for reading in readings:
        graph.forget(reading.article.id)
    plain = [
        e.model_copy(
            update={"claims": tuple(c.model_copy(update={"recorded": None}) for c in e.claims)}
        )
        for e in found.edges
    ]
    return found.model_copy(update={"edges": tuple(plain), "as_of": None})
