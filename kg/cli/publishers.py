"""How far publishers can be relied on: `kg publisher`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from kg.assembly import graph
from kg.errors import NotFound
from kg.ui.kept import say_publishers
from kg.vocabulary import Reliability

Name = Annotated[str | None, typer.Argument(help="A publisher's name; none: list them.")]
Rating = Annotated[
    Literal["high", "medium", "low", "unrated"] | None,
    typer.Option("--reliability", help="How far it can be relied on; `unrated` takes it back."),
]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with it and in the log.")]


def add_to(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(publisher)


def publisher(name: Name = None, reliability: Rating = None, why: Why = "") -> None:
    """List publishers, or say how far one can be relied on; it is shown beside its sentences."""
    with graph() as g:
        if name is not None and reliability is not None:
            said = None if reliability == "unrated" else Reliability(reliability)
            say_publishers([g.rate(name, said, why=why)])
            return
        found = g.publishers()
        if name is not None:
            known = {p.name.casefold(): p for p in found}
            if name.casefold() not in known:
                raise NotFound("publisher", name, [p.name for p in found])
            found = [known[name.casefold()]]
        say_publishers(found)
