"""Verbs by position: "A has bought B", "B was bought by A", "A took a stake in B".

The same frames as on the tree, read off the masked sentence where the two names stand close.
It catches what the parser loses when it does not know a name, and confirms it elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.clauses import lemma
from kg.extract.document import BlockKind, Document, Sentence
from kg.extract.forms import form
from kg.extract.mask import mask
from kg.extract.nominal import joins
from kg.extract.patterns import Patterns, VerbPattern
from kg.extract.proposal import Proposal
from kg.extract.wordlists import listed

_DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_AUX = (
    rf"(?:(?:(?:on |late |early |last )*{_DAY}|this week|last (?:week|month|year)|"
    r"also|already|recently|reportedly|later|then|first|once|now|finally|formally|"
    r"jointly|has|have|had|is|was|were|are|be|been|being|will|would|may|might|could|can|did|does|do|"
    r"not|never|to|n't|which|who|that|[a-z]+ly) ){0,4}"
)
_ACTIVE = form(r"{s+} (?:, )?" + _AUX + r"(?P<t>[a-z]+) {det}{desc}{o+}")
_PASSIVE = form(r"{o+} (?:, )?" + _AUX + r"(?P<t>[a-z]+) (?:in \d+ |[a-z]+ly )?by {det}{desc}{s+}")
_LIGHT = form(
    r"{s+} (?:, )?" + _AUX + r"(?P<t>[a-z]+) {det}(?P<mods>{mods})(?P<noun>[^\s@]+) "
    r"(?P<prep>in|on|of|with|for|against|into|to|from|over) {det}{desc}{o+}"
)
_PREP = form(
    r"{s+} (?:, )?" + _AUX + r"(?P<t>[a-z]+) (?:up )?"
    r"(?P<prep>in|with|for|against|into|to|at) {det}{desc}{o+}"
)
_JOINED = re.compile(r"(?<!\S)(?:by|of|with|from) (?:@\d+[A-Z] (?:, )?)+and $")
_PREPOSITIONS = listed("prepositions")
_BE = frozenset(("is", "was", "were", "are", "be", "been", "being"))


class Near:
    """Proposes what verbs say of the names right beside them."""

    def __init__(self, patterns: Patterns) -> None:
        self._by_verb: dict[str, list[VerbPattern]] = defaultdict(list)
        for pattern in patterns.frames:
            for verb in sorted(pattern.verbs):
                self._by_verb[verb].append(pattern)

    def propose(self, sentence: Sentence, _: Document, /) -> Iterable[Proposal]:
        """Yield one proposal for each pair that stands close to a verb of a pattern."""
        if len(sentence.mentions) < 2:
            return
        masked = mask(sentence)
        heading = sentence.block.kind is BlockKind.HEADING
        for regex in (_ACTIVE, _PASSIVE, _LIGHT, _PREP):
            at = 0
            while (found := regex.search(masked.text, at)) is not None:
                trigger = masked.token_at(found.start("t"))
                for pattern in self._by_verb.get(lemma(trigger), ()):
                    if regex is _ACTIVE and not _verbal(trigger, found):
                        continue
                    if _fits(pattern, regex, found, heading):
                        noun = masked.token_at(found.start("noun")) if regex is _LIGHT else None
                        for joined in joins(pattern, found, masked, trigger):
                            yield replace(joined, noun=noun)
                at = masked.text.find(" ", found.start()) + 1 or len(masked.text)


def _verbal(trigger: Token, found: re.Match[str]) -> bool:
    """Say whether a word is a verb here; a headline's "fines" is often tagged as a noun."""
    between = found.string[found.end("s") : found.start("t")].strip()
    return trigger.tag_.startswith("VB") or (trigger.tag_ == "NNS" and not between)


def _fits(
    pattern: VerbPattern, regex: re.Pattern[str], found: re.Match[str], heading: bool
) -> bool:
    """Say whether a frame has these places, and the verb the voice they need."""
    first = min(found.start("s"), found.start("o"))
    if found.string[:first].rstrip().rpartition(" ")[2] in _PREPOSITIONS:
        return False  # "a stake in B was bought": B is not what was bought
    if _JOINED.search(found.string[:first]):
        return False  # "A, founded by B and C, has": C has nothing
    between = found.string[found.end("s") : found.start("t")].split()
    if "to" in between and not heading:
        return False  # whose infinitive it is only the tree can tell
    be = bool(_BE & set(between)) and between[-1:] != ["to"]
    plain = "agent" in pattern.subject and not pattern.particle and not pattern.unless
    if regex is _PASSIVE:
        return plain and not pattern.nouns and pattern.object[0] == "patient"
    if be and not found["t"].endswith("ing"):
        return False
    if regex is _ACTIVE:
        return plain and not pattern.nouns and pattern.object[0] == "patient"
    if regex is _LIGHT:
        places = _preps(pattern, "noun")
        return (
            plain
            and pattern.noun_at[0] == "patient"
            and found["noun"] in _forms(pattern.nouns)
            and found["prep"] in places
        )
    return plain and not pattern.nouns and found["prep"] in _preps(pattern, "prep")


def _preps(pattern: VerbPattern, name: str) -> set[str]:
    return {
        word
        for slot in pattern.object
        if slot.startswith(f"{name}:")
        for word in slot.partition(":")[2].split(",")
    }


def _forms(nouns: frozenset[str]) -> set[str]:
    return {*nouns, *(n + "s" for n in nouns)}
