"""Readings of a sentence that its own words forbid, whatever pattern made them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.antecedents import impossible
from kg.extract.document import Sentence
from kg.extract.proposal import Proposal
from kg.model import Mention
from kg.vocabulary import Kind, Predicate

_TO_TRADE = re.compile(
    r"\s+to\s+(?:buy|acquire|purchase|sell|take\s+over|take\s+control|merge|divest|hand\s+over)\b"
)
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)")
_DEALS = frozenset({Predicate.PARTNERS_WITH, Predicate.SUPPLIES})
_MONEY = frozenset({Predicate.OWNS, Predicate.INVESTS_IN})
Same = list[Proposal]


def allowed(sentence: Sentence, groups: Sequence[Same]) -> list[Same]:
    """Leave out what cannot be meant among proposals grouped by what they say."""
    kept = [g for g in groups if not _forbidden(sentence, g[0], groups)]
    return _respective(kept) if "respectively" in sentence.span.text else kept


def _forbidden(sentence: Sentence, proposal: Proposal, groups: Sequence[Same]) -> bool:
    if impossible(sentence, proposal, groups):
        return True
    if proposal.predicate in _DEALS:
        return _to_trade(sentence, proposal)
    if proposal.predicate in _MONEY and _across(sentence, proposal):
        return True
    if proposal.predicate is Predicate.OWNS:
        return proposal.trigger.lemma_ == "run" and _leads_too(proposal, groups)
    return proposal.predicate is Predicate.REGULATES and _only_owner(sentence, proposal, groups)


def _to_trade(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether the agreement is one to buy or sell: no partnership and no supply."""
    last = max(proposal.subject.end, proposal.object.end)
    return bool(_TO_TRADE.match(sentence.span.doc.text, last - sentence.base))


def _across(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether a semicolon parts the words that say it from the name behind them."""
    at = proposal.trigger.idx + sentence.base
    first, last = sorted((at, proposal.object.start))
    between = sentence.span.doc.text[first - sentence.base : last - sentence.base]
    return ";" in between and proposal.object.origin != "coreference" and not proposal.settled


def _leads_too(proposal: Proposal, groups: Sequence[Same]) -> bool:
    """Say whether the same two are also read as leader and led: who runs a firm need not own it."""
    return proposal.subject.kind is Kind.PERSON and any(
        g[0].predicate is Predicate.LEADS
        and g[0].subject.name == proposal.subject.name
        and g[0].object.name == proposal.object.name
        for g in groups
    )


def _only_owner(sentence: Sentence, proposal: Proposal, groups: Sequence[Same]) -> bool:
    """Say whether a name only says whose thing is meant: "banned apps, among them X's Y"."""
    mark = _POSSESSIVE.match(sentence.span.doc.text, proposal.object.end - sentence.base)
    if mark is None:
        return False
    follows = sentence.base + mark.end()
    return any(
        g[0].predicate is Predicate.REGULATES
        and g[0].measure is proposal.measure
        and g[0].subject.name == proposal.subject.name
        and 0 <= g[0].object.start - follows <= 2
        for g in groups
    )


def _respective(groups: list[Same]) -> list[Same]:
    """Keep of "A and B, owned by C and D respectively" the pairs that stand in the same place."""
    kept = []
    for group in groups:
        one = group[0]
        alike = [g[0] for g in groups if g[0].predicate is one.predicate]
        subjects = _ordered(p.subject for p in alike)
        objects = _ordered(p.object for p in alike)
        crossed = len(subjects) == len(objects) > 1 and len(alike) == len(subjects) ** 2
        if not crossed or subjects.index(one.subject.start) == objects.index(one.object.start):
            kept.append(group)
    return kept


def _ordered(mentions: Iterable[Mention]) -> list[int]:
    return sorted({m.start for m in mentions})
