"""Whom the words of a sentence stand for: from phrases on the dependency tree to mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from kg.extract.clauses import joined, lemma, objects, passive, prepositions, subjects
from kg.extract.document import Sentence
from kg.extract.introduced import PLURALS
from kg.extract.wordlists import listed
from kg.model import Mention
from kg.vocabulary import Kind

CARRIERS = listed("carriers")
OFFICES = listed("offices")
SETS = listed("sets")
_EXAMPLES = listed("examples")
_SAYING = listed("saying") | listed("avows")
_REPORTS = listed("reports")
_STRAY = frozenset({"advmod", "npadvmod", "acomp", "oprd", "dep", "nmod"})
_PARTIES = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION, Kind.PERSON})
_STATES = frozenset({Kind.GOVERNMENT, Kind.PLACE, Kind.PUBLIC_BODY})


class Parse:
    """Answers who stands where in one sentence; remembers nothing else."""

    def __init__(self, sentence: Sentence, members: Sequence[Mention] = ()) -> None:
        """Take a sentence and the names of the list it introduces."""
        self.sentence = sentence
        self._members = list(members)
        self._at: dict[int, Mention] = {}
        for mention in sorted(sentence.mentions, key=lambda m: m.end - m.start):
            for token in sentence.tokens_of(mention) or ():
                self._at[token.i] = mention

    def mention(self, token: Token) -> Mention | None:
        """Give the longest mention over a token."""
        return self._at.get(token.i)

    def referents(self, heads: Iterable[Token]) -> list[Mention]:
        """Give the mentions that these noun phrases, and those joined to them, stand for."""
        found: dict[tuple[int, int], Mention] = {}
        for head in heads:
            for part in (head, *joined(head)):
                for mention in self._single(part):
                    found.setdefault((mention.start, mention.end), mention)
        return list(found.values())

    def _single(self, head: Token) -> list[Mention]:
        own = self.mention(head)
        if own is not None:
            return [own]
        if head.lower_ in ("they", "it") and (over := _teller(head.head)) is not None:
            # "X announced they had signed": X, unless coreference knew better.
            above = [c for c in over.children if c.dep_ == "nsubj"]
            return [m for c in above if (m := self.mention(c)) and m.kind is not Kind.PERSON]
        if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "X"):
            return []
        for child in head.children:
            if child.dep_ == "appos" and (found := self.mention(child)):
                return [found, *self.referents(joined(child))]
        return self._examples(head) or self._beside(head) or self._same(head) or self._listed(head)

    def _listed(self, head: Token) -> list[Mention]:
        """Read what a plural stands for that a list follows: "three companies: A, B and C"."""
        plural = head.tag_ in ("NNS", "NNPS") and head.lemma_.lower() in PLURALS
        return self._members if plural or head.lower_ == "following" else []

    def _same(self, head: Token) -> list[Mention]:
        """Read what a common noun is put for: "X, a firm that ...", "X is a firm that ..."."""
        over = head.head
        if head.dep_ == "appos":
            found = self.mention(over)
        elif head.dep_ == "attr" and over.lemma_ == "be":
            found = next((self.mention(c) for c in over.children if c.dep_ == "nsubj"), None)
        else:
            found = None
        return [found] if found else []

    def _examples(self, head: Token) -> list[Mention]:
        """Read "companies such as A and B", "a group of A and B", "a firm called A"."""
        for child in head.children:
            word = child.lower_
            if child.dep_ == "prep" and (
                word in _EXAMPLES or (word == "of" and head.lemma_.lower() in SETS)
            ):
                found = self.referents(c for c in child.children if c.dep_ in ("pobj", "nmod"))
                if found:
                    return found
            if child.dep_ == "acl" and word in ("called", "named", "dubbed"):
                return self.referents(c for c in child.children if c.dep_ in ("oprd", "dobj"))
        return []

    def _beside(self, head: Token) -> list[Mention]:
        lemma = head.lemma_.lower()
        for child in head.children:
            found = self.mention(child)
            if found is None or child.dep_ not in ("poss", "compound", "amod", "nmod"):
                continue
            if lemma in CARRIERS and found.kind in (Kind.COMPANY, Kind.APP):
                return [found]
            if lemma in OFFICES and found.kind in _STATES:
                return [found]
        if lemma in OFFICES:
            for prep in head.children:
                if prep.dep_ == "prep" and prep.lower_ in ("of", "in"):
                    found_in = self.referents(c for c in prep.children if c.dep_ == "pobj")
                    states = [m for m in found_in if m.kind in _STATES]
                    if states:
                        return states
        return []

    def agents(self, verb: Token) -> list[Mention]:
        """Who does it: the subject of an active verb, the "by" of a passive one."""
        if not passive(verb):
            return self.subject(verb) or self._stray(verb, before=True)
        found = self.pobjs([verb], ("by",))
        if found:
            return found
        # "added to the list by the ministry": the parser hangs "by" on the list
        inside = [c for p in verb.children if p.dep_ == "prep" for c in p.children]
        return self.pobjs(inside, ("by",))

    def subject(self, verb: Token) -> list[Mention]:
        """Give the surface subject; a clause says nothing of the names joined behind it."""
        found = self.referents(subjects(verb))
        if verb.dep_ not in ("acl", "relcl"):
            return found
        at = verb.idx + self.sentence.base
        return [m for m in found if m.start < at]

    def patients(self, verb: Token) -> list[Mention]:
        """Whom it befalls: the object of an active verb, the subject of a passive one."""
        if passive(verb):
            return self.subject(verb) or self._stray(verb, before=True)
        return self.referents(objects(verb)) or self._stray(verb, before=False)

    def _stray(self, verb: Token, *, before: bool) -> list[Mention]:
        """Find a name the parser took for an adverb beside the verb: "bought Waze"."""
        if before and any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
            return []
        if not before and verb.i + 2 < len(verb.doc) and (named := self.mention(verb.nbor(1))):
            after = next((t for t in verb.doc[verb.i + 1 :] if self.mention(t) != named), None)
            if after is not None and (after.like_num or after.is_currency):
                return [named]  # "fined Google 7 billion roubles"
        near = [c for c in verb.children if c.dep_ in _STRAY and (c.i < verb.i) is before]
        heads = [*near, verb.head] if before and verb.dep_ == "advcl" else near
        return [m for c in heads if (m := self.mention(c)) is not None and m.kind in _PARTIES]

    def pobjs(self, heads: Iterable[Token], words: tuple[str, ...]) -> list[Mention]:
        """What follows these prepositions below these words."""
        return self.referents(
            c
            for head in heads
            for prep in prepositions(head, words)
            for c in prep.children
            if c.dep_ in ("pobj", "nmod")
        )

    def inner(self, heads: Iterable[Token], words: tuple[str, ...]) -> list[Mention]:
        """Give the place inside what follows: "in data centers in the US", "in US plants"."""
        if "in" not in words:
            return []
        found = []
        for head in heads:
            for prep in prepositions(head, ("in", "into", "across", "on", "for")):
                for noun in (c for c in prep.children if c.dep_ == "pobj"):
                    for part in (noun, *joined(noun)):
                        found += self.pobjs([part], ("in", "across", "throughout"))
                    if prep.lower_ not in ("on", "for"):
                        found += self.possessors(noun)
        return [m for m in found if m.kind in (Kind.PLACE, Kind.GOVERNMENT)]

    def possessors(self, noun: Token) -> list[Mention]:
        """Whose it is: "Y's stake", "the US ban", "its purchase"."""
        near = [c for c in noun.children if c.dep_ in ("poss", "compound", "nmod", "amod")]
        return [m for c in near if (m := self.mention(c)) is not None]


def _teller(clause: Token) -> Token | None:
    """Give the verb by which a clause is told: "said it", "denied a report that it"."""
    over = clause.head
    if clause.dep_ in ("acl", "relcl") and over.lemma_ in _REPORTS:
        return next((t for t in over.ancestors if t.pos_ == "VERB"), None)
    if clause.dep_ != "ccomp":
        return None
    return over if lemma(over) in _SAYING else None
