"""Load a file of made articles with one of the peers, and print the seconds it took.

    python load.py langchain|graphrag|llamaindex URI USER FILE      (password: NEO4J_PASSWORD)

Runs in the environment of the peers (`requirements.txt`) and imports nothing of ours. Values are
made first; only the writing is timed, each peer by its own way in, with all articles in one call.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Load = list[dict[str, Any]]


def langchain(uri: str, auth: tuple[str, str], load: Load) -> Callable[[], object]:
    from langchain_neo4j import Neo4jGraph
    from langchain_neo4j.graphs.graph_document import GraphDocument, Node, Relationship

    graph = Neo4jGraph(url=uri, username=auth[0], password=auth[1], refresh_schema=False)
    documents = []
    for article in load:
        nodes = {
            e["id"]: Node(id=e["id"], type=e["kind"], properties={"name": e["name"]})
            for e in article["entities"]
        }
        documents.append(
            GraphDocument(
                nodes=list(nodes.values()),
                relationships=[
                    Relationship(
                        source=nodes[r["subject"]],
                        target=nodes[r["object"]],
                        type=r["type"],
                        properties={"sentence": r["sentence"]},
                    )
                    for r in article["relations"]
                ],
            )
        )
    return lambda: graph.add_graph_documents(documents, baseEntityLabel=True)


def graphrag(uri: str, auth: tuple[str, str], load: Load) -> Callable[[], object]:
    import neo4j
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    nodes = {
        e["id"]: Neo4jNode(id=e["id"], label=e["kind"], properties={"name": e["name"]})
        for article in load
        for e in article["entities"]
    }
    graph = Neo4jGraph(
        nodes=list(nodes.values()),
        relationships=[
            Neo4jRelationship(
                start_node_id=r["subject"],
                end_node_id=r["object"],
                type=r["type"],
                properties={"sentence": r["sentence"]},
            )
            for article in load
            for r in article["relations"]
        ],
    )
    writer = Neo4jWriter(driver=neo4j.GraphDatabase.driver(uri, auth=auth))

    def write() -> None:
        said = asyncio.run(writer.run(graph))
        if said.status != "SUCCESS":
            raise SystemExit(f"Neo4jWriter: {said}")

    return write


def llamaindex(uri: str, auth: tuple[str, str], load: Load) -> Callable[[], object]:
    from llama_index.core.graph_stores.types import EntityNode, Relation
    from llama_index.graph_stores.neo4j import Neo4jPropertyGraphStore

    store = Neo4jPropertyGraphStore(
        username=auth[0], password=auth[1], url=uri, refresh_schema=False
    )
    nodes = {
        e["id"]: EntityNode(name=e["id"], label=e["kind"], properties={"title": e["name"]})
        for article in load
        for e in article["entities"]
    }
    relations = [
        Relation(
            label=r["type"],
            source_id=nodes[r["subject"]].id,
            target_id=nodes[r["object"]].id,
            properties={"sentence": r["sentence"]},
        )
        for article in load
        for r in article["relations"]
    ]

    def write() -> None:
        store.upsert_nodes(list(nodes.values()))
        store.upsert_relations(relations)

    return write


def main() -> None:
    """Load and print the seconds."""
    name, uri, user, file = sys.argv[1:5]
    load = json.loads(Path(file).read_text("utf-8"))
    ways = {"langchain": langchain, "graphrag": graphrag, "llamaindex": llamaindex}
    write = ways[name](uri, (user, os.environ["NEO4J_PASSWORD"]), load)
    begun = time.perf_counter()
    write()
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
