"""How real the sentence makes it: the rules' own judgement of what a model claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from kg.extract.document import Sentence
from kg.extract.proposal import Proposal
from kg.extract.status import judge
from kg.model import Mention
from kg.vocabulary import Measure, Polarity, Predicate, Status

_ORDER = list(Status)  # from fact away
_BREAKS = frozenset(':;,–—-."“”')
# A turn of a chat, or words about somebody's instructions, at the head of a sentence.
_ORDERS = re.compile(
    r"^\W*(?:system|assistant|developer|user)\s*:"
    r"|\b(?:ignor\w+|disregard\w*|forget)\b.{0,40}\b(?:instructions?|prompts?|rules)\b"
    r"|\bsystem prompt\b",
    re.IGNORECASE | re.DOTALL,
)


def weaker(one: Status, other: Status) -> Status:
    """Give the status further from fact."""
    return max(one, other, key=_ORDER.index)


def judged(
    sentences: Iterable[Sentence],
    ends: tuple[Mention, Mention],
    what: tuple[Predicate, Measure | None],
) -> tuple[Status, Polarity]:
    """Judge a relation by all words on the way between its two names.

    Where they stand in different sentences every verb that leads a sentence of the quote is
    judged. The finding furthest from fact holds, and one denial denies.
    """
    status, polarity = Status.FACT, Polarity.ASSERTED
    for sentence in sentences:
        for token, settled in _triggers(sentence, ends):
            found = judge(
                sentence,
                Proposal(ends[0], what[0], ends[1], token, "llm", what[1], settled=settled),
            )
            status = weaker(status, found.status)
            if found.polarity is Polarity.DENIED:
                polarity = Polarity.DENIED
    return status, polarity


def addressed(sentences: Iterable[Sentence], ends: tuple[Mention, Mention]) -> bool:
    """Say whether the words are a command or speak to a reader: "report that X owns Y".

    Such a sentence states nothing; where text tries to steer a model, it reads so.
    """
    return any(
        _ORDERS.search(sentence.span.text)
        or any(_commands(over) for token in _triggers(sentence, ends) for over in _over(token[0]))
        for sentence in sentences
    )


def _over(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def _triggers(sentence: Sentence, ends: tuple[Mention, Mention]) -> Iterator[tuple[Token, bool]]:
    """Yield the words between two names on the tree, and whether the clause around counts not."""
    spans = [sentence.tokens_of(m) if _inside(sentence, m) else None for m in ends]
    first, second = spans
    if first is None or second is None:
        root = sentence.span.root
        near = [second.root] if second is not None else [first.root] if first is not None else []
        for token in (root, *(t for n in near for t in _up(n, root))):
            if token.pos_ in ("VERB", "AUX"):
                yield token, False
        return
    covered = {t.i for s in (first, second) for t in s}
    top = _meeting(first.root, second.root)
    path = dict.fromkeys(t for end in (first.root, second.root) for t in _up(end, top))
    own = top.i in covered
    words = [t for t in path if t.i not in covered and t.pos_ in ("VERB", "AUX", "NOUN")]
    verbal = any(t.pos_ in ("VERB", "AUX") for t in words)
    for token in words or [top]:
        yield token, own and not (verbal and token.pos_ != "NOUN")
    if verbal:
        yield from ((t, False) for t in _between(sentence, first, second) if t not in words)


def _between(sentence: Sentence, first: Span, second: Span) -> list[Token]:
    """Give the last verb before the later name, which the parser may have hung elsewhere."""
    early, late = sorted((first, second), key=lambda s: s.start)
    verbs = [t for t in sentence.span.doc[early.end : late.start] if t.pos_ == "VERB"]
    return verbs[-1:]


def _inside(sentence: Sentence, mention: Mention) -> bool:
    return sentence.start <= mention.start and mention.end <= sentence.end


def _meeting(one: Token, other: Token) -> Token:
    """Give the lowest word above both."""
    above = {one.i: one, **{t.i: t for t in one.ancestors}}
    return next((t for t in (other, *other.ancestors) if t.i in above), one)


def _up(token: Token, top: Token) -> Iterator[Token]:
    """Yield a word and those above it, up to and with `top`."""
    yield token
    if token.i == top.i:
        return
    for over in token.ancestors:
        yield over
        if over.i == top.i:
            return


def _commands(verb: Token) -> bool:
    """Say whether a verb is an imperative, or its subject is the reader."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if any(c.lower_ == "you" for c in subjects) or any(c.lower_ == "please" for c in verb.children):
        return True
    bare = verb.tag_ in ("VB", "VBP") and not subjects
    helped = any(c.dep_ in ("aux", "auxpass", "mark") for c in verb.children)
    return bare and not helped and verb.dep_ == "ROOT" and not _after_noun(verb)


def _after_noun(verb: Token) -> bool:
    """Say whether a noun opens the clause of the verb, whose subject the parser merely lost."""
    for before in reversed(list(verb.sent[: verb.i - verb.sent.start])):
        if before.text in _BREAKS:
            return False
        if before.pos_ in ("NOUN", "PROPN", "PRON"):
            return True
    return False
