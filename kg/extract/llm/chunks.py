"""An article in parts that fit a model: whole sentences, no overlap, every offset kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.document import Block, BlockKind, Document
from kg.extract.segment import SILENT

SIZE = 6_000  # code points of a part: some 1,500 tokens, so that quotes stay easy to find


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive sentences: `text` as the model sees it, `start:end` in the article."""

    start: int
    end: int
    text: str
    about: str
    sentences: int


_Unit = tuple[int, int, Block]


def chunks(document: Document, size: int = SIZE) -> Iterator[Chunk]:
    """Cut what is heard of an article into parts of at most `size` code points.

    A sentence is never cut and stands in one part only; one longer than `size` is a part of its
    own. Where the text has no sentences (another language) blocks take their place.
    """
    units = _units(document)
    some: list[_Unit] = []
    for unit in units:
        if some and unit[1] - some[0][0] > size:
            yield _chunk(document, some)
            some = []
        some.append(unit)
    if some:
        yield _chunk(document, some)


def _units(document: Document) -> list[_Unit]:
    if document.sentences:
        return [(s.start, s.end, s.block) for s in document.sentences]
    return [(b.start, b.end, b) for b in document.blocks if b.kind not in SILENT]


def _chunk(document: Document, units: list[_Unit]) -> Chunk:
    text = document.article.text
    parts: list[str] = []
    before: Block | None = None
    for start, end, block in units:
        if before is not None:
            parts.append(" " if block is before else "\n\n")
        if block is not before and block.kind is BlockKind.ITEM:
            parts.append("- ")
        parts.append(text[start:end])
        before = block
    return Chunk(
        start=units[0][0],
        end=units[-1][1],
        text="".join(parts),
        about=_about(document, units[0][2]),
        sentences=len(units),
    )


def _about(document: Document, block: Block) -> str:
    """Say in a line or two where a part stands: title, publisher, date, headings above."""
    article = document.article
    lines = [
        ("Title", article.title),
        ("Publisher", article.publisher),
        ("Published", article.published),
        ("Under", " / ".join(block.section)),
    ]
    return "\n".join(f"{name}: {' '.join(value.split())}" for name, value in lines if value)
