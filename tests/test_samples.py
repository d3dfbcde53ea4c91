"""The sample articles are complete, ours, dated, and say what expected.json says they say."""

from __future__ import annotations

import json
import re
from calendar import month_name
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kg.vocabulary import Measure, Polarity, Predicate, Status, is_live

FOLDER = Path(__file__).parents[1] / "kg" / "data" / "samples"
DOCS = Path(__file__).parents[1] / "docs" / "samples.md"
FILES = sorted(p for p in FOLDER.glob("*.md") if p.name != "README.md")
KEYS = ["title", "publisher", "author", "published", "language", "url", "note"]
PUBLISHERS = {"Sample Wire", "Sample Ledger", "Sample Brief"}
NOTE = "Written for this project as a sample. The events are real; the text is ours."
FIELDS = {"measure", "amount", "currency", "share", "role", "goods", "since", "accept", "why"}
REQUIRED = {"article", "subject", "predicate", "object", "status", "polarity"}


class Sample(NamedTuple):
    head: dict[str, str]
    body: str


def read(path: Path) -> Sample:
    opening, head, body = path.read_text("utf-8").split("---\n", 2)
    assert opening == ""
    pairs = [line.split(":", 1) for line in head.splitlines()]
    assert [key for key, _ in pairs] == KEYS
    return Sample({key: value.strip() for key, value in pairs}, body.strip())


SAMPLES = {path.stem: read(path) for path in FILES}
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (FOLDER / "expected.json").read_text("utf-8")
)
ENTRIES = [*EXPECTED["relations"], *EXPECTED["not_live"]]
MONTHS = "|".join(month_name[1:])
each_sample = pytest.mark.parametrize("stem", SAMPLES)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def test_there_are_enough() -> None:
    assert len(SAMPLES) >= 36
    assert len({s.head["url"] for s in SAMPLES.values()}) == len(SAMPLES)
    assert {s.head["publisher"] for s in SAMPLES.values()} == PUBLISHERS
    assert len(EXPECTED["relations"]) >= 60
    assert len(EXPECTED["not_live"]) >= 25


@each_sample
def test_front_matter_is_complete_and_says_it_is_ours(stem: str) -> None:
    head = SAMPLES[stem].head
    assert head["title"]
    assert head["publisher"] in PUBLISHERS
    assert head["note"] == NOTE
    assert head["language"] == "en"
    published = date.fromisoformat(head["published"])
    assert date(2018, 1, 1) <= published <= date(2025, 12, 31)
    assert stem.startswith(head["published"] + "-")
    host = head["publisher"].removeprefix("Sample ").lower() + ".samples.invalid"
    assert head["url"] == f"https://{host}/{published:%Y/%m}/{stem[11:]}"


@each_sample
def test_sums_in_the_title_stand_in_the_article(stem: str) -> None:
    title, body = SAMPLES[stem].head["title"], SAMPLES[stem].body
    for sum_ in re.findall(r"[$€£]?\d[\d.,]* (?:billion|million|percent)", title):
        assert re.search(rf"(?<![\d.,$€£]){re.escape(sum_)}", body)


@each_sample
def test_length_and_layout(stem: str) -> None:
    body = SAMPLES[stem].body
    assert 120 <= len(body.split()) <= 400
    assert body.count("\n\n") >= 3
    assert not re.search(r"[ \t]\n|\n{3}|\r", body)


@each_sample
def test_days_written_out_are_in_the_calendar_and_near(stem: str) -> None:
    sample = SAMPLES[stem]
    published = date.fromisoformat(sample.head["published"])
    for day, month, year in re.findall(rf"\b(\d{{1,2}}) ({MONTHS})(?: (\d{{4}}))?", sample.body):
        written = datetime.strptime(f"{day} {month} {year or published.year}", "%d %B %Y").date()
        assert 2010 <= written.year <= published.year + 5


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e['article']}:{e['object']}")
def test_expected_entries_stand_in_their_articles(entry: dict[str, Any]) -> None:
    assert REQUIRED <= set(entry) <= REQUIRED | FIELDS
    text = SAMPLES[entry["article"]].body
    assert entry["subject"] in text
    assert entry["object"] in text
    Predicate(entry["predicate"])
    Status(entry["status"])
    Polarity(entry["polarity"])
    if "measure" in entry:
        Measure(entry["measure"])
        assert entry["predicate"] == Predicate.REGULATES
    assert ("amount" in entry) == ("currency" in entry)
    if "share" in entry:
        assert 0 < entry["share"] <= 100
        assert re.search(rf"\b{re.escape(str(entry['share']))} percent|\b{entry['share']} \|", text)
    for field, others in entry.get("accept", {}).items():
        assert field in REQUIRED | FIELDS
        assert entry[field] not in others
        if field in {"subject", "object"}:
            assert all(other in text for other in others)


def test_no_expected_entry_stands_twice() -> None:
    seen = Counter(
        (e["article"], e["subject"], e["predicate"], e["object"], e.get("measure")) for e in ENTRIES
    )
    clash = [key for key, count in seen.items() if count > 1]
    assert clash == []


@pytest.mark.parametrize("entry", EXPECTED["relations"], ids=lambda e: e["article"])
def test_relations_are_live(entry: dict[str, Any]) -> None:
    status, polarity = Status(entry["status"]), Polarity(entry["polarity"])
    assert is_live(Predicate(entry["predicate"]), status, polarity)


@pytest.mark.parametrize("entry", EXPECTED["not_live"], ids=lambda e: e["article"])
def test_not_live_is_not_live(entry: dict[str, Any]) -> None:
    status, polarity = Status(entry["status"]), Polarity(entry["polarity"])
    assert not is_live(Predicate(entry["predicate"]), status, polarity)
    assert entry["why"]


def test_reprints_are_word_for_word_and_from_another_publisher() -> None:
    by_body: dict[str, list[str]] = {}
    for sample in SAMPLES.values():
        by_body.setdefault(sample.body, []).append(sample.head["publisher"])
    reprints = [publishers for publishers in by_body.values() if len(publishers) > 1]
    assert len(reprints) >= 2
    assert all(len(set(publishers)) == len(publishers) for publishers in reprints)


def test_pairs_tell_one_event_in_their_own_words() -> None:
    rows = re.findall(r"^\| [^|]+ \| `([\w-]+)`, `([\w-]+)` \|$", DOCS.read_text("utf-8"), re.M)
    assert len(rows) >= 2
    for left, right in rows:
        one, two = SAMPLES[left], SAMPLES[right]
        assert one.head["publisher"] != two.head["publisher"], (left, right)
        shared = (words(one.body) & words(two.body)).total()
        assert shared / min(words(one.body).total(), words(two.body).total()) < 0.6
        sentences = set(re.split(r"(?<=[.!?])\s+", one.body)) & set(
            re.split(r"(?<=[.!?])\s+", two.body)
        )
        assert sentences == set(), (left, right)


def test_every_layout_is_there() -> None:
    bodies = [s.body for s in SAMPLES.values()]
    assert any(re.search(r"^\| --- \|", b, re.M) for b in bodies)
    assert any(re.search(r"^- ", b, re.M) for b in bodies)
    assert any(re.search(r"^\*\*\w+:\*\* ", b, re.M) for b in bodies)
    assert sum(bool(re.search(r"[\u4e00-\u9fff]", b)) for b in bodies) >= 3
    assert any(re.search(r"Act \([A-Z]{3,}\)", b) for b in bodies)


def test_the_readme_says_they_are_ours() -> None:
    text = (FOLDER / "README.md").read_text("utf-8")
    assert "These articles are ours." in text
    assert "samples" in text
    assert all(publisher in text for publisher in PUBLISHERS)
