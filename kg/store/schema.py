"""Constraints, indexes and the version of the graph."""

from __future__ import annotations

from kg.errors import NewerSchema
from kg.reprints import SKETCH
from kg.store.connection import Connection, Tx, fetch

VERSION = 3
"""Version of the layout of the graph that this program writes."""

_UNIQUE = {"Article": "id", "Claim": "key", "Entity": "id", "Judgement": "id", "Meta": "id"}
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
    found = version(connection)
    if found is not None and found > VERSION:
        raise NewerSchema(
            f"this graph has layout {found}; this program knows layouts up to {VERSION}",
            hint="upgrade this program, or open another graph (KG_HOME, NEO4J_URI)",
        )
    if found == VERSION:
        return found
    for label, name in _UNIQUE.items():
        _make(connection, "CONSTRAINT", label, f"REQUIRE n.{name} IS UNIQUE", name)
    for label, name in _INDEXES:
        _make(connection, "INDEX", label, f"ON (n.{name})", name)
    if not connection.embedded:
        # Answers CONTAINS; the embedded engine's own index would hold whole values as keys.
        _make(connection, "TEXT INDEX", "Entity", "ON (n.search)", "search")
    if found is None:
        connection.write(write_version)
    return found


def write_version(tx: Tx) -> None:
    """Write the version of the layout."""
    fetch(tx, "MERGE (m:Meta {id: 'schema'}) SET m.version = $version", version=VERSION)


def version(connection: Connection) -> int | None:
    """Read the version of the graph's layout; None in a graph that is not ours yet."""
    rows = connection.rows("MATCH (m:Meta {id: 'schema'}) RETURN m.version AS version")
    return int(rows[0]["version"]) if rows else None


def lock(tx: Tx) -> None:
    """Take turns with other writers: all who write touch this one node first."""
    fetch(tx, "MATCH (m:Meta {id: 'schema'}) SET m.writes = coalesce(m.writes, 0) + 1")


def _make(connection: Connection, what: str, label: str, of: str, name: str) -> None:
    named = f"kg_{label}_{name}".lower()
    text = f"CREATE {what} {named} IF NOT EXISTS FOR (n:{label}) {of}"
    connection.write(lambda tx: fetch(tx, text))
