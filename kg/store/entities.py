"""What articles say of an entity, put together.

Every reading names an entity in its own way; the graph keeps each of these records on the
MENTIONS of its article, and the entity itself is their join. The join does not depend on order,
takes twice as once, and can be worked out again when an article goes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import reduce

from kg.model import Entity


def join(left: Entity, right: Entity) -> Entity:
    """Join two records of one entity.

    A record of the list of known names decides over one that an article alone gave; between
    equals the plainer spelling names the entity. No name is lost: the others become aliases.
    """
    if left.known != right.known:
        chief = left if left.known else right
        name, fields, weak = chief.name, chief, set(chief.weak_aliases)
    else:
        name = min(left.name, right.name, key=_plainness)
        fields = left.model_copy(
            update={n: _either(getattr(left, n), getattr(right, n)) for n in _FIELDS}
        )
        weak = {*left.weak_aliases, *right.weak_aliases}
    names = {left.name, *left.aliases, right.name, *right.aliases} - {name}
    return fields.model_copy(
        update={
            "name": name,
            "aliases": tuple(sorted(names)),
            "weak_aliases": tuple(sorted(weak)),
            "known": left.known or right.known,
        }
    )


_FIELDS = ("kind", "country", "wikidata", "description")


def joined(records: Iterable[Entity]) -> Entity:
    """Join all records of one entity."""
    first, *rest = records
    return reduce(join, rest, settled(first))


def settled(record: Entity) -> Entity:
    """Bring one record to the form that a join has: names once each and in order."""
    return join(record, record)


def view(chief: Entity, members: Collection[Entity]) -> Entity:
    """Give an entity as it is seen after judgements: with the names of all that are the same."""
    names = {n for m in (chief, *members) for n in (m.name, *m.aliases)} - {chief.name}
    weak = {n for m in (chief, *members) for n in m.weak_aliases} - names
    others = sorted(members, key=lambda m: m.id)
    told = {
        n: next((v for m in (chief, *others) if (v := getattr(m, n))), None) for n in _FIELDS[1:]
    }
    update = {**told, "aliases": tuple(sorted(names)), "weak_aliases": tuple(sorted(weak))}
    return chief.model_copy(update=update)


def plain(text: str) -> str:
    """Bring a name to the form that search compares: one width, one case, no accents."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    parts = unicodedata.normalize("NFD", wide)
    bare = "".join(c for c in parts if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", bare).split())


def searchable(entity: Entity) -> str:
    """Give all names of an entity as search compares them.

    One a line, with a space before each word and a line end on both sides, so that one CONTAINS
    tells a whole name, the start of a name and the start of a word from a piece of a word.
    """
    names = {plain(n) for n in (entity.name, *entity.aliases)}
    return "\n" + "".join(f" {n}\n" for n in sorted(names))


def _plainness(name: str) -> tuple[bool, int, str]:
    return name.isupper() or name.islower(), len(name), name


def _either(left: str | None, right: str | None) -> str | None:
    return min((v for v in (left, right) if v), default=None)
