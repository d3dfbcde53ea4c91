"""What a model says beside what the rules say of the same words."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.llm.clause import weaker
from kg.model import Draft
from kg.vocabulary import RELATIONS, Polarity

_Key = tuple[str, str, str, str]


class Ruled:
    """The rules' drafts of one article, found by what they say and where."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._of: dict[_Key, list[Draft]] = {}
        for draft in drafts:
            self._of.setdefault(_key(draft), []).append(draft)

    def same(self, told: Draft) -> Draft | None:
        """Give the surest draft of the rules that says the same in the same sentence."""
        return self._surest(told, _key(told))

    def opposite(self, told: Draft) -> Draft | None:
        """Give the draft of the rules that says it the other way round, if none says the same."""
        predicate, subject, other, measure = _key(told)
        turned = None if subject == other else (predicate, other, subject, measure)
        if turned is None or RELATIONS[told.predicate].symmetric or self.same(told):
            return None
        return self._surest(told, turned)

    def _surest(self, told: Draft, key: _Key) -> Draft | None:
        there = [d for d in self._of.get(key, []) if told.start <= d.start < told.end]
        return max(there, key=lambda d: d.confidence, default=None)


def agree(ruled: Draft, told: Draft) -> bool:
    """Say whether a model says the same, and no less surely than the rules."""
    same = weaker(ruled.status, told.status) is ruled.status
    return same and ruled.polarity is told.polarity


def held_to(ruled: Draft, told: Draft) -> Draft:
    """Hold a model's draft to the weaker status where the rules read the same relation."""
    status = weaker(ruled.status, told.status)
    denied = Polarity.DENIED in (ruled.polarity, told.polarity)
    polarity = Polarity.DENIED if denied else Polarity.ASSERTED
    if (status, polarity) == (told.status, told.polarity):
        return told
    reason = f"{told.reason}; {status}, {polarity} by the rules"
    return told.model_copy(update={"status": status, "polarity": polarity, "reason": reason})


def distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Keep one of drafts that say the same of the same words, the weakest."""
    kept: dict[tuple[_Key, int, int], Draft] = {}
    for draft in drafts:
        name = (_key(draft), draft.start, draft.end)
        kept[name] = held_to(draft, kept[name]) if name in kept else draft
    return list(kept.values())


def _key(draft: Draft) -> _Key:
    """Name what a draft says."""
    ends = [m.entity or f"{m.kind}:{m.name}" for m in (draft.subject, draft.object)]
    if RELATIONS[draft.predicate].symmetric:
        ends.sort()
    return draft.predicate, ends[0], ends[1], draft.measure or ""
