"""What a briefing says, before it is laid out: sentences, tables and sources as plain values."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from kg.analysis.confidence import Grade
from kg.model import EdgeId, Subgraph, Value


class Section(StrEnum):
    """A part of the briefing that can be switched off."""

    BOTTOM_LINE = "bottom line"
    JUDGEMENTS = "key judgements"
    CHANGES = "changes"
    CHART = "chart"
    FINDINGS = "findings"
    TIMELINE = "timeline"
    DOUBTS = "doubts"
    METHOD = "method"
    SOURCES = "sources"
    DISCLAIMER = "disclaimer"


class BriefOptions(Value):
    """What a reader may choose. `day` is the date of the briefing.

    `reviewed` are edges that a person has confirmed, without which no fact is of high
    confidence. `previous` is the same neighbourhood as last briefed. `filters` are said in the
    caption of the chart as they are given.
    """

    day: date
    title: str = ""
    author: str = ""
    sections: frozenset[Section] = frozenset(Section)
    reviewed: frozenset[EdgeId] = frozenset()
    previous: Subgraph | None = None
    filters: tuple[str, ...] = ()
    chart_nodes: int = Field(40, ge=2, le=60)
    rows: int = Field(40, ge=1)


class Cited(Value):
    """A sentence and the sources it rests on.

    `attributed` sentences are what sources say and are not live facts: they are written as
    "according to [5], ...". `control` is set only where every step is at least half.
    """

    text: str
    citations: tuple[int, ...]
    attributed: bool = False
    grade: Grade | None = None
    control: bool = False


class Row(Value):
    """A row of a table of findings; it ends with what it rests on."""

    cells: tuple[str, ...]
    citations: tuple[int, ...]
    sources: int
    contested: bool
    grade: Grade
    control: bool = False


class Table(Value):
    """A table of findings. `left_out` counts rows that the limit cut."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    left_out: int = 0


class Event(Value):
    """A line of the timeline: `clock` says whether the day is when it began, ended, or was told."""

    number: int
    day: str
    clock: str
    said: Cited
    live: bool


class Quote(Value):
    """Words of an article, verbatim, and who said them if not the outlet itself."""

    text: str
    speaker: str = ""


class Reference(Value):
    """An independent source: one story, however often it was reprinted."""

    number: int
    title: str
    publisher: str
    day: str
    url: str
    reprints: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Counts(Value):
    """How much a briefing rests on. `doubly` counts edges with two or more independent origins."""

    entities: int
    live: int
    other: int
    claims: int
    articles: int
    origins: int
    doubly: int

    @property
    def edges(self) -> int:
        """All facts, live or not."""
        return self.live + self.other

    @property
    def coverage(self) -> int:
        """Share of edges with two or more independent origins, in percent."""
        return round(100 * self.doubly / self.edges) if self.edges else 0


class Brief(Value):
    """A whole briefing. Parts that are switched off are empty."""

    title: str
    day: str
    author: str
    as_of: str
    snapshot: str
    counts: Counts
    sections: frozenset[Section]
    bottom_line: tuple[Cited, ...] = ()
    judgements: tuple[Cited, ...] = ()
    changes: tuple[Cited, ...] | None = None
    changed_since: str = ""
    chart: str = ""
    chart_caption: str = ""
    tables: tuple[Table, ...] = ()
    timeline: tuple[Event, ...] = ()
    timeline_chart: str = ""
    timeline_left_out: int = 0
    contested: tuple[Cited, ...] = ()
    withdrawn: tuple[Cited, ...] = ()
    single: tuple[Cited, ...] = ()
    single_left_out: int = 0
    unknown: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    sources: tuple[Reference, ...] = ()
    disclaimer: str = ""
