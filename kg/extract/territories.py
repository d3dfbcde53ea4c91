"""States, regions and capitals in a text, and where they act as governments.

A country is a Government. An adjective ("Chinese") names its state only before a word for those
who act for it ("Chinese regulators"); a capital ("Beijing") only where the sentence makes it act.
"""

from __future__ import annotations

import re
from functools import cache

from rigour.territories import get_territories
from spacy.tokens import Token

from kg.extract.demonyms import ADJECTIVES, CAPITALS, OTHER_NAMES
from kg.extract.found import Found
from kg.extract.scanner import Scanner
from kg.extract.words import Words
from kg.extract.wordset import wordset
from kg.model import Entity
from kg.names import KnownNames
from kg.vocabulary import Kind

_ACTORS = (
    r"(?:(?:federal|national|central|local|antitrust|competition|communist|military)\s)?"
    r"(?:[Gg]overnments?|[Aa]uthorities|regulators?|officials|lawmakers|[Aa]dministration|"
    r"policymakers|leadership|censors|diplomats|negotiators|legislators|trade officials)\b"
)
_ACTOR = re.compile(r"(?:'s)?\s(" + _ACTORS + r")")
# Bodies without a name of their own: "a Russian court" is Russia's.
_BODY = re.compile(
    r"\s((?:(?:federal|high|supreme|appeals|district|antitrust|competition|privacy|media|telecoms?"
    r"|internet|market|financial|banking|securities|data protection|cyber|commerce|trade|finance"
    r"|foreign|industry|economy|central|state|top)\s){0,3}"
    r"(?:courts?|judges?|ministry|ministries|watchdogs?|regulators?|prosecutors|parliament|tribunal"
    r"|agency|agencies|authority|police|customs|central bank)\b)(?!-)"
)
# A state that owns or backs: "the Russian state-owned firm", "Kremlin-backed".
_STATE_TIED = re.compile(
    r"\s[Ss]tate(?=-(?:owned|backed|run|controlled|funded|affiliated|linked|sponsored)\b)"
)
# Heads of state and ministers: "Serbian President Jane Roe", "French Finance Minister X".
_HEADED = re.compile(
    r"(?=\s(?:(?:Vice|Deputy|Foreign|Finance|Economy|Trade|Defen[cs]e|Interior|Digital|Industry"
    r"|Energy|Commerce|Justice|Health|Interim|Prime)\s){0,2}(?:[Pp]resident|[Mm]inister"
    r"|[Cc]hancellor|[Pp]remier|[Kk]ing|[Ee]mir|[Pp]rime [Mm]inister)\s[A-Z])"
)
_TIED = re.compile(
    r"(?=-(?:owned|backed|run|controlled|funded|linked|sponsored|aligned|supported)\b)"
)
_CURRENCY = re.compile(r"\s(?:dollars?|pounds?|yuan|yen|won|krona|kroner?|francs?|rupees?)\b")
_ADMINISTRATION = re.compile(
    r"(?<!\w)(?:Trump|Biden|Obama|Bush|Clinton|Reagan) [Aa]dministration\b"
)
_GOVERNMENT_OF = re.compile(r"\b(?:the\s)?[Gg]overnments?\sof\s(?:the\s)?$")
# Words that are more often something else than the region of that name.
_NOT_REGIONS = wordset(
    "Acre Central Madeira Uri Victoria Jura Zug Goa Georgia Washington Federal District"
)
_AMBIGUOUS_STATES = frozenset({"Georgia", "Jordan", "Chad", "Jersey", "Guinea", "Niger", "Mali"})
_ACTING = frozenset({"nsubj", "nsubjpass", "csubj", "agent", "dobj", "dative", "iobj"})
_BASED = re.compile(r"-(?:based|born|headquartered|listed)\b|,? D\.?C\.?\b|,? (?:State|state)\b")


class Territories:
    """Finds states, regions and capitals."""

    def __init__(self, names: KnownNames) -> None:
        self._names = names
        self._codes = state_names() | {
            name: entity.country.lower()
            for entity in names.entries
            if entity.kind is Kind.GOVERNMENT and entity.country
            for name in (entity.name, *entity.aliases)
            if name not in CAPITALS
        }
        self._regions = _region_names() - set(self._codes) - set(CAPITALS)
        forms = dict.fromkeys([*self._codes, *ADJECTIVES, *CAPITALS, *self._regions])
        self._scanner = Scanner([f.replace("\u2019", "'") for f in forms])

    def find(self, view: str, words: Words) -> list[Found]:
        """Find states, those who act for them, acting capitals, regions and other capitals."""
        found = []
        for start, end, index in self._scanner.scan(view):
            form = self._scanner.forms[index]
            find = self._state(view, words, start, end, form) or self._place(
                view, words, start, end, form
            )
            if find is not None:
                found.append(find)
        return found

    def administrations(self, view: str) -> list[Found]:
        """Find governments called by their head: "the Biden administration"."""
        entity, _ = self.government("us")
        return [
            Found(m.start(), m.end(), m[0], Kind.GOVERNMENT, "territory", entity, m[0], "US")
            for m in _ADMINISTRATION.finditer(view)
        ]

    def government(self, code: str) -> tuple[Entity | None, str]:
        """Give the known entity and the name of the state with this code."""
        entity = self._names.get(f"government/{code}")
        return entity, entity.name if entity else _NAMES.get(code, code.upper())

    def _state(self, view: str, words: Words, start: int, end: int, form: str) -> Found | None:
        if _CURRENCY.match(view, end):
            return None
        actor = _ACTOR.match(view, end)
        if form in ADJECTIVES and not actor:
            actor = (
                _STATE_TIED.match(view, end) or _BODY.match(view, end) or _HEADED.match(view, end)
            )
        if form in self._codes:
            token = words.at(start)
            doubtful = form in _AMBIGUOUS_STATES
            if doubtful and not (token is not None and token.ent_type_ == "GPE"):
                return None
            within = words.between(start, end)
            if within and _inside_name(within[-1], view, end) and not actor:
                return None
            before = _GOVERNMENT_OF.search(view, max(0, start - 24), start)
            code = self._codes[form]
            start = before.start() if before else start
        elif form in ADJECTIVES and actor:
            code = ADJECTIVES[form]
        elif form in CAPITALS and (
            actor or _TIED.match(view, end) or self._acting(view, words, start, end)
        ):
            code = CAPITALS[form]
        else:
            return None
        entity, name = self.government(code)
        name = form if form in self._codes else name
        stop = actor.end() if actor else end
        return Found(
            start, stop, view[start:stop], Kind.GOVERNMENT, "territory", entity, name, code.upper()
        )

    def _place(self, view: str, words: Words, start: int, end: int, form: str) -> Found | None:
        if (form not in CAPITALS and form not in self._regions) or _CURRENCY.match(view, end):
            return None
        token = words.at(start)
        if token is None or token.pos_ not in {"PROPN", "NOUN"} or _inside_name(token, view, end):
            return None
        entity = self._names.find(form, Kind.PLACE)
        country = entity.country if entity else CAPITALS.get(form, "").upper() or None
        return Found(start, end, form, Kind.PLACE, "territory", entity, form, country)

    def _acting(self, view: str, words: Words, start: int, end: int) -> bool:
        """Say whether a capital stands for its government: subject, agent, possessor, party."""
        tokens = words.between(start, end)
        if not tokens or _BASED.match(view, end):
            return False
        return _acts(tokens[-1])


def _acts(token: Token) -> bool:
    if token.dep_ in _ACTING:
        return True
    if token.dep_ == "poss":
        return token.head.pos_ != "PROPN"
    if token.dep_ == "pobj":
        prep = token.head.lower_
        return prep in {"by", "between", "with", "against"}
    if token.dep_ == "conj" and token.head.i != token.i:
        return _acts(token.head)
    return False


def _inside_name(token: Token, view: str, end: int) -> bool:
    """Say whether a state's or town's name is part of a longer proper name."""
    if token.ent_type_ not in {"ORG", "FAC", "PRODUCT", "LAW", "WORK_OF_ART", "EVENT", "PERSON"}:
        return False
    follows = token.i + 1 < len(token.doc) and token.nbor(1).ent_iob_ == "I"
    return follows and view[end : end + 2] != "'s"


@cache
def state_names() -> dict[str, str]:
    """Give the names of states, usual and full, with their codes."""
    names = dict(OTHER_NAMES)
    for territory in get_territories():
        if territory.is_country and not territory.is_historical:
            for name in (territory.name, territory.full_name):
                names.setdefault(name, territory.code)
    return names


def _region_names() -> set[str]:
    names = set()
    for territory in get_territories():
        if "-" in territory.code and not territory.is_historical and not territory.is_country:
            name = re.sub(r"\s\(.*\)$", "", territory.name)
            if name not in _NOT_REGIONS and "SSR" not in name:
                names.add(name)
    return names


_NAMES = {t.code: t.name for t in get_territories() if t.is_country}
