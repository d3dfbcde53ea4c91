"""A threat is no ban, a bid no purchase, a denial no fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.inline import Annotated, document_of, read, sentence
from kg.extract.pipeline import pipeline
from kg.extract.rules import Rules
from kg.vocabulary import RELATIONS

TRAPS = Path(__file__).parents[1] / "benchmarks" / "gold" / "dev" / "traps.txt"
Said = set[tuple[str, str, str, str, str, str]]


def said(annotated: Annotated) -> Said:
    drafts = Rules().apply(document_of(annotated, pipeline())).drafts
    return {
        (d.predicate, d.measure or "", *ends(d.predicate, d.subject.name, d.object.name),
         d.status, d.polarity)
        for d in drafts
    }  # fmt: skip


def ends(predicate: str, *names: str) -> tuple[str, str]:
    joint = any(r.symmetric for p, r in RELATIONS.items() if p == predicate)
    first, second = sorted(names) if joint else names
    return first, second


@pytest.mark.parametrize("annotated", list(read(TRAPS)), ids=lambda a: a.where)
def test_traps(annotated: Annotated) -> None:
    wanted = {
        (s.predicate, s.measure or "", *ends(s.predicate, s.subject, s.object),
         s.status, s.polarity)
        for s in annotated.stated
    }  # fmt: skip
    assert said(annotated) == wanted


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("bought", "fact"),
        ("has completed its purchase of", "fact"),
        ("agreed to buy", "announced"),
        ("will buy", "announced"),
        ("plans to acquire", "announced"),
        ("said it would buy", "announced"),
        ("is set to acquire", "announced"),
        ("offered to buy", "proposed"),
        ("made a bid for", "proposed"),
        ("is trying to buy", "proposed"),
        ("is in talks to buy", "speculated"),
        ("reportedly bought", "speculated"),
        ("might acquire", "speculated"),
        ("is considering buying", "speculated"),
        ("failed to acquire", "blocked"),
        ("was prevented from buying", "blocked"),
        ("abandoned its bid for", "blocked"),
        ("used to own", "former"),
        ("previously owned", "former"),
    ],
)
def test_words_around_a_purchase(words: str, status: str) -> None:
    line = f"[Oracle|Company] {words} [Discord|App] this year."
    line = line.replace(" it ", " [it|Company=Oracle] ").replace(" its ", " [its|Company=Oracle] ")
    found = said(sentence(line))
    assert {(f[0], f[2], f[3], f[4]) for f in found} == {("OWNS", "Oracle", "Discord", status)}


@pytest.mark.parametrize(
    ("line", "polarity"),
    [
        ("[Huawei|Company] denied that [it|Company=Huawei] owns [Honor|Company].", "denied"),
        ("[Huawei|Company] did not buy [Honor|Company].", "denied"),
        ("[Huawei|Company] doesn't own [Honor|Company].", "denied"),
        ("[Huawei|Company] owns [Honor|Company].", "asserted"),
    ],
)
def test_polarity(line: str, polarity: str) -> None:
    assert {f[5] for f in said(sentence(line))} == {polarity}


def test_a_headline_infinitive_is_a_promise() -> None:
    assert {f[4] for f in said(sentence("[Alibaba|Company] to buy [Youku|App]"))} == {"announced"}


def test_a_headline_present_is_a_fact() -> None:
    assert {f[4] for f in said(sentence("[India|Government] bans [TikTok|App]"))} == {"fact"}


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("The [CMA|PublicBody] cleared the takeover of [Arm|Company] by [Vantor|Company].",
         "announced"),
        ("The [CMA|PublicBody] prohibited the takeover of [Arm|Company] by [Vantor|Company].",
         "blocked"),
    ],
)  # fmt: skip
def test_a_ruling_says_what_becomes_of_a_deal(line: str, status: str) -> None:
    deals = {f for f in said(sentence(line)) if f[0] == "OWNS"}
    assert {(f[2], f[3], f[4]) for f in deals} == {("Vantor", "Arm", status)}


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("[Peru|Government] lifted its ban on [Vantor|App].", "former"),
        ("[Peru|Government] may lift its ban on [Vantor|App].", "fact"),
        ("[Peru|Government] refused to lift its ban on [Vantor|App].", "fact"),
        ("[Peru|Government] decided to ban [Vantor|App].", "fact"),
        ("[Peru|Government] may ban [Vantor|App].", "speculated"),
        ("[Vantor|App] faces a ban in [Peru|Government].", "proposed"),
        ("A [Peru|Government] ban on [Vantor|App] looms.", "proposed"),
    ],
)
def test_whether_a_measure_stands(line: str, status: str) -> None:
    assert {(f[1], f[4], f[5]) for f in said(sentence(line))} == {("ban", status, "asserted")}


@pytest.mark.parametrize(
    "line",
    [
        "There is no truth to reports that [Vantor|Company] has bought [Arm|Company].",
        "Reports that [Vantor|Company] bought [Arm|Company] are false.",
        "A post falsely claimed that [Vantor|Company] bought [Arm|Company].",
        "[Vantor|Company] dismissed speculation that it would buy [Arm|Company].",
        "[Vantor|Company] denied a report that it was in talks to buy [Arm|Company].",
        "[Vantor|Company] is not in talks to buy [Arm|Company].",
        "Neither [Vantor|Company] nor its parent bought [Arm|Company].",
        "The letter said [Vantor|Company] had bought [Arm|Company]; it has not.",
        "Contrary to reports that [Vantor|Company] bought [Arm|Company], the two are rivals.",
    ],
)
def test_denials_in_many_words(line: str) -> None:
    assert {(f[0], f[5]) for f in said(sentence(line))} == {("OWNS", "denied")}


@pytest.mark.parametrize(
    "line",
    [
        "[Peru|Government] stopped short of banning [Vantor|App].",
        "[Peru|Government] has yet to ban [Vantor|App].",
        "[Peru|Government] has decided against banning [Vantor|App].",
        "[Peru|Government] chose to warn users rather than ban [Vantor|App].",
        "[Peru|Government] has neither banned nor blocked [Vantor|App].",
        "[Peru|Government] has neither praised nor banned [Vantor|App].",
        "[Peru|Government] did not praise nor ban [Vantor|App].",
        "No ban has been imposed on [Vantor|App] by [Peru|Government].",
    ],
)
def test_a_measure_not_taken(line: str) -> None:
    assert {(f[1], f[5]) for f in said(sentence(line))} == {("ban", "denied")}


def test_but_not_this_one() -> None:
    line = "[Peru|Government] banned [Vantor|App] but not [Arm|App]."
    assert {(f[3], f[5]) for f in said(sentence(line))} == {
        ("Vantor", "asserted"),
        ("Arm", "denied"),
    }


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        (
            "[Delphin|Company] belonged to [Vantor|Company] for five years.",
            ("OWNS", "Vantor", "Delphin"),
        ),
        (
            "[Vantor|Company] owned [Delphin|Company] for a decade.",
            ("OWNS", "Vantor", "Delphin"),
        ),
        (
            "[Jane Roe|Person], who ran risk at [Vantor|Company], joins [Delphin|Company].",
            ("AFFILIATED_WITH", "Jane Roe", "Vantor"),
        ),
        (
            "[Jane Roe|Person], until March head of payments at [Vantor|Company], resigned.",
            ("AFFILIATED_WITH", "Jane Roe", "Vantor"),
        ),
    ],
)
def test_what_lasted_a_while_or_was_left_is_over(line: str, pair: tuple[str, str, str]) -> None:
    assert {(p, a, b, status) for p, _, a, b, status, _ in said(sentence(line))} >= {
        (*pair, "former")
    }


def test_what_lasts_until_today_is_not_over() -> None:
    told = said(sentence("[Vantor|Company] has owned [Delphin|Company] for five years."))
    assert {s[4] for s in told if s[0] == "OWNS"} == {"fact"}
