"""Sources become articles: files, feeds, addresses, tables."""
