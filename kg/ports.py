"""The seams of the program. Read this page first.

A seam has at most four methods; an extra ability is a second Protocol. Everything above a seam
knows only what stands here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.model import (
    Article,
    ArticleId,
    AsOf,
    Changes,
    Claim,
    ClaimId,
    Draft,
    Edge,
    EdgeId,
    Edit,
    Entity,
    EntityId,
    Judgement,
    Mention,
    Publisher,
    Query,
    Reading,
    Refusal,
    Reviewed,
    Stats,
    Subgraph,
    Surrounding,
    Value,
    Withdrawal,
    Written,
)
from kg.vocabulary import Kind, Reliability, Review, Withdrawn


class Extraction(Value):
    """What an extractor found: everyone named, what is said of them, what was refused."""

    mentions: tuple[Mention, ...] = ()
    drafts: tuple[Draft, ...] = ()
    refusals: tuple[Refusal, ...] = ()


class Loader(Protocol):
    """Something that turns a source into articles."""

    def articles(self) -> Iterator[Article]:
        """Yield articles, oldest first. Raises `BadSource` on input it does not understand."""
        ...


class Extractor(Protocol):
    """Something that reads an article."""

    @property
    def name(self) -> str:
        """Name and version, "rules@1": part of every claim."""
        ...

    def extract(self, article: Article) -> Extraction:
        """Say who is named and what is said. Every `quote` is verbatim in `article.text`."""
        ...


class Resolver(Protocol):
    """Something that knows who is meant."""

    def resolve(self, mention: Mention, article: Article) -> Entity:
        """Return who is meant: a known entity, or a new one with a stable id."""
        ...


class GraphStore(Protocol):
    """The graph, as everyone sees it."""

    def add(self, readings: Iterable[Reading]) -> Changes:
        """Keep these readings whole, in place of what the same extractor said of them before."""
        ...

    def entity(self, id: EntityId) -> Entity:
        """Return an entity by its id, after judgements. Raises `NotFound`."""
        ...

    def search(self, text: str, *, kind: Kind | None = None, limit: int = 20) -> list[Entity]:
        """Find entities by name or alias in any script, best first."""
        ...

    def subgraph(
        self,
        seeds: Collection[EntityId] | None,
        *,
        hops: int = 1,
        limit: int = 200,
        as_of: AsOf | None = None,
    ) -> Subgraph:
        """Return what lies within `hops` of the seeds (None: everything), strongest edges first.

        At most `limit` edges; `omitted` counts the rest. Raises `NotFound` for an unknown seed.
        """
        ...


class HoldsEvidence(Protocol):
    """The graph, as one who checks a sentence sees it."""

    def edge(self, id: EdgeId) -> Edge:
        """Return one edge with its claims. Raises `NotFound`."""
        ...

    def article(self, id: ArticleId) -> Article:
        """Return one article with its text. Raises `NotFound`."""
        ...

    def reading(self, id: ArticleId) -> list[Reading]:
        """Return what was read in an article, one reading an extractor. Raises `NotFound`."""
        ...

    def articles(self, *, about: EntityId | None = None, limit: int = 1000) -> list[Article]:
        """List articles, newest first; `about` keeps those that name this entity."""
        ...


class RunsQueries(Protocol):
    """The graph, as one who writes Cypher sees it. Reads only."""

    def run(self, query: Query, **params: object) -> list[dict[str, object]]:
        """Answer a query of the library. Raises `QueryFailed`."""
        ...

    def cypher(
        self, text: str, params: Mapping[str, object] | None = None, *, limit: int = 1000
    ) -> list[dict[str, object]]:
        """Answer typed Cypher. Refuses all that writes or reaches out (`BadQuery`)."""
        ...


class HoldsJudgements(Protocol):
    """What people decided, kept beside the claims."""

    def judge(self, judgement: Judgement) -> Changes:
        """Keep a judgement and bring the edges up to date."""
        ...

    def judgements(self) -> list[Judgement]:
        """List all judgements, oldest first, undone ones too."""
        ...


class ShowsSurroundings(HoldsJudgements, Protocol):
    """The graph, as one who looks for entities that are one sees it."""

    def surroundings(self) -> list[Surrounding]:
        """List all entities after judgements, with their neighbours; sorted by id."""
        ...

    def witnesses(self, ids: Collection[EntityId]) -> dict[EntityId, Claim]:
        """Give one claim that names each of these entities, the surest; none where none is."""
        ...


class Upkeep(Protocol):
    """Care of the graph as a whole."""

    def rebuild(self) -> Changes:
        """Project all edges anew from the claims; the graph must come out identical."""
        ...

    def forget(self, article: ArticleId) -> Changes:
        """Remove an article and exactly what rested on it alone. Raises `NotFound`."""
        ...

    def check(self) -> list[str]:
        """List every breach of the graph's promises in words; an empty list is a sound graph."""
        ...

    def stats(self) -> Stats:
        """Count what is in the graph."""
        ...


class Remembers(Protocol):
    """What was done to the graph, and the whole of it in one file."""

    def log(self, *, about: str | None = None, limit: int = 100) -> list[Edit]:
        """List what was done to the graph, newest first; `about` an article, entity or claim."""
        ...

    def backup(self, out: BinaryIO) -> Changes:
        """Write all that cannot be worked out anew: articles, claims, judgements, reviews, log."""
        ...

    def restore(self, file: BinaryIO) -> Changes:
        """Fill an empty graph from a backup, of either engine. Raises `BadData`."""
        ...

    def bulk(self, folder: Path) -> Written:
        """Write the whole graph for `neo4j-admin database import full` into an empty folder."""
        ...


class Reviews(Protocol):
    """Claims that wait for a person, or were decided by one."""

    def waiting(self, *, about: EntityId | None = None, limit: int = 50) -> list[Claim]:
        """List claims that wait for review, the most consequential first."""
        ...

    def claim(self, id: ClaimId) -> Claim:
        """Return one claim as it stands. Raises `NotFound`."""
        ...

    def review(self, claim: ClaimId, review: Review | None, *, who: str, why: str = "") -> Changes:
        """Accept or reject a claim and bring its edge up to date; None takes a decision back.

        Raises `NotFound`, and `BadData` where there is nothing to take back.
        """
        ...

    def reviewed(self, *, about: EntityId | None = None, limit: int = 50) -> list[Reviewed]:
        """List claims that a person decided, the newest decision first."""
        ...


class Withdraws(Protocol):
    """What is taken back, hidden or erased: articles, claims and entities, by id."""

    def withdraw(self, id: str, degree: Withdrawn, *, why: str = "") -> Changes:
        """Retract, restrict or erase something. Raises `NotFound`."""
        ...

    def lift(self, id: str, *, why: str = "") -> Changes:
        """Take back that something was retracted or restricted. Raises `NotFound`."""
        ...

    def withdrawals(self) -> list[Withdrawal]:
        """List what is withdrawn, newest first; of the erased only that it was."""
        ...


class RatesPublishers(Protocol):
    """How far publishers can be relied on."""

    def rate(self, publisher: str, reliability: Reliability | None, *, why: str = "") -> Publisher:
        """Say how far a publisher can be relied on; None takes it back. Raises `NotFound`."""
        ...

    def publishers(self) -> list[Publisher]:
        """List all publishers, those with most articles first."""
        ...


class Graph(
    GraphStore,
    HoldsEvidence,
    RunsQueries,
    ShowsSurroundings,
    Reviews,
    Upkeep,
    Remembers,
    Withdraws,
    RatesPublishers,
    Protocol,
):
    """All abilities of a store; what the command line and the pages open."""

    def close(self) -> None:
        """Let go of the connection."""
        ...


class Exporter(Protocol):
    """A file format."""

    @property
    def suffix(self) -> str:
        """The end of the file name that chooses this format, ".graphml"."""
        ...

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        ...
