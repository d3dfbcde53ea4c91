"""Articles become drafts: sentences, mentions, values, patterns, status."""
