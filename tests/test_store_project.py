"""Claims add up to edges by rule, whatever their order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Claim, Edge
from kg.store.project import project
from kg.vocabulary import Measure, Polarity, Predicate, Review, Status


def claim(id: str, **fields: Any) -> Claim:
    values = {
        "predicate": Predicate.OWNS,
        "subject": "company/a",
        "object": "company/b",
        "subject_name": "A",
        "object_name": "B",
        "article": f"article/{id}",
        "quote": "A owns B",
        "start": 0,
        "end": 8,
        "extractor": "rules@1",
        "confidence": 0.8,
    }
    return Claim(id=id, **{**values, **fields})


def edges(*claims: Claim, held: str | None = None) -> list[Edge]:
    return project(claims, lambda e: e, lambda c: c.article, held=held)


def one(*claims: Claim) -> Edge:
    (edge,) = edges(*claims)
    return edge


DATES = st.sampled_from([None, "2020", "2020-05", "2021-03-04", "2023"])
READ = [s for s in Status if s is not Status.WITHDRAWN]
CLAIMS = st.lists(
    st.builds(
        claim,
        id=st.sampled_from("abcdefgh"),
        predicate=st.sampled_from([Predicate.OWNS, Predicate.COMPETES_WITH, Predicate.INVESTS_IN]),
        subject=st.sampled_from(["company/a", "company/b"]),
        object=st.sampled_from(["company/b", "company/c"]),
        status=st.sampled_from(READ),
        withdrawn=st.booleans(),
        polarity=st.sampled_from(Polarity),
        review=st.sampled_from(Review),
        share=st.sampled_from([None, 10.0, 51.0]),
        amount=st.sampled_from([None, 1e6, 2e6]),
        currency=st.sampled_from([None, "USD", "CNY"]),
        role=st.sampled_from([None, "chair", "founder"]),
        extractor=st.sampled_from(["rules@1", "model@1"]),
        article=st.sampled_from(["article/1", "article/2", "article/3"]),
        confidence=st.sampled_from([0.5, 0.7, 0.9]),
        reported=DATES,
        since=DATES,
        until=DATES,
    ),
    max_size=8,
    unique_by=lambda c: (c.id, c.extractor),
)


@given(CLAIMS, st.randoms(use_true_random=False), DATES)
def test_the_order_of_claims_does_not_matter(
    claims: list[Claim], chance: Any, held: str | None
) -> None:
    mixed = list(claims)
    chance.shuffle(mixed)
    assert edges(*mixed, held=held) == edges(*claims, held=held)


@given(CLAIMS)
def test_every_accepted_claim_stands_on_one_edge_and_no_other_does(claims: list[Claim]) -> None:
    found = edges(*claims)
    standing = [c for e in found for c in e.claims]
    assert len({c.id for c in standing}) == len(standing)
    due = {c.id for c in claims if c.review is Review.ACCEPTED and c.subject != c.object}
    assert {c.id for c in standing} <= due
    assert {c.id for c in standing} >= {i for i in due if sum(c.id == i for c in claims) == 1}
    assert len({e.id for e in found}) == len(found)
    for edge in found:
        assert all(c.live for c in edge.claims) or not edge.live


@given(CLAIMS, CLAIMS)
def test_facts_do_not_touch_each_other(left: list[Claim], right: list[Claim]) -> None:
    far = [
        c.model_copy(update={"subject": "company/x", "object": "company/y", "id": "x" + c.id})
        for c in right
    ]
    assert sorted(edges(*left, *far), key=lambda e: e.id) == sorted(
        edges(*left) + edges(*far), key=lambda e: e.id
    )


@pytest.mark.parametrize("status", [s for s in READ if s is not Status.FACT])
def test_only_facts_own(status: Status) -> None:
    edge = one(claim("a", status=status))
    assert not edge.live
    assert edge.status is status


def test_a_promised_investment_is_live_and_says_so() -> None:
    edge = one(claim("a", predicate=Predicate.INVESTS_IN, status=Status.ANNOUNCED))
    assert (edge.live, edge.status) == (True, Status.ANNOUNCED)
    assert (
        one(
            claim("a", predicate=Predicate.INVESTS_IN, status=Status.ANNOUNCED),
            claim("b", predicate=Predicate.INVESTS_IN),
        ).status
        is Status.FACT
    )


def test_a_denial_is_no_fact_and_contests_one() -> None:
    denied = claim("a", polarity=Polarity.DENIED)
    assert not one(denied).live
    assert not one(denied).contested
    both = edges(denied, claim("b"))
    assert {(e.live, e.contested) for e in both} == {(True, True), (False, True)}


@pytest.mark.parametrize(
    ("live", "end", "ended"),
    [
        ({"reported": "2020"}, {"reported": "2021"}, True),
        ({"reported": "2021"}, {"reported": "2020"}, False),
        ({"reported": "2021"}, {"reported": "2021"}, True),
        ({}, {}, True),
        ({}, {"reported": "2021"}, True),
        ({"reported": "2021"}, {}, False),
        ({"reported": "2021"}, {"until": "2022"}, True),
        ({"reported": "2016", "since": "2015"}, {"reported": "2020", "until": "2010"}, False),
    ],
)
def test_what_ends_a_relation(live: dict[str, Any], end: dict[str, Any], ended: bool) -> None:
    found = edges(claim("a", **live), claim("b", status=Status.FORMER, **end))
    assert any(e.live for e in found) is not ended
    if ended:
        assert [(e.status, len(e.claims)) for e in found] == [(Status.FORMER, 2)]


def test_a_claim_that_was_over_when_reported_is_former() -> None:
    assert one(claim("a", until="2019", reported="2021")).status is Status.FORMER
    assert one(claim("a", until="2021", reported="2021-06")).live


def test_a_pending_or_rejected_end_ends_nothing() -> None:
    end = claim("b", status=Status.FORMER, reported="2022", review=Review.PENDING)
    assert one(claim("a", reported="2021"), end).live


def test_figures_are_a_range_and_contested_when_they_do_not_meet() -> None:
    edge = one(claim("a", share=20.0), claim("b", share=20.5))
    assert (edge.share_min, edge.share_max, edge.contested) == (20.0, 20.5, False)
    assert one(claim("a", share=20.0), claim("b", share=60.0)).contested


def test_amounts_are_a_range_among_one_currency() -> None:
    edge = one(
        claim("a", amount=4.5e9, currency="CNY"),
        claim("b", amount=614e6, currency="USD"),
        claim("c", amount=620e6, currency="USD"),
    )
    assert (edge.currency, edge.amount_min, edge.amount_max) == ("USD", 614e6, 620e6)
    assert not edge.contested


def test_sources_are_origins_and_confidence_grows_with_them() -> None:
    assert one(claim("a"), claim("b")).sources == 2
    assert one(claim("a"), claim("b")).confidence == pytest.approx(0.96)
    assert one(claim("a"), claim("b", article="article/a")).confidence == 0.8
    many = one(*(claim(str(i), confidence=0.9) for i in range(9)))
    assert many.confidence == 0.99


def test_symmetric_ends_are_ordered_and_measures_apart() -> None:
    rivals = (
        claim("a", predicate=Predicate.COMPETES_WITH),
        claim("b", predicate=Predicate.COMPETES_WITH, subject="company/b", object="company/a"),
    )
    assert (one(*rivals).subject, one(*rivals).object) == ("company/a", "company/b")
    ruled = [
        claim(m.value, predicate=Predicate.REGULATES, subject="government/us", measure=m)
        for m in (Measure.BAN, Measure.FINE)
    ]
    assert len(edges(*ruled)) == 2


def test_roles_go_by_origins_then_by_date() -> None:
    assert one(claim("a", role="x"), claim("b", role="y"), claim("c", role="y")).role == "y"
    assert (
        one(claim("a", role="x", reported="2023"), claim("b", role="y", reported="2020")).role
        == "x"
    )


def test_judged_same_ends_make_no_edge() -> None:
    assert project([claim("a")], lambda _: "company/a", lambda c: c.article) == []


def fine(id: str, **fields: Any) -> Claim:
    given = {"predicate": Predicate.REGULATES, "subject": "public-body/ec", "currency": "EUR"}
    return claim(id, measure=Measure.FINE, **{**given, **fields})


@pytest.mark.parametrize(
    ("fines", "edges_", "contested"),
    [
        ([{"amount": 4.34e9}, {"amount": 4.3e9}], 1, 0),
        ([{"amount": 100e6, "reported": "2018"}, {"amount": 112e6, "reported": "2021"}], 1, 1),
        ([{"amount": 2.42e9, "since": "2017-06"}, {"amount": 4.34e9, "since": "2018-07-18"}], 2, 0),
        ([{"amount": 2.42e9}, {"amount": 4.34e9}], 2, 0),
        ([{"amount": 1e9, "since": "2017"}, {"amount": 1e9, "since": "2019-03"}], 2, 0),
        ([{"amount": 1e9, "since": "2019"}, {"amount": 1e9, "since": "2019-03-20"}], 1, 0),
        ([{"amount": 1e9, "since": "2019-03-20"}, {"amount": 1e9, "since": "2019-03-21"}], 1, 0),
        (
            [
                {"amount": 4.34e9, "reported": "2018-07-18"},
                {"amount": 5.04e9, "currency": "USD", "reported": "2018-07-19"},
            ],
            1,
            0,
        ),
        ([{"amount": 1e9}, {}], 1, 0),
        ([{}, {}], 1, 0),
        ([{"since": "2015"}, {"since": "2020"}], 2, 0),
    ],
)
def test_each_fine_is_one_edge(fines: list[dict[str, Any]], edges_: int, contested: int) -> None:
    found = edges(*(fine(str(n), **f) for n, f in enumerate(fines)))
    assert (len(found), sum(e.contested for e in found)) == (edges_, contested)
    assert all(e.live for e in found)


def test_an_annulment_ends_the_fine_it_can_mean() -> None:
    old = fine("a", amount=1e9, since="2009", reported="2009-05-13")
    new = fine("b", amount=4e9, since="2018", reported="2018-07-18")
    after = fine("c", status=Status.FORMER, reported="2022-01-26")
    assert {(e.live, e.amount_max) for e in edges(old, new, after)} == {(True, 1e9), (False, 4e9)}
    named = fine("c", status=Status.FORMER, amount=1.06e9, reported="2022-01-26")
    assert {(e.live, e.amount_max) for e in edges(old, new, named)} == {
        (False, 1.06e9),
        (True, 4e9),
    }


def test_the_first_fine_keeps_its_id_when_another_follows() -> None:
    first = fine("x", amount=1e9, since="2017", reported="2017-02")
    before = one(first)
    later = fine("a", amount=3e9, since="2019", reported="2019-02")
    both = edges(first, later)
    assert before in both
    (second,) = (e for e in both if e != before)
    told_again = edges(first, later, fine("0", amount=3e9, since="2019", reported="2020"))
    assert {e.id for e in told_again} == {before.id, second.id}


FINES = st.lists(
    st.builds(
        fine,
        id=st.sampled_from("abcdefgh"),
        status=st.sampled_from([Status.FACT, Status.FORMER, Status.PROPOSED]),
        amount=st.sampled_from([None, 1e6, 1.2e6, 1.4e6, 9e6]),
        currency=st.sampled_from(["USD", "EUR", "GBP"]),
        reported=DATES,
        since=DATES,
    ),
    max_size=8,
    unique_by=lambda c: c.id,
)


@given(FINES, st.randoms(use_true_random=False), DATES)
def test_fines_are_told_apart_in_any_order(
    fines: list[Claim], chance: Any, held: str | None
) -> None:
    mixed = list(fines)
    chance.shuffle(mixed)
    found = edges(*fines, held=held)
    assert edges(*mixed, held=held) == found
    assert len({e.id for e in found}) == len(found)
    if held is None:
        assert sorted(c.id for e in found for c in e.claims) == sorted(c.id for c in fines)
