"""Words that refer back: what kinds they may mean, and where they mean nobody."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.demonyms import ADJECTIVES
from kg.extract.wordset import wordset
from kg.vocabulary import Kind

_C, _A, _B, _G, _O = Kind.COMPANY, Kind.APP, Kind.PUBLIC_BODY, Kind.GOVERNMENT, Kind.ORGANIZATION
_NOUNS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    (
        """company firm giant conglomerate chipmaker startup start-up carmaker automaker retailer
        manufacturer maker airline bank developer carrier lender group corporation""",
        (_C, _A),
    ),
    (
        """app platform service site website chatbot messenger network browser marketplace""",
        (_A,),
    ),
    (
        """regulator watchdog agency authority ministry commission department court committee
        bureau council board""",
        (_B,),
    ),
    ("country nation government state", (_G,)),
    (
        "institute university foundation newspaper fund charity nonprofit association",
        (_O,),
    ),
    ("act law bill regulation directive", (Kind.LAW,)),
)
KINDS_OF: dict[str, tuple[Kind, ...]] = {
    word: kinds for words, kinds in _NOUNS for word in words.split()
}
"""Common noun to the kinds that "the" before it can mean, the likeliest first."""
LITERAL = wordset(
    "ministry commission department court committee bureau council board institute university"
    " foundation fund association act bill regulation directive"
)
"""Nouns that must stand in the name of whom they mean: "the ministry" is a Ministry."""
ALONE = wordset("agency authority")
"""Nouns that mean the one body that is near, or nobody where there are two."""
NEWCOMERS = wordset("startup start-up")
"""Nouns that mean the one last named, not the one that acts on it."""
PLURALS: dict[str, tuple[Kind, ...]] = {
    "companies": (_C, _A),
    "firms": (_C, _A),
    "countries": (_G,),
    "governments": (_G,),
}
IT = (_C, _A, _B, _O, _G)
PERSONAL = frozenset({"he", "she", "his", "her", "him"})
FIRST = frozenset({"we", "our", "us"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MAKERS = wordset("developer maker owner parent creator operator publisher")
"""Nouns whose "its" is an app's sooner than a firm's: "its developer"."""
_RAISING = wordset("be seem appear become take make")
_NARROWING = frozenset({"relcl", "appos", "acl", "nmod"})
_SOURCES = wordset(
    """analyst analysts economist economists strategist strategists researcher researchers expert
    experts trader traders investor investors banker bankers"""
)
_ASKING = wordset("want force order ask require urge let allow tell press push make help see")
# What is done to whom "it" means; of other verbs "it" as object is seldom a name's.
_DONE_TO_IT = wordset(
    """ban block sue acquire buy own fine sanction accuse back fund investigate join leave found
    sell regulate invest blacklist list sanction force order want ask require allow urge"""
)


def determiner(token: Token, words: set[str]) -> Token | None:
    """Give the word of these that leads a noun's phrase: "the", "both"."""
    return next((t for t in token.children if t.lower_ in words and t.i < token.i), None)


def narrowed(token: Token) -> bool:
    """Say whether a description tells a new one apart: "the company that ...", "the app store"."""
    if token.dep_ in {"compound", "nmod", "amod", "appos"}:
        return True
    for child in token.children:
        if child.text in ADJECTIVES:
            continue
        if child.dep_ in _NARROWING or child.pos_ == "PROPN" or child.ent_type_ in {"GPE", "NORP"}:
            return True
        if child.dep_ == "prep" and child.lower_ in {"of", "behind", "for", "with", "at"}:
            return True
        if child.dep_ == "amod" and child.lower_ in {"other", "first", "second", "only", "new"}:
            return True
    return False


def country_of(token: Token) -> str | None:
    """Give the state that a description's adjective names: "the Chinese firm"."""
    codes = (ADJECTIVES.get(c.text) for c in token.children)
    return next((code.upper() for code in codes if code), None)


def empty(token: Token) -> bool:
    """Say whether "it" stands for nothing that has a name: "it is clear that", "it takes years"."""
    head = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ in {"dobj", "pobj", "dative"} and token.lower_ == "it":
        verb = head if token.dep_ != "pobj" else head.head
        stake = verb.lemma_ in {"stake", "share", "investment"}
        return not stake and verb.lemma_.lower() not in _DONE_TO_IT
    if token.dep_ not in SUBJECTS or head.lemma_ not in _RAISING:
        return False
    clauses = {"ccomp", "xcomp", "advcl", "csubj"}
    return any(c.i > head.i and c.dep_ in clauses for c in head.subtree)


def barred(token: Token) -> list[Token]:
    """List the words whose names a pronoun cannot mean, for the grammar's sake.

    The subject of the verb it is object of ("the agency wants it to sell"), and the name in
    apposition to what it possesses ("ByteDance, its owner").
    """
    head = token.head
    if token.dep_ == "poss":
        return [head.head] if head.dep_ == "appos" else [c for c in head.children if _is_appos(c)]
    if token.lower_ == "itself":
        return []
    if token.dep_ in {"dobj", "dative"}:
        return _subjects(head)
    if token.dep_ == "pobj":
        verb = next((t for t in head.ancestors if t.pos_ == "VERB"), None)
        return _subjects(verb) if verb is not None else []
    if token.dep_ in SUBJECTS and head.dep_ in {"ccomp", "xcomp"} and head.head.lemma_ in _ASKING:
        asked = any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)
        return _subjects(head.head) if asked else []
    return []


def _is_appos(token: Token) -> bool:
    return token.dep_ == "appos"


def _subjects(verb: Token) -> list[Token]:
    """List the subjects of a verb, or of the verb that it is joined to."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own or verb.dep_ not in {"conj", "xcomp"} or verb.head.i == verb.i:
        return own
    return _subjects(verb.head)


def is_source(root: Token) -> bool:
    """Say whether a name only says where words come from: "analysts at X", "told X"."""
    head = root.head
    if root.dep_ == "pobj":
        if head.lower_ == "to" and head.head.lower_ == "according":
            return True
        return head.dep_ == "prep" and head.head.lower_ in _SOURCES
    if root.dep_ in {"compound", "poss", "nmod"} and head.lower_ in _SOURCES:
        return True
    return root.dep_ in {"dobj", "dative"} and head.lemma_ in {"tell", "inform"}
