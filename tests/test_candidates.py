"""Candidates: found, scored, told in words; the hard pairs never pass for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.floors import FLOORS
from benchmarks.identity.__main__ import PAGE, WEIGHTS
from benchmarks.identity.crowd import crowd
from benchmarks.identity.fit import cross_validated, learned
from benchmarks.identity.listed import Listed, listed
from benchmarks.identity.measure import Scored, with_thresholds
from benchmarks.identity.page import thresholds, weights
from benchmarks.identity.pairs import UNSEEN, folds, read_pairs
from kg.model import Candidate, Entity
from kg.resolve import blocking, candidates
from kg.resolve.candidates import LEAST, automatic, candidate
from kg.resolve.comparison import FEATURES, RULES, compare
from kg.resolve.forms import profile
from kg.resolve.weights import Weights
from kg.resolve.weights import weights as kept_weights
from kg.vocabulary import Kind

C, A = Kind.COMPANY, Kind.APP
NEVER = (
    ("Line", A, "Lime", C),
    ("Meta", C, "Metaverse Corp", C),
    ("Viber", A, "Fiber", A),
    ("Signal", A, "Signal Capital", C),
    ("Signal", C, "Signal Capital", C),
    ("Micron", C, "Micro", C),
    ("Apple", C, "Apple Records", C),
    ("Douyin", A, "TikTok", A),
    ("Alibaba", C, "Alipay", A),
    ("Arm", C, "Armada", C),
)
APART = {
    ("public-body/council-of-the-european-union", "public-body/european-council"),
    ("company/block", "organization/the-block"),
}
"""Entries of the list of known names that look like one and are two."""
PAIRS = read_pairs()
BY = kept_weights()


def named(id: str, name: str, kind: Kind = C, **fields: Any) -> Entity:
    return Entity(id=id, kind=kind, name=name, **fields)


def judged(left: Entity, right: Entity, around: dict[str, set[str]] | None = None) -> Candidate:
    near = around or {}
    return candidate(profile(left, near.get(left.id, ())), profile(right, near.get(right.id, ())))


@pytest.fixture(scope="module")
def scored() -> Scored:
    return Scored(PAIRS, cross_validated(PAIRS))


@pytest.fixture(scope="module")
def names() -> Listed:
    return listed(BY)


@pytest.mark.parametrize(("left", "kind", "right", "other"), NEVER)
@pytest.mark.parametrize("shared", [0, 1])
def test_the_hard_pairs_never_pass_for_one(
    left: str, kind: Kind, right: str, other: Kind, shared: int
) -> None:
    near = {"x/1": {"owner"}, "x/2": {"owner"}} if shared else {}
    told = judged(named("x/1", left, kind), named("x/2", right, other), near)
    assert told.score < BY.likely
    assert not automatic(told)


def test_no_score_joins_without_a_person_unless_the_weights_say_so() -> None:
    same = judged(named("x/1", "ByteDance", country="CN"), named("x/2", "Bytedance", country="CN"))
    assert automatic(same) is (BY.automatic is not None and same.score >= BY.automatic)
    sure = Weights(bias=0, weights={"same_name": 9.0}, automatic=0.9)
    assert automatic(same, sure)
    assert not automatic(same.model_copy(update={"score": 0.89}), sure)


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (named("1", "Qualcomm"), named("2", "Qualcom"), "differ by one letter"),
        (
            named("1", "CATL"),
            named("2", "Contemporary Amperex Technology Co., Limited"),
            "CATL is the initials of Contemporary Amperex Technology Co., Limited",
        ),
        (named("1", "Alibaba"), named("2", "阿里巴巴"), "阿里巴巴 is Alibaba in Latin letters"),
        (named("1", "Google"), named("2", "Google Cloud"), "Google Cloud adds 'cloud' to Google"),
        (named("1", "X", A), named("2", "X Corp."), "different kinds: app and company"),
        (named("1", "MTS", country="RU"), named("2", "MTS", country="IN"), "RU and IN"),
        (named("1", "Sea", country="SG"), named("2", "Sea Ltd", country="SG"), "both in SG"),
        (
            named("1", "Max", wikidata="Q1"),
            named("2", "Max", wikidata="Q2"),
            "different Wikidata ids: Q1 and Q2",
        ),
        (
            named("1", "Tim Cook", Kind.PERSON),
            named("2", "Timothy D. Cook", Kind.PERSON),
            "have one surname and given names that fit",
        ),
        (
            named("1", "Kim Jong Un", Kind.PERSON),
            named("2", "Kim Yo Jong", Kind.PERSON),
            "share their first word alone",
        ),
    ],
)
def test_reasons_are_in_words(left: Entity, right: Entity, words: str) -> None:
    assert any(words in reason for reason in judged(left, right).reasons)


def test_neighbours_are_told() -> None:
    around = {"1": {"a", "b", "c", "d"}, "2": {"a", "b", "c", "x", "y"}, "3": {"1"}}
    block, square, part = named("1", "Block"), named("2", "Square"), named("3", "Block Capital")
    assert "share 3 of 4 neighbours" in judged(block, square, around).reasons
    assert "one has a relation with the other" in judged(block, part, around).reasons
    assert judged(block, square, around).score > judged(block, square).score


def test_every_reason_of_every_pair_is_words_and_no_feature() -> None:
    for pair in PAIRS:
        told = candidate(pair.left, pair.right)
        assert told.reasons
        for reason in told.reasons:
            assert " " in reason
            assert reason not in FEATURES
            assert "_" not in reason


def test_two_external_ids_put_a_pair_below_the_same_pair_without() -> None:
    plain = judged(named("1", "Yandex"), named("2", "Yandex"))
    apart = judged(named("1", "Yandex", wikidata="Q1"), named("2", "Yandex", wikidata="Q2"))
    one = judged(named("1", "Yandex", wikidata="Q1"), named("2", "Яндекс", wikidata="Q1"))
    assert apart.score < 0.1 < plain.score
    assert one.score > BY.likely


NAMES = st.sampled_from(
    [
        "Arm",
        "ARM Ltd",
        "Arm China",
        "Armada",
        "华为",
        "Huawei",
        "HW",
        "Hua Wei",
        "Lime",
        "Line",
        "腾讯",
    ]
)
ENTITIES = st.lists(
    st.builds(
        Entity,
        id=st.integers(0, 30).map("x/{:02}".format),
        kind=st.sampled_from(list(Kind)),
        name=st.one_of(NAMES, st.text(min_size=1, max_size=12)),
        aliases=st.lists(NAMES, max_size=2).map(tuple),
        country=st.sampled_from([None, "CN", "GB"]),
        wikidata=st.sampled_from([None, None, "Q1", "Q2"]),
    ),
    max_size=12,
    unique_by=lambda e: e.id,
)
AROUND = st.dictionaries(
    st.integers(0, 30).map("x/{:02}".format),
    st.sets(st.integers(0, 30).map("x/{:02}".format), max_size=4),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(ENTITIES, AROUND, st.randoms(use_true_random=False))
def test_the_order_of_entities_does_not_matter(
    given_: list[Entity], around: dict[str, set[str]], chance: Any
) -> None:
    mixed = list(given_)
    chance.shuffle(mixed)
    assert candidates(mixed, around, least=0) == candidates(given_, around, least=0)


@settings(deadline=None, max_examples=60)
@given(ENTITIES, AROUND)
def test_a_pair_is_the_same_from_either_side(
    given_: list[Entity], around: dict[str, set[str]]
) -> None:
    known = [profile(e, around.get(e.id, ())) for e in given_]
    for left in known:
        for right in known:
            if left.id != right.id:
                assert compare(left, right) == compare(right, left)
                told = candidate(left, right)
                assert told == candidate(right, left)
                assert 0 <= told.score <= 1
                assert told.left < told.right


def test_judged_pairs_and_low_ones_are_left_out() -> None:
    entities = [named("x/1", "Nvidia"), named("x/2", "NVIDIA Corp."), named("x/3", "Invidia")]
    all_ = candidates(entities, {}, least=0)
    assert {(c.left, c.right) for c in all_} >= {("x/1", "x/2"), ("x/1", "x/3")}
    rest = candidates(entities, {}, judged={("x/1", "x/2")}, least=0)
    assert ("x/1", "x/2") not in {(c.left, c.right) for c in rest}
    assert all(c.score >= 0.5 for c in candidates(entities, {}, least=0.5))


def test_kinds_that_are_never_one_are_not_paired() -> None:
    people = [named("x/1", "Bloomberg"), named("x/2", "Bloomberg", Kind.PERSON)]
    assert candidates(people, {}, least=0) == []


def test_blocking_finds_nearly_all_and_pairs_few() -> None:
    known = [side for p in PAIRS for side in (p.left, p.right)]
    small, large = (crowd(size) + known for size in (4_000, 12_000))
    for people in (small, large):
        at = len(people) - len(known)
        found = set(blocking.pairs(people))
        one = [(at + 2 * n, at + 2 * n + 1) in found for n, p in enumerate(PAIRS) if p.same]
        assert sum(one) >= 0.98 * len(one)
        assert len(found) < 9 * len(people)


def test_the_labelled_pairs_are_many_and_of_both_classes() -> None:
    assert len(PAIRS) >= 320
    assert 0.4 <= sum(p.same for p in PAIRS) / len(PAIRS) <= 0.5
    assert len({tuple(sorted((str(p.left.entity), str(p.right.entity)))) for p in PAIRS}) == len(
        PAIRS
    )
    assert {s.feature for p in PAIRS for s in p.signs} <= {*FEATURES, *RULES}


def test_no_name_stands_in_two_folds() -> None:
    cut = folds(PAIRS, 10)
    assert sorted(n for fold in cut for n in fold) == list(range(len(PAIRS)))
    keys = [{k for n in fold for k in PAIRS[n].keys} for fold in cut]
    assert all(a.isdisjoint(b) for n, a in enumerate(keys) for b in keys[n + 1 :])


def test_the_kept_weights_are_those_that_the_pairs_give(scored: Scored, names: Listed) -> None:
    made = with_thresholds(learned(PAIRS), scored, names)
    kept = Weights.model_validate(json.loads(WEIGHTS.read_text("utf-8")))
    assert made.weights == pytest.approx(dict(kept.weights), abs=0.002)
    assert (made.likely, made.automatic, made.pairs) == (kept.likely, kept.automatic, kept.pairs)


def test_the_published_figures_are_those_measured(scored: Scored) -> None:
    page = PAGE.read_text("utf-8")
    for made in (thresholds(scored), weights(BY, PAIRS)):
        assert made.rstrip() in page, "run `python -m benchmarks.identity --write`"
    assert ("Nothing is joined automatically" in page) is (BY.automatic is None)


def test_on_the_list_of_known_names_a_likely_pair_is_one(names: Listed) -> None:
    right, found = names.right(BY.likely), names.found(LEAST)
    assert right.of > 500
    assert right.interval[0] >= 0.98
    assert (found.rate or 0) > 0.8


def test_the_list_of_known_names_holds_nobody_twice(names: Listed) -> None:
    twice = {(c.left, c.right): c.reasons for c in names.apart if c.score >= BY.likely}
    assert set(twice) <= APART, "one entity in two rows? if they are two, name them in APART"


def test_a_set_written_after_the_rules_is_scored_as_published() -> None:
    unseen = read_pairs(UNSEEN)
    fresh = Scored(unseen, [BY.score(p.signs) for p in unseen])
    assert thresholds(fresh).rstrip() in PAGE.read_text("utf-8")
    known = {str(sorted(p.keys)) for p in PAIRS}
    assert not known & {str(sorted(p.keys)) for p in unseen}
    assert fresh.right(0.9).rate == 1


def test_no_figure_is_below_its_floor(scored: Scored) -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))["identity"]
    right, found, shown = scored.right(BY.likely), scored.found(BY.likely), scored.found(LEAST)
    for name, share in {"precision": right, "recall": found, "shown": shown}.items():
        assert share.rate is not None
        assert 100 * share.rate >= floors[name], name
