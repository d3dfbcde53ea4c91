"""Search as one types: by any name, in any script, from its beginning.

Names are held in one property, brought to one form, one a line; both engines answer CONTAINS on
it (Neo4j from a trigram index), so both find the same.
"""

from __future__ import annotations

from kg.model import Entity
from kg.store.connection import Connection, Tx, fetch
from kg.store.entities import plain
from kg.store.reading import entities
from kg.store.rows import EDGE_PATTERN
from kg.vocabulary import Kind

_CANDIDATES = 300  # of which the best by degree are shown; a page shows 20
_PIECE = 3  # letters from which on a piece inside a word is looked for: "dance" in ByteDance

_FIND = """
MATCH (e:Entity)
WHERE e.search CONTAINS $longest AND all(w IN $words WHERE e.search CONTAINS w)
  AND ($kind IS NULL OR e.kind = $kind)
WITH e, CASE WHEN e.search CONTAINS $exact THEN 0
             WHEN all(w IN $starts WHERE e.search CONTAINS w) THEN 1
             ELSE 2 END AS rank
RETURN e.canonical AS id, rank, size(e.search) AS size
ORDER BY rank, size, id LIMIT $candidates
"""
_DEGREE = f"""
UNWIND $ids AS id MATCH (e:Entity {{id: id}})
OPTIONAL MATCH (e)-[r:{EDGE_PATTERN}]-(:Entity)
RETURN id, count(r) AS degree
"""


def search(connection: Connection, text: str, kind: Kind | None, limit: int) -> list[Entity]:
    """Find entities by name or alias: whole names first, then starts of words, then pieces.

    Among equals those with more edges come first. Each is shown as it is after judgements.
    """
    wanted = plain(text)
    if not wanted or limit < 1:
        return []
    return connection.read(lambda tx: _search(tx, wanted, kind, limit))


def _search(tx: Tx, wanted: str, kind: Kind | None, limit: int) -> list[Entity]:
    words = wanted.split()
    rows = fetch(
        tx,
        _FIND,
        longest=max(words, key=len),
        words=words,
        exact=f"\n {wanted}\n",
        starts=[f" {w}" for w in words],
        kind=kind.value if kind else None,
        candidates=max(_CANDIDATES, limit),
    )
    ranks: dict[str, int] = {}
    for row in rows:
        if row["rank"] < 2 or all(_is_piece(w) for w in words):
            ranks[row["id"]] = min(row["rank"], ranks.get(row["id"], 2))
    degrees = {r["id"]: r["degree"] for r in fetch(tx, _DEGREE, ids=sorted(ranks))}
    best = sorted(ranks, key=lambda id: (ranks[id], -degrees.get(id, 0), id))[:limit]
    found = {e.id: e for e in entities(tx, best)}
    return [found[id] for id in best if id in found]


def _is_piece(word: str) -> bool:
    """Say whether a word may be looked for inside others: long enough, or without spaces."""
    return len(word) >= _PIECE or any(c > "\u2e7f" for c in word)  # CJK scripts and beyond
