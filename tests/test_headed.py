"""What a sentence leaves unsaid is read off its item, its section or the sentence before."""

from __future__ import annotations

import pytest

from kg.assembly import known_names
from kg.extract.rules import RulesExtractor
from kg.model import Article


@pytest.fixture(scope="module")
def extractor() -> RulesExtractor:
    return RulesExtractor(known_names())


def said(extractor: RulesExtractor, text: str) -> set[tuple[str, str, str]]:
    article = Article(id="article/a", title="", origin="origin/a", text=text)
    found = extractor.extract(article).drafts
    return {(d.subject.name, d.predicate.value, d.object.name) for d in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "WhatsApp changed its terms. The owner, Meta, said nothing.",
            ("Meta", "OWNS", "WhatsApp"),
        ),
        (
            "Mistral AI has raised fresh money. The round was led by General Catalyst.",
            ("General Catalyst", "INVESTS_IN", "Mistral AI"),
        ),
        (
            "Messengers:\n\n- Viber: founded in Israel, now part of Rakuten\n- Signal: a charity",
            ("Rakuten", "OWNS", "Viber"),
        ),
        ("Oracle sued Spotify, whose founder Daniel Ek was amused.",
         ("Daniel Ek", "FOUNDED", "Spotify")),
    ],
)  # fmt: skip
def test_the_unsaid_end_is_found(
    extractor: RulesExtractor, text: str, wanted: tuple[str, str, str]
) -> None:
    assert wanted in said(extractor, text)


def test_a_role_named_for_somebody_else_is_not_the_topics(extractor: RulesExtractor) -> None:
    text = "WhatsApp changed its terms. The owner of Grindr, Kunlun, said nothing."
    assert ("Kunlun", "OWNS", "WhatsApp") not in said(extractor, text)


def test_a_former_name_is_not_what_its_bearer_owns(extractor: RulesExtractor) -> None:
    text = "Instagram was sold in 2012. Facebook, as Meta was then called, acquired it."
    assert ("Facebook", "OWNS", "Meta") not in said(extractor, text)
