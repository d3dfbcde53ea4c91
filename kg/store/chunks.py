"""Readings cut into chunks that are written together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from kg.errors import BadData
from kg.model import Article, Reading
from kg.store.rows import family

_CLAIMS, _MENTIONS, _ARTICLES = 2000, 5000, 500
TEXT = 3_000_000
"""Letters of text a chunk, and a message, may have."""
_LONGEST = 12_000_000  # bytes of one text: servers drop messages above 16 MiB
Key = tuple[str, str]  # article id, family of the extractor


@dataclass(slots=True)
class Chunk:
    """Readings that are written together, one an article and extractor."""

    readings: dict[Key, Reading] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    claims: int = 0
    mentions: int = 0
    text: int = 0

    def fits(self, reading: Reading) -> bool:
        """Say whether a reading can be written with these: room, and nothing it replaces."""
        if not self.readings:
            return True
        article = reading.article
        replaces = (article.id, family(reading.extractor)) in self.readings or (
            article.url is not None and self.urls.get(article.url, article.id) != article.id
        )
        return not replaces and (
            self.claims + len(reading.claims) <= _CLAIMS
            and self.mentions + len(reading.entities) <= _MENTIONS
            and len(self.readings) < _ARTICLES
            and self.text + len(article.text) <= TEXT
        )

    def take(self, reading: Reading) -> None:
        """Add a reading. Raises `BadData` for a text that no server would take."""
        article = reading.article
        if len(article.text) > _LONGEST // 4 and len(article.text.encode()) > _LONGEST:
            raise BadData(
                f"article {article.id} ({article.title[:80]}) has more than {_LONGEST:,} bytes",
                hint="a graph keeps articles; load a book chapter by chapter",
            )
        self.readings[article.id, family(reading.extractor)] = reading
        if article.url is not None:
            self.urls[article.url] = article.id
        self.claims += len(reading.claims)
        self.mentions += len(reading.entities)
        self.text += len(article.text)

    def without(self, keys: Collection[Key]) -> Chunk:
        """Give the chunk of the other readings."""
        left = {key: r for key, r in self.readings.items() if key not in keys}
        return Chunk(left, self.urls, self.claims, self.mentions, self.text)

    @property
    def articles(self) -> dict[str, Article]:
        """The articles of these readings."""
        return {r.article.id: r.article for r in self.readings.values()}


def chunks(readings: Iterable[Reading]) -> Iterator[Chunk]:
    """Cut a stream of readings into chunks of bounded size."""
    chunk = Chunk()
    for reading in readings:
        if not chunk.fits(reading):
            yield chunk
            chunk = Chunk()
        chunk.take(reading)
    if chunk.readings:
        yield chunk
