"""What a query gave back: cells for a table, and the ids of entities and edges among them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from kg.model import Edge
from kg.ports import GraphStore

_ENTITY = re.compile(
    r"(?:company|app|person|government|public-body|organization|place|law)/[\w.\-]{1,200}"
)
_EDGE = re.compile(r"[0-9a-f]{20}")
_ASKED = 1000  # edges asked for between the entities of a result


def cell(value: object) -> object:
    """Make a table's cell of any value: numbers stay, lists are joined, the rest is text.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return ", ".join(str(cell(v)) for v in value)
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def ids_of(rows: Iterable[Mapping[str, object]]) -> tuple[set[str], set[str]]:
    """Gather the ids of entities and of edges from rows, however deep they lie."""
    entities: set[str] = set()
    edges: set[str] = set()
    stack: list[object] = list(rows)
    while stack:
        value = stack.pop()
        if isinstance(value, Mapping):
            stack.extend(value.values())
        elif isinstance(value, str):
            if _ENTITY.fullmatch(value):
                entities.add(value)
            elif _EDGE.fullmatch(value):
                edges.add(value)
        elif isinstance(value, Sequence) and not isinstance(value, bytes):
            stack.extend(value)
    return entities, edges


def edges_of(graph: GraphStore, ids: Sequence[str]) -> list[Edge]:
    """Give the live edges between these entities."""
    inside = set(ids)
    found = graph.subgraph(ids, hops=1, limit=_ASKED)
    return [e for e in found.edges if e.live and {e.subject, e.object} <= inside]
