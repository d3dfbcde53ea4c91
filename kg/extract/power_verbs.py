"""A verb that takes a measure: "banned", "was fined by", "told X to", "cleared X's purchase"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import elsewhere
from kg.extract.buyers import buyers
from kg.extract.clauses import joined, lemma, objects, passive, subjects
from kg.extract.document import Document
from kg.extract.parties import BOUND, RULERS, after, authorities, before, behind, of_deal, parties
from kg.extract.patterns import PowerPattern
from kg.extract.tree import CARRIERS, Parse
from kg.extract.wordlists import listed
from kg.model import Mention

_DEALS = listed("deals")
_ORDERS = listed("orders")
_CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "conj")
_TO = ("of", "for", "to", "by", "on", "at", "with", "against", "in", "from")
_INTO = ("in", "of", "by", "to", "from", "for", "with", "on", "at", "into")
_SUMS = ("m", "mn", "bn", "million", "billion", "euros", "dollars", "pounds", "k")
_ASIDE = ("of", "from", "to", "on", "in", "off", "as", "through")


class PowerVerb:
    """Answers who acts and who is acted on, for one verb of one sentence."""

    def __init__(self, verb: Token, parse: Parse, document: Document) -> None:
        self._document = document
        self._verb = verb
        self._parse = parse
        self._by = self._agents()
        self._passive = passive(verb) or self._headline()

    def _agents(self) -> list[Mention]:
        """Read who follows "by", below the infinitive too: "told to sell the plant by Y"."""
        heads = [self._verb]
        heads += [c for c in self._verb.children if c.dep_ in ("xcomp", "dobj", "prep", "advcl")]
        heads += [n for c in heads[1:] for n in c.children if n.dep_ in ("dobj", "pobj")]
        for head in heads:
            named = (c for p in behind(head, ("by",)) for c in p.children if c.dep_ == "pobj")
            if found := authorities(named, self._parse):
                return found
        return []

    def _headline(self) -> bool:
        """Say whether a past tense is a participle: "X fined by the regulator"."""
        verb = self._verb
        if verb.tag_ not in ("VBD", "VBN") or parties(objects(verb), self._parse):
            return False
        if self._by:
            return True
        plain = not objects(verb) or all(t.lower_ in _SUMS for t in objects(verb))
        bare = not any(c.dep_ in ("aux", "ccomp", "xcomp") for c in verb.children)
        acts = [m for m in parties(subjects(verb), self._parse) if m.kind in BOUND]
        return plain and bare and bool(acts) and self._parse.sentence.span.text[-1:] not in ".!?"

    def serves(self, pattern: PowerPattern) -> bool:
        """Say whether the verb has what the pattern needs beside it."""
        children = list(self._verb.children)
        if pattern.particle and not any(c.lower_ == pattern.particle for c in children):
            return False
        return not pattern.needs or any(self._has(need) for need in pattern.needs)

    def _has(self, need: str) -> bool:
        """Say whether this stands beside the verb: a word, an infinitive, a verb, or nothing."""
        children = list(self._verb.children)
        clauses = [c for c in children if c.dep_ in _CLAUSES]
        if need == "to":
            # "told X, which is based in Y, to stop": the parser hangs it lower
            apart = [t for t in self._verb.subtree if t.i > 1 and t.nbor(-2).text == ","]
            verbs = [*clauses, *(t for t in apart if t.tag_ == "VB")]
            return any(a.lower_ == "to" and a.dep_ == "aux" for c in verbs for a in c.children)
        if need == "verb":
            return any(c.tag_ == "VB" and c.dep_ in ("ccomp", "xcomp") for c in clauses)
        if need == "alone":
            called = any(c.dep_ in ("oprd", "xcomp") or c.lower_ == "as" for c in children)
            return not called and not any(
                p.lower_ == "as" for c in children if c.dep_ == "dobj" for p in c.children
            )
        return any(c.lower_ == need for c in children)

    def thing(self, things: frozenset[str]) -> Token | None:
        """Find what the verb is done to, if it is one of these: a licence, a deal."""
        heads = self._undergoing()
        heads += [
            c
            for prep in behind(self._verb, _ASIDE)
            for c in prep.children
            if c.dep_ in ("pobj", "pcomp")
        ]
        kinds = ("dobj", "xcomp", "oprd", "attr") + (("advcl",) if things & _DEALS else ())
        heads += [c for c in self._verb.children if c.dep_ in kinds]
        inner = [c for c in heads if c.pos_ == "VERB" and self._verb.lemma_ == "sue"]
        heads += [n for c in inner for n in c.children if n.dep_ == "dobj"]
        if not objects(self._verb) and not self._passive:
            heads += self._after_aside(things)
        for head in heads:
            stands_for = head.lower_ in ("it", "this") and self._parse.mention(head) is None
            if (
                stands_for
                and things & _DEALS
                and buyers(head, self._verb, self._parse, self._document)
            ):
                return head  # "completed the purchase after Y had approved it"
            for part in (head, *joined(head)):
                if _one_of(part, things):
                    return part
        return None

    def _after_aside(self, things: frozenset[str]) -> list[Token]:
        """Find an object parted from its verb: "approved, under the rules, the takeover"."""
        for token in self._verb.doc[self._verb.i + 1 : self._verb.i + 16]:
            if token.pos_ == "VERB" or token.text in (";", "."):
                return []
            if token.dep_ in ("appos", "dobj", "conj") and _one_of(token, things):
                return [token]
        return []

    def _undergoing(self) -> list[Token]:
        return subjects(self._verb) if self._passive else objects(self._verb)

    def bound(self, pattern: PowerPattern) -> list[Mention]:
        """Give whom the measure befalls."""
        found = self._thing_of(pattern) if pattern.things else self._directly(pattern)
        found = [m for m in found if m.kind in pattern.object_kinds]
        if not found and not pattern.things:
            found = elsewhere.struck(self._verb, self._parse) if self._bare() else []
        return [m for m in found if m.kind in pattern.object_kinds]

    def _bare(self) -> bool:
        """Say whether the verb has no object of its own at all."""
        return self._verb.dep_ == "conj" and not self._undergoing()

    def _directly(self, pattern: PowerPattern) -> list[Mention]:
        if "subject" in pattern.verb_at:
            return parties(subjects(self._verb), self._parse)
        if pattern.verb_at:
            onto = (c for p in behind(self._verb, pattern.verb_at) for c in p.children)
            return parties((c for c in onto if c.dep_ == "pobj"), self._parse)
        if self._verb.dep_ == "amod":
            return parties([self._verb.head], self._parse)
        found = self._sellers() or parties(self._undergoing(), self._parse)
        if not found:
            found = self._parse.patients(self._verb) if not self._passive else []
        if not found and any(t.lemma_.lower() in CARRIERS for t in self._undergoing()):
            onto = (c for p in behind(self._verb, ("from", "of", "by")) for c in p.children)
            found = parties((c for c in onto if c.dep_ == "pobj"), self._parse)
        if not found and not self._passive:
            below = [c for c in self._verb.children if c.dep_ in ("ccomp", "dative", "xcomp")]
            heads = [t for c in below for t in (c, *c.children)]
            found = parties((t for t in heads if t.dep_ in ("nsubj", "dative")), self._parse)
        return found

    def _sellers(self) -> list[Mention]:
        """Read who must do it: "ordered the plant to be sold by its owner, X"."""
        for clause in self._verb.children:
            if clause.dep_ in ("xcomp", "ccomp") and clause.tag_ == "VBN" and passive(clause):
                by = (c for p in behind(clause, ("by",)) for c in p.children if c.dep_ == "pobj")
                return [m for m in parties(by, self._parse) if m.kind in BOUND]
        return []

    def _thing_of(self, pattern: PowerPattern) -> list[Mention]:
        """Read whose licence, deal or account it is."""
        thing = self.thing(pattern.things)
        if thing is None:
            return []
        if thing.lemma_.lower() in _DEALS or thing.pos_ == "PRON":
            by = (c for p in behind(self._verb, ("by",)) for c in p.children)
            agents = [] if self._passive else parties(by, self._parse)
            return (
                agents
                or of_deal(thing, self._parse)
                or buyers(thing, self._verb, self._parse, self._document)
            )
        beside = [m for m in before(thing, self._parse) if m.kind in BOUND][-1:]
        beside = beside or self._allowed()
        behind_ = [m for m in after(thing, _TO, self._parse) if m.kind in pattern.object_kinds]
        direct = [t for t in self._undergoing() if t != thing]
        direct += [c for c in self._verb.children if c.dep_ == "dative"]
        above = parties(direct, self._parse)
        loose = (c for p in behind(self._verb, ("for", "to", "on")) for c in p.children)
        return (
            beside
            or above
            or behind_
            or parties((c for c in loose if c.dep_ == "pobj" and c != thing), self._parse)
        )

    def _allowed(self) -> list[Mention]:
        """Read "consent for X to acquire"."""
        clauses = [c for c in self._verb.children if c.dep_ in ("advcl", "ccomp", "acl")]
        for clause in clauses:
            if any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children):
                return parties((c for c in clause.children if c.dep_ == "nsubj"), self._parse)
        return []

    def acting(self, pattern: PowerPattern) -> list[Mention]:
        """Give who takes the measure."""
        found = self._by if self._passive else authorities(subjects(self._verb), self._parse)
        found = found or self._hyphened()
        named = subjects(self._verb) if not self._passive else []
        if "subject" in pattern.verb_at:
            found, named = [], []
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in self._verb.children)
        if not self._passive and not own:
            found = found or self._fronted()
        found = found or self._decided() or self._told(named)
        if not found and (self._passive or not named):
            found = elsewhere.acting(self._verb, self._parse, where=pattern.where)
        return [m for m in found if m.kind in pattern.subject_kinds]

    def _fronted(self) -> list[Mention]:
        """Find the name right before a verb whose subject it was not read as."""
        at, depth = self._verb.i - 1, 0
        start = self._verb.sent.start
        while at >= start:
            token = self._verb.doc[at]
            depth += (token.text == ")") - (token.text == "(")
            named = self._parse.mention(token)
            if not depth and named is not None:
                opens = self._parse.sentence.tokens_of(named)
                first = opens.start if opens is not None else at
                inside = first > start and self._verb.doc[first - 1].lower_ in _INTO
                return [named] if named.kind in RULERS and not inside else []
            if not depth and token.text != "(" and token.pos_ not in ("ADV", "AUX"):
                return []
            at -= 1
        return []

    def _decided(self) -> list[Mention]:
        """Read "the decision of Y to clear", where the noun says whose it is."""
        over = self._verb.head
        return authorities([over], self._parse) if self._verb.dep_ in ("acl", "relcl") else []

    def _told(self, named: list[Token]) -> list[Mention]:
        """Read "ordered operators to block X": who orders it does it."""
        over = self._verb.head
        if self._passive or self._verb.dep_ not in ("xcomp", "ccomp") or lemma(over) not in _ORDERS:
            return []
        unnamed = all(self._parse.mention(t) is None for t in named)
        return authorities(subjects(over), self._parse) if unnamed else []

    def _hyphened(self) -> list[Mention]:
        """Read "US-sanctioned"."""
        verb = self._verb
        if verb.i < 2 or verb.nbor(-1).text != "-":
            return []
        named = self._parse.mention(verb.nbor(-2))
        return [named] if named is not None and named.kind in RULERS else []


def _one_of(token: Token, things: frozenset[str]) -> bool:
    """Say whether a word, or it with the word before it, is one of these."""
    lemma = token.lemma_.lower()
    if lemma in things or token.lower_ in things:
        return True
    return token.i > 0 and f"{token.nbor(-1).lower_} {lemma}" in things
