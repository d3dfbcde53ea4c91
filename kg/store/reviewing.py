"""A person's decision on one claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kg.errors import NotFound
from kg.model import Changes, ClaimId
from kg.store.connection import Connection, Tx, fetch
from kg.store.edges import (
    Held,
    apply,
    claims_of_facts,
    compare,
    edges_of,
    held_of,
    mark,
    marks,
    write,
)
from kg.store.judging import canonicals
from kg.store.rows import stamp
from kg.store.schema import lock
from kg.vocabulary import Review


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, with who, when and why."""

    review: Review
    who: str
    when: datetime
    why: str = ""


def review(connection: Connection, claim: ClaimId, decision: Decision) -> Changes:
    """Write a decision on a claim and bring its edge up to date. Raises `NotFound`."""
    return connection.write(lambda tx: _review(tx, claim, decision))


def _review(tx: Tx, id: ClaimId, decision: Decision) -> Changes:
    lock(tx)
    rows = fetch(tx, "MATCH (c:Claim {id: $id}) RETURN properties(c) AS claim", id=id)
    if not rows:
        raise NotFound("claim", id)
    mine = {h.key for h in (held_of(r["claim"]) for r in rows)}
    before = claims_of_facts(tx, {str(r["claim"]["fact"]) for r in rows})
    after = [_decided(h, decision) if h.key in mine else h for h in before]
    canonical = canonicals(tx, {e for h in before for e in (h.claim.subject, h.claim.object)})
    props = {
        "review": decision.review.value,
        "reviewed_by": decision.who,
        "reviewed_at": stamp(decision.when),
        "reviewed_why": decision.why,
    }
    text = "MATCH (c:Claim {key: row.key}) SET c += row.props"
    write(tx, text, [{"key": key, "props": props} for key in sorted(mine)], "claim")
    edges = edges_of(after, canonical)
    changes = compare(edges_of(before, canonical), edges)
    mark(tx, after, marks(after, edges, canonical))
    apply(tx, changes)
    return changes.counts


def _decided(held: Held, decision: Decision) -> Held:
    return replace(held, claim=held.claim.model_copy(update={"review": decision.review}))
