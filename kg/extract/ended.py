"""What one sentence of an article says is over, no other sentence of it keeps alive.

"It signed an agreement with V in 2022" is history once the article says that it has left the
venture. Only what is told in the past tense gives way: "A is a partner of B" stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.model import Draft
from kg.vocabulary import RELATIONS, Polarity, Predicate, Status

_LASTING = frozenset({Predicate.PARTNERS_WITH, Predicate.LEADS, Predicate.SUPPLIES,
                      Predicate.AFFILIATED_WITH})  # fmt: skip
_Pair = tuple[Predicate, frozenset[str] | tuple[str, str]]


def ended(drafts: Iterable[tuple[Draft, Token]]) -> list[Draft]:
    """Take drafts with their triggers, and give them with what has ended marked so."""
    told = list(drafts)
    over = {
        _pair(d) for d, _ in told if d.status is Status.FORMER and d.polarity is Polarity.ASSERTED
    }
    return [
        draft.model_copy(
            update={"status": Status.FORMER, "reason": f"{draft.reason}; ended in the article"}
        )
        if draft.predicate in _LASTING
        and draft.status in (Status.FACT, Status.ANNOUNCED)
        and _pair(draft) in over
        and _past(trigger)
        else draft
        for draft, trigger in told
    ]


def _pair(draft: Draft) -> _Pair:
    ends = (draft.subject.name, draft.object.name)
    symmetric = RELATIONS[draft.predicate].symmetric
    return draft.predicate, frozenset(ends) if symmetric else ends


def _past(trigger: Token) -> bool:
    """Say whether a trigger tells of a past event: "signed", not "has signed"."""
    return trigger.tag_ == "VBD" and not any(c.lemma_ == "have" for c in trigger.children)
