"""From the tree of a page to plain text whose structure stays in plain signs.

Blank lines between blocks, "- " before list items, " | " between the cells of a row, headings as
lines of their own. Reads HTML and the tree that trafilatura makes of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from loaders.plain import words

_UNSEEN = frozenset(
    words(
        "script style noscript template svg math head iframe object canvas select button"
        " textarea input audio video map"
    )
)
_BLOCKS = frozenset(
    words(
        "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 blockquote"
        " quote figure figcaption address dl dt dd details summary hr center fieldset table"
        " tbody thead tfoot tr td th caption row cell ul ol list li item pre body html hgroup"
    )
)
_LISTS = frozenset({"ul", "ol", "list", "dl"})
_ITEMS = frozenset({"li", "item"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$)"
)
_CELL_LIMIT = 300  # characters; a longer cell lays out a page and is no cell of data
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DEEP = 400  # levels; a page nested deeper is an attack


def plain_from_html(source: str) -> str:
    """Make a piece of HTML plain. Raises `ValueError` on one that cannot be parsed."""
    try:
        parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
        root = lxml.html.document_fromstring(source.replace("\x00", ""), parser=parser)
    except etree.ParserError:  # a document without an element
        return ""
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ValueError("no HTML that can be parsed") from error
    body = root.find("body")
    return plain_from_tree(root if body is None else body)


def plain_from_tree(root: etree._Element) -> str:
    """Make a tree plain: headings, paragraphs, lists and tables in plain signs."""
    writer = _Writer()
    writer.walk(root, 0)
    writer.flush()
    return writer.text()


@dataclass
class _Writer:
    """Gathers blocks; blocks of one group (a list, a table) stand on neighbouring lines."""

    blocks: list[tuple[int, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    group: int = 0
    groups: int = 0
    mark: str = ""

    def text(self) -> str:
        out = ""
        before = 0
        for group, block in self.blocks:
            if out:
                out += "\n" if group and group == before else "\n\n"
            out += block
            before = group
        return out

    def flush(self) -> None:
        """End the block."""
        text = re.sub(" *\n *", "\n", re.sub(" {2,}", " ", "".join(self.inline)))
        self.inline.clear()
        if text.strip():
            self.blocks.append((self.group, self.mark + text.strip()))
            self.mark = ""

    def add(self, text: str | None) -> None:
        if text:
            self.inline.append(_SPACE.sub(" ", text))

    def walk(self, node: etree._Element, depth: int) -> None:
        """Read an element and all below it."""
        if depth > _DEEP:
            raise ValueError(f"elements nested deeper than {_DEEP}")
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in ("br", "lb"):
            self.inline.append("\n")
        elif tag in _ROWS and (cells := _data_cells(node)):
            self.flush()
            self.blocks.append((self.group, " | ".join(cells)))
        elif tag == "pre":
            self.flush()
            self.inline.append("".join(str(piece) for piece in node.itertext()))
            self.flush()
        elif term := _term(node, tag):
            self._described(node, term, depth)
        elif tag and _seen(node, tag):
            self._inside(node, tag, depth)

    def _described(self, node: etree._Element, term: str, depth: int) -> None:
        """Write a term and what is said of it as one item: "- Owner: ByteDance"."""
        self.flush()
        if term == "dt":
            self._left_alone()
        self.add(node.text)
        for child in node:
            self.walk(child, depth + 1)
            self.add(child.tail)
        if term == "dt":
            said = " ".join("".join(self.inline).split())
            self.inline.clear()
            self.mark = f"- {said.removesuffix(':')}: " if said else ""
        else:
            self.flush()

    def _left_alone(self) -> None:
        """Write a term of which nothing is said."""
        if self.mark.strip("- "):
            self.blocks.append((self.group, self.mark.removesuffix(": ")))
        self.mark = ""

    def _inside(self, node: etree._Element, tag: str, depth: int) -> None:
        block = tag in _BLOCKS or tag == "head"
        before = self.group
        if block:
            self.flush()
        if (tag in _LISTS or tag == "table") and not self.group:
            self.groups += 1
            self.group = self.groups if tag in _LISTS or _is_data(node) else 0
        if tag in _ITEMS:
            self.mark = "- "
        self.add(node.text)
        for child in node:
            self.walk(child, depth + 1)
            self.add(child.tail)
        if block:
            self.flush()
        if tag in _ITEMS or tag in _LISTS:
            self._left_alone()
        self.group = before


def _term(node: etree._Element, tag: str) -> str:
    """Say whether an element is a term ("dt") or what is said of it ("dd"), in either tree."""
    kind = tag if tag in ("dt", "dd") else (node.get("rend") or "")[:2] if tag == "item" else ""
    return kind if kind in ("dt", "dd") else ""


def _seen(node: etree._Element, tag: str) -> bool:
    if tag == "head":  # of a page: unseen; of trafilatura's tree: a heading
        return node.get("rend") is not None or node.find("title") is None
    if tag in _UNSEEN or node.get("hidden") is not None:
        return False
    return not _HIDDEN.search((node.get("style") or "").lower())


def _is_data(table: etree._Element) -> bool:
    rows = (row for row in table.iter(*_ROWS) if next(row.iterancestors("table"), None) is table)
    return any(_data_cells(row) for row in rows)


def _data_cells(row: etree._Element) -> list[str]:
    """Give the cells of a row of data; none when the row only lays out a page."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    if len(cells) < 2:
        return []
    texts = []
    for cell in cells:
        if next(cell.iter("table", "h1", "h2", "h3", *_LISTS), None) is not None:
            return []
        text = " ".join(plain_from_tree(cell).split())
        if len(text) > _CELL_LIMIT or len(cell.findall(".//p")) > 1:
            return []
        texts.append(text)
    return texts if sum(map(bool, texts)) > 1 else []
