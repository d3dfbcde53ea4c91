"""The list of known names: read, checked, looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Self

from kg.errors import BadData
from kg.model import Entity, EntityId
from kg.names.keys import PREFIXES, key, legal_form
from kg.vocabulary import Kind

FILES: dict[str, Kind] = {
    "companies.tsv": Kind.COMPANY,
    "apps.tsv": Kind.APP,
    "people.tsv": Kind.PERSON,
    "governments.tsv": Kind.GOVERNMENT,
    "bodies.tsv": Kind.PUBLIC_BODY,
    "organizations.tsv": Kind.ORGANIZATION,
    "places.tsv": Kind.PLACE,
    "laws.tsv": Kind.LAW,
}
_COLUMNS = ("id", "name", "aliases", "weak", "country", "description")
# Where one word names an app and its maker, the app is meant unless the text says otherwise.
_PREFERENCE = (
    Kind.APP,
    Kind.COMPANY,
    Kind.GOVERNMENT,
    Kind.PUBLIC_BODY,
    Kind.ORGANIZATION,
    Kind.PERSON,
    Kind.LAW,
    Kind.PLACE,
)


@dataclass(frozen=True)
class KnownNames:
    """The list of known names. Lookups are dictionary lookups; entries keep the files' order.

    `doubtful` holds the names (with whose they are) that are ordinary words too, written with a
    `?` in the files: they count in a text only where something supports them.
    """

    entries: tuple[Entity, ...] = ()
    doubtful: frozenset[tuple[EntityId, str]] = frozenset()
    _by_id: dict[EntityId, Entity] = field(default_factory=dict, repr=False)
    _by_name: dict[str, tuple[Entity, ...]] = field(default_factory=dict, repr=False)
    _by_key: dict[tuple[Kind, str], Entity] = field(default_factory=dict, repr=False)
    _forms: dict[tuple[Kind, str], set[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, extra: Path | None = None) -> Self:
        """Read the project's list and the user's, a file or folder of the same format.

        A user's row with a known id replaces ours. Raises `BadData` with file and line.
        """
        folder = files("kg.data") / "names"
        found: dict[EntityId, Row] = {}
        for name, kind in FILES.items():
            source = folder / name
            if source.is_file():
                _gather(found, _rows(source.read_text("utf-8"), f"kg/data/names/{name}", kind))
        for path in _extra_files(extra):
            known_kind = FILES.get(path.name)
            rows = list(_rows(path.read_text("utf-8"), str(path), known_kind))
            for row in rows:
                found.pop(row.entity.id, None)
            _gather(found, rows)
        doubtful = {(r.entity.id, name) for r in found.values() for name in r.doubtful}
        return cls.of((r.entity for r in found.values()), doubtful)

    @classmethod
    def of(cls, entities: Iterable[Entity], doubtful: Iterable[tuple[EntityId, str]] = ()) -> Self:
        """Make a list of these entities; `doubtful` are (id, name) that need support in a text."""
        entries = tuple(entities)
        by_name: dict[str, list[Entity]] = {}
        by_key: dict[tuple[Kind, str], Entity] = {}
        forms: dict[tuple[Kind, str], set[str]] = {}
        for entity in entries:
            for name in dict.fromkeys((entity.name, *entity.aliases)):
                by_name.setdefault(name, []).append(entity)
                at = (entity.kind, key(name, entity.kind))
                if by_key.setdefault(at, entity) is entity:
                    forms.setdefault(at, set()).add(legal_form(name, entity.kind))
        ranked = {
            n: tuple(sorted(e, key=lambda x: _PREFERENCE.index(x.kind))) for n, e in by_name.items()
        }
        return cls(entries, frozenset(doubtful), {e.id: e for e in entries}, ranked, by_key, forms)

    def get(self, id: EntityId) -> Entity | None:
        """Give the entry with this id, if there is one."""
        return self._by_id.get(id)

    def find(self, name: str, kind: Kind | None = None) -> Entity | None:
        """Find who is called exactly so, or failing that by an equal key, or None.

        Of several kinds the app comes first, then the company. A key of one word that is no
        listed name in itself ("news" of "News Corp") tells nobody without its legal form.
        """
        exact = [e for e in self.called(name) if kind is None or e.kind is kind]
        if exact:
            return exact[0]
        for wanted in (kind,) if kind else _PREFERENCE:
            at = (wanted, key(name, wanted))
            if at in self._by_key and self._tells(at, name):
                return self._by_key[at]
        return None

    def _tells(self, at: tuple[Kind, str], name: str) -> bool:
        """Say whether a key names its entity: it has several words, or is listed in this form."""
        forms = self._forms[at]
        return " " in at[1] or "" in forms or legal_form(name, at[0]) in forms

    def called(self, name: str) -> tuple[Entity, ...]:
        """List all who are called exactly so, one at most of a kind."""
        return self._by_name.get(name, ())

    @property
    def names(self) -> list[str]:
        """All names and aliases that are matched on."""
        return list(self._by_name)


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as read: where it stands, and which of its names carry a `?`."""

    entity: Entity
    doubtful: tuple[str, ...]
    where: str


def as_file(entities: Iterable[Entity]) -> str:
    """Write entities as a list of names that `KnownNames.load` reads, sorted by id.

    What they are called stands in `aliases`; a name that cannot be told apart in running text
    is for a person to mark with `?`. Ids that the format does not allow are left out.
    """
    lines = ["\t".join(_COLUMNS)]
    for e in sorted(entities, key=lambda e: e.id):
        cells = (
            e.id,
            e.name,
            _joined(e.aliases),
            _joined(e.weak_aliases),
            e.country,
            e.description,
        )
        line = "\t".join(" ".join((c or "").split()) for c in cells)
        try:
            _row(line, e.id, e.kind)
        except BadData:
            continue
        lines.append(line)
    return "\n".join(lines) + "\n"


def _joined(names: Iterable[str]) -> str:
    return " | ".join(n for n in names if "|" not in n)


def _extra_files(extra: Path | None) -> list[Path]:
    if extra is None:
        return []
    if not extra.exists():
        raise BadData(f"{extra}: no such file or folder of names", hint="a .tsv file or a folder")
    return sorted(extra.glob("*.tsv")) if extra.is_dir() else [extra]


def _rows(text: str, where: str, kind: Kind | None) -> Iterator[Row]:
    lines = text.splitlines()
    if not lines or tuple(lines[0].lstrip("\ufeff").split("\t")) != _COLUMNS:
        raise BadData(f"{where}:1: not the header of a list of names", hint="\\t".join(_COLUMNS))
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            yield _row(line, f"{where}:{number}", kind)


def _row(line: str, where: str, kind: Kind | None) -> Row:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS):
        raise BadData(f"{where}: {len(cells)} columns", hint=f"{len(_COLUMNS)} are needed")
    id, name, aliases, weak, country, description = (c.strip() for c in cells)
    kind = kind or next((k for k, p in PREFIXES.items() if id.startswith(p + "/")), None)
    if kind is None or not re.fullmatch(rf"{PREFIXES[kind]}/[a-z0-9]+(?:[-.][a-z0-9]+)*", id):
        wanted = PREFIXES[kind] if kind else "|".join(PREFIXES.values())
        raise BadData(f"{where}: bad id {id!r}", hint=f"{wanted}/lower-case-words")
    if not name:
        raise BadData(f"{where}: {id} has no name")
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        raise BadData(f"{where}: bad country {country!r}", hint="ISO 3166-1 alpha-2, as US")
    written = _cells(aliases)
    entity = Entity(
        id=id,
        kind=kind,
        name=name,
        aliases=tuple(dict.fromkeys(b for a in written if (b := a.removesuffix("?")) != name)),
        weak_aliases=_cells(weak),
        country=country or None,
        description=description or None,
        known=True,
    )
    return Row(entity, tuple(a.removesuffix("?") for a in written if a.endswith("?")), where)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.strip() for a in text.split(" | ") if a.strip()))


def _gather(found: dict[EntityId, Row], rows: Iterable[Row]) -> None:
    """Add rows, refusing an id or, within a kind, an alias that is already taken."""
    entries = [r.entity for r in found.values()]
    taken = {(e.kind, n): e.id for e in entries for n in (e.name, *e.aliases)}
    for row in rows:
        entity = row.entity
        if entity.id in found:
            raise BadData(f"{row.where}: {entity.id} stands twice", hint="one row an id")
        found[entity.id] = row
        for name in (entity.name, *entity.aliases):
            other = taken.setdefault((entity.kind, name), entity.id)
            if other != entity.id:
                raise BadData(f"{row.where}: {name!r} is already a name of {other}", hint="weak?")
