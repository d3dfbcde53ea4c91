"""Whether a measure stands: lifted, dropped and closed ones do not, looming ones not yet.

"lifted its ban", "the fine was annulled", "removed from the list", "the conclusion of its
inquiry" end a measure. An end that has not come ("may lift its ban", "refused to lift it") says
that the measure holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.clauses import lemma
from kg.extract.governors import climb
from kg.extract.proposal import Proposal
from kg.extract.signs import Judged
from kg.extract.wordlists import listed
from kg.vocabulary import Measure, Polarity, Status

_ENDS = listed("ends")
_END_NOUNS = listed("end_nouns")
_PARTICLES = {"set": "aside", "strike": "down", "throw": "out", "call": "off", "take": "off"}
_REAL = (Status.FACT, Status.FORMER)
_LOOMS = ("loom", "looms", "looming", "beckons")
_FACED = (Measure.BAN, Measure.FINE)
# What an authority decides, orders or votes for is done; what it announces is, if it is at once.
_DECIDES = listed("decides")
_AT_ONCE = frozenset({"announce", "unveil", "detail"})
_SUDDEN = (Measure.FINE, Measure.INVESTIGATE, Measure.SANCTION, Measure.LAWSUIT, Measure.APPROVE)


def settling(measure: Measure | None) -> frozenset[str]:
    """Give the governing words that leave a measure a fact."""
    return _DECIDES | _AT_ONCE if measure in _SUDDEN else _DECIDES


def paid(proposal: Proposal) -> Token | None:
    """Give the verb of paying a fine: who must pay has been fined."""
    noun = proposal.noun or proposal.trigger
    over = noun.head
    pays = proposal.measure is Measure.FINE and noun.dep_ == "dobj" and lemma(over) == "pay"
    return over if pays else None


def stands(proposal: Proposal, found: Judged) -> None:
    """Correct what was found of a measure by what became of it."""
    noun = proposal.noun or proposal.trigger
    if noun.pos_ not in ("NOUN", "PROPN") and not _after_end(noun):
        return
    for end in _ends(noun, proposal.trigger):
        found.negations = 0
        found.signs[:] = ["former"] if _has_come(end) else []
        return
    after = noun.doc[noun.i + 1 : min(noun.i + 5, noun.sent.end)]
    if any(t.lower_ in _LOOMS for t in after):
        found.add("proposed")
    if noun.dep_ == "dobj" and lemma(noun.head) in ("face", "risk") and proposal.measure in _FACED:
        found.add("proposed")


def _ends(noun: Token, trigger: Token) -> Iterator[Token]:
    """Yield the verb or noun that ends a measure."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    over = noun.head
    if noun.dep_ == "pobj":
        over = over.head
    for word in (trigger, over):
        verbal = word.pos_ in ("VERB", "AUX") and _is_end(word, noun)
        nominal = word.pos_ == "NOUN" and word != noun and lemma(word) in _END_NOUNS
        if verbal or nominal:
            yield word
    for clause in noun.children:
        if clause.dep_ in ("relcl", "acl") and _is_end(clause, noun):
            yield clause
    if (last := _after_end(noun)) is not None:
        yield last


def _after_end(noun: Token) -> Token | None:
    """Give a headline's verb before a noun, as which it was not read: "judge lifts ban"."""
    start = max(noun.i - 3, noun.sent.start)
    ends = (t for t in noun.doc[start : noun.i] if t.tag_ in ("NNS", "VBZ"))
    return next((t for t in ends if lemma(t) in _ENDS and lemma(t) != "end"), None)


def _is_end(verb: Token, noun: Token) -> bool:
    if lemma(verb) in _PARTICLES:
        return any(c.lower_ == _PARTICLES[lemma(verb)] for c in verb.children)
    if noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ != "from":
        return False
    return lemma(verb) in _ENDS


def _has_come(end: Token) -> bool:
    if end.tag_ in ("NNS", "VBZ"):
        return not any(c.dep_ == "neg" for c in end.children)
    real = Judged(settles=settling(Measure.FINE))
    climb(end, real)
    signs = [s for s in real.signs if s not in ("former", "blocked")]
    return not signs and real.polarity is Polarity.ASSERTED
