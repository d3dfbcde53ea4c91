"""`kg diff` on a terminal: what changed between two days, with the sentences that say so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from kg.analysis.changes import Change, Turn
from kg.model import Subgraph
from kg.ui.terminal import Format, say, say_claim, say_rows
from kg.ui.theme import Colour
from kg.words import capital, count_words, day_words, statement

COLOURS: dict[Turn, Colour] = {
    Turn.BEGUN: "green",
    Turn.ENDED: "gray",
    Turn.SAID: "blue",
    Turn.CONTESTED: "yellow",
    Turn.SETTLED: "green",
    Turn.FIGURES: "violet",
    Turn.SOURCES: "blue",
    Turn.CLAIMS: "gray",
    Turn.WITHDRAWN: "red",
}


def say_changed(found: Sequence[Change], views: tuple[Subgraph, Subgraph], form: Format) -> None:
    """Print the changes between two views of the same part of the graph.

    As a table of the terminal: grouped by what happened, each with its new sentences. As JSON
    and CSV: one row a change.
    """
    before, after = views
    names = before.names | after.names
    if form != "table":
        say_rows([_row(c, names) for c in found], form)
        return
    span = f"{day_words(before.as_of)} to {day_words(after.as_of)}"
    say(f"{span}: {count_words(len(found), 'change')}", "bold")
    sources = {s.id: s for s in (*before.sources, *after.sources)}
    for turn, group in groupby(found, key=lambda c: c.turn):
        say(f"\n{turn.words}", "bold")
        for change in group:
            say("- " + capital(statement(change.edge, names)))
            for claim in change.claims:
                say_claim(claim, sources.get(claim.article))
    if not found:
        say("Nothing was reported that changes it.", "dim")


def _row(change: Change, names: dict[str, str]) -> dict[str, object]:
    edge = change.edge
    return {
        "turn": change.turn.value,
        "statement": capital(statement(edge, names)),
        "predicate": edge.predicate.value,
        "subject": names.get(edge.subject, edge.subject),
        "subject_id": edge.subject,
        "object": names.get(edge.object, edge.object),
        "object_id": edge.object,
        "status": edge.status.value,
        "polarity": edge.polarity.value,
        "live": edge.live,
        "edge": edge.id,
        "claims": json.dumps([c.id for c in change.claims]),
        "reported": max((c.reported or "" for c in change.claims), default=""),
    }
