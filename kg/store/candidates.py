"""What candidates are looked for in: all entities, their neighbours, and a claim of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kg.model import Claim, Entity, EntityId, Surrounding
from kg.store.connection import Tx, fetch
from kg.store.entities import view
from kg.store.reviewing import WEIGHT
from kg.store.rows import EDGE_PATTERN, batched, claim_of, entity_of
from kg.vocabulary import Predicate

_ENTITIES = """MATCH (e:Entity) WITH e.canonical AS id, properties(e) AS entity
               RETURN id, entity"""
_EDGES = f"""MATCH (a:Entity)-[r:{EDGE_PATTERN}]->(b:Entity)
             RETURN a.id AS a, b.id AS b, r.predicate AS predicate, r.live AS live"""
_WITNESS = """UNWIND $ids AS id MATCH (e:Entity {canonical: id})
              MATCH (e)<-[:SUBJECT|OBJECT]-(c:Claim) WHERE c.review <> 'rejected'
              RETURN id, properties(c) AS claim"""
_NOT_LIVE = 0.5  # what a threat or a thing of the past counts against what holds


def surroundings(tx: Tx) -> list[Surrounding]:
    """Read all entities after judgements, with their neighbours; sorted by id."""
    members: dict[EntityId, list[Entity]] = defaultdict(list)
    for row in fetch(tx, _ENTITIES):
        members[row["id"]].append(entity_of(row["entity"]))
    near, weight = _edges(tx)
    found = []
    for id, all_ in sorted(members.items()):
        chief = next((m for m in all_ if m.id == id), None)
        if chief is not None:
            entity = view(chief, [m for m in all_ if m.id != id])
            ids = frozenset(m.id for m in all_)
            found.append(
                Surrounding(entity=entity, members=ids, neighbours=near[id], weight=weight[id])
            )
    return found


def _edges(tx: Tx) -> tuple[dict[EntityId, set[EntityId]], dict[EntityId, float]]:
    """Read who stands beside whom, and how much rests on each."""
    near: dict[EntityId, set[EntityId]] = defaultdict(set)
    weight: dict[EntityId, float] = defaultdict(float)
    for row in fetch(tx, _EDGES):
        counts = WEIGHT.get(Predicate(row["predicate"]), 1) * (1 if row["live"] else _NOT_LIVE)
        for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
            near[one].add(other)
            weight[one] += counts
    return near, weight


def witnesses(tx: Tx, ids: Collection[EntityId]) -> dict[EntityId, Claim]:
    """Read one claim that names each of these entities: the surest, then the newest."""
    found: dict[EntityId, Claim] = {}
    for some in batched(sorted(set(ids)), 200):
        for row in fetch(tx, _WITNESS, ids=some):
            claim = claim_of(row["claim"])
            held = found.get(row["id"])
            if held is None or _worth(claim) > _worth(held):
                found[row["id"]] = claim
    return found


def _worth(claim: Claim) -> tuple[bool, float, str, str]:
    return claim.live, claim.confidence, claim.reported or "", claim.id
