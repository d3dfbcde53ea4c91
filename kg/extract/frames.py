"""Verb frames on the tree: active, passive, participle, relative, control, light verb."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from spacy.tokens import Token

from kg.extract.clauses import lemma, objects, passive, prepositions, subjects
from kg.extract.document import Document, Sentence
from kg.extract.introduced import members
from kg.extract.patterns import Patterns, VerbPattern
from kg.extract.proposal import Proposal
from kg.extract.tree import Parse
from kg.extract.wordlists import listed
from kg.model import Mention
from kg.vocabulary import Kind

_FIRMS = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION})
_MANY = 150  # pairs of one verb; more is a list of names, not a statement
_SHARE = re.compile(r"\d[\d.]* ?(?:%|percent|per)")
_COMPLEMENTS = {"oprd": ("oprd", "attr", "ccomp"), "clause": ("pcomp", "xcomp", "ccomp")}


class Frames:
    """Proposes what the verbs of a sentence say."""

    def __init__(self, patterns: Patterns) -> None:
        self._by_verb: dict[str, list[VerbPattern]] = defaultdict(list)
        for pattern in patterns.frames:
            for verb in sorted(pattern.verbs):
                self._by_verb[verb].append(pattern)

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield one proposal for each pair of arguments of each verb that a pattern knows."""
        listed_below = members(sentence, document)
        if len(sentence.mentions) + len(listed_below) < 2:
            return
        parse = Parse(sentence, listed_below)
        for token in sentence.span:
            for pattern in self._by_verb.get(lemma(token), ()):
                if token.tag_.startswith("VB") or any(c.tag_ == "TO" for c in token.children):
                    yield from _apply(pattern, token, parse)


def _apply(pattern: VerbPattern, verb: Token, parse: Parse) -> Iterator[Proposal]:
    if pattern.particle and not any(
        c.lower_ == pattern.particle and c.dep_ in ("prt", "advmod", "prep", "acomp", "oprd")
        for c in verb.children
    ):
        return
    if pattern.unless and any(_barred(pattern.unless, t, parse) for t in objects(verb)):
        return
    noun = _noun(pattern, verb, parse) if pattern.nouns else None
    if pattern.nouns and noun is None:
        return
    doers = _fill(pattern.subject, pattern.subject_kinds, verb, noun, parse)
    if pattern.object == ("others",):
        pairs = [*combinations(doers, 2)]
    else:
        others = _fill(pattern.object, pattern.object_kinds, verb, noun, parse)
        pairs = [(s, o) for s in doers for o in others]
    # "X is selling it": a pronoun linked to the seller itself is linked wrongly.
    given = {m.name for t in objects(verb) if (m := parse.mention(t)) is not None}
    selves = {m.name for m in parse.agents(verb)} & given
    pairs = [(s, o) for s, o in pairs if s.name != o.name and not selves & {s.name, o.name}]
    pairs = [(s, o) for s, o in pairs if not _has_own_share(o, parse)]
    for subject, other in pairs if len(pairs) <= _MANY else ():
        yield Proposal(
            subject=subject,
            predicate=pattern.predicate,
            object=other,
            trigger=verb,
            pattern=pattern.id,
            measure=pattern.measure,
            noun=noun,
            status=pattern.status,
            shared=len(pairs),
            doers=len({s.name for s, _ in pairs}),
        )


def _has_own_share(mention: Mention, parse: Parse) -> bool:
    """Say whether a name begins a shortened clause: "A owns 60 percent of B and C 30 percent"."""
    span = parse.sentence.tokens_of(mention)
    after = span.doc[span.end : span.end + 2].text.lower() if span is not None else ""
    return bool(_SHARE.match(after))


def _barred(nouns: frozenset[str], token: Token, parse: Parse) -> bool:
    """Say whether an object is none of the pattern: a stake, a firm, "its news service"."""
    mention = parse.mention(token)
    own = token.tag_ == "NN" and any(c.tag_ == "PRP$" for c in token.children)
    own = own and token.lower_ not in listed("goods")
    firm = token.tag_ == "NNP" or (mention is not None and mention.kind in _FIRMS)
    return token.lemma_.lower() in nouns or own or firm


def _noun(pattern: VerbPattern, verb: Token, parse: Parse) -> Token | None:
    """Find the event noun of a light verb where the pattern says it stands."""
    for place in pattern.noun_at:
        if place == "patient":
            near = subjects(verb) if passive(verb) else objects(verb)
            near += [c for c in verb.children if c.dep_ == "attr"]
        elif place in ("oprd", "clause"):
            near = [c for c in verb.subtree if c.dep_ in _COMPLEMENTS[place]]
        else:
            # "added A to the list": the parser may hang "to" on A
            near = [
                c
                for head in (verb, *objects(verb))
                for p in prepositions(head, (place.removeprefix("prep:"),))
                for c in p.children
                if c.dep_ == "pobj"
            ]
        for token in near:
            joined = [token, *(c for c in token.children if c.dep_ == "conj")]
            for one in joined:
                if _named(one, pattern.nouns) and _free(one, parse):
                    return one
    return None


def _named(token: Token, nouns: frozenset[str]) -> bool:
    """Say whether a word, or it with the word before it, is one of these ("entity list")."""
    lemma = token.lemma_.lower()
    if lemma in nouns or token.lower_ in nouns:
        return True
    return token.i > 0 and f"{token.nbor(-1).lower_} {lemma}" in nouns


def _free(token: Token, parse: Parse) -> bool:
    """Say whether a word is no party: outside every name, or in that of a law or list."""
    mention = parse.mention(token)
    return mention is None or mention.kind is Kind.LAW


def _fill(
    slots: tuple[str, ...], kinds: frozenset[Kind], verb: Token, noun: Token | None, parse: Parse
) -> list[Mention]:
    """Take the first slot that holds mentions of a fitting kind."""
    for slot in slots:
        found = [m for m in _slot(slot, verb, noun, parse) if m.kind in kinds]
        if found:
            return found
    return []


def _slot(slot: str, verb: Token, noun: Token | None, parse: Parse) -> list[Mention]:
    name, _, words = slot.partition(":")
    given = tuple(words.split(",")) if words else ()
    if name == "agent":
        return parse.agents(verb)
    if name == "patient":
        return parse.patients(verb)
    if name == "prep":
        below = [verb, *(c for c in verb.children if c.dep_ in ("dobj", "attr", "prt", "acomp"))]
        return parse.pobjs(below, given) or parse.inner(below, given)
    if name == "noun" and noun is not None:
        # "a memorandum of understanding with": what follows "of" is still the noun
        of = [c for p in noun.children if p.lower_ == "of" for c in p.children]
        heads = [noun, verb, *(c for c in of if parse.mention(c) is None)]
        return parse.pobjs(heads, given) or parse.inner(heads, given)
    if name == "noun.of" and noun is not None:
        return parse.possessors(noun)
    if name == "oprd":
        return parse.referents(c for c in verb.children if c.dep_ in ("oprd", "attr"))
    if name == "clause":
        below = [c for c in verb.children if c.dep_ in ("ccomp", "advcl") and c.i > verb.i]
        return parse.referents(t for c in below for t in c.children if t.dep_.startswith("nsubj"))
    if name == "dative":
        return parse.referents(c for c in verb.children if c.dep_ == "dative")
    return []
