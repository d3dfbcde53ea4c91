"""The labelled pairs: read, and brought into folds that share no name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.model import Entity
from kg.names import key
from kg.resolve.comparison import Sign, compare
from kg.resolve.forms import Profile, profile
from kg.vocabulary import Kind

PAIRS = Path(__file__).parent / "pairs.tsv"
UNSEEN = Path(__file__).parent / "unseen.tsv"
"""Pairs written after the comparison was made: scored, never learned from."""
_SIDE = ("kind", "name", "aliases", "country", "neighbours")
COLUMNS = (*(f"left_{c}" for c in _SIDE), *(f"right_{c}" for c in _SIDE), "verdict", "note")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities and whether they are one, with the reason they stand in the file."""

    left: Profile
    right: Profile
    same: bool
    note: str

    @property
    def signs(self) -> list[Sign]:
        """What speaks for and against their being one."""
        return compare(self.left, self.right)

    @property
    def keys(self) -> set[str]:
        """All names of both, as they are compared."""
        return {key(f.text) for p in (self.left, self.right) for f in p.forms}


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Read the file; neighbours are known by the key of their name."""
    lines = path.read_text("utf-8").splitlines()
    assert tuple(lines[0].split("\t")) == COLUMNS, f"{path}: not the header of labelled pairs"
    return [_pair(line.split("\t"), n) for n, line in enumerate(lines[1:], start=2)]


def _pair(cells: list[str], line: int) -> Pair:
    assert len(cells) == len(COLUMNS), f"line {line}: {len(cells)} columns"
    verdict, note = cells[10:]
    assert verdict in {"same", "different"}, f"line {line}: {verdict!r}"
    sides = (cells[:5], cells[5:10])
    names = tuple(set(_split(f"{s[1]} | {s[2]}")) for s in sides)
    entities = [_entity(s, f"pair/{line}-{n}") for n, s in enumerate(sides)]
    around = [
        # the name of the other side stands for the other side itself, unless both bear it
        {
            entities[1 - n].id if w in names[1 - n] - names[n] else key(w)
            for w in _split(s[4])
            if w not in names[n]
        }
        for n, s in enumerate(sides)
    ]
    left, right = (profile(e, a) for e, a in zip(entities, around, strict=True))
    return Pair(left, right, verdict == "same", note)


def _entity(cells: list[str], id: str) -> Entity:
    kind, name, aliases, country, _ = cells
    return Entity(
        id=id, kind=Kind(kind), name=name, aliases=tuple(_split(aliases)), country=country or None
    )


def _split(cell: str) -> list[str]:
    return [w for part in cell.split(" | ") if (w := part.strip())]


def folds(pairs: list[Pair], count: int) -> list[list[int]]:
    """Cut pairs into folds so that no name stands in two of them, the largest families first.

    Whoever is learned from is then never scored, under whatever name.
    """
    of: dict[str, int] = {}
    families: dict[int, list[int]] = {}
    for n, pair in enumerate(pairs):
        met = {of[k] for k in pair.keys if k in of}
        members = [n] + [m for f in sorted(met) for m in families.pop(f)]
        families[n] = members
        of.update({k: n for m in members for k in pairs[m].keys})
    cut: list[list[int]] = [[] for _ in range(count)]
    for members in sorted(families.values(), key=lambda m: (-len(m), m[0])):
        min(cut, key=len).extend(members)
    return [sorted(c) for c in cut]
