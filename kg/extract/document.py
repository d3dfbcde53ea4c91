"""An article as the extractor sees it: blocks, sentences, mentions, all at offsets of the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Span, Token

from kg.model import Article, Mention


class BlockKind(StrEnum):
    """What a stretch of text is on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    BYLINE = "byline"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article; `section` is the heading it stands under, level by level."""

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence and the mentions in it.

    `start:end` are code points of the article. `span` holds spaCy's tokens; token offsets plus
    `base` are article offsets. `mentions` are sorted; those that coreference added (origin
    "coreference") stand among them.
    """

    start: int
    end: int
    block: Block
    span: Span
    base: int
    mentions: tuple[Mention, ...]

    def tokens_of(self, mention: Mention) -> Span | None:
        """Give the tokens a mention covers, or None when it lies across token borders."""
        return self.span.doc.char_span(
            mention.start - self.base, mention.end - self.base, alignment_mode="expand"
        )

    def mention_at(self, token: Token) -> Mention | None:
        """Give the longest mention that covers a token."""
        at = token.idx + self.base
        over = [m for m in self.mentions if m.start <= at < m.end]
        return max(over, key=lambda m: m.end - m.start, default=None)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole article, read: `view` is its text with markup blanked out, same length.

    `topics` gives for each block the mention it is about (page or section topic), if any.
    """

    article: Article
    view: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    topics: dict[Block, Mention]
