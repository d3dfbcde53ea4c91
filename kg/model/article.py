"""Articles, where they stand, and their words."""

from __future__ import annotations

import re
from datetime import datetime

from pydantic import Field

from kg.errors import Ungrounded
from kg.model.base import (
    ArticleId,
    PartialDate,
    Value,
)
from kg.vocabulary import Reliability


class Source(Value):
    """Where a sentence stands: an article without its text, as exports may carry it.

    `origin` is shared by reprints of one story; independent sources are counted by it.
    `reliability` is what a person says of the publisher; a loader never gives it.
    """

    id: ArticleId
    title: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    language: str = "en"
    origin: str
    reliability: Reliability | None = None


class Evidence(Value):
    """Words of an article, verbatim, and their code points: `article.text[start:end] == quote`."""

    article: ArticleId
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int


class Article(Source):
    """One article as a loader yields it: its text made plain once, so offsets stay true.

    `text` keeps structure in plain signs: blank lines between blocks, `- ` before list items,
    ` | ` between the cells of a row. `notes` say what the loader had to mend.
    """

    text: str
    retrieved: datetime | None = None
    notes: tuple[str, ...] = ()

    def cite(self, quote: str, near: int = 0) -> Evidence:
        """Find these words in the article, at the occurrence nearest to offset `near`.

        Raises `Ungrounded` when the article does not contain them.
        """
        hits = [m.start() for m in re.finditer(re.escape(quote), self.text)] if quote else []
        if not hits:
            raise Ungrounded(f"article {self.id} does not say {quote[:120]!r}")
        start = min(hits, key=lambda h: abs(h - near))
        return Evidence(article=self.id, quote=quote, start=start, end=start + len(quote))

    @property
    def source(self) -> Source:
        """This article without its text."""
        return Source(**{name: getattr(self, name) for name in Source.model_fields})
