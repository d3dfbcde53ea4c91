"""A briefing as Markdown (CommonMark with GitHub's tables), hostile text made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from kg.export.brief.values import Brief, Cited, Event, Reference, Row, Section, Table
from kg.words import capital, day_words

_SPECIAL = re.compile(r"([\\`*_\[\]|~@$<>&]|:(?=//)|(?<=www)\.)")
_AT_START = re.compile(r"^([-+#=]|\d+(?=[.)]))")
_SAFE_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\|]+", re.ASCII)


def render_markdown(
    brief: Brief, *, chart_file: str = "chart.svg", timeline_file: str = "timeline.svg"
) -> str:
    """Write a briefing as Markdown that names its drawings by these files beside it."""
    on = brief.sections
    blocks = [*_header(brief)]
    if Section.BOTTOM_LINE in on:
        said = "\n>\n".join(f"> {sentence(s)}" for s in brief.bottom_line)
        blocks += ["## Bottom line", said or "The graph holds no fact on this."]
    if Section.JUDGEMENTS in on:
        blocks += ["## Key judgements", _numbered(brief.judgements)]
    if brief.changes is not None:
        since = f" since {brief.changed_since}" if brief.changed_since else ""
        blocks += [f"## What changed{since}", _bullets(brief.changes) or "Nothing."]
    if brief.chart:
        blocks += ["## Network", _image("Network chart", chart_file), text(brief.chart_caption)]
    if brief.tables:
        blocks += ["## Findings", *(b for t in brief.tables for b in _table(t))]
    if brief.timeline:
        blocks += ["## Timeline", _image("Timeline", timeline_file), _events(brief.timeline)]
        blocks += _left_out(brief.timeline_left_out, "earlier entry", "earlier entries")
    blocks += _doubts(brief)
    if brief.method:
        blocks += ["## Method", "\n".join(f"- {text(m)}" for m in brief.method)]
    if brief.sources:
        blocks += ["## Sources", *(_reference(r) for r in brief.sources)]
    if brief.disclaimer:
        blocks += ["---", f"*{text(brief.disclaimer)}*"]
    return "\n\n".join(b for b in blocks if b) + "\n"


def text(words: str) -> str:
    """Escape text so that Markdown shows it as it is, on one line."""
    one_line = " ".join(words.split())
    escaped = _SPECIAL.sub(_escape, one_line)
    return _AT_START.sub(_escape_start, escaped)


def sentence(cited: Cited) -> str:
    """Write a sentence with its citations; what is not fact is laid to its sources."""
    numbers = cites(cited.citations)
    if cited.attributed:
        said = f"According to {numbers}, {text(cited.text)}."
    else:
        said = f"{text(capital(cited.text))} {numbers}."
    return f"{said} *({cited.grade} confidence)*" if cited.grade else said


def cites(numbers: Sequence[int]) -> str:
    """Write citations as links to the numbered sources."""
    return "".join(f"[\\[{n}\\]](#source-{n})" for n in numbers)


def _escape(match: re.Match[str]) -> str:
    named = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return named.get(match[1], "\\" + match[1])


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}"


def _header(brief: Brief) -> Iterator[str]:
    counts = brief.counts
    yield f"# {text(brief.title)}"
    rows = [
        ("Date", brief.day),
        ("As of", brief.as_of),
        ("Author", brief.author),
        ("Snapshot", f"`{brief.snapshot}`"),
    ]
    lines = [f"**{k}:** {v if k == 'Snapshot' else text(v)}" for k, v in rows if v]
    lines.append(
        f"**Rests on:** {counts.articles} articles ({counts.origins} independent), "
        f"{counts.claims} claims, {counts.entities} entities, {counts.live} live facts and "
        f"{counts.other} not live"
    )
    yield "  \n".join(lines)


def _numbered(sentences: Sequence[Cited]) -> str:
    return "\n".join(f"{n}. {sentence(s)}" for n, s in enumerate(sentences, 1))


def _bullets(sentences: Sequence[Cited]) -> str:
    return "\n".join(f"- {sentence(s)}" for s in sentences)


def _image(title: str, file: str) -> str:
    plain = "".join(c if c.isalnum() or c in "-_." else f"%{ord(c):02X}" for c in file)
    return f"![{title}]({plain if file.isascii() else '<' + file.replace('>', '') + '>'})"


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(cells) + " |" for cells in rows]
    return "\n".join(lines)


def _table(table: Table) -> Iterator[str]:
    yield f"### {text(table.title)}"
    if table.note:
        yield text(table.note)
    columns = [*table.columns, "Independent sources", "Contested", "Confidence", "Cited"]
    yield _grid(columns, [_cells(r) for r in table.rows])
    yield from _left_out(table.left_out, "row")


def _cells(row: Row) -> list[str]:
    end = [str(row.sources), "contested" if row.contested else "no", row.grade.value]
    return [*(text(c) for c in row.cells), *end, cites(row.citations)]


def _events(events: Sequence[Event]) -> str:
    rows = [[str(e.number), text(day_words(e.day)), e.clock, sentence(e.said)] for e in events]
    return _grid(
        ["No.", "Day", "Is when it", "What"], [[r[0], r[1], _clock(r[2]), r[3]] for r in rows]
    )


def _clock(clock: str) -> str:
    return {"from": "began", "until": "ended", "reported": "was reported"}[clock]


def _left_out(number: int, one: str, many: str = "") -> list[str]:
    return (
        [f"{number} {one if number == 1 else many or one + 's'} more left out."] if number else []
    )


def _doubts(brief: Brief) -> list[str]:
    blocks: list[str] = []
    if Section.DOUBTS in brief.sections:
        blocks.append("## Contested, single-source, unknown")
    if brief.contested:
        blocks += ["### Contested", _bullets(brief.contested)]
    if brief.withdrawn:
        blocks += ["### Withdrawn since", _bullets(brief.withdrawn)]
    if brief.single:
        blocks += ["### Resting on one source", _bullets(brief.single)]
        blocks += _left_out(brief.single_left_out, "fact")
    if brief.unknown:
        blocks += ["### What is not known", "\n".join(f"- {text(u)}" for u in brief.unknown)]
    return blocks


def _reference(reference: Reference) -> str:
    where = f"{text(reference.publisher)}, {text(reference.day)}"
    lines = [
        f'<a id="source-{reference.number}"></a>**\\[{reference.number}\\]** '
        f"{text(reference.title)}. {where}. {_address(reference.url)}".rstrip(),
        *(f"Also in: {text(r)}" for r in reference.reprints),
        f"Supports: {'; '.join(text(f) for f in reference.facts)}.",
    ]
    quotes = [
        f"> “{text(q.text)}”" + (f" (says {text(q.speaker)})" if q.speaker else "")
        for q in reference.quotes
    ]
    return "\n\n".join(["  \n".join(lines), *quotes])


def _address(url: str) -> str:
    """Link an address only if it is of the web and has no sign that could end the link."""
    if not url:
        return ""
    try:
        sound = bool(urlsplit(url).hostname) and _SAFE_ADDRESS.fullmatch(url)
    except ValueError:
        sound = None
    return f"<{url}>" if sound else text(url)
