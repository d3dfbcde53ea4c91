"""Names: how they are compared, how ids are made of them, and the list of known ones.

The list is `kg/data/names/*.tsv`, one file a kind, one row a name. Users add their own in the
same format. Two names are one only when their keys are equal; likeness never counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Self

from normality import ascii_text

from kg.errors import BadData
from kg.model import Entity, EntityId
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
PREFIXES: dict[Kind, str] = {
    Kind.COMPANY: "company",
    Kind.APP: "app",
    Kind.PERSON: "person",
    Kind.GOVERNMENT: "government",
    Kind.PUBLIC_BODY: "public-body",
    Kind.ORGANIZATION: "organization",
    Kind.PLACE: "place",
    Kind.LAW: "law",
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
# Legal forms at the end of a name, as words of its key.
LEGAL_WORDS = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "corp",
        "corporation",
        "co",
        "plc",
        "gmbh",
        "ag",
        "bv",
        "nv",
        "kk",
        "pte",
        "pty",
        "llp",
        "lp",
        "sarl",
        "sas",
        "srl",
        "spa",
        "oyj",
        "kgaa",
        "jsc",
        "pjsc",
        "ojsc",
        "ooo",
        "oao",
        "pao",
        "zao",
        "ао",
        "оао",
        "пао",
        "зао",
        "ооо",
        "bhd",
        "sdn",
    ]
)
# Forms of two letters that are words or initials elsewhere: stripped only after another word
# and when the name writes them in capitals.
_CAPITAL_FORMS = frozenset({"SA", "SE", "AB", "AS", "OY", "SpA", "S.A.", "A.S.", "SAS"})
_CJK_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|有限責任公司|集团公司|株式会社|株式會社|合同会社|"
    r"주식회사|유한회사|\(주\)|㈜|\(株\))"
)


@lru_cache(maxsize=100_000)
def key(name: str, kind: Kind | None = None) -> str:
    """Give the form under which a name is compared.

    NFKC, casefolded, accents off Latin letters, punctuation to spaces, "the" and legal forms of
    any script dropped (not from persons, places and laws), letters of every script kept. Names
    with equal keys and kinds are one entity.
    """
    text = unicodedata.normalize("NFKC", name).strip()
    if kind not in (Kind.PERSON, Kind.PLACE, Kind.LAW):
        text = _without_legal_form(text)
    folded = "".join(_plain(c) for c in text.casefold())
    folded = folded.replace("&", " and ").replace("+", " plus ")
    folded = re.sub(r"(?<=\w)[.'’](?=\w\b|\w[.])|['’`]", "", folded)  # U.S., D'Or
    words = re.findall(r"\w+", folded.replace("_", " "))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if kind not in (Kind.PERSON, Kind.PLACE, Kind.LAW):
        while len(words) > 1 and words[-1] in LEGAL_WORDS:
            words = words[:-1]
        if len(words) > 1 and words[0] in {"ооо", "оао", "пао", "зао", "ао", "ooo"}:
            words = words[1:]
    return " ".join(words) or text.casefold()


def entity_id(kind: Kind, name: str) -> EntityId:
    """Make an entity's id of its kind and name: `company/bytedance`.

    Letters outside the Latin script are transliterated for reading, and a short digest of the
    key keeps names apart that transliterate alike.
    """
    plain = key(name, kind)
    slug = "-".join(re.findall(r"[a-z0-9]+", (ascii_text(plain) or "").casefold()))
    if slug != plain.replace(" ", "-"):
        mark = sha256(plain.encode()).hexdigest()[:8]
        slug = f"{slug[:80]}-{mark}" if slug else mark
    return f"{PREFIXES[kind]}/{slug}"


def _plain(char: str) -> str:
    """Take the accent off a Latin letter; leave letters of other scripts alone."""
    if char.isascii():
        return char
    if char.isalpha() and unicodedata.name(char, "").startswith("LATIN"):
        return (ascii_text(char) or char).casefold()
    if unicodedata.combining(char):
        return "" if 0x300 <= ord(char) < 0x370 else char
    return char


def _without_legal_form(text: str) -> str:
    stripped = _CJK_FORMS.sub(" ", text).strip() or text
    words = stripped.split()
    if len(words) > 1 and words[-1] in _CAPITAL_FORMS:
        stripped = " ".join(words[:-1]).rstrip(",")
    return stripped


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
        for entity in entries:
            for name in dict.fromkeys((entity.name, *entity.aliases)):
                by_name.setdefault(name, []).append(entity)
                by_key.setdefault((entity.kind, key(name, entity.kind)), entity)
        ranked = {
            n: tuple(sorted(e, key=lambda x: _PREFERENCE.index(x.kind))) for n, e in by_name.items()
        }
        return cls(entries, frozenset(doubtful), {e.id: e for e in entries}, ranked, by_key)

    def get(self, id: EntityId) -> Entity | None:
        """Give the entry with this id, if there is one."""
        return self._by_id.get(id)

    def find(self, name: str, kind: Kind | None = None) -> Entity | None:
        """Find who is called exactly so, or failing that by an equal key, or None.

        Of several kinds the app comes first, then the company.
        """
        exact = [e for e in self.called(name) if kind is None or e.kind is kind]
        if exact:
            return exact[0]
        for wanted in (kind,) if kind else _PREFERENCE:
            if hit := self._by_key.get((wanted, key(name, wanted))):
                return hit
        return None

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
