"""What the graph can say: kinds of entity, relations, and when a claim is live fact.

This is the one place that declares it. Extractors, store, queries, pages and exports read it
from here; adding a kind or a relation is one entry below and its tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an entity is; also its label in the graph."""

    COMPANY = "Company"
    APP = "App"
    PERSON = "Person"
    GOVERNMENT = "Government"
    PUBLIC_BODY = "PublicBody"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    LAW = "Law"


class Predicate(StrEnum):
    """How two entities are related; also the type of the edge."""

    OWNS = "OWNS"
    INVESTS_IN = "INVESTS_IN"
    REGULATES = "REGULATES"
    FOUNDED = "FOUNDED"
    LEADS = "LEADS"
    AFFILIATED_WITH = "AFFILIATED_WITH"
    PARTNERS_WITH = "PARTNERS_WITH"
    SUPPLIES = "SUPPLIES"
    COMPETES_WITH = "COMPETES_WITH"
    LOCATED_IN = "LOCATED_IN"
    PART_OF = "PART_OF"


class Measure(StrEnum):
    """What a REGULATES does to its object."""

    BAN = "ban"
    RESTRICT = "restrict"
    SANCTION = "sanction"
    FINE = "fine"
    INVESTIGATE = "investigate"
    EXPORT_CONTROL = "export_control"
    APPROVE = "approve"
    BLOCK_DEAL = "block_deal"
    ORDER = "order"
    LAWSUIT = "lawsuit"
    DESIGNATE = "designate"


class Status(StrEnum):
    """How real a claim is: done, promised, threatened, rumoured, over, or stopped.

    No reader gives `withdrawn`: it is what an edge is whose claims were taken back.
    """

    FACT = "fact"
    ANNOUNCED = "announced"
    PROPOSED = "proposed"
    SPECULATED = "speculated"
    FORMER = "former"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


class Polarity(StrEnum):
    """Whether the article says so, or says that it is not so."""

    ASSERTED = "asserted"
    DENIED = "denied"


class Review(StrEnum):
    """Where a claim stands: in the graph, waiting for a person, or turned down."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a person (or a rule) says of two entities."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNDONE = "undone"


class Withdrawn(StrEnum):
    """How far something is withdrawn: taken back but shown as such, hidden, or gone for good."""

    RETRACTED = "retracted"
    RESTRICTED = "restricted"
    ERASED = "erased"


class Reliability(StrEnum):
    """How far a publisher can be relied on, as a person judges it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Deed(StrEnum):
    """What was done to the graph, as its log says."""

    LOADED = "loaded"
    FORGOT = "forgot"
    JUDGED = "judged"
    REVIEWED = "reviewed"
    REBUILT = "rebuilt"
    RESTORED = "restored"
    RETRACTED = "retracted"
    RESTRICTED = "restricted"
    ERASED = "erased"
    LIFTED = "lifted"
    RATED = "rated"


K = Kind
ORGANISED = frozenset({K.COMPANY, K.ORGANIZATION, K.PUBLIC_BODY, K.APP, K.GOVERNMENT})
_ACTORS = ORGANISED | {K.PERSON}


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the vocabulary: which kinds a predicate may join, and when it is live."""

    predicate: Predicate
    subjects: frozenset[Kind]
    objects: frozenset[Kind]
    verb: str  # "{subject} owns {object}"
    passive: str  # "{object} is owned by {subject}"
    symmetric: bool = False
    live: frozenset[Status] = frozenset({Status.FACT})
    fields: tuple[str, ...] = ()
    excluded: frozenset[tuple[Kind, Kind]] = frozenset()


_PROMISED = frozenset({Status.FACT, Status.ANNOUNCED})

RELATIONS: dict[Predicate, Relation] = {
    r.predicate: r
    for r in (
        Relation(
            Predicate.OWNS,
            _ACTORS,
            frozenset({K.COMPANY, K.APP, K.ORGANIZATION}),
            "owns",
            "is owned by",
            fields=("share", "amount", "currency"),
        ),
        Relation(
            Predicate.INVESTS_IN,
            _ACTORS,
            frozenset({K.COMPANY, K.ORGANIZATION, K.PLACE, K.APP, K.GOVERNMENT}),
            "invests in",
            "receives investment from",
            live=_PROMISED,
            fields=("amount", "currency", "share"),
        ),
        Relation(
            Predicate.REGULATES,
            frozenset({K.GOVERNMENT, K.PUBLIC_BODY, K.LAW}),
            frozenset({K.COMPANY, K.APP, K.PERSON, K.ORGANIZATION, K.GOVERNMENT}),
            "regulates",
            "is regulated by",
            fields=("measure", "amount", "currency", "law"),
        ),
        Relation(
            Predicate.FOUNDED,
            _ACTORS,
            frozenset({K.COMPANY, K.ORGANIZATION, K.APP, K.PUBLIC_BODY}),
            "founded",
            "was founded by",
        ),
        Relation(
            Predicate.LEADS,
            frozenset({K.PERSON}),
            ORGANISED,
            "leads",
            "is led by",
            fields=("role",),
        ),
        Relation(
            Predicate.AFFILIATED_WITH,
            frozenset({K.PERSON}),
            ORGANISED,
            "is affiliated with",
            "is the affiliation of",
            fields=("role",),
        ),
        Relation(
            Predicate.PARTNERS_WITH,
            _ACTORS,
            _ACTORS,
            "partners with",
            "partners with",
            symmetric=True,
            live=_PROMISED,
        ),
        Relation(
            Predicate.SUPPLIES,
            ORGANISED,
            ORGANISED | {K.PLACE},
            "supplies",
            "is supplied by",
            live=_PROMISED,
            fields=("goods", "amount", "currency"),
        ),
        Relation(
            Predicate.COMPETES_WITH,
            _ACTORS,
            _ACTORS,
            "competes with",
            "competes with",
            symmetric=True,
        ),
        Relation(
            Predicate.LOCATED_IN,
            frozenset({K.COMPANY, K.ORGANIZATION, K.APP, K.PUBLIC_BODY, K.PLACE}),
            frozenset({K.PLACE, K.GOVERNMENT}),
            "is located in",
            "is the location of",
        ),
        Relation(
            Predicate.PART_OF,
            frozenset({K.PUBLIC_BODY, K.PLACE, K.ORGANIZATION, K.COMPANY}),
            frozenset({K.GOVERNMENT, K.PUBLIC_BODY, K.PLACE, K.ORGANIZATION, K.COMPANY}),
            "is part of",
            "includes",
        ),
    )
}

MEASURE_VERBS: dict[Measure, tuple[str, str]] = {
    Measure.BAN: ("bans", "is banned by"),
    Measure.RESTRICT: ("restricts", "is restricted by"),
    Measure.SANCTION: ("sanctions", "is sanctioned by"),
    Measure.FINE: ("fines", "is fined by"),
    Measure.INVESTIGATE: ("investigates", "is investigated by"),
    Measure.EXPORT_CONTROL: ("controls exports to", "is under export control by"),
    Measure.APPROVE: ("approves", "is approved by"),
    Measure.BLOCK_DEAL: ("blocks a deal of", "has a deal blocked by"),
    Measure.ORDER: ("orders", "is under an order of"),
    Measure.LAWSUIT: ("sues", "is sued by"),
    Measure.DESIGNATE: ("designates", "is designated by"),
}


def allows(subject: Kind, predicate: Predicate, object: Kind) -> bool:
    """Say whether the vocabulary has a sentence "subject predicate object" of these kinds."""
    relation = RELATIONS[predicate]
    return (
        subject in relation.subjects
        and object in relation.objects
        and (subject, object) not in relation.excluded
    )


def is_live(predicate: Predicate, status: Status, polarity: Polarity) -> bool:
    """Say whether a claim of this status may stand as a plain edge.

    A denial never does; a promise only where the relation counts promises (INVESTS_IN,
    PARTNERS_WITH, SUPPLIES).
    """
    return polarity is Polarity.ASSERTED and status in RELATIONS[predicate].live


def verb(predicate: Predicate, measure: Measure | None = None, *, passive: bool = False) -> str:
    """Give the words between the two names: "owns", "is fined by"."""
    if predicate is Predicate.REGULATES and measure is not None:
        return MEASURE_VERBS[measure][passive]
    relation = RELATIONS[predicate]
    return relation.passive if passive else relation.verb
