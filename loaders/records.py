"""Articles in records, under the field names that news APIs and exports use."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import BadSource
from loaders.plain import show, words
from loaders.source import Found, Part, try_article
from loaders.structure import plain_from_html

Record = dict[str, object]

# The first of a row that is filled counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "webTitle", "name"),
    "text": words(
        "text full_text fullText fulltext articleBody article_body bodyText body maintext"
        " content_text content content_html content:encoded"
    ),
    "summary": words(
        "summary description abstract excerpt snippet lead_paragraph trailText standfirst"
    ),
    "url": words("url link webUrl web_url canonical_url permalink href external_url"),
    "published": words(
        "published publishedAt published_at datePublished date_published date_publish pubDate"
        " pub_date publish_date publication_date publishDate webPublicationDate firstPublished"
        " published_date seendate date date_gmt created_at timestamp"
    ),
    "publisher": words(
        "publisher source.name source_name site_name siteName site source source_id outlet"
        " publication newspaper domain source_domain source_url clean_url"
    ),
    "author": words("author authors byline creator dc:creator"),
    "language": words("language lang inLanguage sourcelang"),
}
_KNOWN = frozenset(name for names in FIELDS.values() for name in names)
# Under which a record keeps more fields (Elasticsearch, the Guardian, JSON:API).
_INNER = ("_source", "fields", "attributes")
# Under which a file keeps its list of records.
_LISTS = words(
    "articles items results response.results response.docs docs hits.hits data.articles"
    " data posts entries stories news value"
)
_PAGE = re.compile(r"<(?:p|br|html|body|article|h[1-6]|ul|ol|table)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_MARKUP = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|article|section|span|a|strong|em|b|i)>|<br\s*/?>|<p[\s>]", re.I
)
_CUT = re.compile(r"\[\+?(\d+) chars\]\s*$")


@dataclass
class RecordReader:
    """Reads the records of one source; names each key that it does not know once."""

    where: str
    notes: tuple[str, ...] = ()
    named: set[str] = field(default_factory=set)

    def parts(self, value: object) -> Iterator[Part]:
        """Read a list of records, one record, or a known wrapper around them."""
        records, unread = find_records(value, self.where)
        if len(records) > 1 and not any(map(looks_like_article, records)):
            raise not_articles(records[0], self.where)
        for number, record in enumerate(records, start=1):
            place = f"{self.where} article {number}" if len(records) > 1 else self.where
            yield self.part(record, place, unread)
            unread = []

    def part(self, record: object, where: str, unread: list[str]) -> Part:
        """Read one record."""
        if not looks_like_article(record):
            return not_articles(record, where)
        assert isinstance(record, dict)
        record = _flat(record)
        notes = [*self.notes]
        self.notes = ()
        text = _text(record, notes)
        new = [key for key in [*unread, *record] if key not in _KNOWN and key not in self.named]
        self.named.update(new)
        if new:
            notes.append(f"unread: {', '.join(show(key)[:60] for key in new[:40])}")
        return try_article(
            Found(
                where=where,
                text=text,
                title=html.unescape(_pick(record, "title")),
                url=_pick(record, "url"),
                publisher=html.unescape(_pick(record, "publisher")),
                author=html.unescape(_pick(record, "author")),
                published=_date(record),
                language=_pick(record, "language"),
                notes=tuple(notes),
            )
        )


def find_records(value: object, where: str) -> tuple[list[object], list[str]]:
    """Find the list of records in a JSON value, and the keys beside it that are not read."""
    if isinstance(value, list):
        if not value:
            raise BadSource(where, "an empty list: no articles")
        return value, []
    if not isinstance(value, dict):
        raise not_articles(value, where)
    for path in _LISTS:
        inner: object = value
        for key in path.split("."):
            inner = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(inner, list) and (not inner or any(isinstance(r, dict) for r in inner)):
            if not inner:
                raise BadSource(where, f"its list {path!r} is empty: no articles")
            return inner, [key for key in value if key != path.split(".")[0]]
    return [value], []


def looks_like_article(record: object) -> bool:
    """Say whether a record has a field that an article has."""
    if not isinstance(record, dict):
        return False
    flat = _flat(record)
    return any(flat.get(name) for role in ("text", "summary") for name in FIELDS[role]) or bool(
        _pick(flat, "title") and _pick(flat, "url")
    )


def not_articles(value: object, where: str) -> BadSource:
    """Say that JSON is no article, with what was found and what was expected."""
    if isinstance(value, dict):
        keys = ", ".join(show(str(key))[:40] for key in list(value)[:12]) or "none"
        found = f"fields found: {keys}"
    else:
        found = f"found {_KINDS.get(type(value), 'a number')}"
    return BadSource(
        where,
        f"JSON that is not articles ({found})",
        hint="expected objects with text, content, body, articleBody or full_text, and title, url,"
        " published, source, author, language; or a list of them under articles, items or results",
    )


_KINDS = {str: "a text", list: "a list", type(None): "null", bool: "true or false"}


def _flat(record: Record) -> Record:
    """Lift the fields of inner objects up; outer ones win where they are filled."""
    flat = {str(key): value for key, value in record.items() if key not in _INNER}
    for key in _INNER:
        inner = record.get(key)
        if isinstance(inner, dict):
            for name, value in inner.items():
                if not flat.get(name):
                    flat[str(name)] = value
    return flat


def _text(record: Record, notes: list[str]) -> str:
    text = _pick(record, "text", between="\n\n")
    if not text.strip():
        text = _pick(record, "summary", between="\n\n")
        if text.strip():
            notes.append("only a summary is given, not the text")
    if _PAGE.search(text):
        try:
            text = plain_from_html(text)
        except (ValueError, RecursionError):
            notes.append("holds HTML that cannot be read; kept as it is")
    elif _MARKUP.search(text):
        text = _TAG.sub("", text)  # Markdown with a tag here and there keeps its own structure
    if cut := _CUT.search(text):
        text = text[: cut.start()]
        notes.append(f"text is cut off in the source ({cut[1]} characters are missing)")
    return text


def _pick(record: Record, role: str, between: str = ", ") -> str:
    return next((said for name in FIELDS[role] if (said := _said(record.get(name), between))), "")


def _date(record: Record) -> object:
    for name in FIELDS["published"]:
        value = record.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if said := _said(value, ", "):
            return said
    return None


def _said(value: object, between: str, depth: int = 0) -> str:
    """Give the words in a value: a text, an object with a name, or a list of those."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict) and depth < 3:
        for key in ("rendered", "name", "title", "main", "original", "#text", "value", "text"):
            if said := _said(value.get(key), between, depth + 1):
                return said
    if isinstance(value, list) and depth < 3:
        return between.join(said for v in value if (said := _said(v, between, depth + 1)))
    return ""
