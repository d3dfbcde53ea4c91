"""Values to rows and back: what of a value stands as a property, and under which name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from kg.model import (
    Article,
    Claim,
    Edge,
    Entity,
    Judgement,
    Reading,
    Refusal,
    Source,
    digest,
)
from kg.store.entities import searchable
from kg.vocabulary import Kind, Predicate

Row = dict[str, Any]
_T = TypeVar("_T")
CLAIMED = "CLAIMED"
TYPES = (*(p.value for p in Predicate), CLAIMED)
"""The types of the edges people query."""
LABELS = tuple(k.value for k in Kind)
EDGE_PATTERN = "|".join(TYPES)
_EDGE_FIELDS = [n for n in Edge.model_fields if n not in {"subject", "object", "claims"}]
REVIEWED = ("review", "reviewed_by", "reviewed_at", "reviewed_why", "reviewed_from")
"""What a claim node keeps of a person's decision, through every new reading of its article."""
_ASIDE = {"retrieved", "reliability"}  # of an article, beside what it says
_LEARNED = {"recorded", "withdrawn"}  # of a claim, by the graph and not from its article
_HASH_FORMAT = "1"  # changes when what is stored of a reading changes, so that all are read anew


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Cut a stream into lists of at most `size`."""
    stream = iter(items)
    while some := list(islice(stream, size)):
        yield some


def family(extractor: str) -> str:
    """Name an extractor without its version: "rules" of "rules@3"."""
    return extractor.split("@", 1)[0]


def fingerprint(reading: Reading) -> str:
    """Digest what a reading says, leaving out when it was fetched and learned."""
    said = reading.model_dump_json(exclude={"article": _ASIDE, "claims": {"__all__": _LEARNED}})
    said += "".join(c.id for c in reading.claims if c.withdrawn)
    return _HASH_FORMAT + ":" + sha256(said.encode()).hexdigest()[:20]


def readings_of(marks: Iterable[str] | None) -> dict[str, tuple[str, str]]:
    """Read an article's marks: for each family of extractors, which one and its fingerprint."""
    pairs = (mark.split("=", 1) for mark in marks or ())
    return {family(name): (name, print_) for name, print_ in pairs}


def reading_marks(readings: Mapping[str, tuple[str, str]]) -> list[str]:
    """Write an article's marks: which extractors read it, and what their readings were."""
    return [f"{name}={print_}" for _, (name, print_) in sorted(readings.items())]


def claim_key(id: str, extractor: str) -> str:
    """Name a claim node: two extractors may read the same words alike, each keeps its own."""
    return digest("claim-node", id, family(extractor))


def present(row: Mapping[str, Any]) -> Row:
    """Leave out what is not known: a property that is absent, not one that is null or empty."""
    return {k: v for k, v in row.items() if v is not None and v != []}


def stamp(moment: datetime) -> str:
    """Write a moment so that it sorts: UTC, to the second."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def article_row(article: Article) -> Row:
    """Give the properties of an Article node."""
    row = article.model_dump(mode="json", exclude={"reliability"})
    row["retrieved"] = stamp(article.retrieved) if article.retrieved else None
    return present(row)


def loaded_of(row: Mapping[str, Any]) -> Article:
    """Make an article of its node as it was loaded, before it was found to be a reprint."""
    return article_of({**row, "origin": row.get("own_origin", row["origin"])})


def article_of(row: Mapping[str, Any]) -> Article:
    """Make an article of its node."""
    return Article.model_validate({k: row[k] for k in Article.model_fields if k in row})


def source_of(row: Mapping[str, Any]) -> Source:
    """Make a source, an article without its text, of properties."""
    found = {k: row[k] for k in Source.model_fields if row.get(k) is not None}
    return Source.model_validate(found)


def entity_fields(entity: Entity) -> Row:
    """Give the properties of an entity as one reading names it."""
    return present(entity.model_dump(mode="json"))


def entity_row(entity: Entity, canonical: str) -> Row:
    """Give the properties of an Entity node."""
    return {
        **entity_fields(entity),
        "canonical": canonical,
        "search": searchable(entity),
    }


def entity_of(row: Mapping[str, Any]) -> Entity:
    """Make an entity of its node, or of what a reading said of it."""
    found = {k: row[k] for k in Entity.model_fields if row.get(k) is not None}
    return Entity.model_validate(found)


def claim_row(claim: Claim, origin: str) -> Row:
    """Give the properties of a Claim node, but for the fact and the edge it belongs to."""
    row = claim.model_dump(mode="json")
    row["recorded"] = stamp(claim.recorded) if claim.recorded else None
    row["key"] = claim_key(claim.id, claim.extractor)
    row["family"] = family(claim.extractor)
    row["origin"] = origin
    return present(row)


def claim_of(row: Mapping[str, Any]) -> Claim:
    """Make a claim of its node."""
    found = {k: row[k] for k in Claim.model_fields if row.get(k) is not None}
    return Claim.model_validate(found)


def refusal_row(refusal: Refusal, extractor: str, position: int) -> Row:
    """Give the properties of a Refusal node."""
    row = refusal.model_dump(mode="json")
    return present(
        {**row, "extractor": extractor, "family": family(extractor), "position": position}
    )


def refusal_of(row: Mapping[str, Any]) -> Refusal:
    """Make a refusal of its node."""
    return Refusal.model_validate({k: row[k] for k in Refusal.model_fields if k in row})


def edge_type(edge: Edge) -> str:
    """Name the type of an edge's relationship: its predicate, or CLAIMED."""
    return edge.predicate.value if edge.live else CLAIMED


def edge_row(edge: Edge) -> Row:
    """Give the properties of an edge's relationship."""
    row = present(edge.model_dump(mode="json", include=set(_EDGE_FIELDS)))
    return {**row, "claims": len(edge.claims)}


def edge_of(row: Mapping[str, Any], ends: tuple[str, str], claims: tuple[Claim, ...]) -> Edge:
    """Make an edge of its relationship and its claims."""
    found = {k: row[k] for k in _EDGE_FIELDS if row.get(k) is not None}
    return Edge.model_validate({**found, "subject": ends[0], "object": ends[1], "claims": claims})


def judgement_row(judgement: Judgement) -> Row:
    """Give the properties of a Judgement node; the same judgement given twice is one."""
    row = judgement.model_dump(mode="json")
    row["when"] = judgement.when.astimezone(UTC).isoformat()
    row["id"] = digest("judgement", *(str(row[k]) for k in sorted(row)))
    return row


def judgement_of(row: Mapping[str, Any]) -> Judgement:
    """Make a judgement of its node."""
    return Judgement.model_validate({k: row[k] for k in Judgement.model_fields})
