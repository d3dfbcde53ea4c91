"""Readings set aside whole, where a part of them is restricted; sealed against queries.

A reading here is as it was loaded; what the graph shows of it is worked out by the sieve.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kg.model import ArticleId, Claim, Reading
from kg.store.chunks import Key
from kg.store.connection import Row, Tx, fetch
from kg.store.edges import write
from kg.store.reading import readings_of_all
from kg.store.rows import REVIEWED, claim_key, family, present
from kg.vocabulary import Review

Reviews = dict[str, Row]  # a claim's key to what a person decided


@dataclass(frozen=True, slots=True)
class Original:
    """A reading as it was loaded, and what people decided of its claims."""

    reading: Reading
    reviews: Reviews = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Whose reading of which article it is."""
        return self.reading.article.id, family(self.reading.extractor)

    def row(self) -> dict[str, Any]:
        """Give it as plain values, as a backup holds it."""
        return {"reading": self.reading.model_dump(mode="json"), "reviews": self.reviews}


def original_of(row: Mapping[str, Any]) -> Original:
    """Make an original of plain values."""
    return Original(Reading.model_validate(row["reading"]), dict(row["reviews"]))


def held(tx: Tx, articles: Collection[ArticleId] | None = None) -> dict[Key, Original]:
    """Read what is set aside, of these articles or of all."""
    where = "" if articles is None else "WHERE w.article IN $ids"
    rows = fetch(tx, f"MATCH (w:Withheld) {where} RETURN w.sealed AS s", ids=sorted(articles or ()))
    found = (original_of(json.loads(zlib.decompress(b64decode(row["s"])))) for row in rows)
    return {o.key: o for o in sorted(found, key=lambda o: o.key)}


def originals(tx: Tx, articles: Collection[ArticleId]) -> dict[Key, Original]:
    """Read these articles' readings as they were loaded: set aside, or from the graph."""
    reviews = _reviews(tx, articles)
    found = {}
    for reading in readings_of_all(tx, articles):
        keys = {claim_key(c.id, c.extractor) for c in reading.claims}
        own = {k: row for k, row in reviews.items() if k in keys}
        claims = tuple(_as_read(c, own) for c in reading.claims)
        original = Original(reading.model_copy(update={"claims": claims}), own)
        found[original.key] = original
    return found | held(tx, articles)


def keep(tx: Tx, whole: Mapping[Key, Reading], now: datetime) -> None:
    """Set these readings aside, with the days and the decisions that are known of their claims."""
    known = originals(tx, {article for article, _ in whole})
    sealed = []
    for key, reading in whole.items():
        was = known.get(key)
        days = {c.id: c.recorded for c in was.reading.claims} if was else {}
        told = ((c, days.get(c.id) or c.recorded or now) for c in reading.claims)
        claims = tuple(
            c.model_copy(update={"recorded": day, "withdrawn": False}) for c, day in told
        )
        kept = reading.model_copy(update={"claims": claims})
        sealed.append(Original(kept, was.reviews if was else {}))
    put(tx, sealed)


def put(tx: Tx, whole: Iterable[Original]) -> None:
    """Write originals as they are."""
    rows = []
    for original in whole:
        text = json.dumps(original.row(), ensure_ascii=False, sort_keys=True)
        sealed = b64encode(zlib.compress(text.encode())).decode()
        article, name = original.key
        rows.append({"id": f"{article} {name}", "article": article, "sealed": sealed})
    write(tx, "MERGE (w:Withheld {id: row.id}) SET w = row", rows, "reading")


def drop(tx: Tx, keys: Collection[Key]) -> None:
    """Let go of what is set aside under these keys."""
    text = "UNWIND $ids AS id MATCH (w:Withheld {id: id}) DELETE w"
    fetch(tx, text, ids=sorted(f"{article} {name}" for article, name in keys))


def _reviews(tx: Tx, articles: Collection[ArticleId]) -> Reviews:
    text = """UNWIND $ids AS id MATCH (c:Claim {article: id}) WHERE c.reviewed_by IS NOT NULL
              RETURN properties(c) AS claim"""
    rows = [row["claim"] for row in fetch(tx, text, ids=sorted(articles))]
    return {str(r["key"]): present({n: r.get(n) for n in REVIEWED}) for r in rows}


def _as_read(claim: Claim, reviews: Reviews) -> Claim:
    """Give a claim as its reader gave it, before any decision."""
    decided = reviews.get(claim_key(claim.id, claim.extractor))
    review = Review(decided["reviewed_from"]) if decided else claim.review
    return claim.model_copy(update={"review": review, "withdrawn": False})
