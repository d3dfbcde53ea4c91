"""Rows for `neo4j-admin database import`, with the type of every property as it was met.

The rows wait in a file of JSON lines until all are there, since only then it is known which
properties there are, of which types, and which sign no list contains.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from neo4j.time import Date, DateTime

from kg.errors import BadData

_SIGNS = ("\x1f", "\x1e", "\x1d", "\x1c", "|", ";", "\t", "\x01", "\x02", "\x03")
Props = Mapping[str, object]


@dataclass(slots=True)
class _Table:
    """One kind of node or relationship: rows of fixed cells and of properties."""

    name: str
    fixed: tuple[str, ...]
    waiting: TextIOWrapper
    types: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def add(self, cells: tuple[str, ...], props: Props) -> None:
        """Take a row. An empty list is left out: neo4j-admin knows none, and neither does kg."""
        held = {name: value for name, value in props.items() if value != []}
        for name, value in held.items():
            self._learn(name, value)
        row = [cells, {name: _plain(value) for name, value in held.items()}]
        self.waiting.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.count += 1

    def _learn(self, name: str, value: object) -> None:
        met, known = type_of(value), self.types.get(name)
        if known in (None, met):
            self.types[name] = met
        elif {known, met} == {"long", "double"}:
            self.types[name] = "double"
        else:
            raise BadData(f"{self.name}.{name} is of several types, which no column can be")

    def header(self) -> str:
        """Write the header: `id:ID(Entity)`, `aliases:string[]`, ..."""
        typed = (f"{name}:{type_}" for name, type_ in sorted(self.types.items()))
        return ",".join(_quoted(cell) for cell in (*self.fixed, *typed)) + "\n"


def type_of(value: object) -> str:
    """Name the type of a property as neo4j-admin does. Raises `BadData` where it has no name."""
    match value:
        case bool():
            return "boolean"
        case int():
            return "long"
        case float():
            return "double"
        case str():
            return "string"
        case DateTime():
            return "datetime"
        case Date() | date():
            return "date"
        case list():
            kinds = {type_of(v) for v in value}
            if len(kinds) > 1:
                raise BadData(f"a list of several types: {value!r}"[:200])
            return "".join(kinds) + "[]"
        case _:
            raise BadData(f"a value no column can hold: {value!r}"[:200])


def _plain(value: object) -> object:
    match value:
        case list():
            return [_plain(v) for v in value]
        case DateTime() | Date():
            return value.iso_format()
        case date():
            return value.isoformat()
        case _:
            return value


class Tables:
    """All kinds of nodes and relationships of a graph, on their way into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._nodes: dict[str, _Table] = {}
        self._links: dict[tuple[str, str, str], _Table] = {}
        self._free = list(_SIGNS)

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return sum(t.count for t in self._nodes.values())

    @property
    def relationships(self) -> int:
        """How many relationships there are."""
        return sum(t.count for t in self._links.values())

    def node(self, label: str, key: str | None, labels: list[str], props: Props) -> str:
        """Take a node; give the id by which relationships name it. A key is a property as well."""
        if label not in self._nodes:
            own = (f"{key or ''}:ID({label})", ":LABEL")
            self._nodes[label] = self._table(label, own)
        table = self._nodes[label]
        id = str(props[key]) if key else str(table.count)
        self._watch(labels)
        self._watch_lists(props)
        rest = {name: value for name, value in props.items() if name != key}
        table.add((id, json.dumps(sorted(labels))), rest)
        return id

    def relationship(
        self, start: tuple[str, str], type: str, end: tuple[str, str], props: Props
    ) -> None:
        """Take a relationship between two nodes, each named by its label and its id."""
        of = (start[0], type, end[0])
        if of not in self._links:
            own = (f":START_ID({start[0]})", f":END_ID({end[0]})")
            self._links[of] = self._table("-".join(of), own)
        self._watch_lists(props)
        self._links[of].add((start[1], end[1]), props)

    def finish(self) -> list[str]:
        """Write the files; give the arguments of the import that name them."""
        if not self._free:
            raise BadData("every sign that could part the items of a list stands in one")
        sign = self._free[0]
        return [
            *(f"--nodes={self._write(table, sign)}" for table in self._nodes.values()),
            *(
                f"--relationships={type}={self._write(table, sign)}"
                for (_, type, _), table in self._links.items()
            ),
            f"--array-delimiter=U+{ord(sign):04X}",
        ]

    def _table(self, name: str, fixed: tuple[str, ...]) -> _Table:
        waiting = (self._folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n")
        return _Table(name, fixed, waiting)

    def _watch_lists(self, props: Props) -> None:
        for value in props.values():
            if isinstance(value, list):
                self._watch(value)

    def _watch(self, items: list[object] | list[str]) -> None:
        """Give up the signs that stand in an item of a list."""
        text = "".join(i for i in items if isinstance(i, str))
        if any(sign in text for sign in self._free):
            self._free = [sign for sign in self._free if sign not in text]

    def _write(self, table: _Table, sign: str) -> str:
        table.waiting.close()
        waiting = self._folder / f"{table.name}.jsonl"
        header, rows = self._folder / f"{table.name}-header.csv", self._folder / f"{table.name}.csv"
        header.write_text(table.header(), "utf-8", newline="\n")
        with waiting.open(encoding="utf-8", newline="\n") as read, rows.open("wb") as out:
            for line in read:
                cells, props = json.loads(line)
                if ":LABEL" in table.fixed:
                    cells[1] = sign.join(json.loads(cells[1]))
                row = [*cells, *(props.get(name) for name in sorted(table.types))]
                out.write((",".join(_cell(v, sign) for v in row) + "\n").encode())
        waiting.unlink()
        return f"{header.name},{rows.name}"


def _cell(value: object, sign: str) -> str:
    """Write a cell: an empty one is no property, a quoted empty one an empty text or list."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _quoted(sign.join(_item(v) for v in value))
        case int() | float():
            return repr(value)
        case _:
            return _quoted(str(value))


def _item(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
