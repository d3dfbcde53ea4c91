"""A web page: its main text with structure, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from kg.errors import BadSource
from loaders.about import About, about_page
from loaders.encoding import declared_in_page, decode
from loaders.format import FormatLoader
from loaders.identity import canonical_address, site_of, tidy_address
from loaders.source import Content, Found, Part, try_article
from loaders.structure import plain_from_tree

_ENOUGH = 15  # words; shorter "main texts" are notices ("please enable JavaScript")
_LINKED = 0.7  # of the words in links: a list of links is no article
_DATES = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True)
class HtmlLoader(FormatLoader):
    """An HTML file, or a page at an address."""

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read a page as one article. Raises `BadSource` where it holds none."""
        declared = content.charset or declared_in_page(content.data)
        html, notes = decode(content.data, content.where, declared)
        tree = trafilatura.load_html(html)
        if tree is None:
            raise BadSource(content.where, "is no HTML that can be read")
        about = about_page(tree)
        document = _main_text(html, content)
        text = _text_of(document, content.where)
        url, more = _address(content, about)
        yield try_article(
            Found(
                where=content.where,
                text=text,
                title=about.title or document.title or "",
                url=url,
                publisher=about.publisher or _sitename(document),
                author=about.author or document.author,
                published=about.published or document.date,
                language=about.language,
                retrieved=content.retrieved,
                notes=(*content.notes, *notes, *more),
            )
        )


def _main_text(html: str, content: Content) -> Document:
    try:
        found = trafilatura.bare_extraction(
            html,
            url=content.address,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            include_links=True,
            date_extraction_params=dict(_DATES),
        )
    except (RecursionError, etree.LxmlError, ValueError) as error:
        raise BadSource(content.where, "is no page that can be read (nested too deep?)") from error
    if not isinstance(found, Document) or found.body is None:
        raise BadSource(content.where, "holds no article", hint="a page of one article is read")
    return found


def _text_of(document: Document, where: str) -> str:
    try:
        text = plain_from_tree(document.body)
    except ValueError as error:
        raise BadSource(where, str(error)) from error
    words = _words(text)
    linked = sum(_words(" ".join(map(str, ref.itertext()))) for ref in document.body.iter("ref"))
    if words < _ENOUGH:
        raise BadSource(
            where,
            f"holds no article (main text of {words} words)",
            hint="pages that need JavaScript or a login hold none: save the text to a file",
        )
    if linked > words * _LINKED:
        raise BadSource(
            where, "holds no article, but a list of links", hint="give the address of one article"
        )
    return text


def _words(text: str) -> int:
    """Count words; in scripts without spaces two letters are taken as one."""
    wide = len(re.findall("[\u3040-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", text))
    return len(
        re.findall(r"\w+", re.sub("[\u3040-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", " ", text))
    ) + (wide // 2)


def _sitename(document: Document) -> str | None:
    """Give the name of the site; what is only its host is left to the address."""
    name = document.sitename
    return None if not name or ("." in name and " " not in name) else name


def _address(content: Content, about: About) -> tuple[str | None, tuple[str, ...]]:
    """Give the address that the page names, unless it names another site than it came from."""
    named = about.address if about.address and tidy_address(about.address) else None
    if content.address is None or named is None:
        return named or content.address, ()
    here, there = (re.sub(r":\d+$", "", site_of(url)) for url in (content.address, named))
    if here == there or here.endswith(f".{there}") or there.endswith(f".{here}"):
        return named, ()
    note = f"names an address on another site ({canonical_address(named)}); not taken as its own"
    return content.address, (note,)
