"""Imports point only downward, as the rows below say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = (
    {"kg.errors"},
    {"kg.vocabulary"},
    {"kg.model"},
    {"kg.ports"},
    {"kg.data"},
    {"kg.names", "kg.identity", "kg.language", "kg.words", "kg.reprints"},
    {"kg.lookup"},
    {"kg.analysis"},
    {"kg.queries", "kg.extract", "kg.resolve", "kg.store", "kg.export", "loaders"},
    {"kg.ingest", "kg.evaluation", "kg.cluster"},
    {"kg.settings"},
    {"kg.assembly"},
    {"kg.ui"},
    {"kg.cli", "kg.pages"},
    {"app", "kg.__main__"},
)
ONLY = {
    "neo4j": {"kg.store"},
    "rdflib": {"kg.export"},
    "streamlit": {"kg.ui", "kg.pages", "app"},
    "distributed": {"kg.cluster"},
}
SOURCES = sorted([*(ROOT / "kg").rglob("*.py"), *(ROOT / "loaders").rglob("*.py"), ROOT / "app.py"])


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str | None:
    rooms = {r for row in ROWS for r in row}
    fits = [r for r in rooms if module == r or module.startswith(r + ".")]
    return max(fits, key=len, default=None)


def row(name: str) -> int:
    return next(i for i, r in enumerate(ROWS) if name in r)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", [p for p in SOURCES if p.exists()], ids=module_of)
def test_imports_point_downward(path: Path) -> None:
    me = module_of(path)
    if me == "kg":
        return
    here = room(me)
    assert here is not None, f"{me} stands in no row"
    for name in imports(path):
        there = room(name)
        if there is not None and there != here:
            assert row(there) < row(here), f"{me} imports {name}, which is not below it"
        for package, allowed in ONLY.items():
            if name.split(".")[0] == package:
                assert here in allowed, f"{me} imports {package}; only {sorted(allowed)} may"
