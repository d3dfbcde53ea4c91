"""Chains of holdings: shares multiply as ranges, loops end, "controls" needs half at each step."""

from __future__ import annotations

import pytest

from kg.analysis.control import circles, controls, holdings_of, owned_by, owners_of
from kg.model import Claim, Edge, Entity, Source, Subgraph
from kg.vocabulary import Kind, Predicate, Status


def holding(
    owner: str,
    owned: str,
    low: float | None = None,
    high: float | None = None,
    status: Status = Status.FACT,
) -> Edge:
    claim = Claim(
        id=f"claim-{owner}-{owned}",
        predicate=Predicate.OWNS,
        subject=owner,
        object=owned,
        subject_name=owner,
        object_name=owned,
        article="article/a",
        quote=f"{owner} owns {owned}",
        start=0,
        end=1,
        status=status,
        extractor="rules@1",
        confidence=0.9,
    )
    return Edge(
        id=f"{owner}-{owned}",
        predicate=Predicate.OWNS,
        subject=owner,
        object=owned,
        live=status is Status.FACT,
        status=status,
        claims=(claim,),
        sources=1,
        confidence=0.9,
        share_min=low,
        share_max=low if high is None else high,
    )


def graph(*edges: Edge) -> Subgraph:
    ids = sorted({i for e in edges for i in (e.subject, e.object)})
    return Subgraph(
        entities=tuple(Entity(id=i, kind=Kind.COMPANY, name=i) for i in ids),
        edges=edges,
        sources=(Source(id="article/a", title="A", origin="origin/a"),),
    )


def test_shares_multiply_along_a_chain_as_ranges() -> None:
    part = graph(holding("a", "b", 50, 60), holding("b", "c", 40, 100))
    direct, chain = owners_of(part, "c")
    assert (direct.owner, direct.share_min) == ("b", 40)
    assert chain.path == ("a", "b", "c")
    assert (chain.share_min, chain.share_max) == (20, 60)
    assert not chain.controls


def test_half_at_each_step_controls_even_if_the_product_is_less() -> None:
    part = graph(holding("a", "b", 51), holding("b", "c", 60))
    chain = owners_of(part, "c")[-1]
    assert chain.controls
    assert chain.share_min == pytest.approx(30.6)


def test_an_unstated_share_is_neither_guessed_nor_control() -> None:
    part = graph(holding("a", "b"), holding("b", "c", 100))
    chain = owners_of(part, "c")[-1]
    assert (chain.share_min, chain.share_max, chain.controls) == (None, None, False)
    assert not controls(part.edges[0])


def test_a_range_that_starts_below_half_is_no_control() -> None:
    assert not controls(holding("a", "b", 40, 60))
    assert controls(holding("a", "b", 50, 60))


def test_only_live_holdings_count() -> None:
    part = graph(holding("a", "b", 100, status=Status.FORMER), holding("b", "c", 100))
    assert [c.owner for c in owners_of(part, "c")] == ["b"]
    assert owned_by(part, "a") == []


def test_holdings_by_several_ways_add_up() -> None:
    part = graph(
        *(holding("a", "b", 50), holding("b", "d", 40)),
        *(holding("a", "c", 100), holding("c", "d", 10, 20)),
        holding("a", "d", 5),
    )
    top = next(h for h in holdings_of(part, "d") if h.owner == "a")
    assert (top.share_min, top.share_max) == (35, 45)
    assert len(top.chains) == 3
    assert top.complete


def test_a_sum_with_an_unstated_way_says_so() -> None:
    part = graph(holding("a", "b"), holding("b", "d", 40), holding("a", "d", 5))
    top = next(h for h in holdings_of(part, "d") if h.owner == "a")
    assert (top.share_min, top.complete) == (5, False)


def test_circles_end_and_are_told() -> None:
    part = graph(holding("b", "a", 10), holding("a", "b", 10), holding("b", "c", 60))
    assert circles(part) == [("a", "b")]
    assert [c.path for c in owners_of(part, "c")] == [("b", "c"), ("a", "b", "c")]
    assert [c.path for c in owned_by(part, "a")] == [("a", "b"), ("a", "b", "c")]


def test_a_dense_graph_still_answers() -> None:
    names = [f"n{i:02}" for i in range(14)]
    part = graph(*(holding(a, b, 50) for a in names for b in names if a != b))
    assert len(owners_of(part, "n00")) == 200
    assert circles(part)


def test_a_stranger_has_no_owners() -> None:
    assert owners_of(graph(holding("a", "b", 50)), "nobody") == []
