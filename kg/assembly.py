"""Puts the parts together as the settings say: the graph, the reader of articles, the loaders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from kg.ingest import Ingest, read_all
from kg.model import Article, Reading
from kg.names import KnownNames
from kg.ports import Extraction, Extractor, Graph
from kg.resolve import NameResolver
from kg.settings import Settings, settings
from kg.store import StoreOptions, open_graph
from loaders import FetchLimits

_A = TypeVar("_A")
_T = TypeVar("_T")


def open_store(chosen: Settings | None = None) -> Graph:
    """Open the graph: Neo4j when `NEO4J_URI` is set, else the embedded one, started on demand."""
    s = chosen or settings()
    return open_graph(
        StoreOptions(
            home=graph_home(s),
            uri=s.neo4j_uri,
            user=s.neo4j_user,
            password=s.neo4j_password.get_secret_value(),
            database=s.neo4j_database,
            timeout=s.query_timeout,
            idle_stop=s.idle_stop,
        )
    )


@contextmanager
def graph() -> Iterator[Graph]:
    """Open the graph for the length of a command."""
    opened = open_store()
    try:
        yield opened
    finally:
        opened.close()


@cache
def known_names() -> KnownNames:
    """Read the list of known names and the user's own, once a process."""
    return KnownNames.load(settings().names)


@cache
def extractor() -> Extractor:
    """Make the rule-based extractor, once a process."""
    # the parser takes longer to import than most commands take to answer
    from kg.extract.rules import RulesExtractor

    return RulesExtractor(known_names(), settings().spacy_model)


@cache
def ingest() -> Ingest:
    """Make the whole reader of articles, once a process."""
    s = settings()
    return Ingest(extractor(), NameResolver(known_names()), accept=s.accept, drop=s.drop)


def read_article(article: Article) -> Reading:
    """Read one article with this process's reader; can be sent to another process."""
    return ingest().read(article)


def extract_article(named: tuple[str, Article]) -> tuple[str, Article, Extraction]:
    """Extract from one article with this process's extractor; can be sent to another process."""
    name, article = named
    return name, article, extractor().extract(article)


def over_processes(work: Callable[[_A], _T], articles: Iterator[_A], jobs: int) -> Iterator[_T]:
    """Do the same work for every article, in order, on `jobs` processes."""
    if jobs <= 1:
        yield from read_all(work, articles)
        return
    # spawn: the driver's and the parser's threads do not survive a fork
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as executor:
        yield from read_all(work, articles, executor)


def graph_home(chosen: Settings | None = None) -> Path:
    """Where the embedded graph keeps its data."""
    return (chosen or settings()).home / "graph"


def neo4j_home() -> Path:
    """Where the Neo4j server of `kg neo4j start` keeps its data."""
    return settings().home / "neo4j"


def fetch_limits() -> FetchLimits:
    """How far a loader may go on the web, as the settings say."""
    s = settings()
    return FetchLimits(
        timeout=s.fetch_timeout, max_bytes=s.fetch_bytes, allow_private=s.fetch_private
    )
