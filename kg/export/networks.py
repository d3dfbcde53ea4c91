"""GraphML and GEXF through networkx, which refuses `None`, lists and dates in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from kg.export.evidence import proven, xml_text
from kg.model import Edge, Entity, EntityId, Source, Subgraph
from kg.vocabulary import verb

_Cell = str | float | int | bool


@dataclass(frozen=True, slots=True)
class GraphMLExporter:
    """Writes GraphML, for Gephi, Cytoscape, yEd, networkx and igraph."""

    suffix: str = ".graphml"

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        writer = GraphMLWriter(encoding="utf-8", named_key_ids=False)
        writer.add_graph_element(network(subgraph))
        writer.dump(out)


@dataclass(frozen=True, slots=True)
class GexfExporter:
    """Writes GEXF, for Gephi. Edge ids stand in the format's own `id`."""

    suffix: str = ".gexf"

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        graph = network(subgraph)
        for _, _, key, data in graph.edges(keys=True, data=True):
            data["id"] = key
        writer = GEXFWriter(encoding="utf-8", version="1.2draft")
        writer.add_graph(graph)
        for meta in writer.xml.findall("meta"):  # the day of writing is no part of the graph
            writer.xml.remove(meta)
        writer.write(out)


def network(subgraph: Subgraph) -> nx.MultiDiGraph[EntityId]:
    """Turn a subgraph into a networkx graph whose attributes any of its writers takes.

    Nodes are entity ids, edge keys edge ids. Unknown values are left out, lists joined by
    " | ". The type of a relation is called `relation`, as GEXF keeps `type` for itself.
    """
    ordered = proven(subgraph)
    sources = {s.id: s for s in ordered.sources}
    graph: nx.MultiDiGraph[EntityId] = nx.MultiDiGraph()
    for entity in ordered.entities:
        graph.add_node(xml_text(entity.id), **_known(_node(entity)))
    for edge in ordered.edges:
        ends = (xml_text(edge.subject), xml_text(edge.object))
        graph.add_edge(*ends, key=edge.id)
        graph.edges[(*ends, edge.id)].update(_known(_link(edge, sources)))
    return graph


def _node(entity: Entity) -> dict[str, _Cell | None]:
    return {
        "label": entity.name,
        "kind": entity.kind.value,
        "aliases": " | ".join(entity.aliases),
        "country": entity.country,
        "wikidata": entity.wikidata,
        "description": entity.description,
    }


def _link(edge: Edge, sources: dict[str, Source]) -> dict[str, _Cell | None]:
    cited = [sources[i] for i in sorted({c.article for c in edge.claims})]
    return {
        "label": verb(edge.predicate, edge.measure),
        "relation": edge.predicate.value,
        "measure": edge.measure.value if edge.measure else None,
        "live": edge.live,
        "status": edge.status.value,
        "polarity": edge.polarity.value,
        "contested": edge.contested,
        "sources": edge.sources,
        "confidence": edge.confidence,
        **{name: getattr(edge, name) for name in _EDGE_FIELDS},
        "claims": " | ".join(c.id for c in edge.claims),
        "articles": " | ".join(s.id for s in cited),
        "titles": " | ".join(s.title for s in cited),
        "publishers": " | ".join(s.publisher or "" for s in cited),
        "dates": " | ".join(s.published or "" for s in cited),
        "addresses": " | ".join(s.url or "" for s in cited),
        "quotes": " | ".join(c.quote for c in edge.claims),
    }


_EDGE_FIELDS = (
    *("first_reported", "last_reported", "since", "until", "amount_min", "amount_max"),
    *("currency", "share_min", "share_max", "role", "goods", "law"),
)


def _known(cells: dict[str, _Cell | None]) -> dict[str, _Cell]:
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in cells.items()
        if value is not None and value != ""
    }
