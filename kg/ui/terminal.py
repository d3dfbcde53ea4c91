"""What the command line prints: tables, sentences with their sources, progress, errors.

Everything read from articles is printed as text, never as markup, with control characters shown.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import KgError
from kg.model import (
    Changes,
    Claim,
    Edge,
    Edit,
    Entity,
    Judgement,
    Query,
    Source,
    Stats,
)
from kg.ui.words import headline
from kg.words import count_words, detail_words, listed, publisher_words

_ARTICLE, _ENTITY = ("article", "articles"), ("entity", "entities")
_CLAIM, _EDGE = ("claim", "claims"), ("edge", "edges")
Format = Literal["table", "json", "csv"]

_PIPED_WIDTH = 160  # columns where no terminal says how wide it is and COLUMNS is not set


def _width() -> int | None:
    return None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPED_WIDTH


out = Console(highlight=False, soft_wrap=False, width=_width())
err = Console(stderr=True, highlight=False, soft_wrap=True)


def plain(value: object) -> str:
    """Make a cell's text of any value, with control characters shown as signs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(plain(v) for v in value)
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in str(value))


def say(text: str, style: str = "") -> None:
    """Print a line on standard output."""
    out.print(Text(plain(text), style=style))


def say_error(error: KgError) -> None:
    """Print what went wrong and what would have worked, on standard error."""
    err.print(Text.assemble(("error: ", "bold red"), plain(error.message)))
    if error.hint:
        err.print(Text.assemble(("  hint: ", "yellow"), plain(error.hint)))


def say_note(text: str) -> None:
    """Print a remark on standard error, so that output can still be piped."""
    err.print(Text.assemble(("note: ", "yellow"), plain(text)))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; long cells wrap."""
    drawn = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(plain(cell)) for cell in row))
    out.print(drawn)


def say_rows(rows: list[dict[str, object]], form: Format, title: str = "") -> None:
    """Print rows as a table, as JSON or as CSV.

    A table leaves out the ids of entities that stand there by name.
    """
    columns = list(rows[0]) if rows else []
    shown = [c for c in columns if c.removesuffix("_id") not in set(columns) - {c}]
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(r.get(c)) for c in columns] for r in rows)
    elif rows:
        table(title, shown, ([r.get(c) for c in shown] for r in rows))
        if "edges" in columns:
            say_note("kg show EDGE prints the sentences behind a relation")
    else:
        say("Nothing found.", "dim")


def _cell(value: object) -> str:
    return str(value) if isinstance(value, bool) else plain(value)  # programs read True and False


def say_entities(entities: Sequence[Entity]) -> None:
    """Print entities, one a line, with their other names."""
    rows = ((e.name, e.kind, e.country, ", ".join(e.aliases[:6]), e.id) for e in entities)
    table("", ("name", "kind", "country", "also called", "id"), rows)


def say_judgements(judgements: Iterable[Judgement]) -> None:
    """Print judgements, oldest first."""
    rows = [
        (
            f"{j.when:%Y-%m-%d %H:%M}",
            j.who,
            j.left_name or j.left,
            j.verdict,
            j.right_name or j.right,
            j.why,
        )
        for j in judgements
    ]
    if not rows:
        say("Nothing has been judged yet: kg same A B, kg different A B.", "dim")
        return
    table("", ("when", "who", "this", "is", "that", "why"), rows)


def say_log(log: Iterable[Edit]) -> None:
    """Print what was done to the graph, newest first."""
    rows = [(f"{e.when:%Y-%m-%d %H:%M}", e.who, e.deed, e.said or _things(e), e.why) for e in log]
    if not rows:
        say("Nothing was done that the log knows of.", "dim")
        return
    table("", ("when", "who", "did", "what", "why"), rows)


def _things(edit: Edit) -> str:
    return listed(edit.things, 3)


def say_queries(queries: Iterable[Query]) -> None:
    """Print the library of questions, group by group."""
    rows = (
        (
            q.group,
            q.name,
            q.title,
            " ".join(f"{p.name}{'' if p.required else '?'}" for p in q.params),
        )
        for q in sorted(queries, key=lambda q: (q.group, q.name))
    )
    table("", ("group", "query", "what it answers", "parameters"), rows)


def say_edge(edge: Edge, names: Mapping[str, str], sources: Mapping[str, Source]) -> None:
    """Print a relation and every sentence it rests on, oldest first."""
    more = [
        detail_words(edge),
        count_words(edge.sources, "independent source"),
        "contested" if edge.contested else "",
        edge.id,
    ]
    said = " · ".join(m for m in more if m)
    out.print(Text.assemble((plain(headline(edge, names)), "bold"), "  ", (plain(said), "dim")))
    for claim in sorted(edge.claims, key=lambda c: (c.reported or "", c.id)):
        say_claim(claim, sources.get(claim.article))


def say_claim(claim: Claim, source: Source | None) -> None:
    """Print a quoted sentence with publisher, date and title."""
    out.print(Text(f"  “{plain(claim.quote)}”"))
    told = source and source.publisher and publisher_words(source)
    where = [told, source.published, source.title, source.url] if source else []
    said = " · ".join(plain(w) for w in where if w) or claim.article
    how = f"{claim.extractor}, {claim.confidence:.2f} · claim {claim.id}"
    how += " · withdrawn" if claim.withdrawn else ""
    out.print(Text(f"    {said} · {how}", style="dim"))


def say_changes(changes: Changes) -> None:
    """Print what a write did, or that it did nothing."""
    if changes.withheld:
        some = count_words(changes.withheld, *_ARTICLE)
        say_note(f"{some} left out in whole or in part: something there is restricted or erased")
    if changes.nothing:
        say("Nothing changed in the graph.")
        return
    done = (
        f"{count_words(n, *what)} {verb_}"
        for what, verb_, n in (
            (_ARTICLE, "new", changes.articles_new),
            (_ARTICLE, "changed", changes.articles_changed),
            (_ARTICLE, "removed", changes.articles_removed),
            (_ENTITY, "new", changes.entities_new),
            (_ENTITY, "removed", changes.entities_removed),
            (_CLAIM, "new", changes.claims_new),
            (_CLAIM, "removed", changes.claims_removed),
            (_EDGE, "new", changes.edges_new),
            (_EDGE, "changed", changes.edges_changed),
            (_EDGE, "removed", changes.edges_removed),
        )
        if n
    )
    say("; ".join(done) + ".")


def say_stats(stats: Stats) -> None:
    """Print how much the graph holds."""
    say(
        f"The graph holds {count_words(stats.articles, *_ARTICLE)}, "
        f"{count_words(stats.entities, *_ENTITY)}, {count_words(stats.claims, *_CLAIM)} "
        f"({stats.pending:,} pending), {count_words(stats.edges, *_EDGE)}, "
        f"{count_words(stats.claimed, 'relation')} not live, "
        f"{count_words(stats.refusals, 'refusal')}."
    )
