"""RSS and Atom feeds, read without entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
import feedparser  # type: ignore[import-untyped]
from defusedxml import DefusedXmlException

from kg.errors import BadSource
from kg.model import Article
from loaders.encoding import declared_in_page, decode
from loaders.format import FormatLoader
from loaders.source import Content, Found, Part, noting, try_article
from loaders.structure import plain_from_html

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PROLOG = re.compile(
    r"(?:\s|<\?[^>]*\?>|<!--(?:(?!-->).)*-->)*<!(?:DOCTYPE[^>\[]*\[|ENTITY)", re.S | re.I
)


@dataclass(frozen=True)
class FeedLoader(FormatLoader):
    """An RSS or Atom feed, as a file or at an address."""

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read each entry of a feed as an article, oldest first."""
        declared = content.charset or declared_in_page(content.data)
        text, notes = decode(content.data, content.where, declared)
        text = _DECLARATION.sub("", text.lstrip("\ufeff"))
        if trouble := refuse_entities(text, content.where):
            notes = (*notes, trouble)
        feed = feedparser.parse(
            text.encode("utf-8", "replace"),
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
        if not feed.get("version"):
            raise BadSource(
                content.where, "is no feed", hint="RSS and Atom are read; for a page use html"
            )
        if not feed.entries:
            raise BadSource(content.where, "a feed without entries")
        parts = [_entry(entry, feed.feed, content, n) for n, entry in enumerate(feed.entries, 1)]
        yield from noting(_oldest_first(parts), (*content.notes, *notes))


def refuse_entities(text: str, where: str) -> str | None:
    """Raise `BadSource` for XML that declares entities; note XML that is not well-formed."""
    try:
        defusedxml.ElementTree.fromstring(text.encode("utf-8", "replace"))
    except DefusedXmlException as error:
        raise _entities(where) from error
    except (ParseError, ValueError) as error:
        if _PROLOG.match(text):
            raise _entities(where) from error
        return f"the feed is broken XML ({error}); read as far as it goes"
    return None


def _entities(where: str) -> BadSource:
    return BadSource(where, "XML that declares entities; not read", hint="remove its DOCTYPE")


def _entry(
    entry: feedparser.FeedParserDict, feed: feedparser.FeedParserDict, content: Content, number: int
) -> Part:
    notes: list[str] = []
    title = _plain(entry.get("title_detail"), notes)
    texts = [text for detail in entry.get("content", ()) if (text := _plain(detail, notes))]
    text = max(texts, key=len, default="")
    if not text and (text := _plain(entry.get("summary_detail"), notes)):
        notes.append("only a summary is given, not the text")
    source = entry.get("source") or {}
    detail = (entry.get("content") or [entry.get("summary_detail") or {}])[0]
    return try_article(
        Found(
            where=f"{content.where} entry {number}",
            text=text,
            title=title,
            url=entry.get("link"),
            publisher=source.get("title") or feed.get("title"),
            author=entry.get("author") or feed.get("author"),
            published=entry.get("published") or entry.get("updated"),
            language=detail.get("language") or feed.get("language"),
            retrieved=content.retrieved,
            notes=tuple(notes),
        )
    )


def _plain(detail: feedparser.FeedParserDict | None, notes: list[str]) -> str:
    """Make a text of a feed plain: feeds say by its type whether it is HTML."""
    if not detail:
        return ""
    value = str(detail.get("value") or "")
    if detail.get("type") == "text/plain" or ("<" not in value and "&" not in value):
        return value
    try:
        return plain_from_html(value) if value.strip() else ""
    except (ValueError, RecursionError):
        notes.append("holds HTML that cannot be read; left out")
        return ""


def _oldest_first(parts: list[Part]) -> Iterator[Part]:
    """Put articles in order of date; a feed gives the newest first. Undated ones come first."""
    problems = [part for part in parts if isinstance(part, BadSource)]
    articles = [part for part in reversed(parts) if isinstance(part, Article)]
    yield from sorted(articles, key=lambda article: article.published or "")
    yield from problems
