"""One article in, one reading kept: what passes, what is refused, and why."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kg.ingest import Ingest, batches, read_all
from kg.model import Article, Draft, Entity, Mention, Reading, digest
from kg.ports import Extraction
from kg.vocabulary import Kind, Predicate, Review

TEXT = "Apex Holdings owns Bolt Chat. Apex Holdings said so on Monday."
ARTICLE = Article(
    id="article/a", title="Apex", origin="origin/a", text=TEXT, published="2024-05-01"
)
NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


class Said:
    """An extractor that says what it is told to say."""

    name = "said@1"

    def __init__(self, *drafts: Draft) -> None:
        self.drafts = drafts

    def extract(self, article: Article) -> Extraction:
        return Extraction(drafts=self.drafts)


class ByName:
    """A resolver by kind and name alone."""

    def resolve(self, mention: Mention, article: Article) -> Entity:
        slug = mention.name.casefold().replace(" ", "-")
        return Entity(id=f"{mention.kind.lower()}/{slug}", kind=mention.kind, name=mention.name)


def mention(text: str, kind: Kind, at: int = 0) -> Mention:
    start = TEXT.index(text, at)
    return Mention(text=text, start=start, end=start + len(text), kind=kind, name=text)


APEX = mention("Apex Holdings", Kind.COMPANY)
BOLT = mention("Bolt Chat", Kind.APP)


def draft(**changes: object) -> Draft:
    quote = "Apex Holdings owns Bolt Chat."
    values: dict[str, object] = {
        "subject": APEX,
        "predicate": Predicate.OWNS,
        "object": BOLT,
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "confidence": 0.9,
        "reason": "test",
    }
    return Draft.model_validate(values | changes)


def read(*drafts: Draft) -> Reading:
    return Ingest(Said(*drafts), ByName(), clock=lambda: NOON).read(ARTICLE)


def test_a_grounded_draft_becomes_a_claim() -> None:
    (claim,) = read(draft()).claims
    assert (claim.subject, claim.object) == ("company/apex-holdings", "app/bolt-chat")
    assert TEXT[claim.start : claim.end] == claim.quote
    assert (claim.reported, claim.recorded, claim.review) == ("2024-05-01", NOON, Review.ACCEPTED)


def test_wrong_offsets_are_mended_when_the_words_are_there() -> None:
    (claim,) = read(draft(start=7, end=20)).claims
    assert claim.start == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"quote": "Apex Holdings owns Bold Chat."}, "does not say"),
        ({"subject": BOLT, "object": APEX, "predicate": Predicate.LEADS}, "no such relation"),
        ({"object": APEX}, "both ends are the same"),
        ({"confidence": 0.1}, "confidence 0.10 is below 0.30"),
    ],
)
def test_what_does_not_pass_is_refused_with_its_reason(
    changes: dict[str, object], why: str
) -> None:
    reading = read(draft(**changes))
    assert reading.claims == ()
    assert why in reading.refusals[0].reason


def test_between_the_thresholds_a_claim_waits_for_a_person() -> None:
    assert read(draft(confidence=0.4)).claims[0].review is Review.PENDING


def test_the_same_draft_twice_is_one_claim_and_the_surer_one_stays() -> None:
    (claim,) = read(draft(confidence=0.6), draft(confidence=0.8)).claims
    assert claim.confidence == 0.8


def test_a_reading_cannot_hold_a_quote_that_is_not_there() -> None:
    reading = read(draft())
    other = ARTICLE.model_copy(update={"text": "Something else."})
    with pytest.raises(ValidationError, match="quote is not at"):
        Reading.model_validate({**dict(reading), "article": other})


@given(st.permutations([draft(), draft(confidence=0.4, quote="Apex Holdings", end=13)]))
def test_the_order_of_drafts_does_not_matter(drafts: list[Draft]) -> None:
    assert read(*drafts) == read(*reversed(drafts))


@given(st.lists(st.text(max_size=5), max_size=40), st.integers(1, 7))
def test_streams_keep_their_order_and_lose_nothing(texts: list[str], size: int) -> None:
    articles = [ARTICLE.model_copy(update={"id": f"article/{digest(t)}"}) for t in texts]
    ingest = Ingest(Said(), ByName(), clock=lambda: NOON)
    readings = list(read_all(ingest.read, articles))
    assert [r.article.id for r in readings] == [a.id for a in articles]
    assert [r for b in batches(iter(readings), size) for r in b] == readings


@pytest.mark.parametrize("workers", [0, 2])
def test_a_stream_is_read_only_a_little_ahead(workers: int) -> None:
    pulled = 0

    def stream() -> Iterator[Article]:
        nonlocal pulled
        for n in range(10_000):
            pulled += 1
            yield ARTICLE.model_copy(update={"id": f"article/{n}"})

    ingest = Ingest(Said(), ByName(), clock=lambda: NOON)
    with ThreadPoolExecutor(workers or 1) as pool:
        seen = 0
        for _ in read_all(ingest.read, stream(), pool if workers else None, ahead=32):
            seen += 1
            assert pulled - seen <= 32
    assert seen == 10_000
