"""What changed between two views of the same part of the graph, fact by fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from kg.model import Claim, Edge, EntityId, Subgraph, Value
from kg.vocabulary import Measure, Polarity, Predicate, Status

Fact = tuple[Predicate, EntityId, EntityId, Measure | None, str | None]
_FIGURES = ("since", "until", "amount_min", "amount_max", "currency", "share_min", "share_max")


class Turn(StrEnum):
    """How a fact stands to what was known of it before."""

    BEGUN = "begun"
    ENDED = "ended"
    SAID = "said"
    CONTESTED = "contested"
    SETTLED = "settled"
    FIGURES = "figures"
    SOURCES = "sources"
    CLAIMS = "claims"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """Name the turn as a heading: "Newly contested"."""
        return _WORDS[self]


_WORDS = {
    Turn.BEGUN: "Begun or newly known",
    Turn.ENDED: "Ended",
    Turn.SAID: "Newly said, not live",
    Turn.CONTESTED: "Newly contested",
    Turn.SETTLED: "No longer contested",
    Turn.FIGURES: "Other dates or figures",
    Turn.SOURCES: "Further independent sources",
    Turn.CLAIMS: "Further sentences",
    Turn.WITHDRAWN: "No longer said",
}


class Change(Value):
    """One fact that a later view tells otherwise than an earlier one.

    `edge` is the fact as it stands later (as it stood before, when nothing is left of it).
    `claims` are those the later view has and the earlier has not, oldest first.
    """

    turn: Turn
    edge: Edge
    before: Edge | None = None
    claims: tuple[Claim, ...] = ()


def changes(before: Subgraph, after: Subgraph) -> tuple[Change, ...]:
    """Say what a later view tells that an earlier one did not, and the other way round.

    A live fact has `BEGUN` when it was not live before, and `ENDED` when it is no longer, whether
    it is now said to be over or has merely lost its sentences. What is said without being live
    (a bill, a threat, a denial) is `SAID` when new. Of what stands in both views the weightiest
    turn is named: newly contested or settled, then figures, further independent sources, further
    claims of the same sources. `WITHDRAWN` is what was said, not live, and is said no more.
    Sorted by turn, then by the day of the newest sentence, newest first.
    """
    old, new = _by_fact(before.edges), _by_fact(after.edges)
    known = {c.id for c in before.claims}
    found = [
        change
        for fact in old.keys() | new.keys()
        for change in _of_fact(old.get(fact, []), new.get(fact, []), known)
    ]
    return tuple(sorted(found, key=_rank))


def _by_fact(edges: Iterable[Edge]) -> dict[Fact, list[Edge]]:
    facts: dict[Fact, list[Edge]] = defaultdict(list)
    for edge in edges:
        facts[edge.predicate, edge.subject, edge.object, edge.measure, edge.which].append(edge)
    return facts


def _of_fact(old: list[Edge], new: list[Edge], known: set[str]) -> list[Change]:
    was, now = {e.id: e for e in old}, {e.id: e for e in new}
    lived = next((e for e in old if e.live), None)
    lives = next((e for e in new if e.live), None)
    told: list[Change] = []
    if lives and not lived:
        told.append(_change(Turn.BEGUN, lives, None, known))
    if lived and not lives:
        over = next((e for e in new if _is_over(e)), lived)
        told.append(_change(Turn.ENDED, over, lived, known))
    settled = {c.edge.id for c in told} | {c.before.id for c in told if c.before}
    for id in sorted((was.keys() | now.keys()) - settled):
        turn = _turn(was.get(id), now.get(id))
        if turn is not None:
            told.append(_change(turn, now.get(id) or was[id], was.get(id), known))
    return told


def _is_over(edge: Edge) -> bool:
    return edge.status is Status.FORMER and edge.polarity is Polarity.ASSERTED


def _turn(was: Edge | None, now: Edge | None) -> Turn | None:
    if was is None:
        return Turn.SAID
    if now is None:
        return Turn.WITHDRAWN
    if was.contested != now.contested:
        return Turn.CONTESTED if now.contested else Turn.SETTLED
    if any(getattr(was, name) != getattr(now, name) for name in _FIGURES):
        return Turn.FIGURES
    if now.sources > was.sources:
        return Turn.SOURCES
    return Turn.CLAIMS if {c.id for c in was.claims} != {c.id for c in now.claims} else None


def _change(turn: Turn, edge: Edge, before: Edge | None, known: set[str]) -> Change:
    fresh = [c for c in edge.claims if c.id not in known]
    fresh.sort(key=lambda c: (c.reported or "", c.id))
    return Change(turn=turn, edge=edge, before=before, claims=tuple(fresh))


def _rank(change: Change) -> tuple[int, list[int], str]:
    newest = max((c.reported or "" for c in change.claims), default="")
    return list(Turn).index(change.turn), [-ord(sign) for sign in newest], change.edge.id
