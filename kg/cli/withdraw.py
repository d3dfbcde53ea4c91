"""Taken back, hidden, erased: `kg retract`, `restrict`, `erase`, `lift`, `withdrawals`."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.assembly import graph
from kg.lookup import find_entity, is_id
from kg.ports import Graph
from kg.ui.kept import say_withdrawals
from kg.ui.terminal import say, say_changes, say_note
from kg.vocabulary import Withdrawn

What = Annotated[
    str, typer.Argument(help="Id of an article or a claim, or an entity by name or id.")
]
Why = Annotated[str, typer.Option("--why", help="The reason, kept in the log.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    for command in (retract, restrict, erase, lift, withdrawals):
        app.command()(command)


def retract(what: What, why: Why) -> None:
    """Take something back: it is kept and shown as withdrawn, and no fact rests on it."""
    _withdraw(what, Withdrawn.RETRACTED, why)


def restrict(what: What, why: Why) -> None:
    """Hide something from pages, exports, questions and briefings; it is kept aside."""
    _withdraw(what, Withdrawn.RESTRICTED, why)


def erase(what: What, why: Why, yes: Yes = False) -> None:
    """Erase something for good: its words go from the graph, the log and later backups."""
    if not yes:
        typer.confirm(f"Erase {what} for good? Nothing brings it back", abort=True)
    _withdraw(what, Withdrawn.ERASED, why)
    say_note(
        "backups written before still hold it: restoring one here leaves it out, so restore and "
        "back up again; a language model's answers are in llm-answers of KG_HOME"
    )


def lift(what: What, why: Why = "") -> None:
    """Take back that something was retracted or restricted."""
    with graph() as g:
        by_name = {w.name.casefold(): w.thing for w in g.withdrawals() if w.what == "entity"}
        say_changes(g.lift(by_name.get(what.casefold(), what), why=why))


def withdrawals() -> None:
    """List what is withdrawn, with who, when and why; of the erased only that it was."""
    with graph() as g:
        say_withdrawals(g.withdrawals())


def _withdraw(what: str, degree: Withdrawn, why: str) -> None:
    with graph() as g:
        say_changes(g.withdraw(_id(g, what), degree, why=why))
        say(f"{degree.capitalize()}.")


def _id(g: Graph, what: str) -> str:
    return what if is_id(what) else find_entity(g, what).id
