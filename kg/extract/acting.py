"""What a name does in its sentence: acting, or being treated, as only some kinds of thing are."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.wordset import wordset

# What organisations do and things do not.
_DEEDS = wordset(
    """say announce buy acquire purchase own sue deny plan agree raise invest compete sell release
    develop offer appeal argue partner supply operate manufacture unveil post hire appoint
    file ban block order approve reject refuse decline warn fine launch pay employ report spend
    license accuse pledge promise intend hope expect claim confirm admit disclose publish tell
    comply settle merge acquit lobby fund finance back found design tweet join sign become win
    lose add build open close move expand cut introduce challenge defend comment withdraw"""
)
# What businesses do, and persons seldom by their surname alone.
_TRADES = wordset(
    """buy acquire purchase own raise sell release develop manufacture supply unveil hire merge
    partner compete launch make produce ship operate employ license offer build"""
)
# What is done to companies and apps.
_DONE_TO = wordset(
    """ban block fine sue acquire buy purchase suspend restrict blacklist sanction investigate probe
    own found co-found sell back fund delist unblock accuse designate penalise penalize regulate
    order allow force subpoena raid use download install"""
)
_WHERE_APPS_ARE = wordset("on via using through")
_TAIL = frozenset({"dobj", "nsubjpass"})


def verb_of(token: Token) -> Token | None:
    """Give the verb that a subject or object stands with."""
    head = token.head
    return head if head.i != token.i and head.pos_ in {"VERB", "AUX"} else None


def does(token: Token) -> bool:
    """Say whether a name is subject of what only organisations and people do."""
    verb = verb_of(token)
    if verb is None or token.dep_ != "nsubj":
        return False
    verbs = {verb.lemma_, *(c.lemma_ for c in verb.children if c.dep_ == "xcomp")}
    return bool(verbs & _DEEDS)


def trades(token: Token) -> bool:
    """Say whether a name is subject of what businesses do."""
    verb = verb_of(token)
    if verb is None or token.dep_ != "nsubj" or verb.lemma_ not in _TRADES:
        return False
    return any(c.dep_ in {"dobj", "prep", "ccomp"} for c in verb.children)


def is_done_to(token: Token) -> bool:
    """Say whether a name is object of what is done to companies and apps."""
    verb = verb_of(token)
    if token.dep_ in _TAIL and verb is not None:
        return verb.lemma_.lower() in _DONE_TO
    return any(c.dep_ == "acl" and c.lemma_ in _DONE_TO for c in token.children)


def bare(token: Token) -> bool:
    """Say whether no article, number or adjective stands before a word: it may be a name."""
    return not any(
        c.i < token.i and c.dep_ in {"det", "nummod", "amod", "poss"} for c in token.lefts
    )


def is_used(token: Token) -> bool:
    """Say whether a name is where people post or what they get access to: "on X"."""
    if token.dep_ != "pobj":
        return False
    prep = token.head
    return prep.lower_ in _WHERE_APPS_ARE or (prep.lower_ == "to" and prep.head.lower_ == "access")
