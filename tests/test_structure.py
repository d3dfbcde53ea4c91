"""What lists, rows and pages say by their structure."""

from __future__ import annotations

import pytest

from kg.extract.rules import RulesExtractor
from kg.model import Article, Draft
from kg.names import KnownNames


@pytest.fixture(scope="module")
def extractor() -> RulesExtractor:
    return RulesExtractor(KnownNames.load())


def drafts(extractor: RulesExtractor, text: str, title: str = "") -> tuple[Draft, ...]:
    article = Article(id="article/a", title=title, origin="origin/a", text=text)
    return extractor.extract(article).drafts


def said(extractor: RulesExtractor, text: str, title: str = "") -> set[tuple[str, str, str]]:
    return {
        (d.subject.name, d.predicate.value, d.object.name) for d in drafts(extractor, text, title)
    }


LIST = """Messengers and their owners

Some of them are small.

- WhatsApp: owned by Meta, and very large.
- Telegram: run out of Dubai by Pavel Durov.
- Fenchat: developed by Zoltec Systems, Graz; once a student project.
- Signal: non-profit. President: Meredith Whittaker.
"""


def test_an_item_says_of_its_opener_what_has_no_subject(extractor: RulesExtractor) -> None:
    found = said(extractor, LIST)
    assert ("Meta", "OWNS", "WhatsApp") in found
    assert ("Zoltec Systems", "OWNS", "Fenchat") in found
    assert ("Zoltec Systems", "LOCATED_IN", "Graz") in found
    assert ("Meredith Whittaker", "LEADS", "Signal") in found


def test_what_most_items_open_with_the_others_do_too(extractor: RulesExtractor) -> None:
    text = "Apps\n\n- WhatsApp: very large.\n- Telegram: large.\n- Fenchat: small.\n"
    article = Article(id="article/a", title="", origin="origin/a", text=text)
    kinds = {m.name: m.kind.value for m in extractor.extract(article).mentions}
    assert kinds["Fenchat"] == "App"


def test_a_bare_post_is_held_at_the_firm_of_the_title(extractor: RulesExtractor) -> None:
    text = "Nothing was sold. So said Aoife Mbeki, who has been chief executive since January."
    found = said(extractor, text + " Zoltec Systems is calm.", "Zoltec Systems is not for sale")
    assert ("Aoife Mbeki", "LEADS", "Zoltec Systems") in found


def test_a_title_with_two_firms_gives_no_topic(extractor: RulesExtractor) -> None:
    text = "Intel and Zoltec Systems met. Aoife Mbeki has been chief executive since January."
    found = said(extractor, text, "Intel buys Zoltec Systems")
    assert not [f for f in found if f[1] == "LEADS"]


def test_who_will_leave_still_leads(extractor: RulesExtractor) -> None:
    made = drafts(extractor, "Jane Roe will step down as chief executive of Intel in May.")
    assert [d.status.value for d in made if d.predicate.value == "LEADS"] == ["fact"]


def test_a_deputy_does_not_lead(extractor: RulesExtractor) -> None:
    found = said(extractor, "Jane Roe, deputy governor of the Bank of England, spoke.")
    assert ("Jane Roe", "AFFILIATED_WITH", "Bank of England") in found
    assert ("Jane Roe", "LEADS", "Bank of England") not in found
