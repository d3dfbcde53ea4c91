"""Names that the language model tags, trimmed to the name and given a kind."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kg.extract.cues import kind_of
from kg.extract.demonyms import ADJECTIVES
from kg.extract.document import Block, BlockKind
from kg.extract.found import Found
from kg.extract.kinds import by_form, by_noun, legal_tail
from kg.extract.persons import looks_personal
from kg.extract.words import Words
from kg.extract.wordset import wordset
from kg.vocabulary import Kind

LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "LAW", "WORK_OF_ART"})
TITLES = wordset(
    """mr mr. mrs mrs. ms ms. dr dr. prof prof. sir dame lord lady sen sen. rep rep. gov gov.
    gen gen. president minister premier chancellor senator representative governor secretary
    chairman chairwoman ceo commissioner justice judge congressman congresswoman king prince sheikh
    ambassador general colonel captain professor vice prime foreign former then-president deputy
    attorney"""
)
_EDGE = wordset(
    """the a an this that its their his her our and or of in at by for to with from on as both
    all some many more most today yesterday tomorrow meanwhile however what who how why when where
    here there while if but then now only also even according neither nor either whether unlike"""
)
_NOT_NAMES = re.compile(
    r"^(?:[\d\W]+|series [a-h]|(?:minister|secretary) (?:of|for) .*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april"
    r"|may|june|july"
    r"|august|september|october|november|december|ai|ip|it|vpn|ceo|cto|cfo|coo|gdp|ipo"
    r"|api|gpu|cpu|llm|llms"
    r"|agi|r&d|hr|pr|5g|4g|3g|6g|dns|http|https|tcp|isp|isps|asn|url|usb|html|pdf|faq|app"
    r"|apps|internet|web"
    r"|covid(?:-19)?|coronavirus|christmas|easter|new year|olympics|euro|dollar|yuan"
    r"|bitcoin|android app"
    r"|atm|atms|imei|iban|btc|eth|wifi|wi-fi|sec|div|pr|vc|ngo|ngos|iphones?|ipads?"
    r"|ipods?|macbooks?(?: air| pro)?|macintosh|imacs?|playstation|kindle|thinkpad"
    r"|snapdragon|kirin|rtx|geforce|q[1-4]|h[12]|ev|evs|tv|pc|pcs|nft|nfts|esg|diy|rss"
    r"|sms|eur|usd|gbp|cny|rmb|congressional"
    r"|republican|republicans|democrat|democrats|democratic|islam|muslim|muslims|christian)$",
    re.I,
)

_ADDRESS = re.compile(
    r"\d+ .*\b(?:Street|Avenue|Road|Drive|Lane|Boulevard|Way|Floor)$|[$€£R]+\$?\d"
)


def find_tagged(words: Words, view: str) -> list[Found]:
    """Find the names that spaCy tags, outside of headings in capitals."""
    found = []
    for block, doc in words:
        for ent in doc.ents:
            if ent.label_ not in LABELS or (block.kind is BlockKind.HEADING and _shouted(ent)):
                continue
            for part in _parts(ent):
                find = _find(part, ent.label_, block, view)
                if find is not None:
                    found.append(find)
    return found


def _parts(ent: Span) -> list[Span]:
    """Cut an entity that runs over commas and conjunctions into names: "Yahoo or Vonage"."""
    ent = _without_home(ent)
    parts = []
    start = ent.start
    for token in ent:
        comma = token.text == "," and not legal_tail(", " + ent.doc[token.i + 1 : ent.end].text)
        if comma or token.lower_ == "or" or token.text in _PARTING or _two_firms(token, ent):
            parts.append(ent.doc[start : token.i])
            start = token.i + 1
    parts.append(ent.doc[start : ent.end])
    return [_widened(p) for p in parts if len(p)]


def _without_home(ent: Span) -> Span:
    """Cut a firm's town off its name: "Tamarisk Compute of Leeds"."""
    for token in ent[1:-1]:
        if token.lower_ == "of" and token.i + 2 >= ent.end:
            firm = ent.doc[ent.start : token.i]
            if by_form(firm.text) is Kind.COMPANY:
                return firm
    return ent


_PARTING = frozenset({"/", "|", "(", ":", ";"})


def _two_firms(token: Token, ent: Span) -> bool:
    """Say whether an "and" joins two names: "the merger of A and B", "A and B have agreed"."""
    if token.lower_ != "and" or token.i in (ent.start, ent.end - 1):
        return False
    doc = token.doc
    if any(by_form(part.text) for part in (ent, doc[token.i + 1 : ent.end])):
        return False
    before = doc[max(0, ent.start - 2) : ent.start].text.lower()
    plural = ent.end < len(doc) and (doc[ent.end].tag_ == "VBP" or doc[ent.end].lower_ == "were")
    return plural or before.endswith(("merger of", "between", "both", "merger between"))


def _widened(span: Span) -> Span:
    """Take in proper nouns beside a name that belong to it: "Morten" Brøgger, Ton"-That"."""
    doc, start, end = span.doc, span.start, span.end
    while start > 0 and _belongs(doc[start - 1], span):
        start -= 1
    hyphened = span.label_ == "PERSON" or (len(span) and span[0].ent_type_ == "PERSON")
    while hyphened and end + 1 < len(doc) and doc[end].text == "-":
        if doc[end].whitespace_ or doc[end - 1].whitespace_ or not doc[end + 1].text[0].isupper():
            break
        end += 2
    return _with_place_word(doc[start:end])


def _with_place_word(span: Span) -> Span:
    """Take in the words that make a person's name a place's: "Warren Air Force Base"."""
    doc, end = span.doc, span.end
    while end < len(doc) and end - span.end < 3 and doc[end].pos_ == "PROPN":
        if not doc[end - 1].whitespace_ or not doc[end].text[0].isupper():
            break
        end += 1
        if by_form(doc[span.start : end].text) is Kind.PLACE:
            return doc[span.start : end]
    return span


def _belongs(token: Token, span: Span) -> bool:
    return (
        token.pos_ == "PROPN"
        and token.ent_type_ == ""
        and token.dep_ in {"compound", "nmod"}
        and span.start <= token.head.i < span.end
        and token.text[0].isupper()
        and not token.text.isupper()
        and token.whitespace_ == " "
        and token.lower_ not in TITLES
        and token.lower_ not in _EDGE
        and by_noun(token.lower_) is None
    )


def _find(ent: Span, label: str, block: Block, view: str) -> Found | None:
    span = trim(ent, titled=label == "PERSON")
    if span is None or len(span.text) > 90 or any(t.tag_ in {"VBZ", "VBD"} for t in span[1:]):
        return None
    told = kind_of(span, view, block.start, label)
    if span.start > 0 and _of_office(span.doc[span.start - 1]) and " " in span.text:
        told = Kind.PERSON, True
    if told is None:
        return None
    kind, sure = told
    if kind is Kind.PERSON and any(c.isdigit() for c in span.text):
        return None
    start, end = block.start + span.start_char, block.start + span.end_char
    return Found(start, end, view[start:end], kind, "model", sure=sure)


def trim(span: Span, *, titled: bool = True) -> Span | None:
    """Cut what is no part of a name off a span: articles, titles, adjectives, possessives.

    `titled` says that a title before the name is none of its words ("President", not in
    "King Salman Park"). None when nothing is left that can be a name.
    """
    doc, start, end = span.doc, span.start, span.end
    if titled:  # "District Judge Jane Roe"
        start = max((t.i + 1 for t in span[:3] if t.lower_ in TITLES), default=start)
    while start < end and (
        doc[start].lower_ in _EDGE
        or (titled and doc[start].lower_ in TITLES)
        or doc[start].is_punct
        or doc[start].is_space
        or (doc[start].text in ADJECTIVES and _qualifies(doc[start:end]))
        or (doc[start].text[0].islower() and doc[start].pos_ != "PROPN")
    ):
        start += 1
    while end > start and (
        doc[end - 1].tag_ == "POS"
        or doc[end - 1].is_space
        or doc[end - 1].text in {"'s", "'", '"', ",", ";", ":", "-", "--", "(", "|", "/"}
        or (doc[end - 1].is_punct and doc[end - 1].text not in {".", ")", "!", "+"})
        or doc[end - 1].lower_ in _EDGE
        or (doc[end - 1].text == "Flight" and end - start > 1)
        or (end - start > 2 and doc[end - 2].text == "Flight" and doc[end - 1].text.isdigit())
    ):
        end -= 1
    if start < end and _of_office(doc[start]):
        start += 1
    if start >= end or not any(c.isupper() for t in doc[start:end] for c in t.text):
        return None
    if not any(t.pos_ in {"PROPN", "NOUN", "X", "ADJ"} for t in doc[start:end]):
        return None
    trimmed = doc[start:end]
    if legal_tail(" " + trimmed.text):
        return None
    people = trimmed.text.endswith("s") and trimmed.text[:-1] in ADJECTIVES  # "Russians"
    if people or _NOT_NAMES.match(trimmed.text) or _ADDRESS.match(trimmed.text):
        return None
    return trimmed


def _qualifies(span: Span) -> bool:
    """Say whether the first word only says where the rest is from: "the American Jane Roe"."""
    return len(span) > 1 and (span[0].pos_ == "ADJ" or looks_personal(span[1:].text))


# What a minister or secretary is of, when no comma parts it from the person's name.
_OFFICES = wordset(
    """Agriculture State Commerce Defense Defence Treasury Energy Trade Finance Justice Labor Labour
    Transportation Transport Education Health Interior Industry Economy"""
)


def _of_office(token: Token) -> bool:
    """Say whether a word ends a title before a name: "Secretary of Agriculture Jane Roe"."""
    doc, i = token.doc, token.i
    titled = (
        token.text in _OFFICES
        and i > 1
        and doc[i - 1].lower_ in {"of", "for"}
        and doc[i - 2].lower_ in TITLES
    )
    return titled and i + 1 < len(doc) and doc[i + 1].pos_ == "PROPN"


def _shouted(span: Span) -> bool:
    words = [t.text for t in span if t.is_alpha]
    return bool(words) and all(w.isupper() and len(w) > 4 for w in words)
