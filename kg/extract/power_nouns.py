"""A noun that carries a measure: "a fine against", "Y's probe into X", "X faces a ban in Y"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import elsewhere
from kg.extract.clauses import lemma, objects, passive, subjects
from kg.extract.parties import BOUND, RULERS, after, authorities, before, behind, parties
from kg.extract.patterns import PowerPattern
from kg.extract.tree import Parse
from kg.extract.wordlists import listed
from kg.model import Mention

_REACTS = listed("reacts")
_RECEIVES = listed("receives")
_IMPOSES = listed("imposes")
_STAGES = listed("aims") | listed("stages")
_BINDS = listed("binds")
_REVIEWS = listed("reviews")
_CAUSES = (
    "amid",
    "after",
    "following",
    "despite",
    "over",
    "since",
    "before",
    "during",
    "as",
    "without",
    "like",
    "than",
)
_FROM = ("by", "from", "of", "in", "under", "before")
_ONTO = ("on", "against", "to", "for", "into", "upon", "over", "from", "with", "at", "under", "of")


class PowerNoun:
    """Answers who acts and who is acted on, for one noun of one sentence."""

    def __init__(self, noun: Token, parse: Parse) -> None:
        self._noun = noun
        self._parse = parse
        self._top = _first_of_joined(noun)
        self.verb = self._governor()

    def _governor(self) -> Token | None:
        """Find the verb that the noun stands with: "imposed a fine", "hit with a fine"."""
        top = self._top
        for _ in range(2):
            if top.dep_ == "pobj" and top.head.head.lemma_.lower() in _STAGES:
                top = _first_of_joined(top.head.head)  # "is the target of an inquiry"
        head = top.head
        if top.dep_ == "pobj" and head.lower_ in _CAUSES:
            return None  # "amid a ban, another grows"
        if top.dep_ == "pobj" and head.dep_ in ("prep", "dative", "agent"):
            head = head.head
            while head.dep_ == "prep":
                head = head.head
        return head if head.pos_ in ("VERB", "AUX") and head != top else None

    def serves(self, pattern: PowerPattern) -> bool:
        """Say whether the noun stands with a verb that the pattern needs."""
        if not pattern.governed:
            return True
        return self.verb is not None and lemma(self.verb) in pattern.governed

    def bound(self, pattern: PowerPattern) -> list[Mention]:
        """Give whom the measure befalls."""
        for found in self._places(pattern):
            named = [m for m in found if m.kind in pattern.object_kinds]
            if named:
                return named
        return []

    def _places(self, pattern: PowerPattern) -> Iterator[list[Mention]]:
        noun, parse = self._noun, self._parse
        yield after(noun, pattern.at, parse)
        for of in self._about() if pattern.things else ():
            yield [m for c in of.children for m in after(c, pattern.at, parse)]
        yield from (parties(heads, parse) for heads in self._clauses())
        yield [m for m in before(noun, parse) if m.kind in BOUND][-1:]
        verb = self.verb
        if verb is not None and lemma(verb) not in _REACTS:
            yield self._with_verb(verb)
        if self._top.dep_ == "pobj" and self._top.head.head.pos_ in ("NOUN", "PROPN"):
            yield parties([self._top.head.head], parse)  # "X, under investigation by Y"
        yield elsewhere.struck(self._top, parse)
        if verb is not None and verb.dep_ == "conj":
            yield elsewhere.struck(verb, parse)

    def _about(self) -> Iterator[Token]:
        """Yield the prepositions of what the noun concerns: "curbs *on* shipments to X"."""
        yield from behind(self._noun, ("of", "on", "for"))
        if self.verb is not None and self._noun.dep_ == "dobj":
            yield from behind(self.verb, ("on", "of", "for"))

    def concerns(self, things: frozenset[str]) -> bool:
        """Say whether the measure is about these: "an export ban", "curbs on sales to"."""
        near = [c for p in self._about() for c in p.children]
        near += self._noun.doc[max(self._noun.left_edge.i, self._noun.i - 4) : self._noun.i]
        return any(t.lemma_.lower() in things for t in near)

    def _clauses(self) -> Iterator[list[Token]]:
        """Read "an order requiring X to", "a bill that would bar X"."""
        for clause in self._noun.children:
            if clause.dep_ not in ("acl", "relcl"):
                continue
            if passive(clause):
                yield [c for p in behind(clause, ("on", "against", "to")) for c in p.children]
            elif lemma(clause) in _BINDS:
                inner = [c for c in clause.children if c.dep_ in ("ccomp", "xcomp")]
                heads = [n for c in (clause, *inner) for n in c.children]
                yield [n for n in heads if n.dep_ in ("dobj", "nsubj", "nsubjpass")]

    def _with_verb(self, verb: Token) -> list[Mention]:
        parse, word = self._parse, lemma(verb)
        given = [c for c in verb.children if c.dep_ == "dative"]
        direct = [] if passive(verb) else [c for c in objects(verb) if c != self._top]
        found = parties([*given, *direct], parse)
        if found:
            return found
        if passive(verb):
            own = self._top in subjects(verb)
            found = [] if own else parties(subjects(verb), parse)
        elif word in _RECEIVES or (word == "be" and self._top.dep_ in ("pobj", "attr")):
            found = parties(subjects(verb), parse)
        heads = (c for p in behind(verb, _ONTO) for c in p.children if c.dep_ == "pobj")
        return found or parties((h for h in heads if h != self._top), parse)

    def acting(self, pattern: PowerPattern) -> list[Mention]:
        """Give who takes the measure."""
        for found in self._actors(pattern):
            named = [m for m in found if m.kind in pattern.subject_kinds]
            if named:
                return named
        return []

    def _actors(self, pattern: PowerPattern) -> Iterator[list[Mention]]:
        noun, parse, verb = self._noun, self._parse, self.verb
        yield [m for m in before(noun, parse) if m.kind in RULERS][-1:]
        words = _FROM if pattern.where else ("by", "from", "of")
        yield [m for m in after(noun, words, parse) if m.kind in RULERS]
        yield self._imposed()
        if self._top is not noun:
            yield [m for m in before(self._top, parse) if m.kind in RULERS][-1:]
        if verb is not None and lemma(verb) not in _REACTS | _REVIEWS:
            if passive(verb):
                heads = [c for p in behind(verb, ("by",)) for c in p.children]
                yield authorities((c for c in heads if c.dep_ == "pobj"), parse)
            elif lemma(verb) not in _RECEIVES:
                yield authorities(subjects(verb), parse)
            else:
                heads = [c for p in behind(verb, ("by", "from")) for c in p.children]
                yield authorities((c for c in heads if c.dep_ == "pobj"), parse)
        yield elsewhere.acting(self._top, parse, where=pattern.where, spoken=True)

    def _imposed(self) -> list[Mention]:
        """Read "a fine imposed by Y", "the fine that Y imposed"."""
        for clause in self._noun.children:
            if clause.dep_ not in ("acl", "relcl"):
                continue
            if passive(clause):
                heads = (c for p in behind(clause, ("by",)) for c in p.children)
                found = authorities((c for c in heads if c.dep_ == "pobj"), self._parse)
            else:
                named = [c for c in clause.children if c.dep_ == "nsubj"]
                found = authorities(named, self._parse) if lemma(clause) in _IMPOSES else []
            if found:
                return found
        return []


def _first_of_joined(noun: Token) -> Token:
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN", "SYM", "NUM"):
        noun = noun.head
    return noun
