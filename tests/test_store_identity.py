"""Judgements give representatives, whatever their order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.identity import identify, latest
from kg.model import Entity, Judgement
from kg.store.entities import join, joined, settled
from kg.vocabulary import Kind, Verdict

START = datetime(2024, 1, 1, tzinfo=UTC)


def judged(left: str, right: str, verdict: str, day: int = 0) -> Judgement:
    return Judgement(
        left=left, right=right, verdict=Verdict(verdict), who="me", when=START + timedelta(days=day)
    )


JUDGEMENTS = st.lists(
    st.builds(
        judged,
        st.sampled_from("abcde"),
        st.sampled_from("abcde"),
        st.sampled_from(list(Verdict)),
        st.integers(0, 6),
    ),
    max_size=10,
)


@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_the_order_in_which_judgements_come_does_not_matter(
    given_: list[Judgement], chance: Any
) -> None:
    mixed = list(given_)
    chance.shuffle(mixed)
    assert identify(mixed) == identify(given_)


@given(JUDGEMENTS)
def test_different_holds_and_representatives_stand_for_themselves(given_: list[Judgement]) -> None:
    who = identify(given_)
    for (left, right), judgement in latest(given_).items():
        if judgement.verdict is Verdict.DIFFERENT and left != right:
            assert who.canonical(left) != who.canonical(right)
        if judgement.verdict is Verdict.SAME and not who.conflicts:
            assert who.canonical(left) == who.canonical(right)
    for id in "abcde":
        assert who.canonical(who.canonical(id)) == who.canonical(id)


def test_chains_undo_and_representatives() -> None:
    chain = [judged("b", "a", "same"), judged("b", "c", "same", 1)]
    assert {identify(chain).canonical(x) for x in "abc"} == {"a"}
    assert identify(chain, known={"c"}).canonical("a") == "c"
    assert identify(chain, present={"b", "c"}).canonical("a") == "b"
    undone = [*chain, judged("a", "b", "undone", 2)]
    assert identify(undone).canonical("a") == "a"
    assert identify(undone).canonical("c") == "b"
    assert identify([*chain, judged("c", "b", "unsure", 3)]).canonical("c") == "c"


def test_of_a_chain_that_cannot_be_the_newest_is_kept() -> None:
    who = identify(
        [judged("a", "c", "different", 9), judged("a", "b", "same"), judged("b", "c", "same", 1)]
    )
    assert (who.canonical("c"), who.canonical("a")) == ("b", "a")
    assert len(who.conflicts) == 1


RECORDS = st.lists(
    st.builds(
        Entity,
        id=st.just("company/x"),
        kind=st.just(Kind.COMPANY),
        name=st.sampled_from(["X", "X Corp", "x", "XCORP"]),
        aliases=st.lists(st.sampled_from(["Y", "X", "某"]), max_size=2).map(tuple),
        weak_aliases=st.lists(st.sampled_from(["W", "Z"]), max_size=2).map(tuple),
        country=st.sampled_from([None, "US", "CN"]),
        known=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(RECORDS, st.randoms(use_true_random=False))
def test_names_join_in_any_order_and_twice_is_once(records: list[Entity], chance: Any) -> None:
    mixed = list(records)
    chance.shuffle(mixed)
    whole = joined(records)
    assert joined(mixed) == whole
    assert join(whole, records[0]) == whole
    half = len(records) // 2
    if half:
        assert join(joined(records[:half]), joined(records[half:])) == whole
    assert settled(whole) == whole
    assert {n for r in records for n in (r.name, *r.aliases)} == {whole.name, *whole.aliases}
