"""Who is named in an article: list first, territories, the model, runs, then the document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.clusters import cluster, find_acronyms
from kg.extract.document import Block
from kg.extract.domains import find_domains
from kg.extract.doubt import trusted
from kg.extract.enumerations import aligned, enumerated
from kg.extract.found import Found, disjoint
from kg.extract.institutions import find_firms, find_institutions, find_purposes, whole_law
from kg.extract.lists import ListMatcher
from kg.extract.longer import longer
from kg.extract.openers import find_openers
from kg.extract.runs import find_runs
from kg.extract.segment import SILENT
from kg.extract.shaped import find_people, find_seats
from kg.extract.tagged import find_tagged
from kg.extract.territories import Territories
from kg.extract.words import Words
from kg.model import Mention
from kg.names import KnownNames
from kg.vocabulary import Kind

_LEGAL_NEXT = re.compile(
    r",? (?:Inc|Incorporated|Ltd|Limited|LLC|Corp|Corporation|Co|PLC|plc|GmbH|AG|B\.?V|N\.?V)\b\.?"
    r"(?:,? (?:Ltd|Limited|LLC|Inc)\b\.?)?"
)


class MentionFinder:
    """Finds the mentions of an article; made once, used for many."""

    def __init__(self, names: KnownNames) -> None:
        self._names = names
        self._lists = ListMatcher(names)
        self._territories = Territories(names)

    def find(
        self, text: str, view: str, blocks: Iterable[Block], words: Words, *, english: bool = True
    ) -> tuple[Mention, ...]:
        """Find all mentions of a text, sorted; where it is not English, listed names only."""
        blocks = tuple(blocks)
        heard = hush(view, blocks)
        listed = [f for f in self._lists.find(heard, words) if f.kind is not Kind.GOVERNMENT]
        listed = [_with_legal_form(f, heard) for f in listed]
        listed = [whole_law(f, heard) for f in listed]
        states = self._territories.find(heard, words)
        if english:
            formed = find_institutions(heard, listed)
            listed_together = enumerated(heard, words)
            tagged = aligned(trusted(find_tagged(words, heard), words), listed, heard)
            formed += find_firms(heard, listed)
            formed += trusted(find_purposes(heard, words, [*listed, *formed]), words)
            beyond = longer(tagged, listed, words, heard)
            openers = find_openers(heard, blocks, listed, self._names)
            people = find_people(heard, words, [*beyond, *formed, *listed, *states])
            people = trusted(people, words)
            heads = self._territories.administrations(heard)
            domains = find_domains(heard, words)
            named = [
                *heads,
                *formed,
                *beyond,
                *listed,
                *openers,
                *states,
                *listed_together,
                *people,
                *domains,
                *find_seats(heard, words),
                *tagged,
            ]
            finds = disjoint(named)
            runs = trusted(find_runs(words, heard, finds), words)
            finds = disjoint([*finds, *runs])
            finds = disjoint([*finds, *find_acronyms(finds, heard)])
        else:
            finds = disjoint([*listed, *(s for s in states if s.text == s.name)])
        mentions = [m for c in cluster(finds, heard, words) for m in c.mentions(text)]
        return tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def hush(view: str, blocks: Iterable[Block]) -> str:
    """Blank what yields nothing: furniture, bylines, captions."""
    parts = []
    at = 0
    for block in blocks:
        if block.kind in SILENT:
            parts += [view[at : block.start], " " * (block.end - block.start)]
            at = block.end
    return "".join(parts) + view[at:]


def _with_legal_form(find: Found, view: str) -> Found:
    """Let a listed name take in the legal form after it: "ByteDance Ltd."."""
    if find.kind not in (Kind.COMPANY, Kind.APP):
        return find
    tail = _LEGAL_NEXT.match(view, find.end)
    if tail is None:
        return find
    end = tail.end()
    if view[end - 1] == "." and _ends_sentence(view, end):
        end -= 1
    return find.cut(find.start, end, view)


def _ends_sentence(view: str, end: int) -> bool:
    """Say whether the full stop before `end` closes the sentence, and so is no abbreviation's."""
    rest = view[end : end + 3]
    return not rest.strip() or bool(re.match(r"\s+[A-Z]", rest)) or rest.startswith("\n")
