"""JSON of our own schema (docs/schema/graph.schema.json); reads back without loss."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, BinaryIO

from pydantic import ValidationError

from kg.errors import BadData
from kg.export.evidence import proven, source_of
from kg.model import Claim, Subgraph

VERSION = 1


@dataclass(frozen=True, slots=True)
class JsonExporter:
    """Writes `{"version", "seeds", "omitted", "as_of", "entities", "edges", "claims", "articles"}`.

    Edges name their claims by id. Articles come without their text.
    """

    suffix: str = ".json"

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        content = as_data(proven(subgraph))
        out.write(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")


def as_data(subgraph: Subgraph) -> dict[str, Any]:
    """Turn a subgraph into the plain values of the schema."""
    edges = []
    for edge in subgraph.edges:
        row = edge.model_dump(mode="json")
        row["claims"] = [c.id for c in edge.claims]
        edges.append(row)
    return {
        "version": VERSION,
        "seeds": list(subgraph.seeds),
        "omitted": subgraph.omitted,
        "as_of": subgraph.as_of,
        "entities": [e.model_dump(mode="json") for e in subgraph.entities],
        "edges": edges,
        "claims": [c.model_dump(mode="json") for c in subgraph.claims],
        "articles": [source_of(s).model_dump(mode="json") for s in subgraph.sources],
    }


def read_json(data: bytes) -> Subgraph:
    """Read back what `JsonExporter` wrote. Raises `BadData` saying where it breaks the schema."""
    try:
        content = json.loads(data)
        if not isinstance(content, dict) or content.get("version") != VERSION:
            raise BadData(f"not a graph export of version {VERSION}")
        claims = {c["id"]: Claim.model_validate(c) for c in content["claims"]}
        edges = [e | {"claims": [claims[i] for i in e["claims"]]} for e in content["edges"]]
        return Subgraph.model_validate(
            {
                "entities": content["entities"],
                "edges": edges,
                "sources": content["articles"],
                "seeds": content["seeds"],
                "omitted": content["omitted"],
                "as_of": content["as_of"],
            }
        )
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        raise BadData(f"not a graph export: {error!r}") from error
