"""How well articles are read: `kg eval`."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from kg.assembly import ExtractorName
from kg.assembly import extractor as make_extractor
from kg.errors import BadSettings, BadSource
from kg.settings import settings
from kg.ui.terminal import say, say_note, table

if TYPE_CHECKING:
    from kg.evaluation.run import Report

READERS: tuple[ExtractorName, ...] = get_args(ExtractorName)

Folders = Annotated[
    list[Path],
    typer.Argument(help="Annotated sentences (*.txt) or articles (articles/ and gold/)."),
]


def add_to(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command("eval")(evaluate)


def evaluate(
    folders: Folders,
    extractor: Annotated[
        list[str] | None,
        typer.Option(help="Who reads: rules (the default), llm or both; several are compared."),
    ] = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", "-f", help="How to print the figures.")
    ] = "text",
    list_errors: Annotated[bool, typer.Option(help="Name each mistake.")] = False,
    write: Annotated[
        Path | None, typer.Option(help="Write a page (.md) and its drawings here.")
    ] = None,
) -> None:
    """Score what is read against annotated text: precision, recall, calibration, speed."""
    readers = [_known(name) for name in extractor or ["rules"]]
    reports = [_report(folder, reader) for folder in folders for reader in readers]
    if form == "json":
        print(json.dumps([_json(r, list_errors) for r in reports], ensure_ascii=False, indent=1))
    for report in reports:
        _say(report, form == "text", list_errors)
    if form == "text" and len(reports) > 1:
        _say_overview(reports)
    if write is not None:
        given = [w for reader in readers if extractor for w in ("--extractor", reader)]
        _write(reports, write, [*map(str, folders), *given])


def _known(name: str) -> ExtractorName:
    # the command line takes many of a kind only as plain words
    for known in READERS:
        if name == known:
            return known
    raise BadSettings(f"no extractor {name!r}", hint=f"known: {', '.join(READERS)}")


def _report(folder: Path, reader: ExtractorName) -> Report:
    # the parser takes longer to import than most commands take to answer
    from kg.evaluation.run import evaluate as score
    from kg.evaluation.scores import Thresholds

    if not folder.exists():
        raise BadSource(str(folder), "is not there")
    thresholds = Thresholds(accept=settings().accept, drop=settings().drop)
    return score(folder, make_extractor(reader), thresholds, given=reader == "rules")


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
            took = f"{scores.speed.elapsed:.1f} seconds in all"
            say(f"{rate[0]:.1f} texts ({rate[1]:,.0f} words) per second and core; {took}")
    if list_errors and report.blind:
        say_note(f"{report.folder} is a blind set: its mistakes are not shown")
    elif list_errors and tables:
        table("Mistakes", ("read", "where", "what", "said"), errors(report))


def _say_overview(reports: list[Report]) -> None:
    from kg.evaluation.report import overview

    section = overview(reports)
    table(section.title, section.columns, section.rows)


def _json(report: Report, list_errors: bool) -> dict[str, object]:
    from kg.evaluation.report import errors

    written: dict[str, object] = report.model_dump(mode="json")
    if list_errors and not report.blind:
        names = ("read", "where", "what", "said")
        written["mistakes"] = [dict(zip(names, e, strict=True)) for e in errors(report)]
    return written


def _write(reports: list[Report], path: Path, given: list[str]) -> None:
    from kg.evaluation.page import write_page

    words = ["kg", "eval", *given, "--write", str(path)]
    for made in write_page(reports, path, shlex.join(words)):
        say_note(f"written: {made}")
