"""Readings that give a sentence whom it leaves unsaid: what its item, section or story is about.

"The founder, X, stays" is read as "Y's founder, X, stays"; in a list item or a row "Y: owned by
X; now part of Z" as "Y was owned by X" and "Y, now part of Z". Y is what the item begins with,
else what its section is about, else whoever the sentence or the one before it names first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.document import BlockKind, Document, Sentence
from kg.extract.mask import Masked, Piece
from kg.extract.patterns import LETTER_OF
from kg.model import Mention
from kg.vocabulary import Kind

_KINDS = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION})
_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_ROLE = (
    r"(?:co ~ )?founders?|owners?|parent(?: company)?|makers?|developers?|operators?|publishers?|"
    r"investors?|backers?|shareholders?|sponsors?|customers?|clients?|suppliers?|rivals?|"
    r"competitors?|partners?|subsidiary|holding(?: company)?|brainchild"
)
_ROUND = r"(?:funding |financing |seed |investment |series [a-h] )?(?:round|financing|fundraising)"
_SAID = r"(?:, (?:the )?|is |are |was |were |includes? |included |including )"
_UNSAID = re.compile(
    rf"(?:(?<!\S)(?:the|its|their)|^(?:other|existing|new|previous|early)?) ?"
    rf"(?P<role>(?:[a-z~]+ ){{0,3}}?(?:(?:{_ROLE}) {_SAID}(?:[a-z~]+ ){{0,3}}?@\d"
    rf"|{_ROUND} (?:, |is |was |has been )?(?:(?:co ~ )?led|backed|anchored|included)))"
)
_SUM = re.compile(r"(?:up to |about |some |over )*(?:[$€£¥]|\d[\d.,]* (?:million|billion|euros))")
_STARTS = frozenset({":", "|", ";", ",", "."})


def headed(sentence: Sentence, document: Document, masked: Masked) -> Iterator[Masked]:
    """Yield readings of a sentence in which what it is about stands where it is left unsaid."""
    listed = sentence.block.kind in _LISTED
    unsaid = [*_UNSAID.finditer(masked.text)]
    if not unsaid and not listed:
        return
    for found in unsaid:
        about = _about(sentence, document, masked, found.start())
        if about is not None:
            whole, sign = _with(masked, about)
            rest = _from(masked, found.start("role"))
            if rest:
                token = rest[0][1]
                yield whole.of([(sign, token), ("'s", token), *rest])
    if listed and (about := _item_head(sentence, document)) is not None:
        whole, sign = _with(masked, about)
        if not document.view[about.end : sentence.start].strip(" :*_") and whole.pieces:
            token = whole.pieces[0][1]  # the parser began a sentence behind the colon
            yield whole.of([(sign, token), (":", token), *whole.pieces])
        for head, pieces in _segments(whole, sign):
            yield whole.of([*head, *pieces])


def _with(masked: Masked, about: Mention) -> tuple[Masked, str]:
    """Give a sentence in which a mention from outside has a sign of its own, and that sign."""
    if about not in masked.mentions:
        masked = replace(masked, mentions=(*masked.mentions, about))
    return masked, f"@{masked.mentions.index(about)}{LETTER_OF[about.kind]}"


def _from(masked: Masked, offset: int) -> list[Piece]:
    return [p for at, p in zip(masked.starts, masked.pieces, strict=True) if at >= offset]


def _item_head(sentence: Sentence, document: Document) -> Mention | None:
    """Give what a list item or row begins with, before a colon, a dash, a bar or a bracket."""
    block = sentence.block
    first = next((m for m in document.mentions if block.start <= m.start < block.end), None)
    if first is not None and first.kind in _KINDS:
        before = document.view[block.start : first.start].strip(" -*•·|.0123456789")
        after = document.view[first.end : block.end].lstrip(" *_")
        if not before and after[:1] in {":", "|", "–", "—", "("}:
            return first
    about = document.topics.get(block)
    return about if about is not None and about.kind in _KINDS else None


def _about(sentence: Sentence, document: Document, masked: Masked, offset: int) -> Mention | None:
    """Give whom an unsaid possessor stands for, nearest evidence first."""
    if sentence.block.kind in _LISTED and (head := _item_head(sentence, document)) is not None:
        return head
    if (before := re.search(r"@(\d+)[CAO]", masked.text[:offset])) is not None:
        return masked.mentions[int(before[1])]
    same = [s for s in document.sentences if s.block == sentence.block and s.end <= sentence.start]
    for earlier in reversed(same[-2:]):
        named = [m for m in earlier.mentions if m.kind in (Kind.COMPANY, Kind.APP)]
        if named:
            return named[0]
    about = document.topics.get(sentence.block)
    return about if about is not None and about.kind in _KINDS else None


def _segments(masked: Masked, sign: str) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Give each part of an item with the words that go before it: "X was", "X,", "X"."""
    pieces = masked.pieces
    for i, (word, token) in enumerate(pieces):
        first = i == 0 or pieces[i - 1][0] in _STARTS
        if not first or word.startswith("@"):
            continue
        rest = pieces[i:]
        lead = next((t for w, t in rest[:3] if t.tag_ != "RB" and w != "then"), token)
        subject: Piece = (sign, token)
        if lead.tag_ == "VBN" or (lead.tag_ == "VBD" and rest[1:2] and "by" in _words(rest[:6])):
            yield [subject, ("was", token)], rest
        elif lead.tag_ in ("VBZ", "VBD"):
            yield [subject], rest
        elif _SUM.match(" ".join(_words(rest[:8]))):
            yield [subject, (":", token)], rest
        elif lead.tag_ in ("DT", "NN") or word == "part":
            yield [subject, (",", token)], rest


def _words(pieces: list[Piece]) -> list[str]:
    return [word for word, _ in pieces]
