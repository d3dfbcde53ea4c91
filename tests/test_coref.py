from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.coreference import measure
from kg.extract.document import Document
from kg.extract.reader import Reader
from kg.model import Article
from kg.names import KnownNames


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(KnownNames.load())


def read(reader: Reader, text: str, **more: str) -> Document:
    return reader.read(Article(id="article/a", title="", origin="origin/a", text=text, **more))


def linked(reader: Reader, text: str, **more: str) -> list[tuple[str, str]]:
    document = read(reader, text, **more)
    found = [m for m in document.mentions if m.origin == "coreference"]
    assert all(text[m.start : m.end] == m.text for m in found)
    return [(m.text, m.name) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ByteDance is growing. It owns TikTok.", ("It", "ByteDance")),
        ("ByteDance is growing. The company owns many apps.", ("The company", "ByteDance")),
        ("ByteDance sold TikTok. The app has many users.", ("The app", "TikTok")),
        ("Apple opened its first shop.", ("its", "Apple")),
        (
            "The Ministry of Commerce acted. The ministry named nobody.",
            ("The ministry", "Ministry of Commerce"),
        ),
        (
            "The European Commission opened a case. The regulator will decide soon.",
            ("The regulator", "European Commission"),
        ),
        ("Elon Musk runs Tesla. He also leads SpaceX.", ("He", "Elon Musk")),
        ("India acted. The country banned 59 apps.", ("The country", "India")),
        ("Google fined Kunlun. The Chinese company left.", ("The Chinese company", "Kunlun")),
        ("Amazon backed Anthropic. The startup grew.", ("The startup", "Anthropic")),
        ("The EU fined Meta. The company said it would pay.", ("it", "Meta")),
        ("Apple blocked TikTok and its developer sued.", ("its", "TikTok")),
        (
            "Nvidia grew. Analysts at Morgan Stanley said the company would grow more.",
            ("the company", "Nvidia"),
        ),
        ("Huawei told Reuters that it would sue.", ("it", "Huawei")),
    ],
)
def test_who_is_meant(reader: Reader, text: str, expected: tuple[str, str]) -> None:
    assert expected in linked(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "ByteDance is growing. It is clear that users stay.",
        "ByteDance is growing. The company that sued is small.",
        "ByteDance is growing. The app store is full.",
        "Elon Musk met Tim Cook. He smiled.",
        "The regulator acted. It named nobody.",
        "The Ministry of Commerce acted. The commission did not.",
        "Analysts at Morgan Stanley spoke. The company declined to comment.",
        'Huawei fell. "It is a chance," a trader said.',
        "Google asked it to leave.",
        "Google sued Oracle. The Chinese company is small.",
    ],
)
def test_nobody_is_meant(reader: Reader, text: str) -> None:
    assert linked(reader, text) == []


def test_both_companies_are_the_two_before(reader: Reader) -> None:
    found = linked(reader, "Google sued Oracle. Both companies declined to comment.")
    assert sorted(found) == [("Both companies", "Google"), ("Both companies", "Oracle")]
    assert linked(reader, "Google sued Oracle and Meta. Both companies declined.") == []


def test_both_countries_are_the_two_before(reader: Reader) -> None:
    found = linked(reader, "China and the United States met. Both countries cut tariffs.")
    assert {name for _, name in found} == {"China", "United States"}


def test_most_links_are_right(reader: Reader) -> None:
    texts = Path(__file__).parent.parent / "benchmarks" / "coref"
    found = {path.stem: measure(reader, path) for path in texts.glob("*.txt")}
    assert found["texts"].precision >= 0.92, found["texts"].mistakes
    assert found["unseen"].precision >= 0.92, found["unseen"].mistakes
    assert min(t.recall for t in found.values()) >= 0.85


def test_we_is_the_publisher_on_its_own_page(reader: Reader) -> None:
    text = "Mozilla makes Firefox. Today we acquired a startup."
    assert ("we", "Mozilla") in linked(reader, text, publisher="Mozilla")
    assert ("we", "Mozilla") in linked(reader, text, url="https://blog.mozilla.org/a")
    assert "we" not in {t for t, _ in linked(reader, text, publisher="Reuters")}
    said = 'Mozilla makes Firefox. A rival said: "Today we acquired a startup."'
    assert "we" not in {t for t, _ in linked(reader, said, publisher="Mozilla")}


def test_a_section_is_about_its_heading(reader: Reader) -> None:
    text = "# Chip firms\n\n## About Nvidia\n\n- Founder: Jensen Huang\n\n## Others\n\n- Many"
    document = read(reader, text)
    topics = {document.view[b.start : b.end]: m.name for b, m in document.topics.items()}
    assert topics == {"Founder: Jensen Huang": "Nvidia"}


def test_a_profile_is_about_whom_it_defines(reader: Reader) -> None:
    document = read(reader, "Telegram is a messaging app based in Dubai.\n\n- Founder: Pavel Durov")
    assert {m.name for m in document.topics.values()} == {"Telegram"}


def test_another_s_page_has_no_topic(reader: Reader) -> None:
    assert read(reader, "Telegram sued Apple.\n\nNobody knows why.").topics == {}
