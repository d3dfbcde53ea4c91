"""The graph of a day is the graph of that day's articles; what ends, ends on its date."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assembly import read_article
from kg.model import Article, AsOf, Edge, Reading
from kg.store import BoltGraph

DAYS = ["2020", "2021-06", "2021-06-15", "2022-02-03"]
ALLOWED = [
    ("company/a", "OWNS", "company/b"),
    ("company/b", "OWNS", "app/x"),
    ("company/a", "COMPETES_WITH", "company/b"),
    ("company/b", "INVESTS_IN", "company/a"),
    ("public-body/ec", "REGULATES", "company/a"),
]


@st.composite
def worlds(draw: Any) -> list[tuple[str | None, list[tuple[Any, ...]]]]:
    """Articles with a day each and what they say: begun, over, denied, with figures and dates."""
    articles = []
    for _ in range(draw(st.integers(2, 6))):
        facts = []
        for subject, predicate, object_ in draw(
            st.lists(st.sampled_from(ALLOWED), min_size=1, max_size=3, unique=True)
        ):
            fields = {
                "status": draw(st.sampled_from(["fact", "fact", "former", "announced"])),
                "polarity": draw(st.sampled_from(["asserted", "asserted", "denied"])),
                "since": draw(st.sampled_from([None, *DAYS])),
                "until": draw(st.sampled_from([None, None, *DAYS])),
                "amount": draw(st.sampled_from([None, 1e6, 1.1e6, 5e6])),
                "currency": "EUR",
            }
            if predicate == "REGULATES":
                fields["measure"] = draw(st.sampled_from(["fine", "ban"]))
            facts.append((subject, predicate, object_, fields))
        articles.append((draw(st.sampled_from(DAYS)), facts))
    return articles


def readings(press: Any, world: list[Any]) -> list[Reading]:
    return [press.reading(f"n{n}", facts, published=day) for n, (day, facts) in enumerate(world)]


def seen(edges: tuple[Edge, ...]) -> list[Edge]:
    """Edges without the moment at which the graph learned their claims."""
    return [
        e.model_copy(
            update={"claims": tuple(c.model_copy(update={"recorded": None}) for c in e.claims)}
        )
        for e in edges
    ]


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), day=st.sampled_from(DAYS))
def test_the_graph_of_a_day_is_that_of_its_articles(
    graph: BoltGraph, press: Any, clear: Callable[[], None], world: list[Any], day: str
) -> None:
    clear()
    every = readings(press, world)
    graph.add(every)
    known = seen(graph.subgraph(None, as_of=AsOf(known=day)).edges)
    both = seen(graph.subgraph(None, as_of=AsOf(known=day, held=day)).edges)
    clear()
    graph.add([r for r in every if (r.article.published or "") <= day + "~"])
    assert seen(graph.subgraph(None).edges) == known
    assert seen(graph.subgraph(None, as_of=AsOf(held=day)).edges) == both


SOLD = [
    ("company/a", "OWNS", "app/x", {}),
    ("person/p", "LEADS", "company/a", {}),
    ("government/us", "REGULATES", "app/x", {"measure": "ban"}),
    ("law/l", "REGULATES", "company/a", {"measure": "restrict"}),
]


@pytest.mark.parametrize("end", ["2023", "2023-05", "2023-05-04"])
def test_what_is_over_ends_on_its_date_and_no_earlier(
    graph: BoltGraph, press: Any, end: str
) -> None:
    begun = [(s, p, o, {**f, "since": "2020-02"}) for s, p, o, f in SOLD]
    over = [(s, p, o, {**f, "status": "former", "until": end}) for s, p, o, f in SOLD]
    graph.add([press.reading("n1", begun, published="2021")])
    graph.add([press.reading("n2", over, published="2023-06-01")])
    today = graph.subgraph(None).edges
    assert {(e.live, e.status.value, e.since, e.until) for e in today} == {
        (False, "former", "2020-02", end)
    }
    assert all({c.article for c in e.claims} == {"article/n1", "article/n2"} for e in today)

    def live(day: str) -> set[bool]:
        return {e.live for e in graph.subgraph(None, as_of=AsOf(held=day)).edges}

    assert live("2022-12-31") == {True}
    assert live("2023-05-04") == {True}  # the day itself, as precisely as it is told
    assert live("2024") == {False}
    assert graph.subgraph(None, as_of=AsOf(held="2019")).edges == ()
    assert graph.check() == []


def test_a_later_article_corrects_and_nothing_is_lost(graph: BoltGraph, press: Any) -> None:
    a, x = "company/a", "app/x"
    graph.add([press.reading("n1", [(a, "OWNS", x, {"share": 60.0})], published="2021")])
    graph.add([press.reading("n2", [(a, "OWNS", x, {"share": 20.0})], published="2022")])
    (edge,) = graph.subgraph(None).edges
    assert (edge.share_min, edge.share_max, edge.contested) == (20.0, 60.0, True)
    graph.add(
        [press.reading("n3", [(a, "OWNS", x, {"polarity": "denied"})], published="2022-05-01")]
    )
    edges = graph.subgraph(None).edges
    assert {(e.live, e.polarity.value, e.contested) for e in edges} == {
        (True, "asserted", True),
        (False, "denied", True),
    }
    said = itertools.chain.from_iterable(e.claims for e in edges)
    assert {c.article for c in said} == {"article/n1", "article/n2", "article/n3"}


def test_a_year_stays_a_year(graph: BoltGraph, press: Any, statements: Any) -> None:
    fact = ("company/a", "OWNS", "app/x", {"since": "2021", "until": "2023-08"})
    graph.add([press.reading("n1", [fact], published="2022")])
    assert statements("MATCH ()-[r:OWNS]->() RETURN r.since AS s, r.until AS u") == [
        {"s": "2021", "u": "2023-08"}
    ]
    assert "-01-01" not in str(statements("MATCH (c:Claim) RETURN properties(c) AS p"))
    (view,) = graph.subgraph(None, as_of=AsOf(held="2021-03")).edges
    assert (view.live, view.since) == (True, "2021")


def test_two_fines_of_one_regulator_are_two_measures(graph: BoltGraph, press: Any) -> None:
    def fined(name: str, amount: float, since: str, day: str) -> Reading:
        fields = {"measure": "fine", "amount": amount, "currency": "EUR", "since": since}
        fact = ("public-body/ec", "REGULATES", "company/a", fields)
        reading: Reading = press.reading(name, [fact], published=day)
        return reading

    graph.add([fined("n1", 2.42e9, "2017-06-27", "2017-06-27")])
    graph.add([fined("n2", 4.34e9, "2018-07-18", "2018-07-18")])
    graph.add([fined("n3", 4.0e9, "2018-07-18", "2018-07-19")])
    found = {(e.amount_min, e.amount_max, e.contested) for e in graph.subgraph(None).edges}
    assert found == {(2.42e9, 2.42e9, False), (4.0e9, 4.34e9, True)}
    for edge in graph.subgraph(None).edges:
        assert graph.edge(edge.id) == edge
    graph.forget("article/n1")
    (left,) = graph.subgraph(None).edges
    assert (left.amount_min, left.amount_max) == (4.0e9, 4.34e9)
    assert graph.check() == []
    graph.add([fined("n1", 2.42e9, "2017-06-27", "2017-06-27")])
    assert len(graph.subgraph(None).edges) == 2
    assert graph.check() == []


TOLD = (
    (
        "2021-03-01",
        "Tencent owns WeChat. Jane Roe is chief executive of ByteDance. "
        "India has banned TikTok. France has banned Telegram.",
    ),
    (
        "2023-06-02",
        "Tencent sold WeChat to Nordwind Group on 1 June 2023. Jane Roe stepped down as "
        "chief executive of ByteDance on 4 May 2023. India lifted its ban on TikTok in May 2023. "
        "A court struck down France's ban on Telegram.",
    ),
)


def test_sold_stepped_down_lifted_and_struck_down_end_what_was_read(graph: BoltGraph) -> None:
    for n, (day, text) in enumerate(TOLD):
        article = Article(
            id=f"article/{n}", title="News", origin=f"origin/{n}", text=text, published=day
        )
        graph.add([read_article(article)])
    names = {e.id: e.name for e in graph.subgraph(None).entities}
    stands = {
        (names[e.subject], e.predicate.value, names[e.object]): (e.status.value, e.until)
        for e in graph.subgraph(None).edges
        if len(e.claims) > 1
    }
    assert stands == {
        ("Tencent", "OWNS", "WeChat"): ("former", "2023-06-01"),
        ("Jane Roe", "LEADS", "ByteDance"): ("former", "2023-05-04"),
        ("India", "REGULATES", "TikTok"): ("former", "2023-05"),
        ("France", "REGULATES", "Telegram"): ("former", None),
    }
    before = graph.subgraph(None, as_of=AsOf(held="2023-04-30", known="2023-06-02")).edges
    assert sum(e.live for e in before) == 4
    today = graph.subgraph(None).edges
    assert [names[e.subject] for e in today if e.live] == ["Nordwind Group"]
