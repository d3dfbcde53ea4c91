"""What is held together: a share or a control that belongs to no single holder."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.document import Sentence
from kg.extract.proposal import Proposal
from kg.extract.wordlists import listed
from kg.vocabulary import Kind, Predicate

_HOLDERS = listed("holders")
_EXAMPLES = frozenset({"such", "including", "like", "namely", "called", ":", "as"})
_NEAR = 10  # words before a name in which the holders it is one of may be named
_AS = re.compile(r", as (?:the )?$")
_CALLED = re.compile(
    r" was (?:then |still |previously |formerly |once |originally )?(?:called|known|named|styled)\b"
)
_OVER_HALF = re.compile(r"(?:5[1-9]|[6-9]\d)(?:\.\d+)?")


def together(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether the owner is one of several holders: "investors such as A and B"."""
    at = proposal.subject.start - sentence.base
    before = [t for t in sentence.span if t.idx < at][-_NEAR:]
    for i, token in enumerate(before):
        plural = token.tag_ == "NNS" or token.lower_ in ("consortium", "group")
        if plural and token.lemma_.lower() in _HOLDERS:
            after = {t.lower_ for t in before[i + 1 :]}
            return bool(_EXAMPLES & after) or (token.tag_ != "NNS" and "of" in after)
    return False


def weighed(sentence: Sentence, proposal: Proposal) -> Proposal:
    """Read a stake that gives control as ownership, and ownership shared out as a stake."""
    if proposal.predicate is Predicate.OWNS and not proposal.settled:
        if together(sentence, proposal):
            return replace(proposal, predicate=Predicate.INVESTS_IN, doers=2)
        return proposal
    noun = proposal.noun
    if proposal.predicate is not Predicate.INVESTS_IN or noun is None:
        return proposal
    if together(sentence, proposal):
        return replace(proposal, doers=2)
    before = [t.lower_ for t in noun.lefts] + [t.lower_ for c in noun.lefts for t in c.subtree]
    before.append(noun.lower_)
    controls = {"majority", "controlling"} & set(before)
    if "100" in before and {"%", "percent", "cent"} & set(before):
        controls.add("100")  # and not "$100 billion"
    more = any(_OVER_HALF.fullmatch(word) for word in before)
    if (controls or more) and proposal.object.kind is not Kind.PLACE and proposal.doers == 1:
        return replace(proposal, predicate=Predicate.OWNS)
    return proposal


def renamed(sentence: Sentence, proposal: Proposal) -> bool:
    """Say whether the two are one under two names: "Acme, as Zeta was then called, bought it"."""
    text = sentence.span.doc.text
    for mention in sentence.mentions:
        if mention.name not in (proposal.subject.name, proposal.object.name):
            continue
        start, end = mention.start - sentence.base, mention.end - sentence.base
        if _AS.search(text[:start]) and _CALLED.match(text[end:]):
            return True
    return False
