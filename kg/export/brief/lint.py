"""A reader's pencil: sentences that claim too much, or rest on nothing.

Likelihood words are those of ICD 203, "Analytic Standards"; they say how probable something is
and never stand in one sentence with a level of confidence, which says how good the evidence is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.export.brief.values import Brief, Cited, Section

_LIKELIHOOD = re.compile(
    r"\b(almost no chance|remote(?= chance)|(highly |very )?(un)?likely|(highly )?(im)?probabl[ey]"
    r"|roughly even (chance|odds)|(almost|nearly) certain(ly)?)\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(r"\b(high|moderate|low)(ly)? confiden(ce|t)\b", re.IGNORECASE)
_OVERCLAIM = re.compile(
    r"\b(proves?|proven|confirms?|undoubtedly|undeniably|clearly|obviously|definitely|certainly"
    r"|secretly|masterminds?|puppets?|orchestrates?|dominates?)\b",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"\bcontrols(?! exports to)\b", re.IGNORECASE)


def lint(brief: Brief) -> list[str]:
    """List what is wrong with the wording or the citations of a briefing, in words."""
    known = {r.number for r in brief.sources} if Section.SOURCES in brief.sections else None
    found = [fault for where, s in _sentences(brief) for fault in _sentence(where, s, known)]
    for table in brief.tables:
        for number, row in enumerate(table.rows, 1):
            where = f"{table.title}, row {number}"
            found += _citations(where, row.citations, known)
            if "controls" in row.cells and not row.control:
                found.append(f"{where}: says “controls”, but not every step is at least half")
    return found


def _sentences(brief: Brief) -> Iterator[tuple[str, Cited]]:
    parts = (
        ("bottom line", brief.bottom_line),
        ("key judgements", brief.judgements),
        ("timeline", tuple(e.said for e in brief.timeline)),
        ("contested", brief.contested),
        ("withdrawn", brief.withdrawn),
        ("single source", brief.single),
    )
    for name, sentences in parts:
        for number, cited in enumerate(sentences, 1):
            yield f"{name}, {number}", cited


def _sentence(where: str, cited: Cited, known: set[int] | None) -> Iterator[str]:
    likely = _LIKELIHOOD.search(cited.text)
    if likely and (cited.grade is not None or _CONFIDENCE.search(cited.text)):
        yield f"{where}: likelihood ({likely[0]!r}) and confidence in one sentence"
    if over := _OVERCLAIM.search(cited.text):
        yield f"{where}: {over[0]!r} claims more than a source can carry"
    if _CONTROLS.search(cited.text) and not cited.control:
        yield f"{where}: says “controls”, but not every step is at least half"
    yield from _citations(where, cited.citations, known)


def _citations(where: str, numbers: tuple[int, ...], known: set[int] | None) -> Iterator[str]:
    if not numbers:
        yield f"{where}: cites nothing"
    if known is not None and (unknown := sorted(set(numbers) - known)):
        yield f"{where}: cites {unknown}, which are not among the sources"
