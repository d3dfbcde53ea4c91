"""Other readings of a masked sentence, so that one form fits many ways of saying it.

`readings` gives the sentence itself; then without its asides, adverbs and days ("X, a firm from
Y, today bought Z" is read as "X bought Z"); then each clause whose subject stands elsewhere, with
that subject before it ("X, which counts Y among its customers, agreed to buy Z" as "X counts Y
among its customers" and "X to buy Z"). No words are made up but "and" and "was".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.clauses import passive, subjects
from kg.extract.document import Document, Sentence
from kg.extract.headed import headed
from kg.extract.marks import infinitive
from kg.extract.mask import Masked, Piece
from kg.extract.patterns import LETTER_OF
from kg.extract.tree import Parse
from kg.extract.wordlists import listed
from kg.model import Mention

_SIGN = re.compile(r"@\d+[A-Z]")
_ASIDE = 24  # pieces of the longest aside that is left out
_CLOSES = {",": ",", "(": ")", "-": "-"}
_OPENS_ASIDE = frozenset({"DT", "WDT", "WP", "WP$", "VBN", "VBG", "PRP$", "IN", "RB", "JJS", "JJ"})
_JOINS = frozenset({"and", "or", "but", "nor", "as", "with", "while", "than"})
_ROLES = listed("aside_roles")
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp"})
_LEADING = frozenset({",", "and", "which", "that", "who", "or", "but", "whose"})
_DAYS = listed("days")
_BEFORE_DAY = frozenset(
    {"on", "in", "last", "this", "next", "late", "early", "by", "since", "earlier"}
)
_KEPT = listed("kept_adverbs")
_CLAUSES = frozenset(
    {"ROOT", "conj", "relcl", "acl", "advcl", "xcomp", "ccomp", "pcomp", "parataxis"}
)


def readings(
    sentence: Sentence, masked: Masked, document: Document | None = None
) -> Iterator[Masked]:
    """Yield a masked sentence, and what it says with less or other words, each text once."""
    seen = {masked.text}
    yield masked
    whole = masked.pieces
    plain = [*_without_adverbs(_without_asides(whole))]
    owning = _whose_as_possessive(whole)
    parse = Parse(sentence)
    clauses = [
        (c, v.dep_ in _GOVERNED or infinitive(v))
        for v in sentence.span
        for c in _clause(v, plain, whole, masked, parse)
    ]
    others = [masked.of(pieces, governed=governed) for pieces, governed in clauses]
    unsaid = headed(sentence, document, masked) if document is not None else ()
    for other in (masked.of(plain), masked.of(owning), *others, *unsaid):
        if other.text not in seen and not any(_within(other.text, s) for s in seen):
            seen.add(other.text)
            yield other


def _within(text: str, other: str) -> bool:
    """Say whether a reading stands word for word in another one."""
    return f" {text} " in f" {other} "


def _without_asides(pieces: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    i = 0
    while i < len(pieces):
        close = _aside(pieces, i) if kept and _SIGN.fullmatch(kept[-1][0]) else 0
        if close:
            i = close + 1
            continue
        kept.append(pieces[i])
        i += 1
    return kept


def _aside(pieces: list[Piece], i: int) -> int:
    """Give where an aside that opens here ends, or 0: ", a firm from Y,", "(owned by Z)"."""
    closing = _CLOSES.get(pieces[i][0])
    if closing is None or i + 2 >= len(pieces):
        return 0
    near = range(i + 2, min(i + _ASIDE, len(pieces)))
    end = next((j for j in near if pieces[j][0] in (closing, ";", ":")), 0)
    if not end or pieces[end][0] != closing:
        return 0
    if closing == ",":
        if not _parenthetic(pieces[i + 1 : end]):
            return 0
        after = pieces[end + 1][0] if end + 1 < len(pieces) else ""
        if _SIGN.fullmatch(after):
            return 0  # "A, the Danish firm B, C and D" is a list
    return end


def _parenthetic(inner: list[Piece]) -> bool:
    word, token = inner[0]
    if _SIGN.fullmatch(word):
        # "Foxconn, Apple's biggest supplier, said": of somebody, and no name itself
        return not _SIGN.fullmatch(inner[-1][0]) and inner[-1][1].tag_.startswith("NN")
    if word in _JOINS:
        return False
    return token.tag_ in _OPENS_ASIDE or word in _ROLES


def _whose_as_possessive(pieces: list[Piece]) -> list[Piece]:
    """Read "X, whose founder" as "X's founder"."""
    kept: list[Piece] = []
    for word, token in pieces:
        if word == "whose" and kept and kept[-1][0] == "," and len(kept) > 1:
            kept.pop()
            word = "'s"
        kept.append((word, token))
    return kept


def _without_adverbs(pieces: list[Piece]) -> Iterator[Piece]:
    for i, (word, token) in enumerate(pieces):
        day = word in _DAYS or re.fullmatch(r"(?:19|20)\d\d", word)
        after = pieces[i + 1][0] if i + 1 < len(pieces) else ""
        before = pieces[i - 1][0] if i else ""
        if day and (before in _BEFORE_DAY or word in ("today", "yesterday", "tomorrow")):
            continue
        if word in _BEFORE_DAY and (after in _DAYS or re.fullmatch(r"(?:19|20)\d\d", after)):
            continue
        if token.tag_ == "RB" and word.endswith("ly") and word not in _KEPT:
            continue
        if word in ("also", "already", "now", "still", "since", "then") and token.pos_ == "ADV":
            continue
        yield word, token


def _clause(
    verb: Token, plain: list[Piece], whole: list[Piece], masked: Masked, parse: Parse
) -> Iterator[list[Piece]]:
    """Give a clause with the names of its subject before it, asides left out and left in."""
    if not verb.tag_.startswith("VB") or verb.dep_ not in _CLAUSES:
        return
    found = [t for t in subjects(verb) if t.i < verb.i]
    whose = _whose(verb)
    named = parse.referents(whose) if whose else parse.subject(verb) if found else []
    named = [m for m in named if m in masked.mentions]
    named = [m for m in named if not _hyphened(m, masked)]
    if not named:
        return
    first, last = _reach(verb)
    if whose:
        first = min(t.left_edge.i for t in found)
    elif inside := [t for t in found if first <= t.i]:
        first = max(t.right_edge.i for t in inside) + 1
    head = [*_signs(named, masked, parse)]
    if whose:
        head.append(("'s", verb))
    elif verb.tag_ == "VBN" and passive(verb) and not _has_be(verb):
        head.append(("was", verb))
    for pieces in (plain, whole):
        body = [p for p in pieces if first <= p[1].i <= last]
        while body and body[0][0] in _LEADING:
            body = body[1:]
        if len(body) > 1:
            yield [*head, *body]


def _signs(named: list[Mention], masked: Masked, parse: Parse) -> Iterator[Piece]:
    for n, mention in enumerate(named):
        span = parse.sentence.tokens_of(mention)
        if span is not None:
            if n:
                yield "and", span[0]
            yield f"@{masked.mentions.index(mention)}{LETTER_OF[mention.kind]}", span[0]


def _hyphened(mention: Mention, masked: Masked) -> bool:
    """Say whether a name is half of a compound: "Bhutan-owned"."""
    sign = f"@{masked.mentions.index(mention)}{LETTER_OF[mention.kind]}"
    return f"{sign} ~ " in masked.text


def _whose(verb: Token) -> list[Token]:
    """Give whose subject it is: in "X, whose unit Y makes cars", that of "makes" is X's."""
    if verb.dep_ != "relcl":
        return []
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i]
    return [verb.head] if any(c.tag_ == "WP$" for t in own for c in t.children) else []


def _has_be(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _reach(verb: Token) -> tuple[int, int]:
    """Give the first and last token of a clause, without the clauses joined to it."""
    last = verb.right_edge.i
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and child.i > verb.i:
            last = min(last, child.i - 1)
    first = min(
        [verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "advmod"))]
    )
    return first, last
