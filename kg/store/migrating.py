"""Graphs of an older layout, brought forward when they are opened."""

from __future__ import annotations

from kg.store import stories
from kg.store.connection import Connection, Tx, fetch
from kg.store.edges import write
from kg.store.options import StoreOptions
from kg.store.rows import batched, loaded_of
from kg.store.schema import lock, write_version
from kg.store.upkeep import rebuild

_ARTICLES = 200


def migrate(connection: Connection, found: int, options: StoreOptions) -> None:
    """Bring a graph forward to today's layout; cut short, it is done again from its beginning."""
    if found < 3:
        _find_reprints(connection, options)
    elif found < 4:
        rebuild(connection, options)  # further fines have edges of their own since
    connection.write(write_version)


def _find_reprints(connection: Connection, options: StoreOptions) -> None:
    """From before layout 3: articles get the numbers by which reprints are found today."""
    text = "MATCH (a:Article) RETURN a.id AS id"
    ids = sorted(row["id"] for row in connection.rows(text))
    for some in batched(ids, _ARTICLES):
        connection.write(lambda tx, of=some: _sketch(tx, of))  # type: ignore[misc]
    rebuild(connection, options)


def _sketch(tx: Tx, ids: list[str]) -> None:
    lock(tx)
    text = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN properties(a) AS article"
    articles = [loaded_of(row["article"]) for row in fetch(tx, text, ids=ids)]
    none = dict.fromkeys(stories.KEYS)  # a text too short to tell has no numbers any more
    rows = [
        {"id": a.id, "props": {**none, "own_origin": a.origin, **stories.sketched(a).row}}
        for a in articles
    ]
    write(tx, "MATCH (a:Article {id: row.id}) SET a += row.props", rows, "article")
