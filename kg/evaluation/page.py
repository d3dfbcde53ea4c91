"""The figures as a page of the documents, with its drawings beside it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from kg.errors import BadSettings
from kg.evaluation.plot import relations_plot, reliability_plot
from kg.evaluation.report import Section, overview, patterns, sections
from kg.evaluation.run import Report

_HEAD = """# Measurements

How well the reader of articles does on annotated text. This page is made by

    {command}

and made anew whenever the reader changes. P is precision (of what is said, how much is so), R
recall (of what is so, how much is said), F their harmonic mean, all in percent. A relation
counts as right only if predicate, direction and both ends are right; status, measure and amount
are counted apart, among the right ones. [Evaluating](evaluating.md) says how to score texts of
your own.
"""
_BLIND = """**The figures that count are those of blind sets**: texts by somebody who had not read
the rules, and whose mistakes nobody has looked at. Sets that the rules are tuned on say only
that nothing is broken.
"""
_MODES = """*names given*: the annotated names are handed to the rules. *names found*: from the bare
sentence, so a name that is missed, cut wrong or given the wrong kind loses its relations.
*articles*: whole articles.
"""
_ALT = {
    "confidence": "How many claims are right in each band of confidence",
    "relations": "Precision and recall of each relation",
}


def write_page(reports: list[Report], path: Path, command: str) -> list[Path]:
    """Write the page and, beside it, two drawings of the first set. Return all files written.

    Raises `BadSettings` where nothing can be written.
    """
    drawings = _drawings(reports[0])
    files = {path.with_name(f"{path.stem}-{name}.svg"): svg for name, svg in drawings.items()}
    images = "\n".join(
        f"![{_ALT[name]}]({p.name})\n" for name, p in zip(drawings, files, strict=True)
    )
    files[path] = page(reports, command, images)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for place, text in files.items():
            place.write_text(text, "utf-8")
    except OSError as error:
        raise BadSettings(
            f"{path}: cannot be written: {error.strerror}", hint="name a file that ends in .md"
        ) from error
    return list(files)


def page(reports: list[Report], command: str, images: str = "") -> str:
    """Give the page as Markdown; speed is left out, since machines differ."""
    parts = [_HEAD.format(command=" ".join(command.split()))]
    if any(r.blind for r in reports):
        parts.append(_BLIND)
    parts += [_MODES, _table(overview(reports))]
    for place, report in enumerate(reports):
        parts.append(f"## {_cell(report.name)}, read by {report.extractor}\n")
        if place == 0:
            parts.append(images)
        for scores in report.scores:
            parts.append(f"### {_cell(report.folder)}: {scores.mode}\n")
            parts.append(f"{scores.texts} texts, {scores.words} words.\n")
            parts += [f"{s.title}:\n\n{_table(s)}" for s in sections(scores)]
        found = patterns(report.chief)
        if found.rows:
            parts.append(f"{found.title}, {report.chief.mode}:\n\n{_table(found)}")
    return "\n".join(parts)


def _drawings(report: Report) -> dict[str, str]:
    chief = report.chief
    of = f"{report.folder}, {chief.mode}"
    return {
        "confidence": reliability_plot(chief.bands, f"Right by confidence: {of}"),
        "relations": relations_plot(chief.tallies, f"Precision and recall: {of}"),
    }


def _table(section: Section) -> str:
    line = ("---", *("---:" for _ in section.columns[1:]))
    rows = (section.columns, line, *section.rows)
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in rows) + "\n"


def _cell(text: str) -> str:
    """Write a cell; names of files may hold anything."""
    return escape(" ".join(text.split()), quote=False).replace("|", "\\|")
