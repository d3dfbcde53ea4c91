"""Articles in: `kg load`, `kg extract`, `kg forget`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from kg.assembly import (
    Crew,
    ExtractorName,
    extract_article,
    fetch_limits,
    graph,
    read_article,
)
from kg.extract.llm import UNREAD
from kg.ingest import batches
from kg.model import Article, Changes, Refusal
from kg.ports import Extraction
from kg.settings import settings
from kg.ui.intake import Intake
from kg.ui.terminal import say, say_changes, say_note, say_stats
from loaders import read as read_sources
from loaders import read_named
from loaders.identity import canonical_address

Sources = Annotated[
    list[str],
    typer.Argument(help="Files, folders, globs, feeds or web addresses.", show_default=False),
]
LoaderName = Annotated[
    str | None, typer.Option("--loader", help="Read as this, instead of looking: text, html, ...")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that read.")]
Dask = Annotated[
    str | None, typer.Option("--dask", help="Scheduler of a Dask cluster that reads, host:port.")
]
WhoReads = Annotated[
    ExtractorName,
    typer.Option("--extractor", help="Who reads: the rules, a language model, or both."),
]


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (load, extract, forget):
        app.command()(command)


def load(
    sources: Sources,
    loader: LoaderName = None,
    jobs: Jobs = 1,
    dask: Dask = None,
    extractor: WhoReads = "rules",
) -> None:
    """Read articles into the graph. What cannot be read is said; the rest is loaded."""
    crew, changes, unread = Crew(extractor, jobs, dask), Changes(), list[str]()
    with graph() as g, Intake("Reading", kept="in the graph") as intake:
        articles = intake.articles(read_sources(sources, loader=loader, fetch=fetch_limits()))
        with closing(crew.over(read_article, articles)) as readings:
            for batch in batches(readings):
                changes += g.add(batch)
                unread += _unread(refusal for r in batch for refusal in r.refusals)
                intake.done(batch)
        say_changes(changes)
        say_stats(g.stats())
    _say_unread(unread)
    intake.close()


def extract(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", help="Folder for one JSON file an article.")],
    loader: LoaderName = None,
    jobs: Jobs = 1,
    dask: Dask = None,
    extractor: WhoReads = "rules",
) -> None:
    """Read articles and write what they say as JSON, without a graph."""
    crew, unread = Crew(extractor, jobs, dask), list[str]()
    out.mkdir(parents=True, exist_ok=True)
    with Intake("Reading", kept=f"in {out}") as intake:
        named = read_named(sources, loader=loader, fetch=fetch_limits())
        with closing(crew.over(extract_article, intake.named(named))) as found:
            for name, article, extraction in found:
                _write(out / f"{name}.json", article, extraction)
                unread += _unread(extraction.refusals)
                intake.done([article])
    _say_unread(unread)
    intake.close()


def _unread(refusals: Iterable[Refusal]) -> list[str]:
    return [r.reason for r in refusals if r.reason.startswith(UNREAD)]


def _say_unread(reasons: list[str]) -> None:
    """Say how much a language model left unread. Each part is kept as a refusal with its reason."""
    if reasons:
        some = "part" if len(reasons) == 1 else "parts"
        say_note(f"{len(reasons)} {some} of articles {UNREAD}; the last: {reasons[-1]}")


def _write(path: Path, article: Article, extraction: Extraction) -> None:
    # the reader's rooms take long to import, and only this command needs them here
    from kg.extract.output import as_json, by_review

    made = by_review(as_json(article, extraction), settings().accept, settings().drop)
    text = json.dumps(made, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8")


def forget(article: Annotated[str, typer.Argument(help="Id or address of the article.")]) -> None:
    """Remove an article and exactly what rested on it alone."""
    with graph() as g:
        address = canonical_address(article)
        found = [
            a.id
            for a in g.articles(limit=1_000_000)
            if a.id == article or (a.url and address and canonical_address(a.url) == address)
        ]
        say_changes(g.forget(found[0] if found else article))
        say(f"Forgot {article}.")
