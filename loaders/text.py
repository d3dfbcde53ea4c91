"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from kg.errors import BadSource
from loaders.encoding import decode
from loaders.format import FormatLoader
from loaders.plain import make_plain, one_line
from loaders.source import Content, Found, Part, try_article
from loaders.structure import plain_from_html

_TITLE_LIMIT = 200  # characters; a longer first line, or one with a full stop, is a paragraph
_FENCE = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEYS = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "source": "publisher",
    "site": "publisher",
    "author": "author",
    "authors": "author",
    "by": "author",
    "published": "published",
    "date": "published",
    "language": "language",
    "lang": "language",
    "url": "url",
    "link": "url",
    "canonical_url": "url",
    "note": "note",  # a remark for people: known, and not read
}


@dataclass(frozen=True)
class TextLoader(FormatLoader):
    """A plain text file: one article, its title the first line."""

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read text as one article."""
        text, notes = decode(content.data, content.where, content.charset)
        yield try_article(
            Found(
                where=content.where,
                text=text,
                title=_first_line(text) or _stem(content.where),
                url=content.address,
                retrieved=content.retrieved,
                notes=(*content.notes, *notes),
            )
        )


@dataclass(frozen=True)
class MarkdownLoader(FormatLoader):
    """A Markdown file: one article; front matter says title, publisher, date and so on."""

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read Markdown as one article, its marks turned into plain signs."""
        source, notes = decode(content.data, content.where, content.charset)
        fields, body, unread = split_front_matter(source)
        if unread:
            notes = (*notes, f"unread: {', '.join(unread)}")
        yield try_article(
            Found(
                where=content.where,
                text=plain_from_markdown(body, content.where),
                title=fields.get("title") or _first_heading(body) or _stem(content.where),
                url=fields.get("url") or content.address,
                publisher=fields.get("publisher"),
                author=fields.get("author"),
                published=fields.get("published"),
                language=fields.get("language"),
                retrieved=content.retrieved,
                notes=(*content.notes, *notes),
            )
        )


def plain_from_markdown(body: str, where: str) -> str:
    """Make Markdown plain: no marks, structure in plain signs. Raises `BadSource`."""
    try:
        return plain_from_html(_parser().render(body)) if body.strip() else ""
    except (ValueError, RecursionError) as error:
        raise BadSource(where, f"is no Markdown that can be read: {error}") from error


def split_front_matter(source: str) -> tuple[dict[str, str], str, list[str]]:
    """Split Markdown into the fields of its front matter, its body, and the keys not understood.

    Front matter stands first, between lines of "---": "key: value" lines, where a value may be
    quoted, a list in brackets, or a list of "- " lines.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n ")
    fence = _FENCE.match(source)
    if not fence:
        return {}, source, []
    given: dict[str, list[str]] = {}
    key = ""
    for line in fence[1].split("\n"):
        if pair := re.match(r"([A-Za-z][\w .-]{0,60}?)\s{0,9}:(?:\s+(.*))?$", line):
            key = pair[1]
            given[key] = [pair[2]] if pair[2] else []
        elif key and line.strip() and not line.lstrip().startswith("#"):
            given[key].append(line.strip().removeprefix("- "))
    fields: dict[str, str] = {}
    unread = []
    for key, values in given.items():
        if name := _KEYS.get(key.lower()):
            fields.setdefault(name, ", ".join(_values(values)))
        else:
            unread.append(one_line(key))
    return fields, source[fence.end() :], unread


def _values(lines: list[str]) -> list[str]:
    if len(lines) == 1 and (listed := re.fullmatch(r"\[(.*)\]", lines[0].strip())):
        lines = listed[1].split(",")
    return [value for line in lines if (value := _unquoted(line.strip()))]


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"')
    return value


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _first_line(text: str) -> str:
    line = make_plain(text).split("\n", 1)[0].strip()
    titled = len(line) <= _TITLE_LIMIT and not line.endswith((".", ":", ","))
    return line if titled and any(map(str.isalnum, line)) else ""


def _first_heading(body: str) -> str:
    for opened, inline in pairwise(_parser().parse(body)):
        if opened.type == "heading_open":
            return one_line(plain_from_html(_parser().renderInline(inline.content)))
    return ""


def _stem(where: str) -> str:
    path = unquote(urlsplit(where).path) if "://" in where else where
    return PurePath(path).stem.replace("-", " ").replace("_", " ") or where
