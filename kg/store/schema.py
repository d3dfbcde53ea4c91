"""Constraints, indexes and the version of the graph."""

from __future__ import annotations

from kg.errors import NewerSchema
from kg.reprints import SKETCH
from kg.store.connection import Connection, Tx, fetch

VERSION = 4
"""Version of the layout of the graph that this program writes."""

UNIQUE = {
    "Article": "id",
    "Claim": "key",
    "Entity": "id",
    "Judgement": "id",
    "Meta": "id",
    "Publisher": "id",
    "Withdrawal": "id",
    "Withheld": "id",
}
"""The labels whose nodes have a key of their own, and its property."""
_INDEXES = (
    ("Article", "url"),
    ("Article", "origin"),
    ("Article", "own_origin"),
    *(("Article", f"sketch_{n}") for n in range(SKETCH)),
    ("Claim", "id"),
    ("Claim", "article"),
    ("Claim", "edge"),
    ("Claim", "fact"),
    ("Claim", "review"),
    ("Entity", "canonical"),
    ("Refusal", "article"),
)


def prepare(connection: Connection) -> int | None:
    """Make the constraints and indexes that are missing; return the layout that was found.

    None is a graph that is not ours yet. An older layout is left for `kg.store.migrating`.
    Raises `NewerSchema` when a later version of the program wrote the graph.
    """
    found, imported = _found(connection)
    if found is not None and found > VERSION:
        raise NewerSchema(
            f"this graph has layout {found}; this program knows layouts up to {VERSION}",
            hint="upgrade this program, or open another graph (KG_HOME, NEO4J_URI)",
        )
    if found == VERSION and not imported:
        return found
    for label, name in UNIQUE.items():
        _make(connection, "CONSTRAINT", label, f"REQUIRE n.{name} IS UNIQUE", name)
    for label, name in _INDEXES:
        _make(connection, "INDEX", label, f"ON (n.{name})", name)
    if not connection.embedded:
        # Answers CONTAINS; the embedded engine's own index would hold whole values as keys.
        _make(connection, "TEXT INDEX", "Entity", "ON (n.search)", "search")
    if found is None or found == VERSION:
        connection.write(write_version)
    return found


def write_version(tx: Tx) -> None:
    """Write the version of the layout."""
    text = "MERGE (m:Meta {id: 'schema'}) SET m.version = $version REMOVE m.imported"
    fetch(tx, text, version=VERSION)


def _found(connection: Connection) -> tuple[int | None, bool]:
    """Read the version of the graph's layout, and whether neo4j-admin imported it without indexes.

    None in a graph that is not ours yet.
    """
    text = """MATCH (m:Meta {id: 'schema'})
              RETURN coalesce(m.version, m.imported) AS version, m.version IS NULL AS imported"""
    rows = connection.rows(text)
    return (int(rows[0]["version"]), bool(rows[0]["imported"])) if rows else (None, False)


def lock(tx: Tx) -> None:
    """Take turns with other writers: all who write touch this one node first."""
    fetch(tx, "MATCH (m:Meta {id: 'schema'}) SET m.writes = coalesce(m.writes, 0) + 1")


def _make(connection: Connection, what: str, label: str, of: str, name: str) -> None:
    named = f"kg_{label}_{name}".lower()
    text = f"CREATE {what} {named} IF NOT EXISTS FOR (n:{label}) {of}"
    connection.write(lambda tx: fetch(tx, text))
