"""Known names in a text, all of them in one pass (Aho-Corasick)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.acting import bare, does, is_done_to, is_used
from kg.extract.demonyms import ADJECTIVES, OTHER_NAMES
from kg.extract.found import Found
from kg.extract.kinds import legal_tail
from kg.extract.scanner import Scanner
from kg.extract.slots import slot_of
from kg.extract.tagged import TITLES
from kg.extract.words import Words
from kg.model import Entity
from kg.names import KnownNames
from kg.vocabulary import Kind

_NOUNS: dict[Kind, str] = {
    Kind.APP: r"app|apps|platform|service|site|website|chatbot|messenger|network|model|assistant"
    r"|browser|software|tool|game|marketplace",
    Kind.COMPANY: r"company|companies|firm|maker|chipmaker|startup|start-up|giant|group"
    r"|conglomerate"
    r"|developer|manufacturer|provider|carmaker|retailer|supplier|operator|investor|bank|owner",
    Kind.PUBLIC_BODY: r"regulator|agency|watchdog|body|authority|court|chamber|panel",
    Kind.PERSON: r"president|minister|chief|executive|ceo|founder|senator|chairman|billionaire"
    r"|secretary|mr\.?|ms\.?|mrs\.?|dr\.?|sen\.?|rep\.?|entrepreneur",
    Kind.ORGANIZATION: r"think tank|newspaper|broadcaster|institute|group|organi[sz]ation|outlet",
}
_LEGAL_TAIL = re.compile(r",?\s(?:inc|ltd|corp|llc|plc|gmbh|s\.a\.|ag|co|holdings)\b", re.I)

_SHOUTED = 8  # names of two words and so many letters are also known in capitals


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    form: str
    entity: Entity
    doubtful: bool


class ListMatcher:
    """Finds the known names in a text: longest first, whole words, case as written."""

    def __init__(self, names: KnownNames) -> None:
        self._doubtful = names.doubtful
        forms: dict[str, dict[str, Entity]] = {}
        self._written: dict[tuple[str, str], str] = {}
        for name in names.names:
            folded = name.replace("\u2019", "'").replace("\u2018", "'").replace("\u00a0", " ")
            for entity in names.called(name):
                forms.setdefault(folded, {}).setdefault(entity.id, entity)
                self._written.setdefault((entity.id, folded), name)
                if " " in folded and len(folded) >= _SHOUTED and folded.isascii():
                    forms.setdefault(folded.upper(), {}).setdefault(entity.id, entity)
                    self._written.setdefault((entity.id, folded.upper()), name)
        self._entries = [tuple(entities.values()) for entities in forms.values()]
        self._scanner = Scanner(list(forms))
        self._owners = {f: cut for f in forms if (cut := _owner(f, names))}

    def find(self, view: str, words: Words) -> list[Found]:
        """Find known names, longest first, in offset order.

        A doubtful name counts where it is tagged as a proper noun inside a sentence, where a cue
        stands beside it, or where another name of the same entity stands in the text.
        """
        hits = self._hits(view)
        sure = [h for h in hits if not h.doubtful]
        known = {at for h in sure for at in range(h.start, h.end)}
        hits = [h for h in hits if not h.doubtful or not _crowded(h, view, words, known)]
        named = {h.entity.id for h in hits if not h.doubtful}
        named |= {h.entity.id for h in hits if h.doubtful and _supported(h, view, words)}
        return [
            Found(
                h.start,
                h.end,
                view[h.start : h.end],
                h.entity.kind,
                "list",
                h.entity,
                country=h.entity.country,
            )
            for h in hits
            if not h.doubtful or (h.entity.id in named and _may_name(h, view, words))
        ]

    def _hits(self, view: str, at: int = 0) -> list[_Hit]:
        """List what the scan finds; `at` is the offset of this part of the view."""
        hits = []
        for start, end, index in self._scanner.scan(view):
            form = self._scanner.forms[index]
            if (cut := self._owners.get(form, 0)) > 0:
                hits += self._hits(view[start : start + cut], at + start)
                start += cut
            entity = _meant(self._entries[index], view, start, end)
            written = self._written[entity.id, form]
            hits.append(
                _Hit(at + start, at + end, form, entity, (entity.id, written) in self._doubtful)
            )
        return hits


def _owner(form: str, names: KnownNames) -> int:
    """Give the length of the state or department a listed body's name begins with: "China's "."""
    owner = re.match(r"(.+)'s (?=\w)", form)
    if owner is None:
        return 0
    state = names.find(owner[1], Kind.GOVERNMENT) is not None
    return owner.end() if state or owner[1].endswith((" Department", " Ministry")) else 0


def _supported(hit: _Hit, view: str, words: Words) -> bool:
    """Say whether a doubtful name is borne out where it stands."""
    if hit.entity.kind is Kind.PERSON and words.may_name(hit.start, hit.form):
        return True
    if words.names_inside(hit.start) or _cue(hit.entity.kind, view, hit.start, hit.end):
        return True
    token = words.at(hit.start)
    if token is None or hit.entity.kind not in (Kind.COMPANY, Kind.APP):
        return False
    slot = slot_of(view, hit.start, hit.end)
    if slot is not None and slot.kind in (Kind.COMPANY, Kind.APP) and len(hit.form) > 1:
        return True
    if " " in hit.form or token.pos_ not in _NOMINAL or not bare(token):
        return False
    if len(hit.form) == 1:  # a letter alone, as a party: "to ban X"
        return token.dep_ in _PARTIES and view[hit.end : hit.end + 1] not in "-/\u00d7"
    return does(token) or is_done_to(token)


def _may_name(hit: _Hit, view: str, words: Words) -> bool:
    """Say whether the word here can be the name: tagged so, or bare and used as one."""
    if words.may_name(hit.start, hit.form) or slot_of(view, hit.start, hit.end) is not None:
        return True
    token = words.at(hit.start)
    return (
        token is not None
        and token.pos_ in _NOMINAL
        and bare(token)
        and token.dep_ in _PARTIES
        and (does(token) or is_done_to(token) or is_used(token) or len(hit.form) == 1)
    )


def _crowded(hit: _Hit, view: str, words: Words, known: set[int]) -> bool:
    """Say whether a doubtful word is part of a longer name: "Circle Line", "Planet Earth".

    A title, a known name or a cue beside it does no harm: "Signal President", "Meta Threads".
    """
    if " " in hit.form or _cue(hit.entity.kind, view, hit.start, hit.end):
        return False
    token = words.at(hit.start)
    if token is None:
        return False
    return any(
        beside.pos_ == "PROPN"
        and beside.text[0].isupper()
        and hit.start + beside.idx - token.idx not in known
        and beside.lower_ not in TITLES
        and beside.text not in ADJECTIVES
        and beside.text not in OTHER_NAMES
        and not legal_tail(" " + beside.text)
        for beside in _beside(token)
        if hit.entity.kind is not Kind.PERSON or beside.i > token.i
    )


def _beside(token: Token) -> Iterator[Token]:
    """Yield the words right before and after, with nothing but a space between."""
    if token.i > 0 and token.nbor(-1).whitespace_ and not token.is_sent_start:
        yield token.nbor(-1)
    if token.whitespace_ and token.i + 1 < len(token.doc) and not token.nbor(1).is_sent_start:
        yield token.nbor(1)


_NOMINAL = frozenset({"PROPN", "NOUN", "SYM", "X"})
_PARTIES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "poss"})


def _cue(kind: Kind, view: str, start: int, end: int) -> bool:
    """Say whether the words beside a name speak of this kind."""
    nouns = _NOUNS.get(kind)
    if nouns is None:
        return False
    before, after = view[max(0, start - 40) : start].casefold(), view[end : end + 50].casefold()
    if re.search(rf"\b(?:{nouns})\s$", before) or re.match(rf"\s(?:{nouns})\b", after):
        return True
    if re.match(rf",?\s(?:(?:an?|the|its|which is an?)\s)(?:[\w-]+\s){{0,4}}(?:{nouns})\b", after):
        return True
    return kind is Kind.COMPANY and _LEGAL_TAIL.match(view[end : end + 12]) is not None


def _meant(entries: tuple[Entity, ...], view: str, start: int, end: int) -> Entity:
    """Choose between entities of one name by the words beside it; without a cue the first."""
    return next(
        (e for e in entries if len(entries) > 1 and _cue(e.kind, view, start, end)), entries[0]
    )
