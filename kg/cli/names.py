"""The list of known names, grown by the graph itself: `kg names`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.assembly import graph, known_names
from kg.names import as_file
from kg.ui.terminal import say
from kg.words import count_words


def add_to(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(names)


def names(
    out: Annotated[Path, typer.Option("--out", help="File to write, ending in .tsv.")],
    sources: Annotated[
        int, typer.Option(min=1, help="Independent sources that an entity's facts must have.")
    ] = 1,
) -> None:
    """Write what the graph has learned to name, to look through and set as KG_NAMES."""
    with graph() as g:
        whole = g.subgraph(None, limit=10**9)
    borne = {i for e in whole.edges if e.sources >= sources for i in (e.subject, e.object)}
    new = [e for e in whole.entities if e.id in borne and known_names().get(e.id) is None]
    text = as_file(new)
    out.write_text(text, "utf-8")
    found = count_words(text.count("\n") - 1, "name")
    say(f"{out}: {found} that the list does not have. Look through it, then set KG_NAMES={out}.")
