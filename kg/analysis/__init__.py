"""Answers worked out from a subgraph, with networkx."""
