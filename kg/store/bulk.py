"""The whole graph as files for `neo4j-admin database import full`: everything, just as it stands.

A pair of files (header, rows) for each kind of node and of relationship, and `import.args`, which
names them all. Read page by page in the order of ids, so that memory is bounded whatever the
size, and the same graph gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.errors import QueryFailed
from kg.model import Written
from kg.store.connection import Connection, Row
from kg.store.schema import UNIQUE
from kg.store.tables import Tables

_PAGE = {"Article": 200}  # rows read at once: a text is a few thousand letters
_ROWS = 4000
_ARGUMENTS = (
    "--multiline-fields=true",
    "--read-buffer-size=64m",  # a text may have 12 MB, a field has to fit
)


def write(connection: Connection, folder: Path) -> Written:
    """Write all nodes and relationships into an empty folder.

    Raises `QueryFailed` when somebody wrote to the graph meanwhile, or when it holds what this
    program did not put there.
    """
    before = _counts(connection)
    tables = Tables(folder)
    for label, key in UNIQUE.items():
        for rows in _pages(connection, label, key):
            keys = [row["key"] for row in rows]
            for row in rows:
                props = _as_imported(row["props"]) if label == "Meta" else row["props"]
                tables.node(label, key, row["labels"], props)
            for row in _outgoing(connection, label, key, keys):
                tables.relationship((label, row["key"]), row["type"], _end(row), row["props"])
    _write_keyless(connection, tables)
    written = Written(nodes=tables.nodes, relationships=tables.relationships)
    _complete(before, _counts(connection), written)
    arguments = [*tables.finish(), *_ARGUMENTS]
    (folder / "import.args").write_text("\n".join(arguments) + "\n", "utf-8")
    return written


def _pages(connection: Connection, label: str, key: str) -> Iterator[list[Row]]:
    """Read the nodes of a label by their keys, a page at a time: an index gives them in order."""
    size, last = _PAGE.get(label, _ROWS), ""
    text = f"""MATCH (n:{label}) WHERE n.{key} > $last
               RETURN n.{key} AS key, labels(n) AS labels, properties(n) AS props
               ORDER BY key LIMIT $size"""
    while rows := connection.rows(text, last=last, size=size):
        yield rows
        last = rows[-1]["key"]


def _outgoing(connection: Connection, label: str, key: str, keys: list[str]) -> list[Row]:
    text = f"""UNWIND $keys AS key MATCH (n:{label} {{{key}: key}})-[r]->(m)
               RETURN key, type(r) AS type, properties(r) AS props,
                      labels(m) AS labels, m.id AS id, m.key AS claim"""
    rows = connection.rows(text, keys=keys)
    return sorted(rows, key=lambda r: (r["key"], r["type"], _end(r), _sortable(r["props"])))


def _end(row: Row) -> tuple[str, str]:
    """Name the node a relationship leads to: its label and its key."""
    for label in UNIQUE:
        if label in row["labels"]:
            return label, str(row["claim"] if UNIQUE[label] == "key" else row["id"])
    raise QueryFailed(
        f"a {row['type']} of {row['key']} leads to a node of {row['labels']}",
        hint="somebody else wrote it: export what is ours by kg backup",
    )


def _write_keyless(connection: Connection, tables: Tables) -> None:
    """Write what has no key of its own: refusals, which hang on their article, and the log."""
    text = """UNWIND $ids AS id MATCH (n:Refusal {article: id})-[r:STATED_IN]->(a:Article)
              RETURN properties(n) AS props, a.id AS article"""
    for page in _pages(connection, "Article", "id"):
        for row in sorted(
            connection.rows(text, ids=[r["key"] for r in page]), key=lambda r: _sortable(r["props"])
        ):
            made = tables.node("Refusal", None, ["Refusal"], row["props"])
            tables.relationship(("Refusal", made), "STATED_IN", ("Article", row["article"]), {})
    edits = connection.rows("MATCH (n:Edit) RETURN properties(n) AS props")
    for row in sorted(edits, key=lambda r: (r["props"]["turn"], _sortable(r["props"]))):
        tables.node("Edit", None, ["Edit"], row["props"])


def _as_imported(meta: Row) -> Row:
    """Say which layout this is, and that the database has no constraints yet."""
    return {("imported" if name == "version" else name): value for name, value in meta.items()}


def _sortable(props: Row) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in props.items())


def _counts(connection: Connection) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name, text in {
        "nodes": "MATCH (n) RETURN count(n) AS n",
        "relationships": "MATCH ()-[r]->() RETURN count(r) AS n",
        "writes": "MATCH (m:Meta {id: 'schema'}) RETURN coalesce(m.writes, 0) AS n",
    }.items():
        found[name] = sum(int(row["n"]) for row in connection.rows(text))
    return found


def _complete(before: dict[str, int], after: dict[str, int], written: Written) -> None:
    if before != after:
        raise QueryFailed(
            "the graph was written to while it was exported: half of that may be in the files",
            hint="export again when no loader runs",
        )
    there = Written(nodes=after["nodes"], relationships=after["relationships"])
    if there != written:
        raise QueryFailed(
            f"the graph holds {there.nodes:,} nodes and {there.relationships:,} relationships, of "
            f"which {written.nodes:,} and {written.relationships:,} are ours",
            hint="somebody else writes to this database: export what is ours by kg backup",
        )
