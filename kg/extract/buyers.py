"""Whose deal it is, where an authority's clause says no more than "the deal" or "it".

"X agreed to buy Y, but the watchdog blocked the deal": the buyer stands elsewhere in the
sentence, or in one of those before it. Found there, the buyer is what "the deal" stands for, as
with every linked phrase.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extract.clauses import passive, subjects
from kg.extract.document import Document, Sentence
from kg.extract.parties import BOUND, after, of_deal, parties
from kg.extract.tree import Parse
from kg.extract.wordlists import listed
from kg.model import Mention

_DEALS = listed("deals")
_BUYS = listed("buys")
_BACK = 3  # sentences to look back; a deal named longer ago is another one


def buyers(deal: Token, verb: Token, parse: Parse, document: Document) -> list[Mention]:
    """Find who was to buy, in this sentence or in one shortly before."""
    if after(deal, ("of", "for", "with", "to"), parse):
        return []
    if found := _in(parse.sentence.span, parse, (deal, verb)):
        return found
    if deal.lemma_.lower() not in _DEALS | {"matter"} or not _definite(deal):
        return []
    here = document.sentences.index(parse.sentence)
    for sentence in reversed(document.sentences[max(0, here - _BACK) : here]):
        if found := _in(sentence.span, Parse(sentence), ()):
            return [_standing_for(m, deal, parse.sentence) for m in found]
    return []


def _in(span: Span, parse: Parse, leave: tuple[Token, ...]) -> list[Mention]:
    """Find the buyer of the first deal that a sentence speaks of."""
    for token in span:
        lemma = token.lemma_.lower()
        found: list[Mention] = []
        if token in leave:
            continue
        if lemma in _BUYS and token.pos_ == "VERB" and not passive(token):
            found = parties(subjects(token), parse)
        elif lemma in _DEALS and token.pos_ == "NOUN":
            found = of_deal(token, parse)
            if not found and token.head.pos_ == "VERB":
                found = parties(subjects(token.head), parse)
        if named := [m for m in found if m.kind in BOUND]:
            return named
    return []


def _definite(deal: Token) -> bool:
    """Say whether a deal is one that was spoken of: "the deal", not "a deal"."""
    return any(c.lower_ in ("the", "this", "that") for c in deal.children)


def _standing_for(buyer: Mention, deal: Token, sentence: Sentence) -> Mention:
    start = sentence.base + deal.left_edge.idx
    end = sentence.base + deal.idx + len(deal)
    text = deal.doc.text[deal.left_edge.idx : deal.idx + len(deal)]
    return buyer.model_copy(
        update={"text": text, "start": start, "end": end, "origin": "coreference"}
    )
