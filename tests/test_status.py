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
