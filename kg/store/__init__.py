"""The graph: claims in, subgraphs out, over Bolt. The only package that imports neo4j."""

from __future__ import annotations

from kg.ports import Graph
from kg.store.graph import BoltGraph
from kg.store.options import StoreOptions

__all__ = ["BoltGraph", "StoreOptions", "open_graph"]


def open_graph(options: StoreOptions) -> Graph:
    """Open the graph: the Neo4j server of `options.uri`, or the embedded one of its home.

    The embedded server is started if it does not run yet. Raises `StoreUnavailable`, and
    `NewerSchema` for a graph that a later version wrote.
    """
    return BoltGraph(options)
