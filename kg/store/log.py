"""The log of the graph: who did what, when and why, written with the deed in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kg.model import Changes, Edit
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.rows import present, stamp
from kg.vocabulary import Deed

_THINGS = 20  # ids an entry names; a load of more says how many there were


def note(tx: Tx, edit: Edit) -> None:
    """Write one entry. The transaction must hold the lock, whose count orders the entries."""
    text = """MATCH (m:Meta {id: 'schema'})
              CREATE (e:Edit) SET e = $row SET e.turn = m.writes"""
    fetch(tx, text, row=edit_row(edit))


def edit_row(edit: Edit) -> Row:
    """Give the properties of an Edit node."""
    row = {**edit.model_dump(mode="json"), "when": stamp(edit.when)}
    return present({k: v for k, v in row.items() if v not in ("", [])})


def named(things: Iterable[str]) -> tuple[str, ...]:
    """Give the ids an entry names: the first few, in order."""
    return tuple(sorted(things)[:_THINGS])


def told(changes: Changes) -> str:
    """Say in a few words what a deed did: "2 articles, 14 claims new"."""
    counted = (
        (changes.articles_new, "articles new"),
        (changes.articles_changed, "articles changed"),
        (changes.articles_removed, "articles removed"),
        (changes.claims_new, "claims new"),
        (changes.claims_removed, "claims removed"),
        (changes.edges_new, "edges new"),
        (changes.edges_changed, "edges changed"),
        (changes.edges_removed, "edges removed"),
    )
    return ", ".join(f"{n} {what}" for n, what in counted if n)


def edits(connection: Connection, about: str | None = None, limit: int | None = None) -> list[Edit]:
    """Read the log, newest first; `about` keeps what names this article, entity or claim."""
    where = "" if about is None else "WHERE $about IN coalesce(e.things, [])"
    rows = connection.rows(
        f"MATCH (e:Edit) {where} RETURN properties(e) AS edit, e.when AS at, e.turn AS turn "
        "ORDER BY turn DESC, at DESC" + ("" if limit is None else " LIMIT $limit"),
        about=about,
        limit=limit,
    )
    return [edit_of(row["edit"]) for row in rows]


def edit_of(row: Row) -> Edit:
    """Make an entry of its node."""
    return Edit.model_validate({k: row[k] for k in Edit.model_fields if k in row})


def entry(deed: Deed, who: str, when: datetime, things: Iterable[str], changes: Changes) -> Edit:
    """Make an entry of what a deed did to these things."""
    return Edit(deed=deed, who=who, when=when, things=named(things), said=told(changes))
