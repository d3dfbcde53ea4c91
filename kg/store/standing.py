"""How one claim stands to its fact: whether it holds, is over, or says nothing of a day."""

from __future__ import annotations

from kg.model import Claim, PartialDate
from kg.vocabulary import Polarity, Status, is_live


def holds(claim: Claim) -> bool:
    """Say whether a claim says that its fact holds or held."""
    former = claim.status is Status.FORMER and claim.polarity is Polarity.ASSERTED
    return not claim.withdrawn and (
        former or is_live(claim.predicate, claim.status, claim.polarity)
    )


def _begun(claim: Claim, starts: list[PartialDate]) -> PartialDate | None:
    """Say since when a claim holds: as it says, or as others do of the time it speaks of."""
    by = claim.until or claim.reported
    others = (s for s in starts if by and s <= _last(by)) if holds(claim) else ()
    return claim.since or min(others, default=None)


def stands(claim: Claim, held: PartialDate | None, starts: list[PartialDate]) -> str:
    """Say how a claim stands to its fact: live, over, neither (rest), or not on that day."""
    if claim.withdrawn or claim.polarity is Polarity.DENIED:
        return "rest"
    live = is_live(claim.predicate, claim.status, claim.polarity)
    former = claim.status is Status.FORMER
    if held is not None:
        begun = _begun(claim, starts)
        if begun is not None and begun > _last(held):
            return "not then"
        if live or former:
            return _on_day(claim, held)
    if former or (live and _was_over(claim)):
        return "over"
    return "live" if live else "rest"


def _on_day(claim: Claim, held: PartialDate) -> str:
    """Say whether a relation that is or was held on a day."""
    if claim.until is not None:
        return "live" if _last(claim.until) >= held else "over"
    if claim.status is Status.FORMER:
        return "not then" if claim.reported and claim.reported > _last(held) else "over"
    return "live"


def _was_over(claim: Claim) -> bool:
    """Say whether a claim was over when it was reported: until lies before."""
    return bool(claim.until and claim.reported and _last(claim.until) < claim.reported)


def closes(end: Claim, claim: Claim) -> bool:
    """Say whether an ending closes a live claim.

    It does when reported on or after it. Without a date it closes only what has none either.
    An ending of an earlier time (2010) leaves what began after it (since 2015).
    """
    if end.until and claim.since and _last(end.until) < claim.since:
        return False
    at = end.reported or end.until
    if at is None:
        return claim.reported is None
    return claim.reported is None or at >= claim.reported


def _last(day: PartialDate) -> str:
    """Give a string that sorts after every day of a year or month: 2021 covers 2021-12-31."""
    return day + "\uffff"
