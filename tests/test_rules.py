"""The rules as a whole: quotes, values, refusals, confidence, and the plain output."""

from __future__ import annotations

import pytest

from kg.extract.confidence import confidence
from kg.extract.inline import document_of, sentence
from kg.extract.output import as_json, by_review
from kg.extract.patterns import patterns
from kg.extract.pipeline import pipeline
from kg.extract.rules import Rules, RulesExtractor
from kg.model import Article, Draft, digest
from kg.names import KnownNames
from kg.ports import Extraction, Extractor
from kg.vocabulary import Kind, Measure, Predicate, Status

NEWS = """Chip makers look abroad

Foxconn makes phones for Apple. On Monday, Samsung Electronics said it would invest $17 billion \
in Texas.

- Microsoft-owned GitHub grew
- Unlike TikTok, Huawei sells phones

The European Commission fined Google 4.3 billion euros ($5 billion) in 2018.
"""


def extraction(line: str) -> Extraction:
    return Rules().apply(document_of(sentence(line), pipeline()))


def only(line: str) -> Draft:
    drafts = extraction(line).drafts
    assert len(drafts) == 1, [(d.predicate, d.subject.name, d.object.name) for d in drafts]
    return drafts[0]


@pytest.fixture(scope="module")
def extractor() -> RulesExtractor:
    return RulesExtractor(KnownNames.load(None))


@pytest.fixture(scope="module")
def article() -> Article:
    return Article(
        id=f"article/{digest('article', '', NEWS)}",
        title="Chip makers look abroad",
        origin="origin/1",
        published="2024-05-06",
        text=NEWS,
    )


def test_every_quote_stands_at_its_offsets(extractor: RulesExtractor, article: Article) -> None:
    found = extractor.extract(article)
    assert found.drafts
    for draft in found.drafts:
        assert article.text[draft.start : draft.end] == draft.quote
        assert draft.quote == draft.quote.strip()
        for end in (draft.subject, draft.object):
            assert article.text[end.start : end.end] == end.text


def test_an_article_from_end_to_end(extractor: RulesExtractor, article: Article) -> None:
    said = {
        (d.subject.name, d.predicate, d.object.name): d for d in extractor.extract(article).drafts
    }
    assert ("Microsoft", Predicate.OWNS, "GitHub") in said
    fine = said["European Commission", Predicate.REGULATES, "Google"]
    assert (fine.measure, fine.amount, fine.currency) == (Measure.FINE, 4.3e9, "EUR")
    plant = next(d for d in said.values() if d.predicate is Predicate.INVESTS_IN)
    assert (plant.status, plant.amount) == (Status.ANNOUNCED, 17e9)
    assert not any("TikTok" in (a, b) for a, _, b in said)


def test_rows_say_it_of_the_topic(extractor: RulesExtractor, article: Article) -> None:
    text = "Telegram\n\nTelegram is a messaging app.\n\n- Owner: Pavel Durov\n- Rivals: WhatsApp\n"
    drafts = extractor.extract(article.model_copy(update={"text": text})).drafts
    said = {(d.subject.name, d.predicate, d.object.name) for d in drafts}
    assert said == {
        ("Pavel Durov", Predicate.OWNS, "Telegram"),
        ("Telegram", Predicate.COMPETES_WITH, "WhatsApp"),
    }


def test_an_item_names_its_measure(extractor: RulesExtractor, article: Article) -> None:
    text = "Fines of the year\n\n- Apple: €1.8bn fine (European Commission)\n"
    (draft,) = extractor.extract(article.model_copy(update={"text": text})).drafts
    assert (draft.subject.name, draft.object.name) == ("European Commission", "Apple")
    assert (draft.measure, draft.amount) == (Measure.FINE, 1.8e9)


def test_the_same_article_gives_the_same_drafts(
    extractor: RulesExtractor, article: Article
) -> None:
    assert extractor.extract(article) == extractor.extract(article)


def test_the_extractor_is_one(extractor: RulesExtractor) -> None:
    seam: Extractor = extractor
    assert seam.name == "rules@1"


def test_amount_share_and_date() -> None:
    draft = only("[Kunlun|Company] bought a 10% stake in [Opera|Company] for $168 million in 2016.")
    assert (draft.predicate, draft.share, draft.amount) == (Predicate.INVESTS_IN, 10, 168e6)
    assert draft.since == "2016"


def test_a_joint_amount_belongs_to_no_edge() -> None:
    drafts = extraction(
        "[Oracle|Company] and [MGX|Company] will invest $80 billion in [Texas|Place]."
    ).drafts
    assert len(drafts) == 2
    assert {d.amount for d in drafts} == {None}


def test_the_stated_currency_comes_before_the_converted() -> None:
    draft = only(
        "[ByteDance|Company] committed 4.5 billion yuan (US$614 million) to build a computing "
        "centre in [Shanxi|Place]."
    )
    assert (draft.amount, draft.currency) == (4.5e9, "CNY")


def test_a_valuation_is_no_price() -> None:
    draft = only("[SoftBank|Company] backed [Grab|Company], valued at $40 billion.")
    assert draft.amount is None


def test_role_and_law() -> None:
    assert only("[Lisa Su|Person], chief executive of [AMD|Company], spoke.").role == (
        "chief executive"
    )
    draft = only(
        "The [European Commission|PublicBody] designated [Booking|Company] as a gatekeeper under "
        "the [Digital Markets Act|Law]."
    )
    assert draft.law == "Digital Markets Act"


def test_who_says_so() -> None:
    draft = only("[Tim Cook|Person] said [Apple|Company] had bought [Beats|Company].")
    assert draft.speaker == "Tim Cook"


def test_what_the_vocabulary_lacks_is_refused_with_its_reason() -> None:
    document = document_of(
        sentence(
            "[Nepal|Government] is based in [Asia|Place]. [Meta|Company]'s [Threads|App] grew."
        ),
        pipeline(),
    )
    found = Rules(patterns()).apply(document)
    assert [d.predicate for d in found.drafts] == [Predicate.OWNS]
    for refusal in found.refusals:
        assert refusal.quote in document.article.text
        assert refusal.reason


def test_an_end_that_has_not_come_is_refused() -> None:
    found = extraction("[ByteDance|Company] has no plans to sell [TikTok|App].")
    assert found.drafts == ()
    assert any("has not come" in r.reason for r in found.refusals)


def test_agreement_raises_and_pronouns_lower_confidence() -> None:
    known = "[Google|Company] owns [Waze|App]."
    linked = "[It|Company=Google] owns [Waze|App]."
    document = document_of(sentence(known), pipeline())
    proposals = list(Rules().proposals(document.sentences[0], document))
    assert confidence(proposals) == only(known).confidence
    assert only(linked).confidence < only(known).confidence <= 0.98


def test_plain_output_names_each_entity_once(extractor: RulesExtractor, article: Article) -> None:
    made = as_json(article, extractor.extract(article))
    names = [e["name"] for e in made["entities"]]
    assert len(names) == len(set(names))
    for entity in made["entities"]:
        assert entity["name"] in article.text
        assert entity["type"] in set(Kind)
    for relation in made["relations"]:
        assert {relation["subject"], relation["object"]} <= set(names)
        assert article.text[relation["start"] : relation["end"]] == relation["quote"]


def test_plain_output_keeps_what_waits_apart(extractor: RulesExtractor, article: Article) -> None:
    made = as_json(article, extractor.extract(article))
    sure = sorted(r["confidence"] for r in made["relations"])
    parts = by_review(made, accept=sure[-1], drop=sure[1])
    assert [r["confidence"] for r in parts["relations"]] == [c for c in sure if c == sure[-1]]
    assert {r["confidence"] for r in parts["dropped"]} == {c for c in sure if c < sure[1]}
    assert sum(len(parts[p]) for p in ("relations", "pending", "dropped")) == len(sure)
