"""The pages of the explorer: one file a page, no Cypher, no HTML."""
