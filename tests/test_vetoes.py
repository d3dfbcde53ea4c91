"""What a sentence forbids, whatever pattern reads it."""

from __future__ import annotations

import pytest

from kg.extract.inline import document_of, sentence
from kg.extract.pipeline import pipeline
from kg.extract.rules import Rules

Said = set[tuple[str, str, str]]


def said(line: str) -> Said:
    drafts = Rules().apply(document_of(sentence(line), pipeline())).drafts
    return {(d.subject.name, d.predicate.value, d.object.name) for d in drafts}


def test_respectively_pairs_what_stands_in_the_same_place() -> None:
    owned = said(
        "[Norvik|Company] and [Sundal|Company], controlled by [Hagen|Company] and [Lund|Company] "
        "respectively, agreed to merge."
    )
    assert {s for s in owned if s[1] == "OWNS"} == {
        ("Hagen", "OWNS", "Norvik"),
        ("Lund", "OWNS", "Sundal"),
    }


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (
            "[Norvik|Company] signed an agreement with [Sundal|Company] to buy [Brisk|App].",
            ("Norvik", "PARTNERS_WITH", "Sundal"),
        ),
        (
            "[Norvik|Company] pays $4 million for 7 percent of [Brisk|Company]; [Lund|Company] and "
            "[Hagen|Company] got in earlier.",
            ("Norvik", "INVESTS_IN", "Lund"),
        ),
        (
            "[Norvik|Company], the exchange run by [Mark Lund|Person], has found coins.",
            ("Mark Lund", "OWNS", "Norvik"),
        ),
        (
            "[India|Government] bans 59 apps, among them [Norvik|Company]'s [Brisk|App].",
            ("India", "REGULATES", "Norvik"),
        ),
        (
            "It absorbed its competitors [Norvik|Company] and [Sundal|Company].",
            ("Norvik", "COMPETES_WITH", "Sundal"),
        ),
        (
            "[Norvik|Company] means to put $100 billion into [Brisk|Company].",
            ("Norvik", "OWNS", "Brisk"),
        ),
    ],
)
def test_what_is_not_said(line: str, wrong: tuple[str, str, str]) -> None:
    assert wrong not in said(line)


@pytest.mark.parametrize(
    ("line", "right"),
    [
        (
            "[Norvik|Company] signed an agreement with [Sundal|Company] to develop chips.",
            ("Norvik", "PARTNERS_WITH", "Sundal"),
        ),
        (
            "[India|Government] bans 59 apps, among them [Norvik|Company]'s [Brisk|App].",
            ("India", "REGULATES", "Brisk"),
        ),
        (
            "[Norvik|Company], the exchange run by [Mark Lund|Person], has found coins.",
            ("Mark Lund", "LEADS", "Norvik"),
        ),
        (
            "[Norvik|Company] bought a 100 percent stake in [Brisk|Company].",
            ("Norvik", "OWNS", "Brisk"),
        ),
    ],
)
def test_what_is_said_stays(line: str, right: tuple[str, str, str]) -> None:
    assert right in said(line)
