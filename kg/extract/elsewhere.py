"""Who acts when the clause does not say: the parties of a measure that stand further off.

"The regulator said that X had been fined", "X was banned in Italy", "after Y's inquiry X was told
to sell": a passive leaves its agent out because the reader knows it from nearby.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.clauses import lemma, passive, subjects
from kg.extract.parties import RULERS, authorities, behind, parties
from kg.extract.tree import Parse
from kg.extract.wordlists import listed
from kg.model import Mention
from kg.vocabulary import Kind

_REACTS = listed("reacts")
_FINDS = listed("finds")
_REPORTS = listed("saying") | _FINDS
_CAUSES = ("after", "amid", "over", "following", "despite", "to", "of", "by", "under", "as", "from")
_HIGH = 6  # clauses to climb; more are parser errors


def acting(trigger: Token, parse: Parse, *, where: bool, spoken: bool = False) -> list[Mention]:
    """Give the authorities that stand behind a measure whose clause names none.

    With `spoken`, of the clauses above only those that report are asked.
    """
    if where and (found := _in_or_under(trigger, parse)):
        return found
    for verb in _above(trigger):
        tells = lemma(verb) in _REPORTS if spoken else lemma(verb) not in _REACTS
        if tells and (found := authorities(subjects(verb), parse)):
            return found
        if found := _according(verb, parse):
            return found
        if where and (found := _in_or_under(verb, parse)):
            return found
    for verb in (trigger, *_above(trigger)):
        if found := _in_reason(verb, parse):
            return found
    return []


def _above(token: Token) -> Iterator[Token]:
    """Yield the verbs that govern a word, the nearest first."""
    for _ in range(_HIGH):
        if token.head == token:
            return
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token


def _in_or_under(trigger: Token, parse: Parse) -> list[Mention]:
    """Read "banned in India", "under the Act X must", "by order of the court"."""
    heads = [
        c
        for prep in behind(trigger, ("in", "across", "throughout", "under"))
        for c in prep.children
        if c.dep_ in ("pobj", "nmod")
    ]
    found = authorities(heads, parse)
    return [m for m in found if m.kind is not Kind.PUBLIC_BODY or trigger.pos_ != "NOUN"]


def _according(verb: Token, parse: Parse) -> list[Mention]:
    """Read "according to the ministry"."""
    for prep in verb.children:
        if prep.lower_ == "according":
            heads = [c for to in prep.children for c in to.children if c.dep_ == "pobj"]
            return [m for m in authorities(heads, parse) if m.kind is Kind.PUBLIC_BODY]
    return []


def _in_reason(verb: Token, parse: Parse) -> list[Mention]:
    """Read "X was fined after the regulator found that"."""
    for clause in verb.children:
        if clause.dep_ == "advcl" and lemma(clause) in _FINDS and not passive(clause):
            return [m for m in authorities(subjects(clause), parse) if m.kind is not Kind.LAW]
    return []


def struck(trigger: Token, parse: Parse) -> list[Mention]:
    """Give the parties that a measure befalls whose own clause names none."""
    if trigger.dep_ == "conj" and trigger.head.pos_ in ("VERB", "AUX", "NOUN"):
        before_ = [t for t in trigger.doc[trigger.sent.start : trigger.i] if parse.mention(t)]
        below = [t for t in before_ if trigger.head in t.ancestors and t.i > trigger.head.i]
        found = [m for m in (parse.mention(t) for t in below) if m and m.kind not in RULERS]
        return found[-1:]
    prep = trigger.head
    if trigger.dep_ != "pobj" or prep.lower_ not in _CAUSES:
        return []
    for verb in _above(trigger):
        named = subjects(verb)
        if lemma(verb) in _REACTS or any(t.i > trigger.i for t in named):
            return []  # "amid a ban, another grows"
        if found := [m for m in parties(named, parse) if m.kind not in RULERS]:
            return found
    return []
