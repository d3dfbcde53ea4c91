"""What an authority's ruling on a deal says of the deal: cleared is not done, blocked is off.

"The watchdog approved X's purchase of Y" states a purchase that is announced, "prohibited" one
that is blocked, however plainly the words beside it state the purchase.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Draft
from kg.vocabulary import Measure, Polarity, Predicate, Status

_DEALS = frozenset({Predicate.OWNS, Predicate.INVESTS_IN})
# Patterns that speak of a deal: what was ruled upon, and what it was.
_RULED = ("power.approve-deal", "power.block-deal", "power.consent-refused", "block.from")
_DEALT = ("takeover", "take-over", "acquire", "bid", "merge", "purchase", "sale", "stake")
_THEN = {Measure.APPROVE: Status.ANNOUNCED, Measure.BLOCK_DEAL: Status.BLOCKED}


def ruled(drafts: Iterable[Draft]) -> list[Draft]:
    """Take the drafts of one sentence, and give them with deals as the rulings leave them."""
    told = list(drafts)
    rulings = {
        d.object.name: _THEN[d.measure]
        for d in told
        if d.measure in _THEN and _plain(d) and _of(d, _RULED)
    }
    return [
        d.model_copy(
            update={"status": rulings[d.subject.name], "reason": f"{d.reason}; ruled upon"}
        )
        if d.predicate in _DEALS and _plain(d) and d.subject.name in rulings and _of(d, _DEALT)
        else d
        for d in told
    ]


def _plain(draft: Draft) -> bool:
    return draft.status is Status.FACT and draft.polarity is Polarity.ASSERTED


def _of(draft: Draft, patterns: tuple[str, ...]) -> bool:
    """Say whether one of these patterns, or of this make, found a draft."""
    return any(word in draft.reason.partition(";")[0] for word in patterns)
