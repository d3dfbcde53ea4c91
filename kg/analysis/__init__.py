"""Questions answered from a Subgraph alone: chains of control, confidence, what changed."""
