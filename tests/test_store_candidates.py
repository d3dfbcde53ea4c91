"""Candidates of a graph: read on both servers, judged ones left out, the weighty ones first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from kg.model import Candidate, Judgement, Reading, Surrounding
from kg.resolve import Proposal, propose
from kg.resolve.proposing import consequence
from kg.store import BoltGraph
from kg.vocabulary import Verdict

NORD, NORT, OTHER = "company/nordwind", "company/nordwnid", "company/nordwind-capital"
US, APP, LONE, LONELY = "government/us", "app/fjordchat", "company/pebblepay", "company/peblepay"


def world(press: Any) -> list[Reading]:
    names = {NORD: "Nordwind Group", NORT: "Nordwnid Group", OTHER: "Nordwind Capital"}
    named = tuple(press.entity(id, name=name) for id, name in names.items())
    facts: dict[str, list[tuple[Any, ...]]] = {
        "n1": [
            (NORD, "OWNS", APP),
            (NORD, "OWNS", OTHER),
            (US, "REGULATES", NORD, {"measure": "fine"}),
        ],
        "n2": [(NORT, "OWNS", APP), (US, "REGULATES", NORT, {"measure": "ban"})],
        "n3": [(LONE, "COMPETES_WITH", APP), (LONELY, "COMPETES_WITH", APP)],
        "n4": [(LONE, "OWNS", "app/x", {"status": "proposed", "confidence": 0.9})],
    }
    return [press.reading(n, said, entities=named) for n, said in facts.items()]


def judge(graph: BoltGraph, left: str, right: str, verdict: Verdict, day: int = 1) -> None:
    when = datetime(2024, 5, day, tzinfo=UTC)
    graph.judge(Judgement(left=left, right=right, verdict=verdict, who="tester", when=when))


def pairs(found: list[Proposal]) -> list[tuple[str, str]]:
    return [(p.candidate.left, p.candidate.right) for p in found]


@pytest.fixture
def filled(graph: BoltGraph, press: Any) -> BoltGraph:
    graph.add(world(press))
    return graph


def test_surroundings_hold_neighbours_and_weigh_ownership_and_measures_most(
    filled: BoltGraph,
) -> None:
    around = {s.entity.id: s for s in filled.surroundings()}
    assert list(around) == sorted(around)
    assert around[NORD] == Surrounding(
        entity=filled.entity(NORD),
        members=frozenset({NORD}),
        neighbours=frozenset({APP, OTHER, US}),
        weight=9.0,
    )
    assert around[LONE].weight == 1 + 3 * 0.5
    assert around[LONE].neighbours == {APP, "app/x"}


def test_candidates_come_the_weightiest_first_with_a_sentence_of_either_side(
    filled: BoltGraph,
) -> None:
    found = propose(filled)
    assert pairs(found)[:2] == [(NORD, NORT), (LONE, LONELY)]
    first = found[0]
    assert first.left is not None
    assert NORD in (first.left.subject, first.left.object)
    assert first.right is not None
    assert NORT in (first.right.subject, first.right.object)
    assert "share 2 of 2 neighbours" in first.candidate.reasons
    assert pairs(propose(filled, limit=1)) == [(NORD, NORT)]
    assert pairs(propose(filled, about=LONELY)) == [(LONE, LONELY)]
    assert (NORD, OTHER) not in pairs(found)[:2]


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE])
def test_judged_pairs_are_left_out_until_it_is_taken_back(
    filled: BoltGraph, verdict: Verdict
) -> None:
    judge(filled, NORT, NORD, verdict)
    assert (NORD, NORT) not in pairs(propose(filled))
    judge(filled, NORD, NORT, Verdict.UNDONE, 2)
    assert (NORD, NORT) in pairs(propose(filled))


def test_a_judgement_holds_for_whoever_the_judged_are_one_with(
    filled: BoltGraph, press: Any
) -> None:
    double = "company/nordwind-grp"
    named = (press.entity(double, name="Nordwind Grp"),)
    filled.add([press.reading("n5", [(double, "OWNS", APP)], entities=named)])
    judge(filled, double, NORT, Verdict.DIFFERENT)
    judge(filled, double, NORD, Verdict.SAME, 2)
    around = {s.entity.id: s for s in filled.surroundings()}
    assert around[NORD].members == {NORD, double}
    assert double not in around
    assert (NORD, NORT) not in pairs(propose(filled))


def test_rejected_claims_are_no_witness_and_who_has_none_has_none(
    filled: BoltGraph, press: Any
) -> None:
    filled.add([press.reading("n6", [], entities=(press.entity("company/silent"),))])
    assert filled.witnesses(["company/silent"]) == {}
    told = filled.witnesses([LONE])[LONE]
    assert told.live, "a claim that holds comes before a surer one that is only proposed"


def test_two_external_ids_warn(graph: BoltGraph, press: Any) -> None:
    left = press.entity("company/zenit", wikidata="Q1", country="RU")
    right = press.entity("company/zenith", wikidata="Q2", country="RU", name="Zenit")
    facts = [("company/zenit", "OWNS", APP), ("company/zenith", "OWNS", APP)]
    graph.add([press.reading("n1", facts, entities=(left, right))])
    [told] = [p.candidate for p in propose(graph) if p.candidate.left == left.id]
    assert told.warning.startswith("different Wikidata ids: Q1 and Q2")
    assert told.score < 0.1


def test_consequence_grows_with_the_score_and_with_both_sides() -> None:
    pair = Candidate(left="a", right="b", left_name="A", right_name="B", score=0.5, reasons=("x",))
    surer = pair.model_copy(update={"score": 0.9})
    assert consequence(surer, {}) > consequence(pair, {})
    assert consequence(pair, {"a": 5, "b": 5}) > consequence(pair, {"a": 10}) > 0.5
