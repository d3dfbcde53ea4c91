"""The explorer: the list of pages, nothing else."""
