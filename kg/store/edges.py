"""From what changed among the claims to what changes among the edges.

Both sides are worked out by the same projection, so the edges need not be read to be kept right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import QueryFailed
from kg.model import Changes, Claim, Edge
from kg.store.connection import Row, Tx, fetch
from kg.store.project import Canonical, fact_id, project
from kg.store.rows import batched, claim_of, edge_row, edge_type

BATCH = 2000
"""Rows a statement takes: messages stay well below what a server accepts."""
_EDGE = "(a:Entity {id: row.subject})-[r:%s {id: row.id}]->(:Entity {id: row.object})"


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as the graph holds it: its node's key, its origin, its fact and its edge."""

    key: str
    claim: Claim
    origin: str
    fact: str | None = None
    edge: str | None = None


@dataclass(slots=True)
class EdgeChanges:
    """What is to be done to the edges."""

    made: list[Edge] = field(default_factory=list)
    altered: list[Edge] = field(default_factory=list)
    gone: list[Edge] = field(default_factory=list)

    @property
    def counts(self) -> Changes:
        """How many of each."""
        return Changes(
            edges_new=len(self.made),
            edges_changed=len(self.altered),
            edges_removed=len(self.gone),
        )


def held_of(row: Mapping[str, object]) -> Held:
    """Make a held claim of its node's properties."""
    return Held(
        str(row["key"]), claim_of(row), str(row["origin"]), _text(row, "fact"), _text(row, "edge")
    )


def edges_of(claims: Iterable[Held], canonical: Canonical) -> list[Edge]:
    """Project claims as the graph holds them."""
    claims = list(claims)
    origins = {h.claim.article: h.origin for h in claims}
    return project([h.claim for h in claims], canonical, lambda c: origins[c.article])


def compare(before: Iterable[Edge], after: Iterable[Edge]) -> EdgeChanges:
    """Say what must be done to have the edges after in place of those before."""
    old = {e.id: e for e in before}
    changes = EdgeChanges()
    for edge in after:
        was = old.pop(edge.id, None)
        if was is None:
            changes.made.append(edge)
        elif edge_row(was) != edge_row(edge):
            changes.altered.append(edge)
    changes.gone = list(old.values())
    return changes


def marks(claims: Iterable[Held], edges: Iterable[Edge], canonical: Canonical) -> dict[str, Row]:
    """Give each claim node the fact it speaks of and the edge it holds up."""
    where = {(c.id, c.extractor): e.id for e in edges for c in e.claims}
    return {
        h.key: {
            "fact": fact_id(h.claim, canonical),
            "edge": where.get((h.claim.id, h.claim.extractor)),
        }
        for h in claims
    }


def claims_of_facts(tx: Tx, facts: Iterable[str]) -> list[Held]:
    """Read all claims of these facts."""
    found: list[Held] = []
    text = "UNWIND $facts AS fact MATCH (c:Claim {fact: fact}) RETURN properties(c) AS claim"
    for some in batched(sorted(facts), BATCH):
        found += [held_of(row["claim"]) for row in fetch(tx, text, facts=list(some))]
    return found


def apply(tx: Tx, changes: EdgeChanges) -> None:
    """Bring the relationships in line."""
    ends = "MATCH (a:Entity {id: row.subject}) MATCH (b:Entity {id: row.object})"
    for name, edges in _by_type(changes.gone).items():
        text = f"MATCH {_EDGE % name} DELETE r"
        write(tx, text, [_ends(e) for e in edges], "edge")
    for name, edges in _by_type(changes.altered).items():
        text = f"MATCH {_EDGE % name} SET r = row.props"
        write(tx, text, [{**_ends(e), "props": edge_row(e)} for e in edges], "edge")
    for name, edges in _by_type(changes.made).items():
        text = f"{ends} CREATE (a)-[r:{name}]->(b) SET r = row.props"
        write(tx, text, [{**_ends(e), "props": edge_row(e)} for e in edges], "edge")


def mark(tx: Tx, claims: Iterable[Held], wanted: Mapping[str, Row]) -> None:
    """Write the marks that differ from what the claim nodes have."""
    rows = [
        {"key": h.key, **wanted[h.key]}
        for h in claims
        if (h.fact, h.edge) != (wanted[h.key]["fact"], wanted[h.key]["edge"])
    ]
    text = "MATCH (c:Claim {key: row.key}) SET c.fact = row.fact, c.edge = row.edge"
    write(tx, text, rows, "claim")


def write(tx: Tx, text: str, rows: list[Row], what: str) -> None:
    """Write rows in batches. Raises `QueryFailed` when a row was not written."""
    for some in batched(rows, BATCH):
        result = fetch(
            tx, f"UNWIND $rows AS row {text} RETURN count(*) AS written", rows=list(some)
        )
        written = result[0]["written"] if result else 0
        if written != len(some):
            raise QueryFailed(
                f"the graph took {written} of {len(some)} {what} rows; nothing of them was kept",
                hint="kg check says what is amiss, kg rebuild mends it",
            )


def _by_type(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        found[edge_type(edge)].append(edge)
    return found


def _ends(edge: Edge) -> Row:
    return {"id": edge.id, "subject": edge.subject, "object": edge.object}


def _text(row: Mapping[str, object], name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)
