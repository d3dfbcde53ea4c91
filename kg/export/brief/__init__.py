"""A cited briefing, composed by rule from a subgraph, as Markdown or one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import BadData
from kg.export.brief.compose import make_brief
from kg.export.brief.html import render_html
from kg.export.brief.lint import lint
from kg.export.brief.markdown import render_markdown
from kg.export.brief.values import Brief, BriefOptions, Section
from kg.export.files import replace_file
from kg.model import EntityId, Subgraph

__all__ = [
    "Brief",
    "BriefOptions",
    "Section",
    "lint",
    "make_brief",
    "render_html",
    "render_markdown",
    "write_briefing",
]


def write_briefing(
    subgraph: Subgraph,
    options: BriefOptions,
    path: Path,
    *,
    seeds: Sequence[EntityId] | None = None,
) -> Brief:
    """Write a briefing on the seeds of a subgraph to a file ending in .html or .md.

    Markdown gets its drawings beside it, as NAME.chart.svg and NAME.timeline.svg. Raises
    `BadData` for another ending, before anything is written.
    """
    suffix = path.suffix.casefold()
    if suffix not in (".html", ".htm", ".md", ".markdown"):
        raise BadData(
            f"no briefing format for {path.name!r}", hint="name it to end in .md or .html"
        )
    brief = make_brief(subgraph, subgraph.seeds if seeds is None else seeds, options)
    if suffix in (".html", ".htm"):
        _write(path, render_html(brief))
        return brief
    chart, timeline = f"{path.stem}.chart.svg", f"{path.stem}.timeline.svg"
    for name, drawing in ((chart, brief.chart), (timeline, brief.timeline_chart)):
        if drawing:
            _write(path.with_name(name), drawing + "\n")
    _write(path, render_markdown(brief, chart_file=chart, timeline_file=timeline))
    return brief


def _write(path: Path, text: str) -> None:
    replace_file(path, lambda out: out.write(text.encode("utf-8")))
