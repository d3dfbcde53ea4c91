"""Tens of thousands of entities with names as they are: what blocking is measured in."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence
from itertools import count

from kg.model import Entity
from kg.names import KnownNames
from kg.resolve.forms import Profile, profile
from kg.vocabulary import Kind

_AROUND = 3  # neighbours of an entity, on average
_SLIP = 0.1  # how many of the made names are another with a letter wrong


def crowd(size: int) -> list[Profile]:
    """Make a crowd: the list of known names, and names put together of its words.

    One name in ten is a slip of another. The words keep how often they stand in the list, so
    there are as many Chinas and Banks as there would be.
    """
    chance = random.Random(11)
    known = list(KnownNames.load().entries)
    words = {k: _words(known, k) for k in Kind}
    made = [e.model_copy(update={"id": f"crowd/{n}"}) for n, e in enumerate(known)]
    for n in count(len(made)):
        if n >= size:
            break
        kind = chance.choice(known).kind
        slip = chance.random() < _SLIP
        name = _slipped(chance.choice(known).name, chance) if slip else _name(words[kind], chance)
        made.append(Entity(id=f"crowd/{n}", kind=kind, name=name, country=_country(known, chance)))
    return [profile(e, _around(size, chance)) for e in made[:size]]


def _words(known: Sequence[Entity], kind: Kind) -> list[str]:
    return [w for e in known if e.kind is kind for w in e.name.split()]


def _name(words: Sequence[str], chance: random.Random) -> str:
    first = "".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 9))).title()
    some = chance.choices(words, k=chance.choice((1, 1, 2, 3)))
    return " ".join([first, *some] if chance.random() < 0.5 else some)


def _slipped(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name))
    return name[:at] + chance.choice(string.ascii_lowercase) + name[at + 1 :]


def _country(known: Sequence[Entity], chance: random.Random) -> str | None:
    return chance.choice(known).country


def _around(size: int, chance: random.Random) -> set[str]:
    # few are around many: the square of a uniform number crowds towards the first ids
    return {
        f"crowd/{int(size * chance.random() ** 2)}" for _ in range(chance.randint(0, 2 * _AROUND))
    }
