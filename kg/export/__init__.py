"""Subgraphs become files. The only package that imports rdflib."""

from __future__ import annotations

from pathlib import Path

from kg.errors import BadData
from kg.export.cypher import CypherExporter
from kg.export.files import make_folder, replace_file
from kg.export.json_file import JsonExporter, read_json
from kg.export.networks import GexfExporter, GraphMLExporter
from kg.export.tables import CsvExporter
from kg.export.turtle import TurtleExporter
from kg.model import Subgraph
from kg.ports import Exporter

EXPORTERS: dict[str, Exporter] = {
    exporter.suffix: exporter
    for exporter in (
        JsonExporter(),
        GraphMLExporter(),
        GexfExporter(),
        CsvExporter(),
        TurtleExporter(),
        CypherExporter(),
    )
}
"""Every format, by the end of the file name that chooses it."""

__all__ = ["EXPORTERS", "exporter_for", "make_folder", "read_json", "replace_file", "write_file"]


def exporter_for(path: Path) -> Exporter:
    """Choose the format by the end of a file name, the longest first.

    Raises `BadData` with the known endings.
    """
    name = path.name.casefold()
    for suffix in sorted(EXPORTERS, key=lambda s: (-len(s), s)):
        if name.endswith(suffix) and name != suffix:
            return EXPORTERS[suffix]
    known = ", ".join(sorted(EXPORTERS))
    raise BadData(f"no export format for {path.name!r}", hint=f"name it to end in one of {known}")


def write_file(subgraph: Subgraph, path: Path) -> None:
    """Write a subgraph to a file whose ending chooses the format.

    The file is there whole or not at all: what stood there before stays until the last byte.
    Raises `BadData` for an unknown ending, `BadSource` where the place cannot be written, and
    `Ungrounded` if a fact lacks its evidence.
    """
    exporter = exporter_for(path)
    replace_file(path, lambda out: exporter.write(subgraph, out))
