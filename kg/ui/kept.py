"""What the command line prints of publishers, withdrawals and judgements to come."""

from __future__ import annotations

from collections.abc import Iterable

from kg.analysis.merging import Merge
from kg.model import Publisher, Withdrawal
from kg.ui.terminal import say, say_note, table
from kg.ui.words import headline
from kg.words import count_words


def say_publishers(found: Iterable[Publisher]) -> None:
    """Print publishers with how far they are relied on, by whom and why."""
    rows = [(p.name, p.articles, p.reliability or "unrated", p.who, p.why) for p in found]
    if not rows:
        say("No article names its publisher.", "dim")
        return
    table("", ("publisher", "articles", "reliability", "who", "why"), rows)


def say_withdrawals(found: Iterable[Withdrawal]) -> None:
    """Print what is withdrawn, newest first."""
    rows = [
        (f"{w.when:%Y-%m-%d %H:%M}", w.who, w.degree, w.what, w.name, w.thing, w.why) for w in found
    ]
    if not rows:
        say("Nothing is withdrawn.", "dim")
        return
    table("", ("when", "who", "is", "what", "called", "id", "why"), rows)


def say_merge(found: Merge) -> None:
    """Print two entities side by side, and what joining them would do."""
    rows = [
        (what, *(getattr(e, name) for e in (found.left, found.right)))
        for what, name in (
            *(("id", "id"), ("name", "name"), ("also called", "aliases"), ("kind", "kind")),
            *(("country", "country"), ("Wikidata", "wikidata")),
        )
    ]
    table("", ("", "this", "that"), [*rows, ("edges", *found.edges)])
    for one, other in found.collapsing:
        say(f"one edge of two: {headline(one, found.names)} / {headline(other, found.names)}")
    for edge in found.between:
        say(f"goes, as both ends are one: {headline(edge, found.names)}")
    say(f"Together they would have {count_words(found.together, 'edge')}.")
    for warning in found.warnings:
        say_note(warning)
