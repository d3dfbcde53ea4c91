"""Names become entities; judgements become canonical ids."""
