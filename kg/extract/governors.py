"""What governs a trigger: the climb from a word to the top of its clause, taking signs.

Its auxiliaries, adverbs and negation; then the verb or noun it is a complement of ("agreed to",
"plans to", "prevented from"), and so on to the top. A relative clause stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.clauses import before_gerund, lemma
from kg.extract.gainsaid import false, falsely, ruled_out, short_of, turned_down, unsaid, yet_to
from kg.extract.marks import MODALS, before, infinitive, modifiers
from kg.extract.signs import DENIED, Judged, words
from kg.extract.undone import given_up, progressing, put_off, voted_down
from kg.extract.wordlists import listed

_SAYING = listed("saying")
_HEARSAY = listed("hearsay")
_COMPLETES = listed("completes")
_REPORTS = listed("reports")
_GIVES_UP = ("walk", "pull", "back", "step", "drop")
_CEASING = ("stop", "cease", "halt", "quit", "end")
_ABOUT = ("of", "on", "for", "about", "over", "to")
_BEING = ("be", "come", "remain", "place", "put", "stay")
_DEEP = 8  # more governors than any sentence that was read had


def climb(token: Token, found: Judged, depth: int = 0) -> None:
    """Take the signs of a word and of all that governs it."""
    if depth > _DEEP:
        return
    argument = token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")
    nominal = token.pos_ in ("NOUN", "PROPN") or argument
    if nominal and (not token.tag_.startswith("VB") or token.dep_ in ("dobj", "pobj")):
        before(token, found)
        appended(token, found)
        _noun_up(token, found, depth)
        return
    modifiers(token, found)
    if unsaid(token) or yet_to(token) or short_of(token):
        found.add(DENIED)
        if not unsaid(token):
            return
    _verb_up(token, found, depth)


def _verb_up(verb: Token, found: Judged, depth: int) -> None:
    head, dep = verb.head, verb.dep_
    if dep == "ccomp" and _independent(verb, head):
        return
    if dep in ("xcomp", "ccomp") and head != verb:
        if head.pos_ in ("NOUN", "PROPN"):
            if dep == "ccomp" and head.lemma_ in _REPORTS:
                _said_of(head, found, depth)
                return
            _noun_sign(head, found)
            climb(head, found, depth + 1)
            return
        if head.lemma_ == "use" and head.tag_ == "VBD":
            found.add("former")
        if head.lemma_ in _CEASING and dep == "xcomp":
            found.add("former")  # "stopped shipping": it did so until then
        else:
            _governor(head, found, clause=dep == "ccomp")
        if dep == "ccomp" and (falsely(head) or (head.lemma_ == "be" and false(head))):
            found.add(DENIED)
        told = [c.lemma_.lower() for c in head.children if c.dep_ == "nsubj"]
        if head.lemma_ == "report" or (head.lemma_ in _SAYING and _HEARSAY & {*told}):
            found.add("speculated")
        if head.lemma_ == "be" and infinitive(verb):
            found.add("announced")  # "is to receive"
        if dep == "xcomp" or head.lemma_ not in _SAYING:
            climb(head, found, depth + 1)
    elif dep == "conj":
        if any(c.lower_ == "neither" for c in head.children):
            found.add(DENIED)
        shared = verb.tag_ == "VB" or (verb.tag_ == head.tag_ and not _own_subject(verb))
        if shared and verb.tag_ == "VB":
            modifiers(head, found)
        if not _own_subject(verb):
            _verb_up(head, found, depth + 1)
    elif dep in ("acl", "relcl") and infinitive(verb):
        _noun_sign(head, found, default="announced")
        climb(head, found, depth + 1)
    elif dep in ("acl", "relcl") and any(c.dep_ == "mark" for c in verb.children):
        _said_of(head, found, depth)  # "dismissed reports that"
    elif dep == "relcl" and head.lemma_ in _REPORTS and turned_down(head):
        found.add(DENIED)
    elif (raised := before_gerund(verb)) is not None:
        over = raised.head.head if raised.dep_ == "pobj" else raised.head
        if over.lower_ == "open":
            found.add("speculated")
        _governor(over, found, clause=False)
        _noun_sign(over, found)
        climb(over, found, depth + 1)
    elif dep == "advcl" and head.pos_ in ("VERB", "AUX"):
        if infinitive(verb) and not any(c.dep_ == "mark" for c in verb.children):
            found.purpose = True
            _governor(head, found, clause=False)
            climb(head, found, depth + 1)
    elif dep == "pcomp":
        _from_preposition(verb, found, depth)


def _independent(verb: Token, head: Token) -> bool:
    """Say whether a semicolon parts a clause from the one it is hung on."""
    between = verb.doc[min(verb.i, head.i) : max(verb.i, head.i)]
    return any(t.text == ";" for t in between)


def _said_of(noun: Token, found: Judged, depth: int) -> None:
    """Read what becomes of a report: "denied reports that", "amid speculation that"."""
    _noun_sign(noun, found)
    if any(c.lower_ == "no" for c in noun.children) or "myth" in noun.lemma_:
        found.add(DENIED)  # "no evidence that"
    elif noun.lemma_ in _REPORTS:
        if turned_down(noun):
            found.add(DENIED)
        if noun.dep_ in ("dobj", "nsubjpass"):
            climb(noun.head, found, depth + 1)


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _from_preposition(verb: Token, found: Judged, depth: int) -> None:
    prep, over = verb.head, verb.head.head
    before = prep.nbor(-1).lower_ if prep.i else ""
    aside = before in ("instead", "rather") and not unsaid(verb)  # then it is counted already
    if prep.lower_ in ("without", "against") or aside:
        found.add(DENIED)
    if prep.lower_ == "by" and over.pos_ in ("VERB", "AUX"):
        # The means of something that only might be done: "by buying X, Y could harm".
        for child in over.children:
            found.add(MODALS.get(child.lower_) if child.dep_ == "aux" else None)
    if prep.lower_ in ("after", "before", "since", "by", "when", "despite", "following"):
        return
    if over.pos_ in ("VERB", "AUX"):
        _governor(over, found, clause=False)
        if over.lemma_ == "open" or (over.lemma_ == "look" and prep.lower_ in ("at", "into")):
            found.add("speculated")
        climb(over, found, depth + 1)
    elif over.pos_ in ("NOUN", "PROPN", "ADJ"):
        _noun_sign(over, found)
        if over.lower_ == "open":
            found.add("speculated")
        climb(over, found, depth + 1)


def _governor(verb: Token, found: Judged, *, clause: bool) -> None:
    """Take the sign of a verb that governs a clause."""
    sign = words().verbs.get(verb.lemma_.lower())
    if verb.lemma_ == "rule" and not ruled_out(verb):
        sign = None
    if clause and verb.lemma_ in ("set", "move", "near", "like", "call", "conclude", "decide"):
        sign = None
    if lemma(verb) in found.settles and not ruled_out(verb):
        sign = None
    if sign is None and verb.lemma_ in ("say", "report") and _is_passive(verb):
        sign = "speculated"
    if verb.pos_ == "ADJ" and verb.lower_ in ("open", "likely", "willing", "able", "unable"):
        sign = "speculated"
    found.add(sign)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _noun_sign(noun: Token, found: Judged, default: str | None = None) -> None:
    if lemma(noun) not in found.settles:
        found.add(words().nouns.get(noun.lemma_.lower(), default))


def _noun_up(noun: Token, found: Judged, depth: int) -> None:
    """Read what governs an event noun: "abandoned its bid", "talks on a merger"."""
    head, dep, table = noun.head, noun.dep_, words()
    if dep == "appos" and head.ent_type_ in ("DATE", "TIME"):
        # An object after an aside: "delayed by a week, until May, a ban on"
        head = next((t for t in noun.ancestors if t.pos_ == "VERB"), head)
        dep = "dobj"
    if dep in ("dobj", "nsubjpass") and head.pos_ in ("VERB", "AUX"):
        whole = head.lemma_ != "strike" or any(c.lower_ == "down" for c in head.children)
        settled = lemma(head) in found.settles and not ruled_out(head)
        if head.lemma_ not in _COMPLETES and whole and not settled:
            # "struck a deal" strikes nothing down
            found.add(table.on.get(head.lemma_.lower()))
        found.add("blocked" if voted_down(head) or given_up(head) else None)
        found.add("announced" if put_off(head) else None)
        climb(head, found, depth + 1)
    elif dep in ("nsubj", "attr") and head.pos_ in ("VERB", "AUX"):
        if head.lemma_ in ("collapse", "fail", "fall", "stall") or voted_down(head):
            found.add("blocked")
        if head.lemma_ == "loom":
            found.add("proposed")
        modifiers(head, found)
    elif dep == "pobj" and head.head != head:
        over = head.head
        if over.lemma_ == "look" and head.lower_ in ("at", "into") and progressing(over):
            found.add("speculated")  # "is looking at a ban"
        if over.lower_ in ("away", "back", "out") and over.head.lemma_ in _GIVES_UP:
            found.add("blocked")  # "walked away from", "pulled out of"
            return
        if over.lemma_ in _REPORTS and turned_down(over):
            found.add(DENIED)  # "denied reports of", "rumours about it are baseless"
        elif over.pos_ in ("NOUN", "PROPN") and head.lower_ in _ABOUT:
            _noun_sign(over, found)
            climb(over, found, depth + 1)
        elif over.pos_ in ("VERB", "AUX") and (
            head.lower_ in ("on", "to", "about", "with", "for", "of")
            or (head.lower_ in ("in", "under") and over.lemma_ in _BEING)
        ):
            _governor(over, found, clause=False)
            climb(over, found, depth + 1)
    elif dep == "compound" and head.pos_ == "NOUN":
        _noun_sign(head, found)  # "an acquisition offer"
        _noun_up(head, found, depth + 1)
    elif dep in ("conj", "appos") and head.pos_ in ("NOUN", "PROPN"):
        _noun_up(head, found, depth + 1)


def appended(noun: Token, found: Judged) -> None:
    """Read what is added to an event noun: "a deal that regulators later blocked"."""
    for verb in _later(noun):
        sign = words().on.get(verb.lemma_.lower())
        sign = "blocked" if voted_down(verb) else sign
        if sign in ("blocked", "former"):
            found.add(sign)


def _later(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "relcl" or (child.dep_ == "acl" and child.tag_ == "VBN"):
            yield child
        elif child.dep_ == "appos" and child.lemma_ in (
            "deal",
            "transaction",
            "bid",
            "move",
            "plan",
        ):
            yield from (c for c in child.children if c.dep_ in ("relcl", "acl"))
