"""A chunk of readings through the sieve, as the graph and its home know what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import BadSettings
from kg.model import ArticleId, Reading
from kg.store.bars import bar_of, telling_names
from kg.store.chunks import Chunk, Key
from kg.store.connection import Tx, fetch
from kg.store.erased import recall
from kg.store.rows import claim_key, fingerprint
from kg.store.sieve import Sieve


@dataclass(frozen=True, slots=True)
class Sifting:
    """What may be seen of a chunk: `whole` is set aside, articles in `hidden` are not seen."""

    seen: Chunk
    prints: Mapping[Key, str]
    whole: Mapping[Key, Reading] = field(default_factory=dict)
    hidden: frozenset[ArticleId] = frozenset()
    withheld: int = 0
    turn: int = 0


def turn_of(tx: Tx) -> int:
    """Read how often what is withdrawn has changed."""
    text = "MATCH (m:Meta {id: 'schema'}) RETURN coalesce(m.bars, 0) AS turn"
    rows = fetch(tx, text)
    return int(rows[0]["turn"]) if rows else 0


def sieve(tx: Tx, home: Path) -> Sieve:
    """Read everything that is withdrawn.

    Raises `BadSettings` where something was erased with a key that this home does not have.
    """
    memory = recall(home)
    bars = {bar.id: bar for bar in memory.bars}
    turn = turn_of(tx)
    if turn:
        rows = fetch(tx, "MATCH (b:Withdrawal) RETURN properties(b) AS bar")
        bars.update((bar.id, bar) for bar in (bar_of(row["bar"]) for row in rows))
    if any(bar.keyed not in ("", memory.name) for bar in bars.values()):
        raise BadSettings(
            "something was erased from this graph, and its key is not in this KG_HOME: what is "
            "loaded here might bring it back",
            hint=f"copy erased.json from the home where it was erased to {home}",
        )
    return Sieve(tuple(bars[i] for i in sorted(bars)), memory.key, turn)


@dataclass(slots=True)
class Gone:
    """What of some readings was erased: ids, words, keys of claims, and articles it was in."""

    articles: set[ArticleId] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def gone(readings: Iterable[Reading], home: Path) -> Gone:
    """Say what of these readings was erased in this home, whichever graph they were in."""
    memory, found = recall(home), Gone()
    through = Sieve(memory.bars, memory.key)
    for reading in readings if memory.bars else ():
        seen = through.through(reading).seen
        if seen is reading:
            continue
        left = {e.id for e in seen.entities} if seen else set()
        left |= {c.id for c in seen.claims} if seen else set()
        found.articles.add(reading.article.id)
        lost = [c for c in reading.claims if c.id not in left]
        found.ids |= {c.id for c in lost}
        found.keys |= {claim_key(c.id, c.extractor) for c in lost}
        if seen is None:
            found.ids.add(reading.article.id)
            continue
        for entity in reading.entities:
            if entity.id not in left:
                found.ids.add(entity.id)
                found.words |= telling_names(entity)
    return found


def sift(tx: Tx, chunk: Chunk, home: Path) -> Sifting:
    """Put a chunk through the sieve."""
    through = sieve(tx, home)
    seen = Chunk()
    whole: dict[Key, Reading] = {}
    touched = set()
    for key, reading in chunk.readings.items():
        found = through.through(reading)
        if found.seen is not None:
            seen.take(found.seen)
        if found.whole is not None:
            whole[key] = found.whole
        if found.touched:
            touched.add(key[0])
    prints = {key: fingerprint(r) for key, r in seen.readings.items()}
    hidden = frozenset(chunk.articles) - frozenset(seen.articles)
    return Sifting(seen, prints, whole, hidden, len(touched), through.turn)
