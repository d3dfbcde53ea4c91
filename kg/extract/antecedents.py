"""Whom a sentence cannot mean: names that its grammar keeps from being an end of a relation.

"A, who founded B, and C": C did not found B. "B was founded by A, who also founded D": B did not
found D. "It owns A and B": it is not A. "A leads B's chip division": A does not lead B. "A fund
controlled by A owns B": the fund does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.document import Sentence
from kg.extract.proposal import Proposal
from kg.model import Mention
from kg.vocabulary import Kind, Predicate

_RELATIVE = re.compile(r"\b(?:who|which)(?: \w+| co-)?(?: \w+ ?)?$")
_LISTED = re.compile(r"^[\s,&]*(?:(?:and|or|as well as)\b)?[\s,]*$")
_OWN = ("its", "their", "his", "her")
_PART = re.compile(r"^['’]s? [\w-]+")
_UNDER = re.compile(r"\b(?:controlled|owned|backed|run|managed|advised|set up) by (?:the )?$")
Same = list[Proposal]


def impossible(sentence: Sentence, proposal: Proposal, groups: Sequence[Same]) -> bool:
    """Say whether grammar keeps one of two names from being meant."""
    return (
        _behind_clause(sentence, proposal)
        or _founded_beside(proposal, groups)
        or _listed_with_itself(sentence, proposal)
        or _only_part(sentence, proposal)
        or _under(sentence, proposal)
        or (proposal.pattern.endswith(".front") and not _opens(proposal.trigger))
    )


def _behind_clause(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether the one who acts stands behind the relative clause that says what is done."""
    text, base = sentence.span.doc.text, sentence.base
    at, end = proposal.trigger.idx, proposal.trigger.idx + len(proposal.trigger)
    subject, other = proposal.subject.start - base, proposal.object.start - base
    if subject > other and text[sentence.span.start_char : other].endswith("whose "):
        return True
    between = text[end : max(end, subject)]
    active = subject > end and not re.search(r"\bby\b", between)
    return active and _RELATIVE.search(text[sentence.span.start_char : at]) is not None


def _founded_beside(proposal: Proposal, groups: Sequence[Same]) -> bool:
    """Say whether a firm is read as founder beside the person who is."""
    if proposal.predicate is not Predicate.FOUNDED or proposal.subject.kind is Kind.PERSON:
        return False
    return any(
        g[0].predicate is Predicate.FOUNDED
        and g[0].subject.kind is Kind.PERSON
        and g[0].object.name == proposal.object.name
        for g in groups
    )


def _listed_with_itself(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether a pronoun would mean one of the names that its other end is listed with."""
    ends = (proposal.subject, proposal.object)
    for end, other in (ends, ends[::-1]):
        if end.origin == "coreference" and any(
            m.name == end.name and m.origin != "coreference" and _beside(sentence, m, other)
            for m in sentence.mentions
        ):
            return True
    return False


def _beside(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Say whether two names stand in one list."""
    first, last = sorted((one, other), key=lambda m: m.start)
    if first.end > last.start:
        return False
    text = sentence.span.doc.text
    at = first.end
    for name in sorted(sentence.mentions, key=lambda m: m.start):
        if at <= name.start and name.end <= last.start:
            if not _LISTED.match(text[at - sentence.base : name.start - sentence.base]):
                return False
            at = name.end
    return bool(_LISTED.match(text[at - sentence.base : last.start - sentence.base]))


def _only_part(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether only a part of a firm is led: "heads Samsung's chip division"."""
    if proposal.predicate is not Predicate.LEADS or not proposal.trigger.tag_.startswith("VB"):
        return False
    led = proposal.object
    if proposal.trigger.idx + sentence.base > led.start:
        return False
    rest = sentence.span.doc.text[led.end - sentence.base :]
    return led.text.lower() in _OWN or _PART.match(rest) is not None


def _under(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether the name only tells whose thing acts: "a fund controlled by A owns B"."""
    at, subject = proposal.trigger.idx + sentence.base, proposal.subject
    if at < subject.end:
        return False
    before = sentence.span.doc.text[: subject.start - sentence.base]
    between = sentence.span.doc.text[subject.end - sentence.base : at - sentence.base]
    return _UNDER.search(before) is not None and "," not in between


def _opens(trigger: Token) -> bool:
    """Say whether a participle opens its sentence: "Developed by A, B is"."""
    before = trigger.doc[trigger.sent.start : trigger.i]
    return all(t.pos_ in ("ADV", "CCONJ", "PUNCT", "SPACE") for t in before)
