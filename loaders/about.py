"""What a page says of itself: publisher, date, author, language, address.

Read in this order: JSON-LD (schema.org), Open Graph and other meta elements, microdata.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

_ARTICLES = ("Article", "BlogPosting", "Report", "Posting")
_MOST = 2000  # nodes of JSON-LD looked at; a page needs a dozen

_TITLE = ("og:title", "twitter:title", "dc.title", "citation_title")
_PUBLISHER = ("og:site_name", "citation_journal_title", "dc.publisher", "application-name")
_AUTHOR = ("author", "article:author", "dc.creator", "citation_author", "byl", "parsely-author")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "date",
)
_LANGUAGE = ("og:locale", "dc.language", "content-language", "language")
_ADDRESS = ("og:url",)


@dataclass(frozen=True)
class About:
    """What a page says of itself; None where it does not say."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    address: str | None = None


def about_page(tree: etree._Element) -> About:
    """Read what a page says of itself."""
    metas = _metas(tree)
    linked = next(_linked(tree), {})
    html = tree if tree.tag == "html" else tree.getroottree().getroot()
    return About(
        title=_name(linked.get("headline")) or _first(metas, _TITLE),
        publisher=_first(metas, _PUBLISHER[:1])
        or _name(linked.get("publisher"))
        or _first(metas, _PUBLISHER[1:]),
        author=_name(linked.get("author")) or _author(metas),
        published=_name(linked.get("datePublished"))
        or _first(metas, _PUBLISHED)
        or _property(tree, "datePublished"),
        language=html.get("lang")
        or html.get("{http://www.w3.org/XML/1998/namespace}lang")
        or _name(linked.get("inLanguage"))
        or _first(metas, _LANGUAGE),
        address=_canonical(tree) or _first(metas, _ADDRESS),
    )


def _metas(tree: etree._Element) -> dict[str, str]:
    """Gather meta elements by name, the first of each."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(key)):
                metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _author(metas: dict[str, str]) -> str | None:
    """Give the author; an address of a profile is none."""
    names = (metas[name] for name in _AUTHOR if name in metas)
    return next((name for name in names if "://" not in name), None)


def _canonical(tree: etree._Element) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return link.get("href")
    return None


def _property(tree: etree._Element, name: str) -> str | None:
    for node in tree.iterfind(f".//*[@itemprop='{name}']"):
        if found := node.get("datetime") or node.get("content"):
            return found
    return None


def _linked(tree: etree._Element) -> Iterator[dict[str, object]]:
    """Yield the articles that JSON-LD describes; broken JSON-LD describes none."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in islice(_nodes(value), _MOST):
            kinds = node.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and kind.endswith(_ARTICLES):
                    yield node


def _nodes(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.extend((value.get("mainEntity"), value.get("@graph")))


def _name(value: object, depth: int = 0) -> str | None:
    """Give the name in a value of schema.org: a text, a thing with a name, or several."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict) and depth < 3:
        return _name(value.get("name"), depth + 1)
    if isinstance(value, list) and depth < 3:
        names = [name for item in value[:20] if (name := _name(item, depth + 1))]
        return ", ".join(dict.fromkeys(names)) or None
    return None
