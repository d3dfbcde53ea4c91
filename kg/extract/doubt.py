"""Which unlisted names are let go for want of evidence.

The model tags capitals in headings, defined terms of legal texts and technical abbreviations as
names. A name stays when its own words, a cue, its use in the sentence or its recurrence bear it
out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.document import Block, BlockKind
from kg.extract.found import Found
from kg.extract.kinds import by_noun, legal_tail
from kg.extract.words import Words
from kg.extract.wordset import wordset
from kg.vocabulary import Kind

# Words of one kind of body: alone they name nobody ("the Commission").
GENERIC = wordset(
    """Commission Ministry Department Court Committee Council Bureau Agency Authority Board Senate
    Parliament Congress Cabinet Government State Administration Party Union Foundation Institute
    University Association Company Group Fund Bank House Treasury Tribunal Secretariat Republic
    Office Assembly Federation Alliance Coalition Directorate Task_Force Chamber Police Army"""
)
# Words of contracts, menus and trades that are capitals but no names.
TERMS = wordset(
    """act acts affiliate affiliates agreement annex appendix article articles background bill bills
    chapter clause community companies competition conclusion customers data documents document
    entity entities exhibit fact figure findings hackers hacking internet introduction investor
    investors issuer law laws list machine media members merger model models network notice order
    orders parties party people platform platforms policy privacy program project purchaser
    purchasers regulation regulations report review rule rules schedule section sections security
    seller service services site state states store summary table team tech technology terms title
    tools transaction update users value venture video web whiteboard email mail music news science
    software hardware cloud chip chips phone phones car cars plane trade economy business finance
    industry market markets energy defense defence health education research development management
    marketing sales support operations engineering design product products real_estate
    big_tech venture_capital private_equity artificial_intelligence machine_learning blockchain
    crypto cryptocurrency open_source framework_agreement west east north south western eastern
    american european asian african god earth moon sun"""
)
_ABBREVIATION = re.compile(r"(?:[A-Z]\.?){2,5}\d?")
_HUMAN = wordset(
    """say tell add argue believe think write tweet post note warn claim explain ask answer admit
    testify declare insist suggest recall joke praise criticize resign join graduate quit step
    speak talk meet live die marry become work serve lead found co-found ban sign announce want
    plan call urge promise pledge appoint nominate"""
)
_LOCATING = wordset(
    """in at from near to outside inside across around through into of throughout toward towards
    between"""
)
_ACTS = wordset("nsubj nsubjpass poss agent appos conj pobj dobj compound ROOT attr dative nmod")


def trusted(finds: Sequence[Found], words: Words) -> list[Found]:
    """Keep of the model's and the runs' finds those that something bears out."""
    body = [f for f in finds if not _in_heading(f, words)]
    counts = Counter(f.text for f in body)
    return [f for f in body if _borne_out(f, words, counts)]


def _borne_out(find: Found, words: Words, counts: Counter[str]) -> bool:
    text = find.text
    lower = text.casefold()
    if lower in TERMS or text in GENERIC or text.strip(".") in GENERIC:
        return False
    if " " not in text and (lower in words.common or lower.removesuffix("s") in words.common):
        return False
    token = words.at(find.start)
    if token is None or _valued(words, find):
        return False
    head = _head(words, find) or token
    if find.kind is Kind.PERSON and " " not in text and "-" not in text:
        return _titled_person(token)  # a surname alone is nobody's but the document's
    if find.kind is Kind.PERSON:
        return find.sure or _human(head, token)
    if find.kind is Kind.PLACE and find.origin == "model":
        return _located(head, counts[text]) or " " in text
    if not find.sure and " " not in text and _feels(head):
        return False
    if not find.sure and counts[text] < 2 and (_qualifies(head) or _counted(token)):
        return False
    if not find.sure and _ABBREVIATION.fullmatch(text):
        return counts[text] > 1 and head.dep_ in _SUBJECT_LIKE
    return True


_MONEY = wordset(
    "dollar dollars pound pounds yuan yen won krona krone kroner franc francs rupee rupees"
)


def _valued(words: Words, find: Found) -> bool:
    """Say whether a name is the first half of a currency's: "Hong Kong dollar"."""
    last = words.between(find.start, find.end)[-1]
    return last.i + 1 < len(last.doc) and last.nbor(1).lower_ in _MONEY


_PERSONAL = wordset(
    """smile laugh joke quip die live marry resign retire graduate nod shrug testify recall sigh
    speak walk sit stand grin weep cry sleep"""
)


def _feels(head: Token) -> bool:
    """Say whether a name is subject of what only persons do: a surname, tagged as a firm."""
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in _PERSONAL


def _qualifies(head: Token) -> bool:
    """Say whether a name only qualifies a common noun: "Blackwell chips", "a Nauruan election"."""
    return (
        head.dep_ in {"compound", "nmod", "amod"}
        and head.head.pos_ == "NOUN"
        and by_noun(head.head.lower_) is None
    )


def _counted(first: Token) -> bool:
    """Say whether a word is one of many: "a Linus", "every Blackwell"."""
    if first.i == 0:
        return False
    return first.nbor(-1).lower_ in {"a", "an", "any", "every", "each", "these", "those"}


_SUBJECT_LIKE = wordset("nsubj nsubjpass poss agent appos")


def _in_heading(find: Found, words: Words) -> bool:
    block = words.block_at(find.start)
    if block is None or _titled(block, find, words):
        return block is not None
    return block.kind is BlockKind.HEADING and not (find.sure and _plain(block, words))


def _plain(block: Block, words: Words) -> bool:
    """Say whether a heading is a headline in sentence case, in which capitals mean names."""
    tokens = [t for t in words.between(block.start, block.end) if t.is_alpha]
    verbs = any(t.pos_ in {"VERB", "AUX"} for t in tokens)
    small = sum(t.text[0].islower() for t in tokens)
    return verbs and small >= 2 and small * 3 >= len(tokens)


def _titled(block: Block, find: Found, words: Words) -> bool:
    """Say whether a name stands in a line in title case that is not marked as a heading."""
    if legal_tail(find.text[find.text.rfind(" ") :]) or block.end - block.start > _LONGEST_TITLE:
        return False
    tokens = [t for t in words.between(block.start, block.end) if t.is_alpha and len(t) > 3]
    if len(tokens) < _SHORTEST_TITLE or any(t.is_punct for t in tokens[0].doc):
        return False
    capitals = sum(t.text[0].isupper() for t in tokens)
    return capitals >= len(tokens) * _TITLE_SHARE


_LONGEST_TITLE = 160  # code points
_SHORTEST_TITLE = 5  # words of four letters or more
_TITLE_SHARE = 0.75


def _head(words: Words, find: Found) -> Token | None:
    """Give the syntactic head of a name's words."""
    tokens = words.between(find.start, find.end)
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), None)


def _titled_person(first: Token) -> bool:
    """Say whether a title or role stands right before a name: "Minister Quimby"."""
    return first.i > 0 and first.nbor(-1).text.rstrip(".") in _TITLES


def _human(head: Token, first: Token) -> bool:
    """Say whether a single name is used as a person's: it speaks, or has a title before it."""
    if _titled_person(first):
        return True
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return head.head.lemma_.lower() in _HUMAN
    return (
        any(c.dep_ == "appos" and c.ent_type_ == "" for c in head.children) and len(first.text) > 2
    )


_TITLES = wordset(
    """Mr Mrs Ms Dr Prof Sir President Minister Premier Chancellor Senator Secretary Governor Rep
    Sen Gov Gen Justice Judge Chairman CEO Commissioner founder co-founder executive minister
    president spokesman spokeswoman analyst senator chairman"""
)


def _located(head: Token, count: int) -> bool:
    """Say whether a place is used as one: after a preposition, beside another, or again."""
    if head.dep_ == "pobj" and head.head.lower_ in _LOCATING:
        return True
    if head.dep_ in {"appos", "conj", "npadvmod"} and head.head.ent_type_ in {"GPE", "LOC"}:
        return True
    if any(c.ent_type_ == "GPE" and c.dep_ == "appos" for c in head.children):
        return True
    return count > 2 and head.dep_ == "compound"
