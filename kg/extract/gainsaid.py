"""The many ways to say that something is not so, besides "not".

"There is no truth to reports that", "falsely claimed that", "said X had bought Y; it has not",
"licenses X but not Y", "stopped short of banning", "has yet to approve", "nor does it own".
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.extract.document import Sentence
from kg.extract.wordlists import listed
from kg.model import Mention

_DISMISSES = listed("dismisses")
_FALSE = listed("false")
_FALSELY = frozenset({"falsely", "wrongly", "incorrectly", "mistakenly", "erroneously"})
_CALLS = frozenset({"call", "label", "brand", "describe", "term", "dismiss"})
_SEEMS = ("be", "seem", "prove", "appear", "turn", "look", "remain", "sound")
_NONE = frozenset({"no", "zero", "neither", "without"})
_TAKEN_BACK = re.compile(
    r"(?:[;,.:]|[-–—]{1,2}) ?(?:but |in fact |in reality |actually |yet )?"
    r"(?:it|they|he|she|this|that|the company|the firm|neither) "
    r"(?:has|have|had|did|does|do|is|was|will|would|are|were)(?: not|n['’]t)\b\s*(?:[.;,)]|$)",
    re.I,
)
_LEFT_OUT = re.compile(
    r"(?:\bnot|\brather than|\binstead of|\bexcept|\bunlike)(?: the| an?)? ?$", re.I
)


def turned_down(noun: Token) -> bool:
    """Say whether what a report says is said to be false, or the report turned down."""
    head = noun.head
    if any(c.lower_ in _FALSE for c in noun.children):
        return True  # "a false report that"
    if head.lemma_ in _CALLS and any(t.lower_ in _FALSE for t in head.subtree):
        return True  # "called the reports baseless"
    if noun.dep_ == "pobj" and head.head.lemma_ == "pour":
        return True  # "poured cold water on"
    if noun.dep_ in ("dobj", "nsubjpass"):
        return head.lemma_.lower() in _DISMISSES
    if noun.dep_ == "nsubj" and head.lemma_ in _SEEMS:
        return false(head)
    if noun.dep_ == "appos":  # "dismissed as fiction a report that"
        over = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
        return over is not None and over.lemma_ in _DISMISSES
    if noun.dep_ == "pobj" and head.head.lemma_ in ("truth", "basis", "substance"):
        return any(c.lower_ in _NONE for c in head.head.children)
    return noun.dep_ == "pobj" and head.lower_ == "to" and head.head.lower_ == "contrary"


def false(verb: Token) -> bool:
    """Say whether something is called untrue: "is false", "are without foundation"."""
    called = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd", "prep")]
    return any(c.lower_ in _FALSE or c.lower_ == "without" for c in called)


def falsely(verb: Token) -> bool:
    """Say whether somebody claims wrongly."""
    return any(c.lower_ in _FALSELY for c in verb.children)


def ruled_out(verb: Token) -> bool:
    """Say whether a verb of ruling shuts something out instead of ordering it."""
    return verb.lemma_ == "rule" and any(c.lower_ == "out" for c in verb.children)


def unsaid(verb: Token) -> bool:
    """Say whether a verb is denied by what stands right before it: "nor", "rather than"."""
    start = max(verb.sent.start, verb.i - 6)
    before = [t.lower_ for t in verb.doc[start : verb.i]]
    if any(c.dep_ == "neg" for c in verb.children) or _shares_negation(verb):
        return False
    near = before[-3:]
    if "than" in near and "rather" in before:
        return before.index("rather") == len(before) - 1 - before[::-1].index("than") - 1
    named = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i]
    opens = min([verb.i, *(c.left_edge.i for c in named), *(_auxiliaries(verb))])
    return opens > verb.sent.start and verb.doc[opens - 1].lower_ == "nor"


def _shares_negation(verb: Token) -> bool:
    """Say whether a joined verb is denied by the first one's words: "neither banned nor"."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    first = list(verb.head.children)
    negated = verb.tag_ == "VB" and any(c.dep_ == "neg" for c in first)
    return negated or any(c.lower_ == "neither" for c in first)


def _auxiliaries(verb: Token) -> list[int]:
    return [c.i for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i]


def yet_to(verb: Token) -> bool:
    """Say whether a thing "has yet to" be done."""
    over = verb.head
    near = {c.lower_ for c in (*over.children, *verb.children)}
    return verb.dep_ == "xcomp" and over.lemma_ in ("have", "be") and "yet" in near


def short_of(verb: Token) -> bool:
    """Say whether somebody "stopped short of" a thing."""
    prep = verb.head
    return (
        verb.dep_ == "pcomp"
        and prep.lower_ == "of"
        and prep.i > 0
        and prep.nbor(-1).lower_ == "short"
    )


def taken_back(sentence: Sentence, trigger: Token) -> bool:
    """Say whether a sentence ends by taking back what the trigger says: "; it has not"."""
    after = sentence.span.doc[trigger.i : sentence.span.end].text
    return _TAKEN_BACK.search(after) is not None


def left_out(sentence: Sentence, mention: Mention) -> bool:
    """Say whether a name is one of those for which it is not so: "X but not Y"."""
    at = mention.start - sentence.base
    text = sentence.span.doc.text[max(0, at - 24) : at]
    return _LEFT_OUT.search(text) is not None
