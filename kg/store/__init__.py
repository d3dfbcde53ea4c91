"""Claims go in, subgraphs come out, over Bolt. The only package that imports neo4j."""
