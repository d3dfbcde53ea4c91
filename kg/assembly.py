"""Puts the parts together as the settings say: the graph, the reader of articles, the loaders."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from kg.cluster import Cluster, alone
from kg.data import FOLDER
from kg.errors import BadData, BadSettings, ReadersUnavailable
from kg.ingest import Ingest, read_all
from kg.model import Article, EntityId, Judgement, Reading
from kg.names import KnownNames
from kg.ports import Extraction, Extractor, Graph
from kg.resolve import NameResolver
from kg.settings import Settings, settings
from kg.store import StoreOptions, open_graph
from kg.vocabulary import Verdict
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


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads: an extractor, on processes of this machine or on a Dask cluster."""

    extractor: ExtractorName = "rules"
    jobs: int = 1
    dask: str | None = None

    def over(self, work: Callable[..., _T], articles: Iterator[_A]) -> Generator[_T]:
        """Do `read_article` or `extract_article` for every article, in order.

        Raises at once, before anything is read, what `chosen` and `Cluster` raise.
        """
        if self.dask is None:
            return over_processes(chosen(work, self.extractor, self.jobs), articles, self.jobs)
        if self.jobs > 1:
            raise BadSettings("--jobs and --dask both say where to read", hint="give one of them")
        cluster = Cluster(self.dask)
        cluster.agree(partial(reader_marks, self.extractor))
        read = chosen(work, self.extractor, cluster.workers)
        return over_cluster(read, articles, cluster)


def over_processes(work: Callable[[_A], _T], articles: Iterator[_A], jobs: int) -> Generator[_T]:
    """Do the same work for every article, in order, on `jobs` processes.

    Raises `ReadersUnavailable` when one of them is killed.
    """
    if jobs <= 1:
        yield from read_all(work, articles)
        return
    # spawn: the driver's and the parser's threads do not survive a fork
    pool = partial(ProcessPoolExecutor, jobs, get_context("spawn"), _leave_interrupts)
    try:
        with _one_thread_each(), pool() as executor:
            with _interrupts_held():
                for _ in range(jobs):  # work for nobody yet, whatever it is, begins a process
                    executor.submit(int)
            yield from read_all(work, articles, executor)
    except BrokenProcessPool as error:
        raise ReadersUnavailable(
            "a process that reads was killed, most likely for want of memory",
            hint="use fewer --jobs; what is kept is not read into the graph twice",
        ) from error


def over_cluster(
    work: Callable[[_A], _T], articles: Iterator[_A], cluster: Cluster
) -> Generator[_T]:
    """Do the same work for every article, in order, on a cluster; let go of it at the end."""
    try:
        with cluster.said():
            ahead = max(32, 4 * cluster.workers)
            yield from read_all(partial(alone, work), articles, cluster.executor(), ahead=ahead)
    finally:
        cluster.close()


def reader_marks(name: ExtractorName) -> dict[str, str]:
    """Name all that decides what this process reads; two that agree read the same bytes."""
    s = settings()
    marks = {
        "the program": _digest(_sources(FOLDER.parent)),
        "spaCy": version("spacy"),
        "KG_SPACY_MODEL": str(s.spacy_model),
        "KG_NAMES": _digest([s.names] if s.names else ()),
        "KG_ACCEPT": str(s.accept),
        "KG_DROP": str(s.drop),
    }
    if name != "rules":
        marks |= {"KG_LLM_URL": str(s.llm_url), "KG_LLM_MODEL": str(s.llm_model)}
    return marks


_READING = ("data", "extract", "model", "names", "resolve")


def _sources(package: Path) -> Iterator[Path]:
    yield from package.glob("*.py")
    for room in _READING:
        yield from (package / room).rglob("*.*")


def _digest(files: Iterable[Path]) -> str:
    made = sha256()
    for file in sorted(f for f in files if f.is_file() and f.suffix != ".pyc"):
        made.update(file.name.encode() + b"\0" + file.read_bytes())
    return made.hexdigest()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back: processes begun meanwhile never hear it, this one hears it at the end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # begun later, it would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that began this one, where it cannot be held back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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


def judgement(
    left: tuple[EntityId, str], right: tuple[EntityId, str], verdict: Verdict, why: str
) -> Judgement:
    """Judge of two entities, each by id and name: now, and as the person of the settings."""
    return Judgement(
        left=left[0],
        right=right[0],
        left_name=left[1],
        right_name=right[1],
        verdict=verdict,
        who=settings().user,
        when=datetime.now(UTC),
        why=why,
    )
