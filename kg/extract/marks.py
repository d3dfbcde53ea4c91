"""What stands on a word itself: its auxiliaries, adverbs and negation, the words before a noun."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.signs import DENIED, Judged, words
from kg.extract.wordlists import listed

MODALS = {
    **dict.fromkeys(("will", "'ll", "’ll", "shall", "wo", "ll"), "announced"),
    **dict.fromkeys(("may", "might", "could"), "speculated"),
    **dict.fromkeys(("would", "'d", "’d", "should", "must", "ought"), "proposed"),
}
_SAYING = listed("saying")
_STATES = frozenset({"belong", "own", "hold", "control", "lead", "run", "head", "chair", "manage"})
_SPANS = frozenset({"year", "decade", "month", "while", "time"})


def before(noun: Token, found: Judged) -> None:
    """Read the few words before a noun: "former", "proposed", "no"."""
    table = words().words
    for left in reversed(list(noun.doc[max(noun.sent.start, noun.i - 6) : noun.i])):
        if left.lower_ == "until":
            found.add("former")  # "until March head of payments"
        governs = left.pos_ in ("VERB", "AUX", "ADP", "PRON")
        if governs and left.dep_ not in ("amod", "advmod", "det", "compound", "nmod"):
            return
        if left.text in (",", ";", ":", "(") and left.i < noun.i - 1:
            return
        found.add(table.get(left.lower_))


def infinitive(token: Token) -> bool:
    """Say whether a verb has "to" before it."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)


def modifiers(verb: Token, found: Judged) -> None:
    """Read what stands on the verb itself."""
    adverbs = words().adverbs
    reported = verb.dep_ == "ccomp" and verb.head.lemma_ in _SAYING
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "aux" and (sign := MODALS.get(word)):
            found.add("announced" if reported and sign == "proposed" and "d" in word else sign)
        elif child.dep_ in ("neg", "advmod") or word in ("no", "never"):
            if word == "longer" or (word == "no" and "longer" in (c.lower_ for c in verb.children)):
                found.add("former")
            elif child.dep_ == "neg" or word in adverbs:
                after = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
                if word == "not" and after in ("only", "just"):
                    continue
                found.add(DENIED if child.dep_ == "neg" else adverbs[word])
        elif _neither(child, verb):
            found.add(DENIED)
        elif child.dep_ == "prep" and (word == "until" or _lasted(verb, child)):
            found.add("former")
        elif child.dep_ == "advcl" and any(c.lower_ == "until" for c in child.children):
            found.add("former")  # "relied on it until it was banned"
        elif child.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ == "unless" for c in child.children
        ):
            found.add("proposed")
        elif child.dep_ == "mark" and word in ("if", "whether", "unless"):
            found.add("speculated")


def _lasted(verb: Token, prep: Token) -> bool:
    """Say whether a state lasted a while that is over: "belonged to X for five years"."""
    spans = [c for c in prep.children if c.lemma_ in _SPANS]
    return verb.tag_ == "VBD" and verb.lemma_ in _STATES and prep.lower_ == "for" and bool(spans)


def _neither(child: Token, verb: Token) -> bool:
    """Say whether none of two is or does it: "neither banned nor", "neither X nor Y"."""
    if child.dep_ == "preconj":
        return child.lower_ == "neither"
    if child.dep_ not in ("nsubj", "nsubjpass") or child.i > verb.i:
        return False
    return child.lower_ in ("neither", "none", "nobody") or any(
        c.lower_ == "neither" for c in child.children
    )
