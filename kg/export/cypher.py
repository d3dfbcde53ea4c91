"""A Cypher script that merges on ids: run twice, it changes nothing.

For `cypher-shell -f`, Neo4j Browser or any Bolt tool. Text can end neither its literal nor its
statement: backslashes and quotes are escaped, and no escape of ours or of the text can be taken
for a `\\u` sequence, which some Cypher readers resolve before anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO

from kg.export.evidence import proven, source_of
from kg.model import Edge, Subgraph
from kg.vocabulary import Kind

_BATCH = 500  # rows a statement: small enough for any heap, large enough to be quick
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r"[\\'\n\r\t]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
_OWN_LABEL = {kind: f"SET n:{kind.value}" for kind in Kind}


@dataclass(frozen=True, slots=True)
class CypherExporter:
    """Writes an idempotent Cypher script with the entities, edges, claims and articles."""

    suffix: str = ".cypher"

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        for statement in statements(proven(subgraph)):
            out.write(statement.encode("utf-8") + b";\n")


def statements(subgraph: Subgraph) -> Iterator[str]:
    """Give the statements of the script one by one, constraints first."""
    for label in ("Entity", "Claim", "Article"):
        name = f"{label.lower()}_id"
        yield f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    by_kind = sorted(subgraph.entities, key=lambda e: (e.kind.value, e.id))
    for kind, group in groupby(by_kind, key=lambda e: e.kind):
        rows = [e.model_dump(mode="json", exclude={"kind"}) for e in group]
        yield from _unwind(rows, "MERGE (n:Entity {id: row.id}) SET n += row")
        # In a statement of its own: the embedded server refuses both in one transaction.
        ids: list[dict[str, Any]] = [{"id": row["id"]} for row in rows]
        yield from _unwind(ids, f"MATCH (n:Entity {{id: row.id}}) {_OWN_LABEL[kind]}")
    articles = [source_of(s).model_dump(mode="json") for s in subgraph.sources]
    yield from _unwind(articles, "MERGE (n:Article {id: row.id}) SET n += row")
    claims = [c.model_dump(mode="json") for c in subgraph.claims]
    yield from _unwind(claims, _CLAIM)
    yield from _edges(subgraph)


_CLAIM = (
    "MATCH (s:Entity {id: row.subject}) MATCH (o:Entity {id: row.object}) "
    "MATCH (a:Article {id: row.article}) MERGE (n:Claim {id: row.id}) SET n += row "
    "MERGE (n)-[:SUBJECT]->(s) MERGE (n)-[:OBJECT]->(o) MERGE (n)-[:STATED_IN]->(a)"
)


def _edges(subgraph: Subgraph) -> Iterator[str]:
    def type_of(edge: Edge) -> str:
        return edge.predicate.value if edge.live else "CLAIMED"

    for name, group in groupby(sorted(subgraph.edges, key=lambda e: (type_of(e), e.id)), type_of):
        rows = [
            {
                "from": e.subject,
                "to": e.object,
                "id": e.id,
                "set": e.model_dump(mode="json", exclude={"claims", "subject", "object"})
                | {"claims": [c.id for c in e.claims]},
            }
            for e in group
        ]
        merge = (
            "MATCH (s:Entity {id: row.`from`}) MATCH (o:Entity {id: row.`to`}) "
            f"MERGE (s)-[r:{name} {{id: row.id}}]->(o) SET r = row.`set`"
        )
        yield from _unwind(rows, merge)


def _unwind(rows: Sequence[dict[str, Any]], then: str) -> Iterator[str]:
    for start in range(0, len(rows), _BATCH):
        listed = ",\n  ".join(literal(row) for row in rows[start : start + _BATCH])
        yield f"UNWIND [\n  {listed}\n] AS row\n{then}"


def literal(value: object) -> str:
    """Write a value as a Cypher literal; unknown values of a map are left out."""
    match value:
        case str():
            return _string(value)
        case dict():
            known = {k: v for k, v in value.items() if v is not None}
            return "{" + ", ".join(f"`{k}`: {literal(v)}" for k, v in known.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(literal(v) for v in value) + "]"
        case _:
            return json.dumps(value, allow_nan=False)


def _string(text: str) -> str:
    plain = _CONTROL.sub("\ufffd", text)
    parts = re.split(r"(?<=\\)(?=u)", plain)  # never a backslash next to a "u"
    return " + ".join(f"'{_SPECIAL.sub(lambda m: _ESCAPES[m[0]], p)}'" for p in parts)
