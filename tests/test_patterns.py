"""Every pattern matches what it says it matches, and leaves alone what it says it leaves."""

from __future__ import annotations

import pytest

from kg.errors import BadData
from kg.extract.forms import form
from kg.extract.inline import document_of, sentence
from kg.extract.patterns import Pattern, kinds, patterns
from kg.extract.pipeline import pipeline
from kg.extract.proposal import Proposal
from kg.extract.rules import Rules
from kg.vocabulary import RELATIONS, Kind, Predicate

ALL = patterns().all


def proposed(pattern: Pattern, line: str) -> list[Proposal]:
    document = document_of(sentence(line, pattern.id), pipeline())
    rules = Rules()
    found = [p for s in document.sentences for p in rules.proposals(s, document)]
    return [p for p in found if p.pattern == pattern.id]


@pytest.mark.parametrize("pattern", ALL, ids=lambda p: p.id)
def test_matches_its_examples(pattern: Pattern) -> None:
    assert pattern.match, "a pattern needs a sentence that it reads"
    for line in pattern.match:
        wanted = {
            (s.subject, s.object, s.measure)
            for s in sentence(line).stated
            if s.predicate is pattern.predicate
        }
        found = {(p.subject.name, p.object.name, p.measure) for p in proposed(pattern, line)}
        assert found, line
        assert found <= wanted, line


@pytest.mark.parametrize("pattern", ALL, ids=lambda p: p.id)
def test_leaves_its_counterexamples(pattern: Pattern) -> None:
    assert pattern.avoid, "a pattern needs a sentence that it must not read"
    for line in pattern.avoid:
        assert not proposed(pattern, line), line


@pytest.mark.parametrize("pattern", ALL, ids=lambda p: p.id)
def test_only_regulation_has_a_measure(pattern: Pattern) -> None:
    assert (pattern.measure is not None) == (pattern.predicate is Predicate.REGULATES)


def test_every_relation_has_patterns() -> None:
    assert {p.predicate for p in ALL} == set(RELATIONS)


def test_kinds_are_letters() -> None:
    assert kinds("CA") == {Kind.COMPANY, Kind.APP}
    assert kinds("") == set(Kind)


def test_a_form_reads_lists_and_modifiers() -> None:
    found = form(r"{s:C} {t:owns|buys} {det}{desc}{o+:CA}").search(
        "@0C owns the short video app @1A , @2A and the rival @3C ."
    )
    assert found is not None
    assert found["s"] == "@0C"
    assert found["o"].split()[0] == "@1A"
    assert found["o"].endswith("@3C")


def test_a_name_before_a_hyphen_is_no_argument() -> None:
    assert form(r"{s:C} {t:owns} {det}{o:A}").search("@0C owns a @1A ~ like app") is None


def test_an_unknown_kind_in_an_example_is_refused() -> None:
    with pytest.raises(BadData, match="no kind 'Firm'"):
        sentence("[Meta|Firm] grew.")
