"""A question asked of the graph as it was on a day.

Cypher can only be asked of a graph that is there. So the graph is taken back to that day inside one
transaction, asked, and the transaction is never kept: whatever happens, nothing of it remains. The
edges come from the projection that `as_of` views come from, so a question and a view agree.
"""

from __future__ import annotations

from collections.abc import Mapping

import neo4j

from kg.model import PartialDate
from kg.store.connection import Connection, Tx, fetch
from kg.store.edges import BATCH, apply, compare, edges_of, mark, marks
from kg.store.judging import canonicals
from kg.store.project import project
from kg.store.rows import batched
from kg.store.schema import lock
from kg.store.subgraph import claims_around, known_by


class _Answered(Exception):
    """Ends the transaction: the answer is there, and the graph is to be as it was."""

    def __init__(self, records: list[neo4j.Record]) -> None:
        self.records = records


def ask(
    connection: Connection, day: PartialDate, text: str, params: Mapping[str, object]
) -> list[neo4j.Record]:
    """Answer a statement that only reads, of what held on a day as far as it was known by then.

    Costs a projection of all claims, and those who write wait for it.
    """

    def work(tx: Tx) -> None:
        lock(tx)
        _go_back(tx, day)
        raise _Answered(list(tx.run(text, dict(params))))

    try:
        connection.write(work)
    except _Answered as done:
        return done.records
    raise AssertionError("a question of a day was kept")


def _go_back(tx: Tx, day: PartialDate) -> None:
    """Leave the claims that were known by a day, and the edges that they held up on it."""
    claims = claims_around(tx, None)
    canonical = canonicals(tx, {e for h in claims for e in (h.claim.subject, h.claim.object)})
    known = [h for h in claims if known_by(h, day)]
    origins = {h.claim.article: h.origin for h in known}
    then = project([h.claim for h in known], canonical, lambda c: origins[c.article], held=day)
    apply(tx, compare(edges_of(claims, canonical), then))
    mark(tx, known, marks(known, then, canonical))
    kept = {h.key for h in known}
    for some in batched(sorted(h.key for h in claims if h.key not in kept), BATCH):
        text = "UNWIND $keys AS key MATCH (c:Claim {key: key}) DETACH DELETE c"
        fetch(tx, text, keys=some)
