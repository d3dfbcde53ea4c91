"""Who a verb is about: subjects, objects and prepositions read off the dependency tree.

Labels are ClearNLP's as spaCy's English pipelines use them (nsubj, nsubjpass, dobj, agent, pobj,
poss, appos, relcl, acl, xcomp, advcl, pcomp, conj, dative).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extract.document import Sentence
from kg.extract.wordlists import listed
from kg.model import Mention
from kg.vocabulary import Kind

CARRIERS = listed("carriers")
OFFICES = listed("offices")
SETS = listed("sets")
_EXAMPLES = listed("examples")
_SAYING = listed("saying")
_STRAY = frozenset({"advmod", "npadvmod", "acomp", "oprd", "dep", "nmod"})
_PARTIES = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION, Kind.PERSON})
_STATES = frozenset({Kind.GOVERNMENT, Kind.PLACE, Kind.PUBLIC_BODY})
_OBJECT_CONTROL = listed("object_control")
_CLIMB = 5  # governors to climb for a missing subject; longer chains are parser errors


_LEMMAS = {"fin": "fine", "su": "sue"}  # what the lemmatizer of the pipelines gets wrong


def lemma(token: Token) -> str:
    """Give the dictionary form of a word, in lower case."""
    found = token.lemma_.lower()
    return _LEMMAS.get(found, found)


class Parse:
    """Answers who stands where in one sentence; remembers nothing else."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
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
            for part in (head, *_joined(head)):
                for mention in self._single(part):
                    found.setdefault((mention.start, mention.end), mention)
        return list(found.values())

    def _single(self, head: Token) -> list[Mention]:
        own = self.mention(head)
        if own is not None:
            return [own]
        over = head.head.head
        if head.lower_ in ("they", "it") and head.head.dep_ == "ccomp" and lemma(over) in _SAYING:
            # "X announced they had signed": X, unless coreference knew better.
            above = [c for c in over.children if c.dep_ == "nsubj"]
            return [m for c in above if (m := self.mention(c)) and m.kind is not Kind.PERSON]
        if head.pos_ not in ("NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET", "X"):
            return []
        for child in head.children:
            if child.dep_ == "appos" and (found := self.mention(child)):
                return [found, *self.referents(_joined(child))]
        return self._examples(head) or self._beside(head) or self._same(head)

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
            return self.referents(subjects(verb)) or self._stray(verb, before=True)
        found = self.pobjs([verb], ("by",))
        if found:
            return found
        # "added to the list by the ministry": the parser hangs "by" on the list
        inside = [c for p in verb.children if p.dep_ == "prep" for c in p.children]
        return self.pobjs(inside, ("by",))

    def patients(self, verb: Token) -> list[Mention]:
        """Whom it befalls: the object of an active verb, the subject of a passive one."""
        if passive(verb):
            return self.referents(subjects(verb)) or self._stray(verb, before=True)
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
                    for part in (noun, *_joined(noun)):
                        found += self.pobjs([part], ("in", "across", "throughout"))
                    if prep.lower_ not in ("on", "for"):
                        found += self.possessors(noun)
        return [m for m in found if m.kind in (Kind.PLACE, Kind.GOVERNMENT)]

    def possessors(self, noun: Token) -> list[Mention]:
        """Whose it is: "Y's stake", "the US ban", "its purchase"."""
        near = [c for c in noun.children if c.dep_ in ("poss", "compound", "nmod", "amod")]
        return [m for c in near if (m := self.mention(c)) is not None]


def _joined(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from _joined(child)
        elif child.dep_ == "appos" and any(c.dep_ == "conj" for c in child.children):
            yield from _joined(child)


def passive(verb: Token) -> bool:
    """Say whether a verb form is passive: "was owned", "owned by"."""
    kids = list(verb.children)
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in kids):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(c.dep_ in ("nsubj", "dobj") for c in kids) or any(
        c.dep_ == "aux" and c.lemma_ == "have" for c in kids
    ):
        return False
    if any(c.dep_ == "agent" for c in kids) or verb.dep_ == "acl":
        return True
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return passive(verb.head) and verb.tag_ == "VBN"
    return verb.tag_ == "VBN" and verb.dep_ in ("advcl", "amod", "relcl", "ROOT")


def _relative(token: Token) -> bool:
    return token.lower_ in ("who", "which", "that", "whom") and token.pos_ != "DET"


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Find the words that are the surface subject of a verb, through control and relatives."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        if verb.dep_ == "relcl" and all(_relative(t) for t in own):
            return [verb.head]
        return own
    if depth > _CLIMB:
        return []
    raised = before_gerund(verb)
    if raised is not None:
        return [raised]
    head = verb.head
    if verb.dep_ in ("relcl", "acl"):
        if verb.tag_ == "VB":
            return _of_noun(head, depth)
        return [head]
    if verb.dep_ in ("xcomp", "ccomp"):
        return _controlled(head, depth)
    if verb.dep_ in ("conj", "advcl", "dep", "parataxis"):
        return subjects(head, depth + 1) if head.pos_ in ("VERB", "AUX") else []
    if verb.dep_ == "pcomp":
        return _of_preposition(head, depth)
    return []


def before_gerund(verb: Token) -> Token | None:
    """Give the name right before a gerund, its subject: "open to Musk buying it"."""
    if verb.tag_ != "VBG" or verb.i == verb.sent.start or verb.dep_ not in ("advcl", "acl"):
        return None
    before = verb.nbor(-1)
    named = before.pos_ == "PROPN" and before.dep_ in ("pobj", "dobj") and before.head.i < before.i
    return before if named else None


def _controlled(head: Token, depth: int) -> list[Token]:
    if head.pos_ not in ("VERB", "AUX"):
        return _of_noun(head, depth) if head.pos_ in ("NOUN", "ADJ") else []
    if head.lemma_ in _OBJECT_CONTROL:
        given = [c for c in head.children if c.dep_ in ("dobj", "dative", "nsubjpass")]
        if given:
            return given
    return subjects(head, depth + 1)


def _of_noun(noun: Token, depth: int) -> list[Token]:
    """Whose plan it is: "X's plan to buy", "X has a plan to buy", "X is in talks to buy"."""
    owner = [c for c in noun.children if c.dep_ == "poss"]
    if owner:
        return owner
    by = [c for p in prepositions(noun, ("by",)) for c in p.children if c.dep_ == "pobj"]
    if by:
        return by
    head = noun.head
    if noun.dep_ == "pobj" and head.head != head:
        head = head.head
    if noun.dep_ in ("acomp", "attr", "dobj", "pobj") and head.pos_ in ("VERB", "AUX"):
        return subjects(head, depth + 1)
    return []


def _of_preposition(prep: Token, depth: int) -> list[Token]:
    over = prep.head
    if over.pos_ in ("VERB", "AUX"):
        given = [c for c in over.children if c.dep_ == "dobj"]
        if given and prep.lower_ in ("from", "of", "for", "into"):
            return given
        return subjects(over, depth + 1)
    return _of_noun(over, depth)


def objects(verb: Token) -> list[Token]:
    """Find the words that are the object of a verb, its relative head or its complement."""
    own = [c for c in verb.children if c.dep_ == "dobj"]
    other = any(c.dep_ == "nsubj" and not _relative(c) for c in verb.children)
    if verb.dep_ == "relcl" and other and all(_relative(t) for t in own):
        return [verb.head]
    if own:
        return own
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and child.tag_ == "VB":
            return [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i < 5:
            return [c for c in child.children if c.dep_ == "dobj"]
    return []


def prepositions(head: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """Find the prepositions below a word, those stacked one on another too."""
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in words:
            yield child
        elif child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "prep" and c.lower_ in words)
