"""Lists under a sentence, tables under a header, bare roles under a topic, joint shares."""

from __future__ import annotations

import pytest

from kg.extract.rules import RulesExtractor
from kg.model import Article, Draft
from kg.names import KnownNames


@pytest.fixture(scope="module")
def extractor() -> RulesExtractor:
    return RulesExtractor(KnownNames.load(None))


def drafts(extractor: RulesExtractor, text: str) -> dict[tuple[str, str, str], Draft]:
    article = Article(id="article/1", title="", origin="origin/1", text=text)
    found = extractor.extract(article).drafts
    assert all(text[d.start : d.end] == d.quote for d in found)
    return {(d.subject.name, str(d.predicate), d.object.name): d for d in found}


def test_items_stand_for_the_plural_that_introduces_them(extractor: RulesExtractor) -> None:
    text = (
        "The Commerce Department added the following entities to the Entity List:\n\n"
        "- Huawei, based in Shenzhen\n- SMIC\n\nTencent is not among them."
    )
    found = drafts(extractor, text)
    assert "SMIC" in found["Commerce Department", "REGULATES", "SMIC"].quote
    assert ("Commerce Department", "REGULATES", "Huawei") in found
    assert not any("Tencent" in key for key in found)


def test_names_after_a_colon_stand_for_the_plural(extractor: RulesExtractor) -> None:
    found = drafts(extractor, "CNIL fined three companies: Google, Meta and Amazon.")
    assert {k[2] for k in found} == {"Google", "Meta", "Amazon"}


def test_a_row_is_read_by_its_header(extractor: RulesExtractor) -> None:
    text = (
        "| Company | Regulator | Fine |\n|---|---|---|\n"
        "| Apple | European Commission | €500 million |\n"
    )
    fine = drafts(extractor, text)["European Commission", "REGULATES", "Apple"]
    assert (fine.measure, fine.amount, fine.currency) == ("fine", 5e8, "EUR")


def test_a_bare_role_belongs_to_the_topic(extractor: RulesExtractor) -> None:
    found = drafts(extractor, "Spotify\n\nSpotify is a Swedish company. CEO Daniel Ek said so.\n")
    assert ("Daniel Ek", "LEADS", "Spotify") in found


def test_a_joint_share_belongs_to_nobody(extractor: RulesExtractor) -> None:
    found = drafts(
        extractor,
        "About 60 percent of ByteDance is owned by global investors such as General Atlantic"
        " and Susquehanna.",
    )
    assert {k[1] for k in found} == {"INVESTS_IN"}
    assert all(d.share is None for d in found.values())


def test_each_has_its_own_fine(extractor: RulesExtractor) -> None:
    found = drafts(extractor, "The CNIL fined Google €325 million and Meta €150 million.")
    assert {(k[2], d.amount) for k, d in found.items()} == {("Google", 325e6), ("Meta", 150e6)}
