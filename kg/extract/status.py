"""How real it is: the status and polarity of what a proposal states.

A verb or event noun is judged by its own clause and what governs it (see `governors`); a role
noun or a row hears only what stands before it, its copula, and what befell its holder. Of several
findings the one furthest from fact holds.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.extract.document import BlockKind, Sentence
from kg.extract.gainsaid import left_out, taken_back
from kg.extract.governors import appended, climb
from kg.extract.marks import before, infinitive, modifiers
from kg.extract.proposal import Proposal
from kg.extract.signs import DENIED, Judged, words
from kg.extract.standing import paid, settling, stands
from kg.extract.untrue import untrue
from kg.extract.wordlists import listed
from kg.vocabulary import Measure, Predicate

_REMOVES, _LEAVES = listed("removes"), listed("leaves")
_UNDER_WAY = listed("under_way")
_BESIDE = ("appos", "compound", "nmod", "amod")
_ALLEGED = re.compile(
    r"\baccording to (?:the |an? |its |their )?(?:[\w-]+ ){0,3}?"
    r"(?:complaint|lawsuit|suit|indictment|petition|plaintiffs?|claimants?|prosecutors|allegations?)\b"
    r"|\b(?:complaint|lawsuit|suit|indictment|plaintiffs?|claimants?) (?:alleges?|claims?|says?)\b",
    re.I,
)
_HELD = ("run", "lead", "head", "direct", "oversee", "manage", "supervise", "edit", "coordinate")
_PAST = ("VBD", "VBN")
_DEALS = ("deal", "transaction", "takeover", "bid", "acquisition", "merger")


def judge(sentence: Sentence, proposal: Proposal) -> Judged:
    """Say how real what a proposal states is.

    Settled triggers (role nouns, rows) hear only what stands before them and their copula.
    """
    measured = proposal.predicate is Predicate.REGULATES
    found = Judged(settles=settling(proposal.measure) if measured else frozenset())
    trigger = proposal.trigger
    if proposal.noun is not None:
        _beside(proposal, proposal.noun, found)
    if proposal.settled:
        _settled(trigger, found)
        if proposal.predicate in (Predicate.LEADS, Predicate.AFFILIATED_WITH):
            _left(sentence, proposal, found)
    elif (pays := paid(proposal)) is not None:
        modifiers(pays, found)
        found.signs = [s for s in found.signs if s != "proposed"]
    else:
        climb(trigger, found)
    if measured:
        stands(proposal, found)
    if proposal.predicate is Predicate.AFFILIATED_WITH and _ran(trigger):
        found.add("former")
    if proposal.predicate is Predicate.OWNS and not proposal.settled:
        _failed(sentence, found)
        if trigger.lemma_ in _UNDER_WAY and _progressive(trigger):
            found.add("announced")
    if found.purpose and not measured:
        found.add("announced")
    if found.purpose and proposal.measure is Measure.BLOCK_DEAL:
        found.add("proposed")  # "sued to block"
    if not measured and _ALLEGED.search(sentence.span.text):
        found.add("speculated")
    if not found.negations and (
        taken_back(sentence, trigger)
        or untrue(sentence, trigger)
        or any(left_out(sentence, m) for m in (proposal.subject, proposal.object))
    ):
        found.add(DENIED)
    if sentence.span.text.rstrip(" \"”'").endswith("?"):
        found.add("speculated")
    if sentence.block.kind is BlockKind.HEADING and not proposal.settled and infinitive(trigger):
        found.add("announced")
    return found


def _failed(sentence: Sentence, found: Judged) -> None:
    """Read of a deal that is said in the same sentence to have been stopped."""
    for token in sentence.span:
        if token.lemma_ in _DEALS:
            for verb in (c for c in token.children if c.dep_ == "relcl"):
                found.add("blocked" if words().on.get(verb.lemma_.lower()) == "blocked" else None)


def _beside(proposal: Proposal, noun: Token, found: Judged) -> None:
    """Read the event noun of a light verb: "made an *offer*", "*lifted* its ban"."""
    before(noun, found)
    appended(noun, found)
    sign = words().on.get(proposal.trigger.lemma_.lower())
    if proposal.predicate in (Predicate.OWNS, Predicate.INVESTS_IN):
        kind = words().nouns.get(noun.lemma_.lower())
        found.add(kind if kind in ("proposed", "speculated") else None)
        found.add(sign)
    elif sign in ("former", "proposed", "speculated"):
        found.add(sign)


def _settled(trigger: Token, found: Judged) -> None:
    before(trigger, found)
    while trigger.dep_ in ("amod", "compound") and trigger.head.pos_ in ("NOUN", "PROPN"):
        trigger = trigger.head  # "is not the chief executive": the copula is the last word's
    over = trigger.head
    if trigger.dep_ in ("attr", "oprd", "acomp", "pobj") or trigger.pos_ in ("VERB", "AUX"):
        verb = trigger if trigger.pos_ in ("VERB", "AUX") else over
        if verb.pos_ in ("VERB", "AUX"):
            modifiers(verb, found)


def _progressive(verb: Token) -> bool:
    """Say whether something is under way: "is selling", "is being sold"."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBG":
        return any(c.lemma_ == "be" for c in aux)
    return any(c.lower_ == "being" for c in aux)


def _left(sentence: Sentence, proposal: Proposal, found: Judged) -> None:
    """Read that a post is lost: "dismissed its chief, X", "X, its chief, quit"."""
    at = proposal.subject.start - sentence.base
    span = proposal.trigger.doc.char_span(
        at, at + len(proposal.subject.text), alignment_mode="expand"
    )
    for token in (proposal.trigger, span.root if span is not None else proposal.trigger):
        while token.dep_ in _BESIDE and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        verb = token.head
        unreal = [c for c in verb.children if c.dep_ == "neg" or c.tag_ == "MD"]
        if verb.tag_ not in (*_PAST, "VBZ") or unreal or infinitive(verb):
            continue
        lost = token.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in _REMOVES
        if lost or (token.dep_ == "nsubj" and verb.lemma_ in _LEAVES and _away(verb)):
            found.add("former")


def _ran(verb: Token) -> bool:
    """Say whether somebody had a post that he left since: "who ran risk at X"."""
    return verb.tag_ == "VBD" and verb.lemma_ in _HELD


def _away(verb: Token) -> bool:
    """Say whether "stepped" and "stood" go down, and the others leave for themselves."""
    particles = [c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "prep")]
    return verb.lemma_ not in ("step", "stand") or bool({"down", "aside", "back"} & {*particles})
