"""Entities that may be one, for a person to judge: `kg candidates`."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.assembly import graph
from kg.lookup import find_entity
from kg.ports import Graph
from kg.resolve import Proposal, propose
from kg.ui.terminal import say, say_claim, say_note
from kg.words import count_words

Name = Annotated[str | None, typer.Argument(help="Name or id of an entity; all, if left out.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]


def add_to(app: typer.Typer) -> None:
    """Put this command on the command line."""
    app.command()(candidates)


def candidates(name: Name = None, limit: Limit = 20) -> None:
    """List entities that may be one, the most consequential first, with what speaks for it."""
    with graph() as g:
        about = find_entity(g, name).id if name else None
        found = propose(g, about=about, limit=limit)
        for proposal in found:
            _say(proposal, g)
    if not found:
        say("No entities wait to be judged.", "dim")
        return
    say_note(f"{count_words(len(found), 'pair')}; judged pairs are left out, kg undo brings back")


def _say(proposal: Proposal, g: Graph) -> None:
    pair = proposal.candidate
    say(f"{pair.left_name} and {pair.right_name}, score {pair.score:.2f}", "bold")
    if pair.warning:
        say(f"  warning: {pair.warning}", "red")
    say(f"  {'; '.join(pair.reasons)}")
    for claim in dict.fromkeys(c for c in (proposal.left, proposal.right) if c):
        say_claim(claim, g.article(claim.article).source)
    say(f"  kg same {pair.left} {pair.right}")
    say(f"  kg different {pair.left} {pair.right}")
