"""A person's decision on one claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from kg.errors import BadData, NotFound
from kg.model import Changes, Claim, ClaimId, Edit, EntityId, Reviewed
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import (
    Held,
    apply,
    claims_of_facts,
    compare,
    edges_of,
    mark,
    marks,
    write,
)
from kg.store.judging import canonicals
from kg.store.log import note
from kg.store.rows import EDGE_PATTERN, REVIEWED, claim_of, stamp
from kg.store.schema import lock
from kg.vocabulary import Deed, Predicate, Review


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided, with who, when and why; no review takes a decision back."""

    review: Review | None
    who: str
    when: datetime
    why: str = ""


WEIGHT = {
    Predicate.OWNS: 3,
    Predicate.REGULATES: 3,
    Predicate.INVESTS_IN: 2,
    Predicate.LEADS: 2,
}
"""What a wrong claim of a relation costs a briefing: control and measures most; others count 1."""


def waiting(connection: Connection, about: EntityId | None, limit: int) -> list[Claim]:
    """List pending claims, the most consequential first.

    Ownership and measures come before posts and places, and claims about entities with many
    edges before those of lonely ones; among equals the surest first.
    """

    def work(tx: Tx) -> list[Claim]:
        rows = fetch(
            tx,
            f"""MATCH (c:Claim {{review: 'pending'}})
                MATCH (c)-[:SUBJECT]->(s:Entity) MATCH (c)-[:OBJECT]->(o:Entity)
                WHERE $about IS NULL OR s.canonical = $about OR o.canonical = $about
                OPTIONAL MATCH (:Entity {{id: s.canonical}})-[r:{EDGE_PATTERN}]-(:Entity)
                WITH c, o, count(r) AS much
                OPTIONAL MATCH (:Entity {{id: o.canonical}})-[r:{EDGE_PATTERN}]-(:Entity)
                WITH c, much, count(r) AS more
                RETURN properties(c) AS claim, much + more AS degree""",
            about=about,
        )
        ranked = sorted(rows, key=lambda row: _rank(row["claim"], row["degree"]))
        return [claim_of(row["claim"]) for row in ranked[:limit]]

    return connection.read(work)


def _rank(claim: Row, degree: int) -> tuple[float, float, str]:
    weight = WEIGHT.get(Predicate(claim["predicate"]), 1)
    return -weight * (1 + degree), -claim["confidence"], claim["key"]


def claim(connection: Connection, id: ClaimId) -> Claim:
    """Return one claim; of two extractors' readings of it the surer. Raises `NotFound`."""
    rows = connection.rows(
        """MATCH (c:Claim {id: $id}) RETURN properties(c) AS claim, c.confidence AS sure,
           c.key AS key ORDER BY sure DESC, key LIMIT 1""",
        id=id,
    )
    if not rows:
        raise NotFound("claim", id)
    return claim_of(rows[0]["claim"])


def reviewed(connection: Connection, about: EntityId | None, limit: int) -> list[Reviewed]:
    """List claims that a person decided, the newest decision first."""
    rows = connection.rows(
        """MATCH (c:Claim) WHERE c.reviewed_by IS NOT NULL
           MATCH (c)-[:SUBJECT]->(s:Entity) MATCH (c)-[:OBJECT]->(o:Entity)
           WHERE $about IS NULL OR s.canonical = $about OR o.canonical = $about
           RETURN properties(c) AS claim, c.reviewed_at AS at, c.key AS key
           ORDER BY at DESC, key LIMIT $limit""",
        about=about,
        limit=2 * limit,  # two extractors may have read one claim, which was decided once
    )
    once = {row["claim"]["id"]: row["claim"] for row in reversed(rows)}
    return [_reviewed(row) for row in reversed(once.values())][:limit]


def _reviewed(row: Row) -> Reviewed:
    return Reviewed(
        claim=claim_of(row),
        who=row["reviewed_by"],
        when=row["reviewed_at"],
        why=row.get("reviewed_why", ""),
    )


def review(connection: Connection, claim: ClaimId, decision: Decision) -> Changes:
    """Write a decision on a claim and bring its edge up to date. Raises `NotFound`."""
    return connection.write(lambda tx: _review(tx, claim, decision))


def _review(tx: Tx, id: ClaimId, decision: Decision) -> Changes:
    lock(tx)
    rows = fetch(tx, "MATCH (c:Claim {id: $id}) RETURN properties(c) AS claim", id=id)
    if not rows:
        raise NotFound("claim", id)
    props = {str(r["claim"]["key"]): _props(r["claim"], decision) for r in rows}
    before = claims_of_facts(tx, {str(r["claim"]["fact"]) for r in rows})
    after = [_decided(h, props[h.key]["review"]) if h.key in props else h for h in before]
    canonical = canonicals(tx, {e for h in before for e in (h.claim.subject, h.claim.object)})
    text = "MATCH (c:Claim {key: row.key}) SET c += row.props"
    write(tx, text, [{"key": key, "props": of} for key, of in sorted(props.items())], "claim")
    edges = edges_of(after, canonical)
    changes = compare(edges_of(before, canonical), edges)
    mark(tx, after, marks(after, edges, canonical))
    apply(tx, changes)
    note(tx, _entry(rows[0]["claim"], decision))
    return changes.counts


def _props(claim: Row, decision: Decision) -> Row:
    """Give what a decision writes on a claim node. Raises `BadData` if there is none to undo."""
    read_as = claim.get("reviewed_from", claim["review"])
    if decision.review is None:
        if "reviewed_by" not in claim:
            raise BadData(f"claim {claim['id']} was not reviewed", hint="kg review lists claims")
        return {**dict.fromkeys(REVIEWED), "review": read_as}
    return {
        "review": decision.review.value,
        "reviewed_by": decision.who,
        "reviewed_at": stamp(decision.when),
        "reviewed_why": decision.why,
        "reviewed_from": read_as,
    }


def _entry(claim: Row, decision: Decision) -> Edit:
    said = f"{claim['subject_name']} {claim['predicate']} {claim['object_name']}"
    return Edit(
        deed=Deed.REVIEWED,
        who=decision.who,
        when=decision.when,
        things=(claim["id"], claim["subject"], claim["object"], claim["article"]),
        said=f"{said}: {decision.review or 'taken back'}",
        why=decision.why,
    )


def _decided(held: Held, review: str) -> Held:
    return replace(held, claim=held.claim.model_copy(update={"review": Review(review)}))
