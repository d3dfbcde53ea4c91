"""What a page or a section is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.extract.document import Block, BlockKind, Sentence
from kg.model import Mention
from kg.vocabulary import Kind

_ABOUT = re.compile(r"\W*(?:about|profile(?: of)?|focus on|spotlight(?: on)?|what is)?\W*$", re.I)
_AFTER = re.compile(
    r"\W*(?:\([^)]*\)|profile|overview|inc\.?|at a glance|key facts|factbox|[-–|:]\s.{0,40})?\W*$",
    re.I,
)
_IS = re.compile(
    r"(?:\s?\([^)]{0,120}\)|,[^,]{0,80},)?\s(?:is|was|are|were|has been)\s(?:an?|the|one)\b"
)
_PROFILED = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION, Kind.PUBLIC_BODY, Kind.PERSON})


def topics(
    view: str,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    title: str | None = None,
) -> dict[Block, Mention]:
    """Give for each block the mention it is about.

    An item or row is about the name that it opens with ("Signal: run by ..."). Else the nearest
    heading above that is a name alone ("ByteDance", "About ByteDance") tells; failing that, the
    page's subject: a name that its title is, that its first sentence defines, or the only firm or
    app that the title names, when the title is given.
    """
    named = {
        view[b.start : b.end].strip(" #="): mention
        for b in blocks
        if b.kind is BlockKind.HEADING and (mention := _whole(view, b, mentions)) is not None
    }
    page = _page(blocks, sentences, view, named)
    if page is None and title is not None:
        page = _titled(title, blocks, view, mentions)
    found: dict[Block, Mention] = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            continue
        section = next((named[h] for h in reversed(block.section) if h in named), None)
        if (about := _opening(view, block, mentions) or section or page) is not None:
            found[block] = about
    return found


_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_LEADING = re.compile(r"[\s|*•·\-]*(?:\d+[.)]\s*)?(?:[Tt]he )?$")
_TRAILING = re.compile(r"[\s*]*(?:\([^)]{0,60}\)\s*)?(?::|\||[–—-]\s|\.\s)")


def _opening(view: str, block: Block, mentions: Sequence[Mention]) -> Mention | None:
    """Give the name that an item or row opens with, set off from what is said of it."""
    if block.kind not in _LISTED:
        return None
    first = bisect_left(mentions, block.start, key=lambda m: m.start)
    if first == len(mentions) or mentions[first].end > block.end:
        return None
    mention = mentions[first]
    before = _LEADING.match(view[block.start : mention.start])
    after = _TRAILING.match(view[mention.end : block.end])
    return mention if before and after and mention.kind in _PROFILED else None


def _titled(
    title: str, blocks: Sequence[Block], view: str, mentions: Sequence[Mention]
) -> Mention | None:
    """Give the one firm, app or organisation that a title names, if it names one alone."""
    if not title and blocks and blocks[0].kind is BlockKind.HEADING:
        title = view[blocks[0].start : blocks[0].end]
    words = " " + re.sub(r"[^\w&.-]+", " ", title) + " "
    named: dict[str, Mention] = {}
    for mention in mentions:
        names = (mention.text, mention.name, *mention.aliases)
        if mention.kind in _BUSINESSES and any(f" {n} " in words for n in names):
            named.setdefault(mention.name, mention)
    whole = [n for n in named if not any(n != o and n in o for o in named)]
    return named[whole[0]] if len(whole) == 1 else None


_BUSINESSES = (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION)


def _whole(view: str, block: Block, mentions: Sequence[Mention]) -> Mention | None:
    """Give the one mention that a heading consists of."""
    first = bisect_left(mentions, block.start, key=lambda m: m.start)
    last = bisect_left(mentions, block.end, key=lambda m: m.start)
    inside = [m for m in mentions[first:last] if m.kind in _PROFILED]
    if len(inside) != 1:
        return None
    before, after = view[block.start : inside[0].start], view[inside[0].end : block.end]
    return inside[0] if _ABOUT.match(before) and _AFTER.match(after) else None


def _page(
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    view: str,
    named: dict[str, Mention],
) -> Mention | None:
    if blocks and (title := view[blocks[0].start : blocks[0].end].strip(" #=")) in named:
        return named[title]
    first = next((s for s in sentences if s.block.kind is BlockKind.PARAGRAPH), None)
    if first is None or not first.mentions:
        return None
    subject = first.mentions[0]
    opens = not view[first.start : subject.start].strip(" \"'") or view[
        first.start : subject.start
    ].strip() in {"The", "the"}
    if opens and subject.kind in _PROFILED and _IS.match(view, subject.end):
        return subject
    return None
