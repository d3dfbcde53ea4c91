"""The graph over Bolt: one class for Neo4j and for the embedded server."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.model import (
    Article,
    ArticleId,
    AsOf,
    Changes,
    Claim,
    ClaimId,
    Edge,
    EdgeId,
    Edit,
    Entity,
    EntityId,
    Judgement,
    Publisher,
    Query,
    Reading,
    Reviewed,
    Stats,
    Subgraph,
    Surrounding,
    Withdrawal,
    Written,
    partial_date,
)
from kg.store import (
    adding,
    backup,
    bulk,
    candidates,
    cypher,
    judging,
    log,
    migrating,
    past,
    reading,
    removing,
    reviewing,
    schema,
    search,
    upkeep,
    withdrawing,
)
from kg.store import publishers as publishing
from kg.store import subgraph as neighbourhood
from kg.store.connection import Connection
from kg.store.options import StoreOptions
from kg.vocabulary import Kind, Reliability, Review, Withdrawn


class BoltGraph:
    """A graph that is open: everything of `kg.ports.Graph`."""

    def __init__(self, options: StoreOptions) -> None:
        self._options = options
        self._connection = Connection(options)
        found = schema.prepare(self._connection)
        if found is not None and found < schema.VERSION:
            migrating.migrate(self._connection, found, options)

    def add(self, readings: Iterable[Reading]) -> Changes:
        """Keep these readings whole, in place of what the same extractor said of them before."""
        return adding.add(self._connection, readings, self._options)

    def entity(self, id: EntityId) -> Entity:
        """Return an entity by its id, after judgements. Raises `NotFound`."""
        return reading.entity(self._connection, id)

    def search(self, text: str, *, kind: Kind | None = None, limit: int = 20) -> list[Entity]:
        """Find entities by name or alias in any script, best first."""
        return search.search(self._connection, text, kind, limit)

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
        return neighbourhood.subgraph(self._connection, seeds, hops=hops, limit=limit, as_of=as_of)

    def edge(self, id: EdgeId) -> Edge:
        """Return one edge with its claims. Raises `NotFound`."""
        return reading.edge(self._connection, id)

    def article(self, id: ArticleId) -> Article:
        """Return one article with its text. Raises `NotFound`."""
        return reading.article(self._connection, id)

    def reading(self, id: ArticleId) -> list[Reading]:
        """Return what was read in an article, one reading an extractor. Raises `NotFound`."""
        return reading.readings(self._connection, id)

    def articles(self, *, about: EntityId | None = None, limit: int = 1000) -> list[Article]:
        """List articles, newest first; `about` keeps those that name this entity."""
        return reading.articles(self._connection, about=about, limit=limit)

    def run(self, query: Query, **params: object) -> list[dict[str, object]]:
        """Answer a query of the library. Raises `QueryFailed`.

        An entity given by id is asked for as it is after judgements. A question that declares
        `as_of` is asked, with a day, of the graph of that day.
        """
        bound = cypher.bind(query, params)
        given = {p.name for p in query.params if p.type == "entity"} & bound.keys()
        ids = {str(bound[n]) for n in given if bound[n] is not None}
        of = self._connection.read(lambda tx: reading.canonical_ids(tx, ids))
        bound |= {n: of.get(str(bound[n]), bound[n]) for n in given}
        day = bound.get("as_of")
        if day is None:
            return self._answer(query.text, bound, limit=None)
        records = past.ask(self._connection, partial_date(str(day)), query.text, bound)
        return [cypher.plain_row(r) for r in records]

    def cypher(
        self, text: str, params: Mapping[str, object] | None = None, *, limit: int = 1000
    ) -> list[dict[str, object]]:
        """Answer typed Cypher, at most `limit` rows.

        Refuses all that writes or reaches out (`BadQuery`); raises `QueryFailed` for what the
        server refuses or does not answer in time.
        """
        cypher.refuse_writes(text)
        return self._answer(text, params or {}, limit)

    def judge(self, judgement: Judgement) -> Changes:
        """Keep a judgement and bring the edges up to date."""
        return judging.judge(self._connection, judgement)

    def judgements(self) -> list[Judgement]:
        """List all judgements, oldest first, undone ones too."""
        return self._connection.read(judging.judgements)

    def surroundings(self) -> list[Surrounding]:
        """List all entities after judgements, with their neighbours; sorted by id."""
        return self._connection.read(candidates.surroundings)

    def witnesses(self, ids: Collection[EntityId]) -> dict[EntityId, Claim]:
        """Give one claim that names each of these entities, the surest; none where none is."""
        return self._connection.read(lambda tx: candidates.witnesses(tx, ids))

    def waiting(self, *, about: EntityId | None = None, limit: int = 50) -> list[Claim]:
        """List claims that wait for review, the most consequential first."""
        return reviewing.waiting(self._connection, about, limit)

    def claim(self, id: ClaimId) -> Claim:
        """Return one claim as it stands. Raises `NotFound`."""
        return reviewing.claim(self._connection, id)

    def reviewed(self, *, about: EntityId | None = None, limit: int = 50) -> list[Reviewed]:
        """List claims that a person decided, the newest decision first."""
        return reviewing.reviewed(self._connection, about, limit)

    def review(self, claim: ClaimId, review: Review | None, *, who: str, why: str = "") -> Changes:
        """Accept or reject a claim and bring its edge up to date; None takes a decision back.

        The decision survives every new reading of the article. Raises `NotFound`, and `BadData`
        where there is nothing to take back.
        """
        at = self._options.clock()
        return reviewing.review(self._connection, claim, reviewing.Decision(review, who, at, why))

    def withdraw(self, id: str, degree: Withdrawn, *, why: str = "") -> Changes:
        """Retract, restrict or erase an article, a claim or an entity. Raises `NotFound`.

        Retracted things are kept and shown as withdrawn, restricted ones kept and hidden, erased
        ones gone for good: no loader and no backup brings them back.
        """
        return withdrawing.withdraw(self._connection, id, degree, why, self._options)

    def lift(self, id: str, *, why: str = "") -> Changes:
        """Take back that something was retracted or restricted. Raises `NotFound`."""
        return withdrawing.lift(self._connection, id, why, self._options)

    def withdrawals(self) -> list[Withdrawal]:
        """List what is withdrawn, newest first; of the erased only that it was."""
        return withdrawing.withdrawals(self._connection)

    def rate(self, publisher: str, reliability: Reliability | None, *, why: str = "") -> Publisher:
        """Say how far a publisher can be relied on; None takes it back. Raises `NotFound`."""
        rating = publishing.Rating(reliability, why)
        return publishing.rate(self._connection, publisher, rating, self._options)

    def publishers(self) -> list[Publisher]:
        """List all publishers, those with most articles first."""
        return publishing.publishers(self._connection)

    def rebuild(self) -> Changes:
        """Project all edges anew from the claims; the graph must come out identical."""
        return upkeep.rebuild(self._connection, self._options)

    def forget(self, article: ArticleId) -> Changes:
        """Remove an article and exactly what rested on it alone. Raises `NotFound`."""
        return removing.forget(self._connection, article, self._options)

    def check(self) -> list[str]:
        """List every breach of the graph's promises in words; an empty list is a sound graph."""
        return upkeep.check(self._connection, self._options)

    def stats(self) -> Stats:
        """Count what is in the graph."""
        return upkeep.stats(self._connection)

    def log(self, *, about: str | None = None, limit: int = 100) -> list[Edit]:
        """List what was done to the graph, newest first; `about` an article, entity or claim."""
        return log.edits(self._connection, about, limit)

    def backup(self, out: BinaryIO) -> Changes:
        """Write all that cannot be worked out anew: articles, claims, judgements, reviews, log."""
        return backup.write(self._connection, out)

    def bulk(self, folder: Path) -> Written:
        """Write the whole graph for `neo4j-admin database import full` into an empty folder."""
        return bulk.write(self._connection, folder)

    def restore(self, file: BinaryIO) -> Changes:
        """Fill an empty graph from a backup, of either engine. Raises `BadData`."""
        return backup.restore(self._connection, file, self._options)

    def close(self) -> None:
        """Let go of the connection. An embedded server goes on for others."""
        self._connection.close()

    def _answer(
        self, text: str, params: Mapping[str, object], limit: int | None
    ) -> list[dict[str, object]]:
        records = self._connection.typed(text, params, limit)
        return [cypher.plain_row(r) for r in records]
