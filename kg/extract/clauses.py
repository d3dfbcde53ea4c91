"""Where a verb's subject, object and prepositions stand on the dependency tree.

Labels are ClearNLP's as spaCy's English pipelines use them (nsubj, nsubjpass, dobj, agent, pobj,
poss, appos, relcl, acl, xcomp, advcl, pcomp, conj, dative).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.wordlists import listed

_OBJECT_CONTROL = listed("object_control")
_CLIMB = 5  # governors to climb for a missing subject; longer chains are parser errors
_LEMMAS = {"fin": "fine", "su": "sue"}  # what the lemmatizer of the pipelines gets wrong


def lemma(token: Token) -> str:
    """Give the dictionary form of a word, in lower case."""
    found = token.lemma_.lower()
    return _LEMMAS.get(found, found)


def joined(token: Token) -> Iterator[Token]:
    """Yield the words joined to this one by "and", "or" and commas, however many."""
    waiting = [token]
    while waiting:
        for child in waiting.pop().children:
            nested = child.dep_ == "appos" and any(c.dep_ == "conj" for c in child.children)
            if child.dep_ == "conj" and _begins_clause(child):
                continue
            if child.dep_ == "conj":
                yield child
            if child.dep_ == "conj" or nested:
                waiting.append(child)


def _begins_clause(name: Token) -> bool:
    """Say whether a name taken as joined is the subject of the next verb: "into A and B makes"."""
    after = name.nbor(1) if name.i + 1 < len(name.doc) else name
    if name.pos_ != "PROPN" or name.dep_ != "conj" or after.tag_ not in ("VBZ", "VBD"):
        return False
    if name.head.dep_ in ("nsubj", "nsubjpass") or after.i in (name.i, name.head.head.i):
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass") for c in after.children)


def _second_object(verb: Token) -> Token | None:
    """Give the name that the parser took for one more object of a verb: "buys A, and B sells"."""
    if verb.dep_ != "conj" or verb.head.pos_ != "VERB":
        return None
    given = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
    between = any(
        c.dep_ == "cc" and len(given) > 1 and given[0].i < c.i < given[-1].i
        for c in verb.head.children
    )
    return given[-1] if between else None


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
    before = verb.nbor(-1) if verb.i else verb
    if verb.dep_ == "conj" and before.dep_ == "conj" and _begins_clause(before):
        return [before]
    if (second := _second_object(verb)) is not None:
        return [second]
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
    taken = {t.i for c in verb.children if (t := _second_object(c)) is not None}
    own = [c for c in own if c.i not in taken]
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
