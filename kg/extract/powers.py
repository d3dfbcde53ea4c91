"""Who has power over whom: measures as verbs and as nouns, wherever the two parties stand.

A family of `[[power]]` data names a measure by the verbs that take it ("banned") and the nouns
that carry it ("a ban on"). The one who acts and the one acted on are looked for in the places
grammar gives them, and then where journalists put them: in the clause above ("the ministry said
X had been fined"), beside ("fined in Italy"), or in the clause before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from kg.extract.clauses import lemma
from kg.extract.document import Document, Sentence
from kg.extract.introduced import members
from kg.extract.parties import RULERS
from kg.extract.patterns import Patterns, PowerPattern
from kg.extract.power_nouns import PowerNoun
from kg.extract.power_verbs import PowerVerb
from kg.extract.proposal import Proposal
from kg.extract.tree import Parse
from kg.model import Mention

_MANY = 150  # pairs of one trigger; more is a list of names, not a statement


class Powers:
    """Proposes what measures are taken, by whom and against whom."""

    def __init__(self, patterns: Patterns) -> None:
        self._verbs: dict[str, list[PowerPattern]] = defaultdict(list)
        self._nouns: dict[str, list[PowerPattern]] = defaultdict(list)
        for pattern in patterns.powers:
            for verb in sorted(pattern.verbs):
                self._verbs[verb].append(pattern)
            for noun in sorted(pattern.nouns):
                self._nouns[noun].append(pattern)

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield one proposal for each authority and party that a measure joins."""
        below = members(sentence, document)
        if not any(m.kind in RULERS for m in sentence.mentions):
            return
        parse = Parse(sentence, below)
        for token in sentence.span:
            if token.tag_.startswith("VB"):
                yield from self._of_verb(token, parse, document)
            elif token.pos_ in ("NOUN", "PROPN"):
                yield from self._of_noun(token, parse)

    def _of_verb(self, verb: Token, parse: Parse, document: Document) -> Iterator[Proposal]:
        families = self._verbs.get(lemma(verb), ())
        if not families:
            return
        seen = PowerVerb(verb, parse, document)
        families = [f for f in families if seen.serves(f)]
        exact = [f for f in families if f.things and seen.thing(f.things) is not None]
        needed = [f for f in families if f.needs and not f.things]
        for family in exact or needed or [f for f in families if not f.things]:
            bound = seen.bound(family)
            yield from _pairs(family, verb, seen.acting(family) if bound else [], bound)

    def _of_noun(self, noun: Token, parse: Parse) -> Iterator[Proposal]:
        families = self._named(noun)
        if not families:
            return
        mention = parse.mention(noun)
        if mention is not None and mention.kind not in RULERS:
            return
        seen = PowerNoun(noun, parse)
        exact = [f for f in families if f.things and seen.concerns(f.things)]
        for family in exact or [f for f in families if not f.things]:
            if not seen.serves(family):
                continue
            bound = seen.bound(family)
            acting = seen.acting(family) if bound else []
            yield from _pairs(family, noun, acting, bound)

    def _named(self, noun: Token) -> Sequence[PowerPattern]:
        """Find the families of a noun, the longest name first: "entity list", "list"."""
        word = lemma(noun)
        for size in (2, 1):
            if noun.i >= size:
                name = f"{noun.doc[noun.i - size : noun.i].text.lower()} {word}"
                if name in self._nouns:
                    return self._nouns[name]
        return self._nouns.get(word, ())


def _pairs(
    family: PowerPattern, trigger: Token, acting: list[Mention], bound: list[Mention]
) -> Iterator[Proposal]:
    pairs = [(a, b) for a in acting for b in bound if a.name != b.name]
    for subject, other in pairs if len(pairs) <= _MANY else ():
        yield Proposal(
            subject=subject,
            predicate=family.predicate,
            object=other,
            trigger=trigger,
            pattern=family.id,
            measure=family.measure,
            status=family.status,
            shared=len(pairs),
            doers=len(acting),
        )
