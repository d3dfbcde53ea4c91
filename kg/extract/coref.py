"""Who "the company", "the app", "it" and "we" are: the nearest fitting one, or nobody.

Only what stands in this sentence, the one before, or as topic of the section counts; a person is
taken only when no other person is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from spacy.tokens import Token

from kg.extract.document import Block, BlockKind, Sentence
from kg.extract.wordset import wordset
from kg.model import Article, Mention
from kg.names import key
from kg.vocabulary import Kind

_C, _A, _B, _G, _O = Kind.COMPANY, Kind.APP, Kind.PUBLIC_BODY, Kind.GOVERNMENT, Kind.ORGANIZATION
_KINDS_OF: dict[str, tuple[Kind, ...]] = {
    **dict.fromkeys(
        [
            "company",
            "firm",
            "giant",
            "conglomerate",
            "chipmaker",
            "startup",
            "start-up",
            "carmaker",
            "automaker",
            "retailer",
            "manufacturer",
            "maker",
            "airline",
            "bank",
            "developer",
            "carrier",
            "lender",
            "group",
            "corporation",
        ],
        (_C, _A),
    ),
    **dict.fromkeys(
        [
            "app",
            "platform",
            "service",
            "site",
            "website",
            "chatbot",
            "messenger",
            "network",
            "browser",
            "marketplace",
        ],
        (_A,),
    ),
    **dict.fromkeys(["regulator", "watchdog", "agency", "authority"], (_B,)),
    **dict.fromkeys(
        [
            "ministry",
            "commission",
            "department",
            "court",
            "committee",
            "bureau",
            "council",
            "board",
        ],
        (_B,),
    ),
    **dict.fromkeys(["country", "nation", "government", "state"], (_G,)),
    **dict.fromkeys(
        [
            "institute",
            "university",
            "foundation",
            "newspaper",
            "fund",
            "charity",
            "nonprofit",
            "association",
        ],
        (_O,),
    ),
    **dict.fromkeys(["act", "law", "bill", "regulation", "directive"], (Kind.LAW,)),
}
# Words that must stand in the name of whom they mean: "the ministry" is a Ministry.
_LITERAL = wordset(
    "ministry commission department court committee bureau council board institute university"
    " foundation fund association act bill regulation directive agency authority"
)
_PLURALS = {"companies": (_C, _A), "firms": (_C, _A), "countries": (_G,), "governments": (_G,)}
_IT = (_C, _A, _B, _O, _G)
_PERSONAL = frozenset({"he", "she", "his", "her", "him"})
_FIRST = frozenset({"we", "our", "us"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RAISING = wordset("be seem appear become take make")
_NARROWING = frozenset({"relcl", "appos", "acl", "nmod"})


def corefer(
    sentences: Sequence[Sentence], topics: dict[Block, Mention], article: Article
) -> tuple[Sentence, ...]:
    """Add to each sentence the mentions that its pronouns and descriptions stand for."""
    publisher = _publisher(article, sentences)
    done: list[Sentence] = []
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else None
        if before is not None and not _adjoin(before, sentence):
            before = None
        if before is not None:
            before = done[-1]  # what coreference found there may be referred to in turn
        reader = _Referents(sentence, before, topics.get(sentence.block), publisher)
        added = tuple(reader.found(article.text))
        mentions = tuple(sorted((*sentence.mentions, *added), key=lambda m: (m.start, m.end)))
        done.append(replace(sentence, mentions=mentions))
    return tuple(done)


def _adjoin(before: Sentence, sentence: Sentence) -> bool:
    """Say whether a sentence follows another in one flow of text."""
    if before.block is sentence.block:
        return True
    flowing = {BlockKind.PARAGRAPH}
    return (
        before.block.section == sentence.block.section
        and before.block.kind in flowing
        and sentence.block.kind in flowing
    )


class _Referents:
    """The search for whom the words of one sentence refer to."""

    def __init__(
        self,
        sentence: Sentence,
        before: Sentence | None,
        topic: Mention | None,
        publisher: Mention | None,
    ) -> None:
        self._sentence, self._before = sentence, before
        self._topic, self._publisher = topic, publisher

    def found(self, text: str) -> Iterator[Mention]:
        """Yield a mention for each pronoun and description that has an antecedent."""
        for token in self._sentence.span:
            if self._sentence.mention_at(token) is not None:
                continue
            first, antecedents = self._refers(token)
            for antecedent in antecedents:
                start = self._sentence.base + first.idx
                end = self._sentence.base + token.idx + len(token.text)
                yield antecedent.model_copy(
                    update={
                        "text": text[start:end],
                        "start": start,
                        "end": end,
                        "origin": "coreference",
                    }
                )

    def _refers(self, token: Token) -> tuple[Token, list[Mention]]:
        """Give the first word of a referring phrase and whom it means."""
        word = token.lower_
        if token.pos_ == "PRON":
            return token, self._pronoun(token, word)
        if word in _PLURALS and (lead := _determiner(token, {"both", "two"})) is not None:
            return lead, self._pair(token, _PLURALS[word])
        kinds = _KINDS_OF.get(word)
        lead = _determiner(token, {"the", "this"}) if kinds else None
        if kinds is None or lead is None or _narrowed(token):
            return token, []
        return lead, self._described(token, word, kinds)

    def _pronoun(self, token: Token, word: str) -> list[Mention]:
        if word in {"it", "its", "itself"} and not _empty(token):
            return self._one(self._nearest(token, (_IT,)))
        if word in _PERSONAL:
            people = self._candidates(token, (Kind.PERSON,))
            return people[:1] if len({m.name for m in people}) == 1 else []
        if word in _FIRST and self._publisher is not None and not self._quoted(token):
            return [self._publisher]
        return []

    def _described(self, token: Token, word: str, kinds: tuple[Kind, ...]) -> list[Mention]:
        if word in _LITERAL:
            fits = [m for m in self._candidates(token, kinds) if word in m.name.lower()]
            return fits[:1]
        return self._one(self._nearest(token, tuple((k,) for k in kinds)))

    def _pair(self, token: Token, kinds: tuple[Kind, ...]) -> list[Mention]:
        """Give the last two of a kind, when these words can mean no others."""
        distinct: dict[str, Mention] = {}
        for mention in self._candidates(token, kinds, topic=False):
            distinct.setdefault(mention.name, mention)
        return list(distinct.values()) if len(distinct) == 2 else []

    def _nearest(self, token: Token, choices: tuple[tuple[Kind, ...], ...]) -> Mention | None:
        """Find the nearest mention of the first choice of kinds that anything near fits.

        Subjects come first, this sentence before the one before it, the topic last.
        """
        for kinds in choices:
            for sentence, until in ((self._sentence, token), (self._before, None)):
                fits = _before_in(sentence, until, kinds)
                acting = [m for m in fits if sentence is not None and _is_subject(sentence, m)]
                if fits:
                    return (acting or fits)[0]
            if self._topic is not None and self._topic.kind in kinds:
                return self._topic
        return None

    def _candidates(
        self, token: Token, kinds: tuple[Kind, ...], *, topic: bool = True
    ) -> list[Mention]:
        """List fitting mentions of this sentence, the one before and the topic, nearest first."""
        about = self._topic if topic and self._topic and self._topic.kind in kinds else None
        return [
            *_before_in(self._sentence, token, kinds),
            *_before_in(self._before, None, kinds),
            *([about] if about is not None else []),
        ]

    def _quoted(self, token: Token) -> bool:
        at = token.idx - self._sentence.span.start_char
        return self._sentence.span.text[:at].count('"') % 2 == 1

    @staticmethod
    def _one(mention: Mention | None) -> list[Mention]:
        return [] if mention is None else [mention]


def _before_in(
    sentence: Sentence | None, until: Token | None, kinds: tuple[Kind, ...]
) -> list[Mention]:
    """List the mentions of these kinds before a token, nearest first."""
    if sentence is None:
        return []
    limit = sentence.end if until is None else sentence.base + until.idx
    fits = [m for m in sentence.mentions if m.kind in kinds and m.end <= limit]
    return fits[::-1]


def _is_subject(sentence: Sentence, mention: Mention) -> bool:
    span = sentence.tokens_of(mention)
    return span is not None and span.root.dep_ in _SUBJECTS


def _determiner(token: Token, words: set[str]) -> Token | None:
    """Give the word of these that leads a noun's phrase: "the", "both"."""
    lead = next((t for t in token.children if t.lower_ in words and t.i < token.i), None)
    if lead is not None and lead.i > 0 and token.i - lead.i <= 3:
        return lead
    return lead


def _narrowed(token: Token) -> bool:
    """Say whether a description tells a new one apart: "the company that ...", "the app store"."""
    if token.dep_ in {"compound", "nmod", "amod", "appos"}:
        return True
    for child in token.children:
        if child.dep_ in _NARROWING or child.pos_ == "PROPN" or child.ent_type_ in {"GPE", "NORP"}:
            return True
        if child.dep_ == "prep" and child.lower_ in {"of", "behind", "for", "with", "at"}:
            return True
        if child.dep_ == "amod" and child.lower_ in {"other", "first", "second", "only", "new"}:
            return True
    return False


def _empty(token: Token) -> bool:
    """Say whether "it" stands for nothing: "it is clear that", "it takes years to"."""
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in _SUBJECTS or head.lemma_ not in _RAISING:
        return False
    clauses = {"ccomp", "xcomp", "advcl", "csubj"}
    return any(c.dep_ in clauses for c in head.subtree if c.i > head.i and c.dep_ in clauses)


def _publisher(article: Article, sentences: Sequence[Sentence]) -> Mention | None:
    """Give a mention of who publishes the page, when the page speaks of itself by name."""
    host = urlsplit(article.url or "").hostname or ""
    labels = {label for label in re.split(r"[.-]", host) if len(label) > 2}
    labels.add("".join(key(article.publisher or "").split()))
    labels |= set(re.split(r"[.\s]", (article.publisher or "").casefold()))
    kinds = {_C, _A, _B, _O}
    for sentence in sentences:
        for mention in sentence.mentions:
            names = (mention.name, *mention.aliases)
            if mention.kind in kinds and any("".join(key(n).split()) in labels for n in names):
                return mention
    return None
