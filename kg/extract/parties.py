"""Whom a phrase means: the authority that acts, and the one that it acts on.

The head of a phrase is often no name: "Kenya's high court", "a panel of judges in Seoul", "new
downloads of the app", "X's purchase of Y". An authority is a state, a public body or a law; a
party is whoever else can be bound. The two kinds hardly overlap, which is what makes it safe to
look inside a phrase.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from kg.extract.clauses import joined, passive, subjects
from kg.extract.tree import SETS, Parse
from kg.extract.wordlists import listed
from kg.model import Mention
from kg.vocabulary import Kind

RULERS = frozenset({Kind.GOVERNMENT, Kind.PUBLIC_BODY, Kind.LAW})
BOUND = frozenset({Kind.COMPANY, Kind.APP, Kind.PERSON, Kind.ORGANIZATION})
_OFFICES = listed("offices") | listed("officers")
_INSTRUMENTS = listed("instruments")
_OTHERS = listed("other_parties")
_IMPOSES = listed("imposes")
_DEALS = listed("deals")
_JOINT = listed("joint_deals")
_INSIDE = ("of", "at", "by", "for", "from", "with", "involving", "to", "on")
_DEEP = 4  # phrases within phrases; deeper ones are parser errors


def authorities(heads: Iterable[Token], parse: Parse, depth: int = 0) -> list[Mention]:
    """Give the authorities that these phrases, and those joined to them, stand for."""
    found: list[Mention] = []
    for head in heads:
        for part in (head, *joined(head)):
            found += [m for m in _authority(part, parse, depth) if m not in found]
    return found


def _authority(head: Token, parse: Parse, depth: int) -> list[Mention]:
    own = parse.mention(head)
    if own is not None and own.kind in RULERS:
        return [own]
    if depth > _DEEP or (own is not None and own.kind is not Kind.PERSON):
        return []
    if own is not None:
        return _titled(head, parse)
    if head.pos_ == "PRON" or head.lower_ in ("which", "that", "who"):
        return []
    lemma = head.lemma_.lower()
    called = [m for c in head.children if c.dep_ == "appos" and (m := parse.mention(c))]
    if named := [m for m in called if m.kind in RULERS]:
        return named[:1]  # "the state's watchdog, Y": Y acts
    beside = [m for m in before(head, parse) if m.kind in RULERS]
    if lemma in _OFFICES:
        # "a tribunal of the state", "regulators in Kenya"
        seat = after(head, ("of", "in", "at"), parse)
        return beside[-1:] or [m for m in seat if m.kind in RULERS]
    if lemma in _INSTRUMENTS:
        return beside[-1:] or _of_instrument(head, parse, depth)
    return []


def _titled(head: Token, parse: Parse) -> list[Mention]:
    """Read for whom an official acts: "Texas Attorney General X", "X, the EU's trade chief"."""
    near = [m for m in before(head, parse) if m.kind in RULERS]
    titled = [t for t in head.sent[: head.i - head.sent.start] if t.i >= head.left_edge.i]
    if near and any(t.lemma_.lower() in _OFFICES for t in titled):
        return near[-1:]
    for child in head.children:
        if child.dep_ == "appos" and child.lemma_.lower() in _OFFICES:
            here = [m for m in before(child, parse) if m.kind in RULERS]
            return here[-1:] or [m for m in after(child, ("of", "at"), parse) if m.kind in RULERS]
    return []


def _of_instrument(head: Token, parse: Parse, depth: int) -> list[Mention]:
    """Read whose law, ruling or bill it is."""
    named = [m for m in after(head, ("of", "by", "from", "in", "under"), parse) if m.kind in RULERS]
    if named:
        return named[:1]
    for child in head.children:
        if child.dep_ == "acl" and passive(child):
            by = (c for p in child.children if p.lower_ == "by" for c in p.children)
            if found := authorities(by, parse, depth + 1):
                return found
    over = head.head
    if head.dep_ == "dobj" and over.lemma_.lower() in _IMPOSES:
        return authorities(subjects(over), parse, depth + 1)
    return []


def parties(heads: Iterable[Token], parse: Parse, depth: int = 0) -> list[Mention]:
    """Give the ones bound that these phrases, and those joined to them, stand for."""
    found: list[Mention] = []
    for head in heads:
        for part in (head, *joined(head)):
            found += [m for m in _party(part, parse, depth) if m not in found]
    return found


def _party(head: Token, parse: Parse, depth: int) -> list[Mention]:
    own = parse.mention(head)
    if own is not None:
        span = parse.sentence.tokens_of(own)
        after_ = span.doc[span.end : span.end + 1] if span is not None else ()
        for token in after_ if own.kind is Kind.GOVERNMENT else ():
            if (firm := parse.mention(token)) is not None and firm.kind in BOUND:
                return [firm]  # "blacklists China Vantor"
        joined_on = span is not None and span.doc[span.end : span.end + 2].text
        return [] if joined_on and joined_on.startswith("-") else [own]  # "an X-style app"
    named = [m for m in parse.referents([head]) if m.kind not in RULERS]
    named = named or among_them(head, parse)
    if named or depth > _DEEP:
        return named
    lemma = head.lemma_.lower()
    if lemma in _OTHERS or head.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "X"):
        return []
    if lemma in _DEALS:
        return of_deal(head, parse)
    beside = [m for m in before(head, parse) if m.kind in BOUND]
    if beside:
        return beside[-1:]
    return [m for m in after(head, _INSIDE, parse, depth + 1) if m.kind in BOUND]


def among_them(head: Token, parse: Parse) -> list[Mention]:
    """Read "fourteen firms, among them X and Y" and "a row of sites, X and Y among them"."""
    if head.tag_ != "NNS" and head.lemma_.lower() not in SETS:
        return []
    for token in head.doc[head.i + 1 : head.sent.end - 1]:
        if token.lower_ != "among" or token.nbor(1).lower_ not in ("them", "these", "those"):
            continue
        listed_after = _run(token.doc[token.i + 2 : token.sent.end], parse)
        return listed_after or _run(token.doc[head.i + 1 : token.i], parse)
    return []


def _run(tokens: Span, parse: Parse) -> list[Mention]:
    """Give the names of a list, up to the next verb."""
    found: list[Mention] = []
    for token in tokens:
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.text in (";", ":"):
            break
        named = parse.mention(token)
        if named is not None and named.kind in BOUND and named not in found:
            found.append(named)
    return found


def of_deal(noun: Token, parse: Parse) -> list[Mention]:
    """Give who buys, not what is bought; both parties of a merger."""
    lemma = noun.lemma_.lower()
    beside = [m for m in before(noun, parse) if m.kind in BOUND]
    if lemma in _JOINT:
        named = [m for m in after(noun, ("of", "between", "with"), parse) if m.kind in BOUND]
        return [*beside[-2:], *named]
    by = [m for m in after(noun, ("by", "with"), parse) if m.kind in BOUND]
    return by or [m for m in beside if _possessive(m, noun, parse)][:1]


def _possessive(mention: Mention, noun: Token, parse: Parse) -> bool:
    span = parse.sentence.tokens_of(mention)
    if span is None:
        return False
    after_ = noun.doc[span.end] if span.end < len(noun.doc) else None
    own = span[-1].tag_ in ("POS", "PRP$") or mention.text.endswith(("'s", "’s", "s'", "s’"))
    return own or (after_ is not None and after_.tag_ == "POS")


def before(noun: Token, parse: Parse) -> list[Mention]:
    """Give the names among the modifiers before a noun, in order.

    Those before "-based" say where somebody sits, and a clause before the noun is not of it.
    """
    found: list[Mention] = []
    start = max(noun.left_edge.i, noun.i - 12)
    for token in noun.doc[start : noun.i]:
        named = parse.mention(token)
        if named is None or named in found:
            continue
        span = parse.sentence.tokens_of(named)
        if span is None or span.end > noun.i or _based(span[-1]):
            continue
        if _clause_between(span[-1], noun):
            found.clear()
            continue
        found.append(named)
    return found


def _based(last: Token) -> bool:
    rest = last.doc[last.i + 1 : last.i + 3].text.lower().replace(" ", "")
    return rest.startswith(("-based", "-born", "-linked", "-listed", "-owned", "-backed"))


def _clause_between(last: Token, noun: Token) -> bool:
    between = last.doc[last.i + 1 : noun.i]
    return any(t.lower_ in ("who", "which", "that", ",", ";", "(") for t in between)


def after(noun: Token, words: tuple[str, ...], parse: Parse, depth: int = 0) -> list[Mention]:
    """Give the names behind a noun's prepositions, inside their phrases too."""
    found: list[Mention] = []
    for prep in behind(noun, words):
        heads = [c for c in prep.children if c.dep_ in ("pobj", "nmod")]
        for mention in (*authorities(heads, parse, depth + 1), *parties(heads, parse, depth + 1)):
            if mention not in found:
                found.append(mention)
    return found


def behind(head: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """Find the prepositions of a word, those stacked one on another and participles too."""
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative") or child.lower_ == "involving":
            if child.lower_ in words:
                yield child
            yield from (c for c in child.children if c.dep_ == "prep" and c.lower_ in words)
