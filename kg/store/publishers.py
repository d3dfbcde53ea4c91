"""How far publishers can be relied on: said by a person, kept by name, shown beside evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kg.errors import NotFound
from kg.model import Edit, Publisher, Source
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import write
from kg.store.entities import plain
from kg.store.log import note
from kg.store.options import StoreOptions
from kg.store.rows import present, stamp
from kg.store.schema import lock
from kg.vocabulary import Deed, Reliability

S = TypeVar("S", bound=Source)


@dataclass(frozen=True, slots=True)
class Rating:
    """What a person says of a publisher, and why; no reliability takes it back."""

    reliability: Reliability | None
    why: str = ""


def publishers(connection: Connection) -> list[Publisher]:
    """List all publishers, those with most articles first."""
    return connection.read(_publishers)


def _publishers(tx: Tx) -> list[Publisher]:
    rated = {str(row["id"]): row for row in rated_rows(tx)}
    text = """MATCH (a:Article) WHERE a.publisher IS NOT NULL
              RETURN a.publisher AS name, count(*) AS n"""
    counts: dict[str, dict[str, int]] = {}
    for row in fetch(tx, text):
        counts.setdefault(plain(row["name"]), {})[row["name"]] = row["n"]
    found = []
    for id in counts.keys() | rated.keys():
        names = counts.get(id, {})
        name = max(names, key=lambda n: (names[n], n)) if names else rated[id]["name"]
        told = {k: rated.get(id, {}).get(k) for k in ("reliability", "who", "when", "why")}
        found.append(Publisher(name=name, articles=sum(names.values()), **present(told)))
    return sorted(found, key=lambda p: (-p.articles, p.name))


def rate(connection: Connection, name: str, rating: Rating, options: StoreOptions) -> Publisher:
    """Say how far a publisher can be relied on. Raises `NotFound` with names that are near."""

    def work(tx: Tx) -> Publisher:
        lock(tx)
        known = {plain(p.name): p for p in _publishers(tx)}
        found = known.get(plain(name))
        if found is None:
            raise NotFound("publisher", name, [p.name for p in known.values()])
        when = options.clock()
        row = {
            "id": plain(name),
            "name": found.name,
            "who": options.who,
            "when": stamp(when),
            "why": rating.why,
            "reliability": rating.reliability and rating.reliability.value,
        }
        fetch(tx, "MATCH (p:Publisher {id: $id}) DELETE p", id=row["id"])
        if rating.reliability is not None:
            put_rows(tx, [row])
        said = f"{found.name}: {rating.reliability or 'no longer rated'}"
        note(tx, Edit(deed=Deed.RATED, who=options.who, when=when, said=said, why=rating.why))
        return next(p for p in _publishers(tx) if plain(p.name) == plain(name))

    return connection.write(work)


def rated_rows(tx: Tx) -> list[Row]:
    """Read what was said of publishers, as rows, in order."""
    rows = fetch(tx, "MATCH (p:Publisher) RETURN properties(p) AS p")
    return sorted((row["p"] for row in rows), key=lambda row: str(row["id"]))


def put_rows(tx: Tx, rows: Iterable[Row]) -> None:
    """Write what was said of publishers."""
    write(tx, "MERGE (p:Publisher {id: row.id}) SET p = row", list(rows), "publisher")


def ratings(tx: Tx) -> Mapping[str, Reliability]:
    """Read which publisher is how reliable, by its name in small letters."""
    return {str(row["id"]): Reliability(row["reliability"]) for row in rated_rows(tx)}


def rated(sources: Iterable[S], by: Mapping[str, Reliability]) -> list[S]:
    """Give sources with the reliability of their publishers."""
    found = []
    for source in sources:
        reliability = by.get(plain(source.publisher)) if by and source.publisher else None
        update = {"reliability": reliability}
        found.append(source.model_copy(update=update) if reliability else source)
    return found
