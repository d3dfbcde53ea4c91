"""Claims that wait for a person: `kg review`, `kg review accept`, `reject`, `undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.assembly import graph
from kg.lookup import find_entity
from kg.settings import settings
from kg.ui.terminal import say, say_changes, say_claim, say_note
from kg.vocabulary import Review
from kg.words import capital, statement

Claim = Annotated[str, typer.Argument(help="Id of a claim, as `kg review` and `kg show` print it.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]
About = Annotated[str | None, typer.Option("--about", help="Only claims about this entity.")]
Limit = Annotated[int, typer.Option(min=1, help="At most so many.")]

review = typer.Typer(
    help="Claims that wait for a person: list, accept, reject.", invoke_without_command=True
)


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.add_typer(review, name="review")


@review.callback()
def waiting(context: typer.Context, about: About = None, limit: Limit = 20) -> None:
    """List claims that wait, the most consequential first, or decide about one."""
    if context.invoked_subcommand is not None:
        return
    with graph() as g:
        of = find_entity(g, about).id if about else None
        claims = g.waiting(about=of, limit=limit)
        for claim in claims:
            names = {claim.subject: claim.subject_name, claim.object: claim.object_name}
            say(capital(statement(claim, names)), "bold")
            say_claim(claim, g.article(claim.article).source)
        if not claims:
            say("No claim waits for review.", "dim")
            return
    say_note("kg review accept CLAIM and kg review reject CLAIM decide; --why keeps the reason")


@review.command()
def accept(claim: Claim, why: Why = "") -> None:
    """Accept a claim: it holds up its edge from now on."""
    _decide(claim, Review.ACCEPTED, why)


@review.command()
def reject(claim: Claim, why: Why = "") -> None:
    """Reject a claim: it holds up nothing, and no new reading brings it back."""
    _decide(claim, Review.REJECTED, why)


@review.command()
def undo(claim: Claim, why: Why = "") -> None:
    """Take a decision back: the claim stands as it was read."""
    _decide(claim, None, why)


def _decide(claim: str, decision: Review | None, why: str) -> None:
    with graph() as g:
        say_changes(g.review(claim, decision, who=settings().user, why=why))
        say(f"{claim}: {decision or 'as it was read'}.")
