"""What the reader takes from the sample articles, against what a careful person takes."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from kg.assembly import known_names, read_article
from kg.data import FOLDER, samples
from kg.model import Article, Claim
from kg.vocabulary import RELATIONS, Measure, Predicate, Status
from loaders import read

# Floor for the share of certain relations that are found; `benchmarks/floors.json` explains.
FLOORS = json.loads((FOLDER.parents[1] / "benchmarks" / "floors.json").read_text("utf-8"))
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (FOLDER / "samples" / "expected.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def claims() -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for path in samples():
        for part in read([str(path)]):
            assert isinstance(part, Article), part
            reading = read_article(part)
            assert all(part.text[c.start : c.end] == c.quote for c in reading.claims)
            found[path.stem] += reading.claims
    return found


def same(name: str, id: str, called: str) -> bool:
    if name.casefold() == called.casefold():
        return True
    entity = known_names().get(id)
    return entity is not None and name in (entity.name, *entity.aliases)


def fits(claim: Claim, wanted: dict[str, Any]) -> bool:
    accept = wanted.get("accept", {})
    subjects = [wanted["subject"], *accept.get("subject", ())]
    objects = [wanted["object"], *accept.get("object", ())]
    measures = [wanted.get("measure"), *accept.get("measure", ())]
    ends = [(claim.subject, claim.subject_name, claim.object, claim.object_name)]
    if RELATIONS[claim.predicate].symmetric:
        ends.append((claim.object, claim.object_name, claim.subject, claim.subject_name))
    return (
        claim.predicate == wanted["predicate"]
        and (measures == [None] or claim.measure in measures)
        and any(
            any(same(s, a, a_name) for s in subjects) and any(same(o, b, b_name) for o in objects)
            for a, a_name, b, b_name in ends
        )
    )


def test_certain_relations_are_found(claims: dict[str, list[Claim]]) -> None:
    wanted = EXPECTED["relations"]
    found = [w for w in wanted if any(c.live and fits(c, w) for c in claims[w["article"]])]
    missed = [
        f"{w['article']}: {w['subject']} {w['predicate']} {w['object']}"
        for w in wanted
        if w not in found
    ]
    assert len(found) / len(wanted) >= FLOORS["samples"]["recall"], "\n".join(missed)


def test_what_is_threatened_denied_or_failed_is_never_live(claims: dict[str, list[Claim]]) -> None:
    wrong = [
        f"{w['article']}: {w['subject']} {w['predicate']} {w['object']} ({w['why']}): {c.quote}"
        for w in EXPECTED["not_live"]
        for c in claims[w["article"]]
        if fits(c, w) and c.live
    ]
    assert len(wrong) <= FLOORS["samples"]["wrongly_live"], "\n".join(wrong)


def test_no_court_is_the_author_of_a_law_it_upheld(claims: dict[str, list[Claim]]) -> None:
    """The sample that tells of it names a law, a court and an app in one sentence."""
    told = claims["2025-01-17-supreme-court-upholds-tiktok-law"]
    assert told
    courts = [c for c in told if "Court" in c.subject_name and c.predicate is Predicate.REGULATES]
    assert not courts, courts[0].quote


def test_the_only_ban_of_tiktok_in_force_is_that_of_india(claims: dict[str, list[Claim]]) -> None:
    """All others in the samples were threatened, ordered, stopped, delayed or lifted."""
    bans = [
        c
        for told in claims.values()
        for c in told
        if c.live and c.object_name == "TikTok" and c.measure == Measure.BAN
    ]
    assert {c.subject_name for c in bans} == {"India"}


def test_promises_are_live_only_where_the_vocabulary_says_so() -> None:
    live = {p for p in Predicate if Status.ANNOUNCED in RELATIONS[p].live}
    assert live == {Predicate.INVESTS_IN, Predicate.PARTNERS_WITH, Predicate.SUPPLIES}
