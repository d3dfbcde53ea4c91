"""Whom a plural stands for that a list follows: "fined three companies: A, B and C".

The list stands behind a colon in the same sentence, or as items and rows right below it ("added
the following entities to the Entity List:"). An item gives the name it begins with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.document import Block, BlockKind, Document, Sentence
from kg.extract.wordlists import listed
from kg.model import Mention

PLURALS = listed("plurals")
_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_SAYS_SO = re.compile(r"\b(?:following|below)\b", re.I)
_BEFORE = re.compile(r"[\s\-*•·|.()\d\[\]]*(?:the )?", re.I)
_BETWEEN = re.compile(r"[\s,;&*]*(?:\band\b|\bor\b|\bas well as\b)?[\s*]*(?:\bthe\b)?\s*", re.I)
_MOST = 300  # items of one list; longer ones are registers


def members(sentence: Sentence, document: Document) -> tuple[Mention, ...]:
    """Give the names of the list that a sentence introduces, in order; none if there is no list."""
    text = document.view[sentence.start : sentence.end]
    if ":" in text and (named := _after_colon(sentence, document, text)):
        return named
    if not text.rstrip(" *_").endswith(":") and not _SAYS_SO.search(text):
        return ()
    if sentence.block.kind is not BlockKind.PARAGRAPH:
        return ()
    if document.view[sentence.end : sentence.block.end].strip(" :*_\n"):
        return ()
    return tuple(_items(sentence.block, document))[:_MOST]


def _after_colon(sentence: Sentence, document: Document, text: str) -> tuple[Mention, ...]:
    """Read a list of nothing but names between a colon and the end of the sentence."""
    at = sentence.start + text.index(":") + 1
    named = [m for m in sentence.mentions if m.start >= at and m.origin != "coreference"]
    found: list[Mention] = []
    for mention in named:
        if mention.start < at:
            continue
        if not _BETWEEN.fullmatch(document.view[at : mention.start]):
            return ()
        found.append(mention)
        at = mention.end
    rest = document.view[at : sentence.end].strip(" .*\n\"”'")
    return tuple(found) if found and not rest else ()


def _items(block: Block, document: Document) -> Iterator[Mention]:
    starts = [m.start for m in document.mentions]
    for item in document.blocks[document.blocks.index(block) + 1 :]:
        if item.kind not in _LISTED:
            return
        for mention in document.mentions[bisect_left(starts, item.start) :]:
            before = document.view[item.start : mention.start]
            if mention.start >= item.end or not _BEFORE.fullmatch(before):
                break
            if mention.origin != "coreference":
                yield mention
                break
