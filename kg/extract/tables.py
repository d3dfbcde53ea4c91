"""What a row of a table says by the header above its columns: "Company | Regulator | Fine"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from kg.extract.document import Block, BlockKind, Document, Sentence
from kg.extract.items import measure_in
from kg.extract.proposal import Proposal
from kg.model import Mention
from kg.vocabulary import Measure, Predicate, allows

P = Predicate
# What a column holds, by the words of its header.
_COLUMNS: tuple[tuple[str, str], ...] = (
    ("fine", r"(?:fines?|penalt(?:y|ies))\b.*"),
    (
        "regulator",
        r"(?:regulators?|authorit(?:y|ies)|agency|imposed by|watchdog|court|jurisdiction)",
    ),
    ("investor", r"(?:lead )?(?:investors?|backers?|shareholders?)"),
    ("owner", r"(?:owners?|parent(?: company)?|acquirer|buyer|acquired by|developer|owned by)"),
    (
        "owned",
        r"(?:subsidiar(?:y|ies)|target|acquired|brands?|apps?|products?|platforms?|services?)",
    ),
    ("supplier", r"(?:suppliers?|vendors?|contractors?)"),
    ("customer", r"(?:customers?|clients?|buyers?)"),
    ("leader", r"(?:ceo|chief executive(?: officer)?|chair(?:man|woman|person)?|head|led by)"),
    ("founder", r"(?:co-?)?founders?|founded by"),
    ("seat", r"(?:headquarters|hq|based in|head office|seat)"),
    (
        "company",
        r"(?:compan(?:y|ies)|firms?|organi[sz]ation|entity|startup|start-up|name|recipient)",
    ),
    ("measure", r"(?:measures?|actions?|decision|sanction|status)"),
)
_COLUMN = [(role, re.compile(rf"\W*{words}\W*", re.I)) for role, words in _COLUMNS]
# Which column says what of which: subject, predicate, object.
_SAYS = (
    ("investor", P.INVESTS_IN, "company"),
    ("owner", P.OWNS, "company"),
    ("owner", P.OWNS, "owned"),
    ("company", P.OWNS, "owned"),
    ("supplier", P.SUPPLIES, "customer"),
    ("supplier", P.SUPPLIES, "company"),
    ("company", P.SUPPLIES, "customer"),
    ("leader", P.LEADS, "company"),
    ("founder", P.FOUNDED, "company"),
    ("company", P.LOCATED_IN, "seat"),
)
_Cells = list[tuple[int, int]]


class Tables:
    """Proposes what the cells of a row say of each other."""

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield the relations of a row, once a row."""
        block = sentence.block
        opens = not document.view[block.start : sentence.start].strip(" |")
        if block.kind is not BlockKind.ROW or not opens:
            return
        header = _header(block, document)
        if header is None or header is block:
            return
        roles = [_role(document.view[a:b]) for a, b in _cells(header, document)]
        cells = _cells(block, document)
        if len(cells) == len(roles):
            held = {role: cell for role, cell in zip(roles, cells, strict=True) if role}
            yield from _said(sentence, document, held)


def _header(block: Block, document: Document) -> Block | None:
    """Give the first of the rows that stand together, if its cells name columns."""
    at = document.blocks.index(block)
    while at > 0 and document.blocks[at - 1].kind is BlockKind.ROW:
        at -= 1
    first = document.blocks[at]
    named = [_role(document.view[a:b]) for a, b in _cells(first, document)]
    return first if sum(role is not None for role in named) > 1 else None


def _cells(block: Block, document: Document) -> _Cells:
    cells, at = [], block.start
    for cell in document.view[block.start : block.end].split("|"):
        if cell.strip():
            cells.append((at, at + len(cell)))
        at += len(cell) + 1
    return cells


def _role(header: str) -> str | None:
    return next((role for role, words in _COLUMN if words.fullmatch(header)), None)


def _said(
    sentence: Sentence, document: Document, held: dict[str, tuple[int, int]]
) -> Iterator[Proposal]:
    named = {role: _in_cell(cell, document) for role, cell in held.items()}
    for subject, predicate, other in _SAYS:
        yield from _joined(sentence, predicate, named.get(subject, []), named.get(other, []))
    measure = Measure.FINE if "fine" in held else None
    if measure is None and "measure" in held:
        start, end = held["measure"]
        measure = measure_in(document.view[start:end])
    if measure is not None:
        bound = named.get("company") or named.get("owned") or []
        yield from _joined(sentence, P.REGULATES, named.get("regulator", []), bound, measure)


def _in_cell(cell: tuple[int, int], document: Document) -> list[Mention]:
    starts = [m.start for m in document.mentions]
    inside = document.mentions[bisect_left(starts, cell[0]) : bisect_left(starts, cell[1])]
    return [m for m in inside if m.origin != "coreference"]


def _joined(
    sentence: Sentence,
    predicate: Predicate,
    subjects: list[Mention],
    objects: list[Mention],
    measure: Measure | None = None,
) -> Iterator[Proposal]:
    pairs = [(s, o) for s in subjects for o in objects if s.name != o.name]
    for subject, other in pairs:
        if allows(subject.kind, predicate, other.kind):
            yield Proposal(
                subject=subject,
                predicate=predicate,
                object=other,
                trigger=sentence.span[0],
                pattern="table.row",
                measure=measure,
                settled=True,
                shared=len(pairs),
            )
