"""How well articles are read: `kg eval`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.assembly import extractor as rules
from kg.errors import BadSettings, BadSource
from kg.ports import Extractor
from kg.settings import settings
from kg.ui.terminal import say, say_note, table

if TYPE_CHECKING:
    from kg.evaluation.run import Report

EXTRACTORS: dict[str, Callable[[], Extractor]] = {"rules": rules}

Folders = Annotated[
    list[Path],
    typer.Argument(help="Annotated sentences (*.txt) or articles (articles/ and gold/)."),
]


def add_to(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command("eval")(evaluate)


def evaluate(
    folders: Folders,
    extractor: Annotated[str, typer.Option(help="Who reads: rules.")] = "rules",
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", help="How to print the figures.")
    ] = "text",
    list_errors: Annotated[bool, typer.Option(help="Name each mistake.")] = False,
    write: Annotated[
        Path | None, typer.Option(help="Write a page (.md) and its drawings here.")
    ] = None,
) -> None:
    """Score what is read against annotated text: precision, recall, calibration, speed."""
    reports = [_report(folder, extractor) for folder in folders]
    if form == "json":
        print(json.dumps([_json(r, list_errors) for r in reports], ensure_ascii=False, indent=1))
    for report in reports:
        _say(report, form == "text", list_errors)
    if write is not None:
        _write(reports, write, folders)


def _report(folder: Path, extractor: str) -> Report:
    # the parser takes longer to import than most commands take to answer
    from kg.evaluation.run import evaluate as score
    from kg.evaluation.scores import Thresholds

    if extractor not in EXTRACTORS:
        raise BadSettings(
            f"no extractor {extractor!r}", hint=f"known: {', '.join(sorted(EXTRACTORS))}"
        )
    if not folder.exists():
        raise BadSource(str(folder), "is not there")
    thresholds = Thresholds(accept=settings().accept, drop=settings().drop)
    return score(folder, EXTRACTORS[extractor](), thresholds, given=extractor == "rules")


def _say(report: Report, tables: bool, list_errors: bool) -> None:
    from kg.evaluation.report import errors, sections

    for note in report.notes:
        say_note(note)
    for scores in report.scores if tables else ():
        say(f"\n{report.folder}, {scores.mode}: {scores.texts} texts, {report.extractor}", "bold")
        for section in sections(scores):
            table(section.title, section.columns, section.rows)
        if scores.speed is not None:
            rate = scores.speed.texts_per_second, scores.speed.words_per_second
            say(f"{rate[0]:.1f} texts ({rate[1]:,.0f} words) per second and core")
    if list_errors and report.blind:
        say_note(f"{report.folder} is a blind set: its mistakes are not shown")
    elif list_errors and tables:
        table("Mistakes", ("read", "where", "what", "said"), errors(report))


def _json(report: Report, list_errors: bool) -> dict[str, object]:
    from kg.evaluation.report import errors

    written: dict[str, object] = report.model_dump(mode="json")
    if list_errors and not report.blind:
        names = ("read", "where", "what", "said")
        written["mistakes"] = [dict(zip(names, e, strict=True)) for e in errors(report)]
    return written


def _write(reports: list[Report], path: Path, folders: list[Path]) -> None:
    from kg.evaluation.page import write_page

    words = ["kg", "eval", *map(str, folders), "--write", str(path)]
    for made in write_page(reports, path, shlex.join(words)):
        say_note(f"written: {made}")
