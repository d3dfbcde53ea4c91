"""The whole path at once: `kg demo`; and the explorer alone: `kg explore`."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated

import typer

from kg.assembly import graph
from kg.cli.load import load
from kg.data import samples
from kg.lookup import bind, find_entity
from kg.ports import Graph
from kg.queries import find as find_query
from kg.settings import settings
from kg.ui.briefing import write_brief
from kg.ui.serve import streamlit_command, streamlit_environment
from kg.ui.terminal import say, say_edge, say_rows

Port = Annotated[int | None, typer.Option(min=1, max=65535, help="Port; none: a free one.")]
SUBJECT = "TikTok"
QUESTION = "owners"


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(demo)
    app.command()(explore)


def demo(
    serve: Annotated[bool, typer.Option(help="Open the explorer at the end.")] = True,
    port: Port = None,
) -> None:
    """Load the sample articles, answer a question, write a briefing, open the explorer."""
    say("Reading the sample articles (real events; the texts are this project's own) ...", "bold")
    load([str(path) for path in samples()])
    with graph() as g:
        _answer(g)
        out = settings().home / "briefings" / f"{SUBJECT}.html"
        write_brief(g, [find_entity(g, SUBJECT)], out)
        say(f"\nBriefing on {SUBJECT}: {out}", "bold")
    if serve:
        explore(port)


def explore(port: Port = None) -> None:
    """Open the explorer on this machine; Ctrl-C ends it."""
    with graph():  # a dead database is said here, not in the browser
        command = streamlit_command(port)
    say("\nOpening the explorer; Ctrl-C ends it.", "bold")
    try:
        sys.exit(subprocess.run(command, env=streamlit_environment(), check=False).returncode)
    except KeyboardInterrupt:
        say("\nThe explorer is closed. The graph stays.")


def _answer(g: Graph) -> None:
    query = find_query(QUESTION)
    params = bind(query, {"id": SUBJECT}, g)
    say(f"\n{query.title}: kg query {QUESTION} id={SUBJECT}", "bold")
    say_rows(g.run(query, **params), "table")
    around = g.subgraph([find_entity(g, SUBJECT).id], limit=1000)
    owners = [
        e for e in around.edges if e.live and e.predicate == "OWNS" and e.object in around.seeds
    ]
    for edge in owners:
        say_edge(edge, around.names, {s.id: s for s in around.sources})
