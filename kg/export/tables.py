"""CSV tables in one zip: entities, edges, claims, sources.

A spreadsheet runs a cell that starts with `=`, `+`, `-`, `@`, tab or carriage return as a
formula. Such cells get an apostrophe in front, as do cells that start with one; taking one
leading apostrophe away gives every cell back. Lists are joined by " | ", with `\\|` for a bar
and `\\\\` for a backslash inside an item.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.export.evidence import proven, source_of
from kg.model import Claim, Edge, Entity, Source, Subgraph, Value

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: same subgraph, same bytes
_TEXT = 0o644 << 16
_CITED = ("title", "publisher", "published", "url")  # what a claim row repeats of its article


@dataclass(frozen=True, slots=True)
class CsvExporter:
    """Writes four CSV tables (UTF-8 with a byte order mark, as spreadsheets expect) in a zip."""

    suffix: str = ".csv.zip"

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        with zipfile.ZipFile(out, "w") as archive:
            for name, (header, rows) in sheets(proven(subgraph)).items():
                entry = zipfile.ZipInfo(f"{name}.csv", _EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _TEXT
                archive.writestr(entry, _csv(header, rows), compresslevel=6)


def safe_cell(value: object) -> str:
    """Write a value so that no spreadsheet runs it; `plain_cell` takes it back."""
    text = _text(value)
    return "'" + text if text.startswith(_RISKY) and not _is_number(value) else text


def plain_cell(text: str) -> str:
    """Give back the text that `safe_cell` was given."""
    return text.removeprefix("'")


def sheets(subgraph: Subgraph) -> dict[str, tuple[list[str], Iterator[list[object]]]]:
    """Lay a subgraph out as tables: name to header and rows."""
    names, sources = subgraph.names, {s.id: s for s in subgraph.sources}

    def edge_row(edge: Edge) -> list[object]:
        ends: list[object] = [names[edge.subject], names[edge.object]]
        return [*_row(edge, exclude=("claims",)), *ends, [c.id for c in edge.claims]]

    def claim_row(claim: Claim, edge: Edge) -> list[object]:
        source = sources[claim.article]
        return [*_row(claim), edge.id, *(getattr(source, n) for n in _CITED)]

    pairs = sorted(((c, e) for e in subgraph.edges for c in e.claims), key=lambda p: p[0].id)
    return {
        "entities": (list(Entity.model_fields), (_row(e) for e in subgraph.entities)),
        "edges": (
            [n for n in Edge.model_fields if n != "claims"] + ["from", "to", "claims"],
            (edge_row(e) for e in subgraph.edges),
        ),
        "claims": (
            [*Claim.model_fields, "edge", *_CITED],
            (claim_row(c, e) for c, e in pairs),
        ),
        "sources": (list(Source.model_fields), (_row(source_of(s)) for s in subgraph.sources)),
    }


def _row(value: Value, exclude: tuple[str, ...] = ()) -> list[object]:
    data = value.model_dump(mode="json", exclude=set(exclude))
    return list(data.values())


def _csv(header: list[str], rows: Iterable[list[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_cell(v) for v in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return " | ".join(str(v).replace("\\", "\\\\").replace("|", "\\|") for v in value)
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value).replace("\0", "\ufffd")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
