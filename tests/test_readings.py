"""One form reads a sentence in many shapes: without asides, and clause by clause."""

from __future__ import annotations

import pytest

from kg.extract.inflect import forms
from kg.extract.inline import document_of, sentence
from kg.extract.mask import mask
from kg.extract.pipeline import pipeline
from kg.extract.readings import readings


def texts(line: str) -> list[str]:
    document = document_of(sentence(line), pipeline())
    return [m.text for s in document.sentences for m in readings(s, mask(s))]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("[Acme|Company], a firm in [Oslo|Place], bought [Beta|Company].", "@0C bought @2C ."),
        (
            "[Acme|Company], which counts [Beta|Company] among its clients, cut jobs.",
            "@0C counts @1C among its clients",
        ),
        ("[Acme|Company] agreed last week to buy [Beta|Company].", "@0C to buy @1C"),
        ("[Acme|Company], founded by [Ada Berg|Person], is growing.", "@0C was founded by @1P"),
        (
            "[Acme|Company] cut jobs and now supplies [Beta|Company] with steel.",
            "@0C supplies @1C with steel",
        ),
        (
            "[Acme|Company], whose alliance with [Beta|Company] failed, is growing.",
            "@0C 's alliance with @1C failed",
        ),
        ("[Acme|Company] and [Gamma|Company] agreed to buy [Beta|Company].", "@0C and @1C to buy"),
    ],
)
def test_a_clause_has_its_subject_before_it(line: str, wanted: str) -> None:
    assert any(wanted in text for text in texts(line)), texts(line)


def test_a_list_is_no_aside() -> None:
    line = "[Acme|Company], [Beta|Company] and [Gamma|Company] rose."
    assert all("@1C" in text for text in texts(line)), texts(line)


def test_each_reading_is_given_once() -> None:
    found = texts("[Acme|Company], which owns [Beta|Company], agreed to buy [Gamma|Company].")
    assert len(found) == len(set(found))


def test_verbs_have_all_their_forms() -> None:
    assert forms("buy") == ("buy", "buys", "bought", "buying")
    assert forms("ship") == ("ship", "ships", "shipped", "shipping")
    assert forms("carry") == ("carry", "carries", "carried", "carrying")
    assert forms("take over") == ("take over", "takes over", "took over", "taken over",
                                  "taking over")  # fmt: skip
    assert forms("agree to") == ("agree to", "agrees to", "agreed to", "agreeing to")
