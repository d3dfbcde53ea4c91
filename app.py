"""The explorer: the list of pages, nothing else."""

from kg.pages import run

run()
