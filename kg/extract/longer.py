"""Names that go on behind a listed one: "Apple Corps", "Vodafone Italia", "Gazprom-Media"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.demonyms import ADJECTIVES
from kg.extract.found import Found
from kg.extract.kinds import by_form, by_noun, legal_tail
from kg.extract.slots import slot_of
from kg.extract.tagged import TITLES
from kg.extract.territories import state_names
from kg.extract.words import Words
from kg.extract.wordset import wordset
from kg.vocabulary import Kind

_ORGANISED = (Kind.COMPANY, Kind.ORGANIZATION, Kind.PUBLIC_BODY, Kind.LAW)
_FIRMS = (Kind.COMPANY, Kind.APP)
_TAIL = re.compile(r"(?: [A-Z][\w&’-]+){1,3}")
_HYPHENED = re.compile(r"-[A-Z][a-z]+\w*(?![\w-])")
# Parts of the world as they end the names of subsidiaries.
_REGIONS = wordset(
    """Italia Brasil España Espana Deutschland Österreich Schweiz Polska Česko Magyarország Türkiye
    Nederland Sverige Norge Danmark Suomi Iberia Americas America Europe Asia Africa Arabia Nordic
    Nordics Benelux Balkans Latam LATAM MENA APAC EMEA Pacific Oceania Srbija Hrvatska Romania
    México Perú Maroc Algérie Indochina Eurasia Anadolu Atlantic Caribbean"""
)
_NOT_BRANCHES = wordset("US U.S. USA U.S.A. EU E.U. UK U.K. China America PRC UAE Congo")
_DAYS = re.compile(
    r" (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|CEO|CFO|COO|CTO|Inc|Ltd|AI|App|Chief|President"
    r"|Chairman|Executive|Director|Spokes\w+|Vice|Senior|Minister|Secretary|Shares|Stock)\b"
)
_BRANCHED = ("deal-verb", "deal-noun", "dealt-with", "funding", "work")


def longer(
    tagged: Sequence[Found], listed: Sequence[Found], words: Words, view: str
) -> list[Found]:
    """Find names that begin with a listed one and are another's by the words that follow.

    Those words must make it another thing by their own force, name a part of the world, or fill
    a company's place in the sentence together.
    """
    starts = {f.start for f in listed}
    found = []
    for find in listed:
        if find.kind in _FIRMS:
            found += _hyphened(find, starts, view) or _branch(find, starts, words, view)
    return [*_extensions(tagged, listed, words), *found]


def _hyphened(find: Found, starts: set[int], view: str) -> list[Found]:
    """Take in what a hyphen joins to a name, unless it is a name of its own: "Apple-Google"."""
    joined = _HYPHENED.match(view, find.end)
    if joined is None or joined.start() + 1 in starts or joined[0][1:] in state_names():
        return []
    return [_unlisted(find, joined.end(), Kind.COMPANY, view, sure=False)]


def _branch(find: Found, starts: set[int], words: Words, view: str) -> list[Found]:
    """Take in capitals that follow a firm's name where both together are a firm's."""
    tail = _TAIL.match(view, find.end)
    if tail is None or find.end + 1 in starts or _DAYS.match(view, find.end):
        return []
    place = re.compile(rf" ({_any_region()})(?![\w-])").match(view, find.end)
    if place is not None and find.kind is Kind.COMPANY:
        return [_unlisted(find, place.end(), Kind.COMPANY, view, sure=True)]
    first = words.at(find.end + 1)
    word = first.text if first is not None else ""
    if first is None or first.pos_ not in ("PROPN", "VERB") or word.lower() in TITLES:
        return []
    end = find.end + 1 + len(word)
    goes_on = re.match(r" [a-z]+", view[end : end + 20])
    after = words.at(end + 1) if goes_on else None
    if view[end : end + 1].strip(" ,.;:)'\n"):
        return []
    if (after is not None and after.pos_ in ("NOUN", "ADJ")) or by_noun(word.lower()):
        return []
    slot = slot_of(view, find.start, end)
    plural = word.endswith("s") and not word.endswith("ss")
    if slot is None or slot.id not in _BRANCHED or plural or word in ADJECTIVES:
        return []
    return [_unlisted(find, end, slot.kind, view, sure=True)]


def _any_region() -> str:
    states = {n for n in state_names() if len(n) > 3 and n not in _NOT_BRANCHES}
    return "|".join(map(re.escape, sorted(_REGIONS | states, key=len, reverse=True)))


def _unlisted(find: Found, end: int, kind: Kind, view: str, *, sure: bool) -> Found:
    return replace(
        find,
        end=end,
        text=view[find.start : end],
        kind=kind,
        origin="cue",
        entity=None,
        name="",
        country=None,
        sure=sure,
    )


def _extensions(tagged: Sequence[Found], listed: Sequence[Found], words: Words) -> Iterator[Found]:
    """Keep of the model's names those that go beyond a listed one: "Apple Corps", not "Apple".

    Only when the words added make it another thing by their own force, or it acts as one.
    """
    for find in tagged:
        inside = [f for f in listed if f.overlaps(find)]
        if len(inside) != 1 or inside[0].start < find.start or inside[0].end >= find.end:
            continue
        tail = find.text[inside[0].end - find.start :]
        if inside[0].start != find.start or legal_tail(tail) or not tail.startswith(" "):
            continue
        organised = by_form(find.text) in _ORGANISED
        if organised or (inside[0].kind is Kind.COMPANY and _branches(find, tail, words)):
            yield find


def _branches(find: Found, tail: str, words: Words) -> bool:
    """Say whether a company's name and one more word act together: "GE Vernova's turbines"."""
    if not re.fullmatch(r" [A-Z][a-z]{3,}", tail) or find.kind is not Kind.COMPANY:
        return False
    last = words.at(find.end - len(tail) + 1)
    return last is not None and last.pos_ == "PROPN" and last.dep_ in {"nsubj", "poss", "agent"}
