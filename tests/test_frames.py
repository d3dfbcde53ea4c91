"""Verb frames: who does it to whom, whatever the shape of the clause."""

from __future__ import annotations

import pytest

from kg.extract.frames import Frames
from kg.extract.inline import document_of, sentence
from kg.extract.patterns import patterns
from kg.extract.pipeline import pipeline

OWNS = {("OWNS", "Google", "Waze")}


def found(line: str) -> set[tuple[str, str, str]]:
    document = document_of(sentence(line), pipeline())
    frames = Frames(patterns())
    return {
        (p.predicate, p.subject.name, p.object.name)
        for s in document.sentences
        for p in frames.propose(s, document)
    }


@pytest.mark.parametrize(
    "line",
    [
        "[Google|Company] bought [Waze|App].",
        "[Waze|App] was bought by [Google|Company].",
        "[Waze|App], which was bought by [Google|Company], is growing.",
        "[Google|Company], which owns [Waze|App], is growing.",
        "[Waze|App], a map service that [Google|Company] bought, is growing.",
        "The map service [Waze|App], owned by [Google|Company], is growing.",
        "[Google|Company] has agreed to buy [Waze|App].",
        "[Google|Company] is expected to buy [Waze|App].",
        "[Google|Company] is in talks to buy [Waze|App].",
        "[Google|Company]'s plan to buy [Waze|App] surprised many.",
        "[Google|Company] is thinking about buying [Waze|App].",
        "[Google|Company] hired engineers and bought [Waze|App].",
        "[Google|Company] took control of [Waze|App].",
        "[Google|Company] completed the acquisition of [Waze|App].",
        "Regulators allowed [Google|Company] to buy [Waze|App].",
        "Last year [Google|Company], the search firm, bought the map service [Waze|App].",
    ],
)
def test_one_purchase_in_many_clauses(line: str) -> None:
    assert found(line) >= OWNS


def test_direction_is_kept_in_the_passive() -> None:
    assert ("OWNS", "Waze", "Google") not in found("[Waze|App] is owned by [Google|Company].")


def test_joined_names_share_the_verb() -> None:
    line = "[SoftBank|Company] and [Temasek|Company] invested in [Grab|Company] and [Ola|Company]."
    wanted = {
        ("INVESTS_IN", investor, firm)
        for investor in ("SoftBank", "Temasek")
        for firm in ("Grab", "Ola")
    }
    assert found(line) == wanted


def test_examples_stand_for_the_noun_before_them() -> None:
    line = "[India|Government] banned apps such as [TikTok|App] and [WeChat|App]."
    assert found(line) == {("REGULATES", "India", "TikTok"), ("REGULATES", "India", "WeChat")}


def test_an_office_acts_for_its_state() -> None:
    line = "Authorities in [Kenya|Government] suspended [Worldcoin|App]."
    assert found(line) == {("REGULATES", "Kenya", "Worldcoin")}


@pytest.mark.parametrize(
    "line",
    [
        "[Google|Company] and [Waze|App] were mentioned.",
        "[Google|Company] said [Waze|App] users buy fuel.",
        "Friends of [Google|Company] bought tickets while [Waze|App] grew.",
    ],
)
def test_no_trigger_no_relation(line: str) -> None:
    assert found(line) == set()
