"""A text as blocks: headings, paragraphs, list items, rows, and furniture to be passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.extract.document import Block, BlockKind
from kg.extract.furniture import dateline, is_byline, is_caption, is_furniture
from kg.extract.markup import blank

_BULLET = re.compile(r"\s*(?:[-*•◦▪‣·–—]|\(?\d{1,3}[.)]|\([a-z]\))\s+(?=\S)")
_KEY_VALUE = re.compile(r"\s*[A-Z][\w '/&().-]{1,38}:\s+\S.{0,160}$")
_HASHES = re.compile(r"\s{0,3}(#{1,6}|={2,6})\s+")
_TERMINAL = (".", "!", ";", ",", '."', '!"', "…")
LONGEST = 5_000  # code points of a block; longer paragraphs are no paragraphs
SILENT = frozenset({BlockKind.FURNITURE, BlockKind.BYLINE, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str  # of the view
    raw: str


def segment(text: str) -> tuple[str, tuple[Block, ...]]:
    """Cut a text into blocks; give its view with markup blanked out, same length, and them.

    Blocks are disjoint and in order; what lies between them is white space. In the view the
    line breaks inside a block are spaces and a dateline is blank.
    """
    view = blank(text)
    blocks: list[Block] = []
    for group in _groups(text, view):
        blocks.extend(_blocks_of(group))
    blocks = [part for block in blocks for part in _cut(block, view)]
    blocks = _sectioned(_repeats_marked(blocks, view), text, view)
    return _flowed(view, blocks), tuple(blocks)


def _groups(text: str, view: str) -> list[list[_Line]]:
    """Gather lines into groups between blank lines."""
    groups: list[list[_Line]] = [[]]
    at = 0
    for seen in view.split("\n"):
        left = len(seen) - len(seen.lstrip(" "))
        right = len(seen.rstrip())
        if right > left:
            raw = text[at : at + len(seen)]
            groups[-1].append(_Line(at + left, at + right, seen[left:right], raw))
        elif groups[-1]:
            groups.append([])
        at += len(seen) + 1
    return [g for g in groups if g]


def _blocks_of(lines: list[_Line]) -> list[Block]:
    """Turn the lines of a group into blocks, joining hard-wrapped ones."""
    widest = max(len(line.text) for line in lines)
    blocks: list[Block] = []
    before: _Line | None = None
    for line in lines:
        kind = _kind(line, alone=len(lines) == 1)
        last = blocks[-1] if blocks else None
        if (
            before is not None
            and last is not None
            and kind is BlockKind.PARAGRAPH
            and last.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
            and _wraps(before, line, widest)
        ):
            blocks[-1] = replace(last, end=line.end)
        else:
            blocks.append(Block(kind, line.start + _bullet(kind, line), line.end))
        before = line
    return blocks


def _bullet(kind: BlockKind, line: _Line) -> int:
    """Give the length of the bullet or number a list item opens with."""
    bullet = _BULLET.match(line.text) if kind is BlockKind.ITEM else None
    return bullet.end() if bullet else 0


def _cut(block: Block, view: str) -> list[Block]:
    """Cut a block that is too long to be parsed at once, at a full stop or a space."""
    parts = []
    while block.end - block.start > LONGEST:
        limit = block.start + LONGEST
        at = max(view.rfind(". ", block.start, limit) + 1, 0) or view.rfind(" ", block.start, limit)
        at = at if at > block.start else limit
        parts.append(replace(block, end=at))
        rest = at + len(view[at : block.end]) - len(view[at : block.end].lstrip())
        block = replace(block, start=rest)
    return [*parts, block]


def _wraps(before: _Line, line: _Line, widest: int) -> bool:
    """Say whether a line break is a mere wrap: the line before is about as wide as the widest."""
    if line.text[0].islower():
        return True
    ended = before.text.endswith((".", "!", "?", ":", '."', '"'))
    return 40 <= widest <= 110 and len(before.text) >= widest * (0.85 if ended else 0.6)


def _kind(line: _Line, *, alone: bool) -> BlockKind:
    text = line.text
    if is_furniture(text):
        return BlockKind.FURNITURE
    if _HASHES.match(line.raw):
        return BlockKind.HEADING
    if is_byline(text):
        return BlockKind.BYLINE
    if is_caption(text):
        return BlockKind.CAPTION
    if " | " in text or (text.startswith("|") and text.count("|") > 1):
        return BlockKind.ROW
    if _BULLET.match(line.raw):
        return BlockKind.ITEM
    if alone and _like_heading(text):
        return BlockKind.HEADING
    if _KEY_VALUE.match(text) and not text.endswith(_TERMINAL):
        return BlockKind.ROW
    return BlockKind.PARAGRAPH


def _like_heading(text: str) -> bool:
    """Say whether a line that stands alone reads as a heading: short, and no sentence."""
    words = text.split()
    if len(text) > 150 or len(words) > 18 or text.endswith((*_TERMINAL, ":")):
        return False
    first = next((c for c in text if c.isalnum()), "")
    return bool(first) and not first.islower() and not text.startswith(('"', "'"))


def _repeats_marked(blocks: list[Block], view: str) -> list[Block]:
    """Mark a heading or line that repeats the page's title or an earlier heading as furniture."""
    seen: set[str] = set()
    marked = []
    for block in blocks:
        words = " ".join(view[block.start : block.end].casefold().split())
        short = len(words) < 160 and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
        again = short and words in seen and len(words) > 25
        marked.append(replace(block, kind=BlockKind.FURNITURE) if again else block)
        if short:
            seen.add(words)
    return marked


def _sectioned(blocks: list[Block], text: str, view: str) -> list[Block]:
    """Give each block the headings it stands under. A heading without signs is of level two."""
    path: dict[int, str] = {}
    done = []
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            line_start = text.rfind("\n", 0, block.start) + 1
            signs = _HASHES.match(text[line_start : block.start])
            level = len(signs[1]) if signs else (1 if number == 0 else 2)
            path = {k: v for k, v in path.items() if k < level}
            done.append(replace(block, section=tuple(path.values())))
            path[level] = view[block.start : block.end].strip(" #=")
        else:
            done.append(replace(block, section=tuple(path.values())))
    return done


def _flowed(view: str, blocks: list[Block]) -> str:
    """Make the line breaks inside blocks spaces and blank bullets and datelines."""
    parts = []
    at = 0
    for block in blocks:
        parts.append(re.sub(r"[^\n]", " ", view[at : block.start]))
        words = view[block.start : block.end].replace("\n", " ")
        if block.kind is BlockKind.PARAGRAPH:
            cut = dateline(words)
            words = " " * cut + words[cut:]
        parts.append(words)
        at = block.end
    return "".join(parts) + re.sub(r"[^\n]", " ", view[at:])
