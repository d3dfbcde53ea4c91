"""What claims add up to: a pure function from claims to edges.

The order of the claims plays no part, and neither does a clock: the same claims give the same
edges at any time, so that edges can be dropped and made again.

A fact is (predicate, subject, object, measure) after judgements; of the fines of one regulator on
one firm each is a fact. It stands as one live edge when an accepted claim asserts it as live and
none has ended it; every other accepted claim stands on a CLAIMED edge of its status and polarity,
those that were taken back on one that is `withdrawn`. Pending and rejected claims hold up nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import prod

from kg.model import Claim, Edge, EntityId, PartialDate, edge_id
from kg.store.fines import anchor, told_apart
from kg.store.standing import closes, holds, stands
from kg.vocabulary import RELATIONS, Measure, Polarity, Predicate, Review, Status

Canonical = Callable[[EntityId], EntityId]
Origin = Callable[[Claim], str]

_MOST = 0.99  # no pile of machine-read sentences makes a certainty
_SHARE_SLACK = 1.0  # percentage points within which two shares meet: rounding in the press
_AMOUNT_SLACK = 0.05  # part of the larger within which two amounts meet


def fact_ends(claim: Claim, canonical: Canonical) -> tuple[EntityId, EntityId]:
    """Give the two ends of a claim after judgements; those of a symmetric relation in order."""
    ends = canonical(claim.subject), canonical(claim.object)
    if RELATIONS[claim.predicate].symmetric and ends[1] < ends[0]:
        return ends[1], ends[0]
    return ends


def fact_id(claim: Claim, canonical: Canonical) -> str:
    """Name the fact a claim speaks of: also the id of its live edge."""
    return edge_id(claim.predicate, *fact_ends(claim, canonical), claim.measure)


def project(
    claims: Iterable[Claim],
    canonical: Canonical,
    origin: Origin,
    *,
    held: PartialDate | None = None,
) -> list[Edge]:
    """Work out the edges of these claims, sorted by id.

    The claims of one fact must all be among them. `held` asks for the edges of a day: what had
    begun by then and had not ended. `origin` gives the story a claim's article belongs to.
    """
    facts: dict[tuple[Predicate, EntityId, EntityId, Measure | None], list[Claim]]
    facts = defaultdict(list)
    for claim in _once(claims):
        subject, object_ = fact_ends(claim, canonical)
        if claim.review is Review.ACCEPTED and subject != object_:
            facts[claim.predicate, subject, object_, claim.measure].append(claim)
    edges: list[Edge] = []
    for (_, subject, object_, measure), group in facts.items():
        fines = told_apart(group) if measure is Measure.FINE else [group]
        for n, fine in enumerate(fines):
            which = anchor(fine).id if n else None
            found = _edges((subject, object_), fine, origin, held)
            edges += [_further(e, which) for e in found] if which else found
    return sorted(edges, key=lambda e: e.id)


def _further(edge: Edge, which: str) -> Edge:
    """Give an edge the id of a fine that is not the first of its two ends."""
    status, polarity = (None, None) if edge.live else (edge.status, edge.polarity)
    ends = edge.subject, edge.object
    id = edge_id(edge.predicate, *ends, edge.measure, status, polarity, which)
    return edge.model_copy(update={"id": id, "which": which})


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Keep one claim an id, the surest: two extractors may read one sentence alike."""
    best: dict[str, Claim] = {}
    for claim in claims:
        rival = best.get(claim.id)
        if rival is None or _sureness(claim) > _sureness(rival):
            best[claim.id] = claim
    return [best[i] for i in sorted(best)]


def _sureness(claim: Claim) -> tuple[bool, float, str]:
    return claim.review is Review.ACCEPTED, claim.confidence, claim.extractor


def _edges(
    ends: tuple[EntityId, EntityId], group: list[Claim], origin: Origin, held: PartialDate | None
) -> list[Edge]:
    live: list[Claim] = []
    over: list[Claim] = []
    rest: dict[tuple[Status, Polarity], list[Claim]] = defaultdict(list)
    starts = [c.since for c in group if c.since and holds(c)] if held else []
    for claim in group:
        match stands(claim, held, starts):
            case "live":
                live.append(claim)
            case "over":
                over.append(claim)
            case "rest":
                status = Status.WITHDRAWN if claim.withdrawn else claim.status
                rest[status, claim.polarity].append(claim)
            case _:
                pass  # says nothing of that day
    edges = []
    if live and not all(any(closes(end, claim) for end in over) for claim in live):
        status = min((c.status for c in live), key=lambda s: s is not Status.FACT)
        edges.append(_edge(ends, live, (status, Polarity.ASSERTED, True), origin))
        ended = over
    else:
        ended = over + live
    if ended:
        edges.append(_edge(ends, ended, (Status.FORMER, Polarity.ASSERTED, False), origin))
    for (status, polarity), held_up in rest.items():
        edges.append(_edge(ends, held_up, (status, polarity, False), origin))
    return _with_denials(edges)


def _edge(
    ends: tuple[EntityId, EntityId],
    claims: list[Claim],
    stands: tuple[Status, Polarity, bool],
    origin: Origin,
) -> Edge:
    claims = sorted(claims, key=lambda c: c.id)
    first = claims[0]
    status, polarity, live = stands
    told = {c.id: origin(c) for c in claims}
    marks = (None, None) if live else (status, polarity)
    shares = [c.share for c in claims if c.share is not None]
    currency, amounts = _amounts(claims, told)
    reported = [c.reported for c in claims if c.reported]
    return Edge(
        id=edge_id(first.predicate, *ends, first.measure, *marks),
        predicate=first.predicate,
        subject=ends[0],
        object=ends[1],
        live=live,
        status=status,
        polarity=polarity,
        measure=first.measure,
        claims=tuple(claims),
        sources=len(set(told.values())),
        confidence=_confidence(claims, told),
        contested=status is not Status.WITHDRAWN
        and (_apart(shares, _SHARE_SLACK, 0) or _apart(amounts, 0, _AMOUNT_SLACK)),
        first_reported=min(reported, default=None),
        last_reported=max(reported, default=None),
        since=min((c.since for c in claims if c.since), default=None),
        until=max((c.until for c in claims if c.until), default=None),
        share_min=min(shares, default=None),
        share_max=max(shares, default=None),
        amount_min=min(amounts, default=None),
        amount_max=max(amounts, default=None),
        currency=currency,
        role=_most_reported(claims, told, lambda c: c.role),
        goods=_most_reported(claims, told, lambda c: c.goods),
        law=_most_reported(claims, told, lambda c: c.law),
    )


def _confidence(claims: list[Claim], told: Mapping[str, str]) -> float:
    """Add up confidence over independent origins: 1 - prod(1 - best of each), at most 0.99."""
    best: dict[str, float] = {}
    for claim in claims:
        best[told[claim.id]] = max(best.get(told[claim.id], 0.0), claim.confidence)
    doubt = prod(1 - best[o] for o in sorted(best))
    one = max(best.values())
    return one if len(best) == 1 else round(max(one, min(1 - doubt, _MOST)), 6)


def _apart(figures: list[float], absolute: float, relative: float) -> bool:
    """Say whether figures do not meet."""
    if len(figures) < 2:
        return False
    low, high = min(figures), max(figures)
    return high - low > absolute + relative * abs(high)


def _amounts(claims: list[Claim], told: Mapping[str, str]) -> tuple[str | None, list[float]]:
    """Give the amounts of one currency, the most reported: francs and dollars make no range."""
    stated = [c for c in claims if c.amount is not None]
    currency = _most_reported(stated, told, lambda c: c.currency)
    return currency, [c.amount for c in stated if c.amount is not None and c.currency == currency]


def _most_reported(
    claims: list[Claim], told: Mapping[str, str], field: Callable[[Claim], str | None]
) -> str | None:
    """Give the value most origins state; among equals the latest reported, then by alphabet."""
    origins: dict[str, set[str]] = defaultdict(set)
    dates: dict[str, str] = defaultdict(str)
    for claim in claims:
        value = field(claim)
        if value:
            origins[value].add(told[claim.id])
            dates[value] = max(dates[value], claim.reported or "")
    ranked = sorted(origins, key=lambda v: (len(origins[v]), dates[v]), reverse=True)
    equal = [
        v
        for v in ranked
        if (len(origins[v]), dates[v]) == (len(origins[ranked[0]]), dates[ranked[0]])
    ]
    return min(equal, default=None)


def _with_denials(edges: list[Edge]) -> list[Edge]:
    """Mark as contested what one source asserts and another denies.

    What is over or was taken back contests nothing.
    """
    past = (Status.FORMER, Status.WITHDRAWN)
    if len({e.polarity for e in edges if e.status not in past}) < 2:
        return edges
    return [e if e.status in past else e.model_copy(update={"contested": True}) for e in edges]
