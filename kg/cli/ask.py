"""Questions out: `kg find`, `kg show`, `kg query`, `kg cypher`, `kg export`, `kg brief`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, overload

import typer

from kg.analysis.changes import changes
from kg.assembly import graph
from kg.errors import BadQuery, BadSettings
from kg.export import make_folder, write_file
from kg.export.brief import BriefOptions, Section
from kg.lookup import bind, find_entity
from kg.model import Written, partial_date
from kg.queries import find as find_query
from kg.queries import library
from kg.settings import settings
from kg.ui.briefing import as_of_day, today, two_days, write_brief
from kg.ui.changed import say_changed
from kg.ui.profile import show_thing
from kg.ui.terminal import Format, say, say_entities, say_note, say_queries, say_rows
from kg.vocabulary import Kind

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")]
FilesFor = Literal["neo4j-admin"]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help="The graph as of this day.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (find, show, query, cypher, diff, export, brief):
        app.command()(command)


def find(
    text: Annotated[str, typer.Argument(help="A name, or its beginning, in any script.")],
    kind: Annotated[Kind | None, typer.Option(help="Only this kind.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
) -> None:
    """Find entities by name."""
    with graph() as g:
        hits = g.search(text, kind=kind, limit=limit)
        if not hits:
            find_entity(g, text)  # says what is called nearly so
        say_entities(hits)


def show(
    thing: Annotated[str, typer.Argument(help="An entity (name or id), article id or edge id.")],
    as_of: AsOfOption = None,
) -> None:
    """Show an entity with its relations, an article with its claims, or an edge's sentences."""
    with graph() as g:
        show_thing(g, thing, _day(as_of))


def query(
    name: Annotated[str | None, typer.Argument(help="Which question; none: list them.")] = None,
    given: Annotated[list[str] | None, typer.Argument(help="Parameters, key=value.")] = None,
    form: FormatOption = "table",
) -> None:
    """Answer a question of the library, or list the questions."""
    if name is None:
        say_queries(library().values())
        return
    asked = find_query(name)
    with graph() as g:
        params = bind(asked, dict(_pair(g_) for g_ in given or ()), g)
        say_rows(g.run(asked, **params), form, asked.title)


def cypher(
    text: Annotated[str, typer.Argument(help="Cypher that only reads.")],
    limit: Annotated[int | None, typer.Option(help="Rows at most.")] = None,
    form: FormatOption = "table",
) -> None:
    """Run read-only Cypher, with a row limit and a time limit."""
    rows_limit = limit or settings().row_limit
    with graph() as g:
        rows = g.cypher(text, limit=rows_limit)
        say_rows(rows, form)
        if len(rows) == rows_limit:
            say_note(f"stopped at {rows_limit} rows; --limit or KG_ROW_LIMIT gives more")


def diff(
    earlier: Annotated[str, typer.Argument(help="The earlier day: 2024, 2024-01 or 2024-01-31.")],
    later: Annotated[str | None, typer.Argument(help="The later day; none: today.")] = None,
    around: Annotated[list[str] | None, typer.Option("--around", help="Only around this.")] = None,
    hops: Annotated[int, typer.Option(min=0, help="Steps from there.")] = 1,
    form: FormatOption = "table",
) -> None:
    """Tell what changed between two days: what began, ended, was said, denied, better sourced."""
    days = (_day(earlier), _day(later or today().isoformat()))
    with graph() as g:
        seeds = [find_entity(g, name).id for name in around or ()]
        views = two_days(g, seeds or None, days, hops=hops)
        say_changed(changes(*views), views, form)


def export(
    out: Annotated[
        Path, typer.Option("--out", help="File; its suffix chooses the format. Or a folder.")
    ],
    around: Annotated[list[str] | None, typer.Option("--around", help="Start here.")] = None,
    hops: Annotated[int, typer.Option(min=0, help="Steps from there.")] = 1,
    all_: Annotated[bool, typer.Option("--all", help="The whole graph.")] = False,
    as_of: AsOfOption = None,
    form: Annotated[
        FilesFor | None, typer.Option("--format", help="A folder for a bulk import instead.")
    ] = None,
) -> None:
    """Write a subgraph to a file, with every sentence it rests on."""
    if form is not None:
        _export_bulk(out, part=bool(around or as_of) or not all_)
        return
    if all_ == bool(around):
        raise BadSettings(
            "what to export?", hint="--around NAME (more than once if you like) or --all"
        )
    with graph() as g:
        seeds = [find_entity(g, name).id for name in around or ()]
        part = g.subgraph(seeds or None, hops=hops, limit=10**9, as_of=as_of_day(_day(as_of)))
        write_file(part, out)
        counts = f"{len(part.entities)} entities, {len(part.edges)} edges"
        say(f"{out}: {counts}, {len(part.claims)} claims.")


def _export_bulk(out: Path, *, part: bool) -> None:
    if part:
        raise BadSettings("a bulk import takes the whole graph", hint="--all, and no --as-of")
    with graph() as g:
        written: list[Written] = []
        make_folder(out, lambda folder: written.append(g.bulk(folder)))
    say(f"{out}: {written[0].nodes:,} nodes, {written[0].relationships:,} relationships. There:")
    say("neo4j-admin database import full neo4j @import.args")


def brief(
    names: Annotated[list[str], typer.Argument(help="Entities the briefing is about.")],
    out: Annotated[Path, typer.Option("--out", help="File ending in .md or .html.")],
    hops: Annotated[int, typer.Option(min=1, help="Steps around them.")] = 1,
    as_of: AsOfOption = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Tell what changed since this day.")
    ] = None,
    title: Annotated[str, typer.Option(help="The briefing's title, instead of ours.")] = "",
    author: Annotated[str, typer.Option(help="Who signs it.")] = "",
    without: Annotated[list[Section] | None, typer.Option(help="Leave this part out.")] = None,
) -> None:
    """Write a cited briefing about one or more entities."""
    parts = frozenset(Section) - set(without or ())
    options = BriefOptions(day=today(), title=title, author=author, sections=parts)
    with graph() as g:
        about = [find_entity(g, name) for name in names]
        write_brief(g, about, out, hops=hops, as_of=_day(as_of), since=_day(since), options=options)
        say(f"Briefing written to {out}.")


@overload
def _day(text: str) -> str: ...
@overload
def _day(text: None) -> None: ...
def _day(text: str | None) -> str | None:
    try:
        return None if text is None else partial_date(text)
    except ValueError as error:
        raise BadSettings(f"{text!r} is not a day", hint="2024, 2024-01 or 2024-01-31") from error


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign:
        raise BadQuery(f"{text!r} is not key=value", hint="for example id=TikTok")
    return key, value
