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
from kg.extract.referring import (
    ALONE,
    FIRST,
    IT,
    KINDS_OF,
    LITERAL,
    MAKERS,
    NEWCOMERS,
    PERSONAL,
    PLURALS,
    SUBJECTS,
    barred,
    country_of,
    determiner,
    empty,
    is_source,
    narrowed,
)
from kg.model import Article, Mention
from kg.names import key
from kg.vocabulary import Kind

_NEAR = 20  # names further back in a sentence are no antecedents
_REFERRING = frozenset({"PRON", "NOUN", "PROPN"})


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
        self._added: list[tuple[Mention, Token]] = []

    def found(self, text: str) -> Iterator[Mention]:
        """Yield a mention for each pronoun and description that has an antecedent."""
        for token in self._sentence.span:
            if token.pos_ not in _REFERRING or self._sentence.mention_at(token) is not None:
                continue
            first, antecedents = self._refers(token)
            for antecedent in antecedents:
                start = self._sentence.base + first.idx
                end = self._sentence.base + token.idx + len(token.text)
                linked = antecedent.model_copy(
                    update={
                        "text": text[start:end],
                        "start": start,
                        "end": end,
                        "origin": "coreference",
                    }
                )
                self._added.append((linked, token))
                yield linked

    def _refers(self, token: Token) -> tuple[Token, list[Mention]]:
        """Give the first word of a referring phrase and whom it means."""
        word = token.lower_
        if token.pos_ == "PRON":
            return token, self._pronoun(token, word)
        if word in PLURALS and (lead := determiner(token, {"both", "two"})) is not None:
            return lead, self._pair(token, PLURALS[word])
        kinds = KINDS_OF.get(word)
        lead = determiner(token, {"the", "this"}) if kinds else None
        if kinds is None or lead is None or narrowed(token):
            return token, []
        return lead, self._described(token, word, kinds)

    def _pronoun(self, token: Token, word: str) -> list[Mention]:
        if word in {"it", "its", "itself"}:
            if empty(token) or (word == "it" and self._quoted(token)):
                return []
            if word == "its" and token.head.lower_ in MAKERS:
                return self._one(self._nearest(token, ((Kind.APP,), IT)))
            return self._one(self._nearest(token, (IT,)))
        if word in PERSONAL:
            people = self._candidates(token, (Kind.PERSON,))
            return people[:1] if len({m.name for m in people}) == 1 else []
        if word in FIRST and self._publisher is not None and not self._quoted(token):
            return [self._publisher]
        return []

    def _described(self, token: Token, word: str, kinds: tuple[Kind, ...]) -> list[Mention]:
        country = country_of(token)
        if country is not None:
            near = self._candidates(token, kinds)
            return [m for m in near if m.country == country][:1]
        if word in LITERAL:
            fits = [m for m in self._candidates(token, kinds) if word in m.name.lower()]
            return fits[:1]
        if word in ALONE:
            near = self._candidates(token, kinds)
            return near[:1] if len({m.name for m in near}) == 1 else []
        if word in NEWCOMERS:
            return self._candidates(token, kinds)[:1]
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
            here = self._here(token, kinds)
            acting = [m for m in here if self._acts(m)]
            if here:
                return (acting or here)[0]
            never = self._never(token)
            fits = [m for m in _before_in(self._before, kinds) if m.name not in never]
            acting = [m for m in fits if self._before and _is_subject(self._before, m)]
            if fits:
                return (acting or fits)[0]
            if self._topic is not None and self._topic.kind in kinds:
                return None if self._topic.name in never else self._topic
        return None

    def _never(self, token: Token) -> set[str]:
        """Give the names that a word cannot mean, for the grammar's sake."""
        return {m.name for t in barred(token) if (m := self._meant(t)) is not None}

    def _here(self, token: Token, kinds: tuple[Kind, ...]) -> list[Mention]:
        """List fitting mentions of this sentence before a token, nearest first, links included."""
        limit = self._sentence.base + token.idx
        named = [m for m in self._sentence.mentions if m.end <= limit][-_NEAR:]
        linked = [m for m, _ in self._added[-_NEAR:]]
        near = sorted((*named, *linked), key=lambda m: m.start)
        never = self._never(token)
        return [
            m
            for m in reversed(near)
            if m.kind in kinds
            and m.end <= limit
            and m.name not in never
            and not _is_quoted_source(self._sentence, m)
        ]

    def _meant(self, token: Token) -> Mention | None:
        linked = next((m for m, t in self._added if t.i == token.i), None)
        return linked or self._sentence.mention_at(token)

    def _acts(self, mention: Mention) -> bool:
        linked = next((t for m, t in self._added if m is mention), None)
        return linked.dep_ in SUBJECTS if linked else _is_subject(self._sentence, mention)

    def _candidates(
        self, token: Token, kinds: tuple[Kind, ...], *, topic: bool = True
    ) -> list[Mention]:
        """List fitting mentions of this sentence, the one before and the topic, nearest first."""
        about = self._topic if topic and self._topic and self._topic.kind in kinds else None
        return [
            *self._here(token, kinds),
            *_before_in(self._before, kinds),
            *([about] if about is not None else []),
        ]

    def _quoted(self, token: Token) -> bool:
        at = token.idx - self._sentence.span.start_char
        return self._sentence.span.text[:at].count('"') % 2 == 1

    @staticmethod
    def _one(mention: Mention | None) -> list[Mention]:
        return [] if mention is None else [mention]


def _before_in(sentence: Sentence | None, kinds: tuple[Kind, ...]) -> list[Mention]:
    """List the mentions of these kinds in a sentence, nearest to its end first."""
    if sentence is None:
        return []
    fits = [m for m in sentence.mentions[-2 * _NEAR :] if m.kind in kinds]
    return [m for m in fits[::-1] if not _is_quoted_source(sentence, m)]


def _is_quoted_source(sentence: Sentence, mention: Mention) -> bool:
    span = sentence.tokens_of(mention)
    return span is not None and is_source(span.root)


def _is_subject(sentence: Sentence, mention: Mention) -> bool:
    span = sentence.tokens_of(mention)
    return span is not None and span.root.dep_ in SUBJECTS


def _publisher(article: Article, sentences: Sequence[Sentence]) -> Mention | None:
    """Give a mention of who publishes the page, when the page speaks of itself by name."""
    host = urlsplit(article.url or "").hostname or ""
    labels = {label for label in re.split(r"[.-]", host) if len(label) > 2}
    labels.add("".join(key(article.publisher or "").split()))
    labels |= set(re.split(r"[.\s]", (article.publisher or "").casefold()))
    kinds = set(IT) - {Kind.GOVERNMENT}
    for sentence in sentences:
        for mention in sentence.mentions:
            names = (mention.name, *mention.aliases)
            if mention.kind in kinds and any("".join(key(n).split()) in labels for n in names):
                return mention
    return None
