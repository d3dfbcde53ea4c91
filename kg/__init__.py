"""A knowledge graph of tech geopolitics: claims with their sentences, and edges made of claims."""
