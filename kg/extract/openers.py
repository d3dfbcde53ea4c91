"""Names that the items of a list open with: what most of them are, the others are too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.document import Block, BlockKind
from kg.extract.doubt import TERMS
from kg.extract.found import Found
from kg.extract.kinds import by_form
from kg.extract.persons import looks_personal
from kg.names import KnownNames
from kg.vocabulary import Kind

_OPENER = re.compile(
    r"[\s|*•·-]*(?:\d+[.)]\s*)?(?P<name>(?:[a-z]?[A-Z0-9][\w&'.+-]*)(?: [A-Z0-9&][\w&'.+-]*){0,3})"
    r"\s*(?:\([^)\n]{0,60}\)\s*)?(?::(?=\s)|\||[–—]\s|-\s)"
)
_LISTED = (BlockKind.ITEM, BlockKind.ROW)
_ALIKE = (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION)
_ENOUGH = 2  # known openers that tell what the others are
_SHARE = 0.5


def find_openers(
    view: str, blocks: Iterable[Block], known: Sequence[Found], names: KnownNames
) -> list[Found]:
    """Find names that items open with, set off from what follows, by the kind of the others."""
    starts = {f.start: f for f in known}
    found: list[Found] = []
    for items in _lists(blocks):
        openers = [m for b in items if (m := _OPENER.match(view[: b.end], b.start)) is not None]
        kinds = Counter(
            f.kind
            for m in openers
            if (f := starts.get(m.start("name"))) is not None and f.kind in _ALIKE
        )
        if not kinds:
            continue
        kind, count = kinds.most_common(1)[0]
        if count < _ENOUGH or count < len(openers) * _SHARE:
            continue
        fresh = [m for m in openers if m.start("name") not in starts]
        found += [f for m in fresh if (f := _find(m, kind, names)) is not None]
    return found


def _find(opener: re.Match[str], kind: Kind, names: KnownNames) -> Found | None:
    text = opener["name"]
    entity = names.find(text, kind)
    other = by_form(text) not in (None, kind) or looks_personal(text)
    if entity is None and (other or text.casefold() in TERMS or text.isdigit()):
        return None
    start, end = opener.span("name")
    country = entity.country if entity is not None else None
    return Found(start, end, text, kind, "list" if entity else "cue", entity, country=country)


def _lists(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the runs of items or rows that stand together."""
    run: list[Block] = []
    for block in blocks:
        if block.kind in _LISTED:
            run.append(block)
        elif run:
            yield run
            run = []
    if run:
        yield run
