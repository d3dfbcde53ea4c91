"""Names prepared for comparing: in Latin letters, as words, as sound, as initials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from normality import ascii_text

from kg.model import Entity, EntityId
from kg.names import LEGAL_WORDS, key
from kg.resolve.wordlists import name_words
from kg.vocabulary import Kind

_BRACKETS = re.compile(r"\s*[(（][^()（）]{1,40}[)）]\s*$")
_POSSESSIVE = re.compile(r"['’]s\b|\b[dlDL]['’](?=\w{2})")  # China's, l'informatique
_STOPS = re.compile(r"(?<=\w)[.](?=\w\b|\w[.])")  # of U.S.
_MIXED = 5  # letters up to which a name with two capitals can be initials: "MeitY"
_ACRONYM = 8  # letters: the longest in use, "MOFCOM" and "PAFACA" among them
_SPOKEN = str.maketrans(
    {"x": "ks", "q": "k", "c": "k", "r": "l", "v": "b", "f": "p", "z": "s", "g": "k"}
)
_UNHEARD = re.compile(r"[aeiouhyw]")
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Form:
    """One name of an entity, prepared.

    `words` are Latin letters without legal forms, `whole` with them, `telling` those of `words`
    that tell something; `compact` is the words as one, `digits` those in it, `sound` its
    consonants, those that languages confuse made one; `short` tells a name that can be initials.
    """

    text: str
    words: tuple[str, ...]
    whole: tuple[str, ...]
    telling: tuple[str, ...]
    compact: str
    digits: str
    sound: str
    latin: bool
    short: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What candidates are looked for with: an entity, its names prepared, its neighbours.

    `near` are the neighbours but for hubs, which stand beside everybody and tell nothing.
    """

    entity: Entity
    main: Form
    forms: tuple[Form, ...]
    neighbours: frozenset[EntityId]
    near: frozenset[EntityId]

    @property
    def id(self) -> EntityId:
        """The entity's id."""
        return self.entity.id


def profile(
    entity: Entity,
    neighbours: Collection[EntityId] = (),
    hubs: Collection[EntityId] = (),
) -> Profile:
    """Prepare an entity with the ids of those it has edges with. Weak aliases play no part."""
    names = sorted({_bare(n) for n in (entity.name, *entity.aliases)})
    around = frozenset(neighbours) - {entity.id}
    main, forms = form(_bare(entity.name), entity.kind), (form(n, entity.kind) for n in names)
    return Profile(entity, main, tuple(forms), around, around.difference(hubs))


def _bare(name: str) -> str:
    """Take off what stands in brackets behind a name: "(HRW)"."""
    return _BRACKETS.sub("", name) or name


@lru_cache(maxsize=200_000)
def form(name: str, kind: Kind) -> Form:
    """Prepare one name."""
    bare = _POSSESSIVE.sub("", name)
    plain = key(bare, kind)
    if not plain.isascii() and kind is not Kind.PERSON:
        plain = key(name_words().in_english(plain), kind)
    words = _latin_words(plain, joined=kind is not Kind.PERSON)
    whole = _latin_words(_STOPS.sub("", unicodedata.normalize("NFKC", bare)))
    if kind is Kind.PERSON:
        words = _untitled(words)
    compact = "".join(words)
    letters = [c for c in name if c.isalpha()]
    latin = all(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    capitals = sum(map(str.isupper, name))
    initials = capitals * 2 > len(name) or (capitals > 1 and len(name) <= _MIXED)
    short = len(words) == 1 and 2 <= len(compact) <= _ACRONYM and latin and initials
    return Form(
        text=name,
        words=words,
        whole=whole,
        telling=_telling(words),
        compact=compact,
        digits="".join(filter(str.isdigit, compact)),
        sound=sound(compact),
        latin=latin,
        short=short,
    )


def sound(compact: str) -> str:
    """Give the consonants of a name in Latin letters: "yandex" and "andeks" are both "ndks"."""
    # doubled letters are one before vowels go, so that Potanin keeps both sounds n of its end
    heard = _DOUBLE.sub(r"\1", compact.replace("ph", "f")).translate(_SPOKEN)
    return _UNHEARD.sub("", heard)


def is_legal(word: str) -> bool:
    """Say whether a word is a legal form."""
    return word in LEGAL_WORDS


def _latin_words(text: str, *, joined: bool = False) -> tuple[str, ...]:
    """Cut a text into words in Latin letters; `joined` makes one word of a word's syllables."""
    if text.isascii():
        return tuple(re.findall(r"[a-z0-9]+", text.casefold()))
    plain = [(ascii_text(word) or "").casefold() for word in text.split()]
    parts = [re.findall(r"[a-z0-9]+", word) for word in plain]
    return tuple("".join(p) for p in parts if p) if joined else tuple(w for p in parts for w in p)


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the words that tell nothing, and bring the others to one form."""
    lists = name_words()
    return tuple(lists.plain(w) for w in words if lists.group(w) != "stop")


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    """Take titles off the front of a person's name."""
    lists = name_words()
    while len(words) > 2 and lists.group(words[0]) == "title":
        words = words[1:]
    return words
