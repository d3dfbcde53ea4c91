"""Which claims on fines speak of one fine: a regulator may fine a firm more than once.

Two reports are of one fine when their amounts nearly meet and the days they give do not lie
apart; a report that gives neither speaks of the last fine that was known by then. The order of
the claims plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.model import Claim, PartialDate

_NEAR = 0.25  # part of the larger within which two amounts may be one told loosely
_DAYS = 31  # days apart at which two dates may be those of one decision and of its news
_UNKNOWN = "9999"

Group = list[Claim]


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when: partial dates as the first and the last day they may mean."""

    first: date
    last: date

    def apart(self, other: _Span) -> int:
        """Count the days between two spans; none where they overlap."""
        return max(0, (other.first - self.last).days, (self.first - other.last).days)


def told_apart(claims: Iterable[Claim]) -> list[Group]:
    """Sort claims of one regulator on one firm by fine, the fine that was told first before all."""
    claims = sorted(claims, key=lambda c: c.id)
    stated = [c for c in claims if c.amount is not None]
    fines = [f for some in _by_amount(stated) for f in _by_day(some)]
    fines = _over_currencies(fines)
    for claim in (c for c in claims if c.amount is None and c.since):
        near = [f for f in fines if _meets(_days(f), _days([claim]))]
        if near:
            min(near, key=_first).append(claim)
        else:
            fines.append([claim])
    loose = [c for c in claims if c.amount is None and not c.since]
    known = sorted(fines, key=_first)
    for claim in loose:
        before = [f for f in known if _first(f)[0] <= (claim.reported or _UNKNOWN)]
        if known:
            (before[-1] if before else known[0]).append(claim)
    if not known and loose:
        known = [loose]
    return sorted(known, key=_first)


def anchor(fine: Group) -> Claim:
    """Give the claim that a fine is known by: the earliest, so that later reports move nothing."""
    return min(fine, key=lambda c: (c.reported or _UNKNOWN, c.id))


def _first(fine: Group) -> tuple[str, str, str]:
    day = min((c.since for c in fine if c.since), default=None)
    told = anchor(fine)
    return day or told.reported or _UNKNOWN, told.reported or _UNKNOWN, told.id


def _by_amount(claims: Iterable[Claim]) -> list[Group]:
    """Sort claims by currency and amount; a fine ends where the next amount is too far off."""
    groups: list[Group] = []
    for claim in sorted(claims, key=lambda c: (c.currency or "", c.amount or 0.0, c.id)):
        least = groups[-1][0] if groups else None
        if least and least.currency == claim.currency and _near(least, claim):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _near(least: Claim, claim: Claim) -> bool:
    low, high = least.amount or 0.0, claim.amount or 0.0
    return high - low <= _NEAR * high


def _by_day(claims: Group) -> list[Group]:
    """Split where the days that are given lie apart; who gives none goes to the nearest before."""
    dated = sorted((c for c in claims if c.since), key=lambda c: (c.since or "", c.id))
    groups: list[Group] = []
    for claim in dated:
        if groups and _meets(_days(groups[-1]), _days([claim])):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    for claim in (c for c in claims if not c.since):
        before = [g for g in groups if _first(g)[0] <= (claim.reported or _UNKNOWN)]
        if groups:
            (before[-1] if before else groups[0]).append(claim)
        else:
            groups.append([claim])
    return groups if dated else [list(claims)]


def _over_currencies(fines: list[Group]) -> list[Group]:
    """Join sums in two currencies that were told of at one time, where only one pair can be."""
    alike = {
        n: [m for m, f in enumerate(fines) if _other_currency(f, fine) and _one_time(f, fine)]
        for n, fine in enumerate(fines)
    }
    pairs = [(n, ms[0]) for n, ms in alike.items() if len(ms) == 1 and alike[ms[0]] == [n]]
    joined = [[*fines[n], *fines[m]] for n, m in pairs if n < m]
    paired = {n for pair in pairs for n in pair}
    return joined + [f for n, f in enumerate(fines) if n not in paired]


def _other_currency(left: Group, right: Group) -> bool:
    return left[0].currency != right[0].currency


def _one_time(left: Group, right: Group) -> bool:
    return _meets(_days(left) or _reported(left), _days(right) or _reported(right))


def _meets(left: _Span | None, right: _Span | None) -> bool:
    return bool(left and right and left.apart(right) <= _DAYS)


def _days(claims: Group) -> _Span | None:
    return _span([c.since for c in claims if c.since])


def _reported(claims: Group) -> _Span | None:
    return _span([c.reported for c in claims if c.reported])


def _span(days: list[PartialDate]) -> _Span | None:
    if not days:
        return None
    return _Span(min(map(_begin, days)), max(map(_end, days)))


def _begin(day: PartialDate) -> date:
    return date.fromisoformat((day + "-01-01")[:10])


def _end(day: PartialDate) -> date:
    """Give the last day that a partial date may mean; of any month the 28th is near enough."""
    return date.fromisoformat(day + {4: "-12-31", 7: "-28", 10: ""}[len(day)])
