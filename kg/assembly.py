"""Puts the parts together as the settings say: the graph, the reader of articles, the loaders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from kg.errors import BadData
from kg.ingest import Ingest, read_all
from kg.model import Article, Reading
from kg.names import KnownNames
from kg.ports import Extraction, Extractor, Graph
from kg.resolve import NameResolver
from kg.settings import Settings, settings
from kg.store import StoreOptions, open_graph
from loaders import FetchLimits

if TYPE_CHECKING:
    from kg.extract.llm.options import LlmOptions

ExtractorName = Literal["rules", "llm", "both"]

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
            who=s.user,
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
    names = settings().names
    try:
        return KnownNames.load(names)
    except UnicodeDecodeError as error:
        raise BadData(f"{names}: is not UTF-8 text", hint="save the list as UTF-8") from error


@cache
def extractor(name: ExtractorName = "rules", jobs: int = 1) -> Extractor:
    """Make an extractor, once a process: the rules, the language model, or both.

    Of the model's budget this process takes the share that `jobs` processes leave it. Raises
    `BadSettings` when no language model is set.
    """
    # the parser takes longer to import than most commands take to answer
    from kg.extract.rules import RulesExtractor

    if name == "rules":
        return RulesExtractor(known_names(), settings().spacy_model)
    from kg.extract.llm.extractor import BothExtractor, LlmExtractor
    from kg.extract.llm.weighing import Band
    from kg.extract.reader import Reader

    s = settings()
    reader, band = Reader(known_names(), s.spacy_model), Band(s.drop, s.accept)
    model = LlmExtractor(reader, llm_options(jobs), band)
    return model if name == "llm" else BothExtractor(model, reader, band)


def llm_options(jobs: int = 1) -> LlmOptions:
    """Say which language model is set, and how far it may be used by each of `jobs` processes.

    Raises `BadSettings` naming what is missing.
    """
    from kg.extract.llm.options import LlmOptions, checked

    s = settings()
    key = s.llm_key.get_secret_value()
    url, model = checked(s.llm_url, s.llm_model, key)
    return LlmOptions(
        url=url,
        model=model,
        cache=s.llm_cache or s.home / "llm-answers",
        key=key,
        budget=s.llm_budget // jobs,
        timeout=s.llm_timeout,
    )


@cache
def ingest(name: ExtractorName = "rules", jobs: int = 1) -> Ingest:
    """Make the whole reader of articles, once a process."""
    s = settings()
    resolver = NameResolver(known_names())
    return Ingest(extractor(name, jobs), resolver, accept=s.accept, drop=s.drop)


def read_article(article: Article, name: ExtractorName = "rules", jobs: int = 1) -> Reading:
    """Read one article with this process's reader; can be sent to another process."""
    return ingest(name, jobs).read(article)


def extract_article(
    named: tuple[str, Article], name: ExtractorName = "rules", jobs: int = 1
) -> tuple[str, Article, Extraction]:
    """Extract from one article with this process's extractor; can be sent to another process."""
    file, article = named
    return file, article, extractor(name, jobs).extract(article)


def chosen(work: Callable[..., _T], name: ExtractorName, jobs: int) -> Callable[[_A], _T]:
    """Give `read_article` or `extract_article` with this extractor.

    Raises `BadSettings` at once, before anything is read, when no language model is set.
    """
    if name != "rules":
        llm_options(jobs)
    return partial(work, name=name, jobs=jobs)


def over_processes(work: Callable[[_A], _T], articles: Iterator[_A], jobs: int) -> Iterator[_T]:
    """Do the same work for every article, in order, on `jobs` processes."""
    if jobs <= 1:
        yield from read_all(work, articles)
        return
    # spawn: the driver's and the parser's threads do not survive a fork
    spawn = get_context("spawn")
    with _one_thread_each(), ProcessPoolExecutor(jobs, mp_context=spawn) as executor:
        yield from read_all(work, articles, executor)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Hold the number libraries of new processes to one thread: more get in each other's way.

    They read it from the environment when they are imported, so it must stand there before.
    """
    before = dict(os.environ)
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        yield
    finally:
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
            os.environ.pop(name)
            if name in before:
                os.environ[name] = before[name]


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
