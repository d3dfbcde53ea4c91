"""Every dependency is pinned to a range, has a reason in the docs, and a permissive licence."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import (
    Distribution,
    PackageNotFoundError,
    distribution,
    packages_distributions,
)
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DIRECT = [Requirement(r) for r in PROJECT["dependencies"]]
EXTRAS = [Requirement(r) for rs in PROJECT["optional-dependencies"].values() for r in rs]

# MPL-2.0 (certifi, tqdm) is file-level copyleft: it asks nothing of a program that only uses it
PERMISSIVE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|MPL-2\.0|Mozilla Public License 2|"
    r"Unlicense|HPND|MIT-CMU|Zlib|CNRI|CC0)",
    re.IGNORECASE,
)
# licences that the package states in a file only, read by us
READ_BY_HAND = {"jusText": "BSD-2-Clause"}
# weak copyleft that comes with trafilatura (tld) and rigour (python-stdnum): used unchanged, as
# separate packages, and said in docs/dependencies.md
WEAK_COPYLEFT = {"tld": "MPL-1.1", "python-stdnum": "LGPL-2.1-or-later"}
COPYLEFT = re.compile(r"\b(A?GPL|General Public License)", re.IGNORECASE)


def licence(found: Distribution) -> str:
    meta = found.metadata
    stated = [
        *(meta.get_all("License-Expression") or []),
        *(t[:300] for t in meta.get_all("License") or []),
    ]
    classified = [c for c in meta.get_all("Classifier") or [] if c.startswith("License")]
    return " ".join([*stated, *classified, READ_BY_HAND.get(meta["Name"], "")])


def closure() -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    todo = list(DIRECT)
    while todo:
        wanted = todo.pop()
        if wanted.name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found[wanted.name] = distribution(wanted.name)
        except PackageNotFoundError:
            continue  # not for this platform
        todo += [Requirement(r) for r in found[wanted.name].requires or []]
    return found


def test_every_dependency_has_a_tested_range() -> None:
    for wanted in DIRECT + EXTRAS:
        bounds = {s.operator for s in wanted.specifier}
        assert bounds == {"=="} or {">=", "<"} <= bounds, f"{wanted} has no upper and lower bound"


def test_every_dependency_has_its_reason_in_the_docs() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    missing = {w.name for w in DIRECT + EXTRAS if f"`{w.name}`" not in text}
    assert not missing


def test_what_is_installed_by_default_is_permissive() -> None:
    wrong = {
        name: licence(found)
        for name, found in closure().items()
        if name not in WEAK_COPYLEFT
        and (not PERMISSIVE.search(licence(found)) or COPYLEFT.search(licence(found)))
    }
    assert not wrong


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_everything_imported_is_declared() -> None:
    declared = {re.sub(r"[-_.]+", "-", w.name).lower() for w in DIRECT + EXTRAS}
    homes = packages_distributions()
    files = [*(ROOT / "kg").rglob("*.py"), *(ROOT / "loaders").rglob("*.py"), ROOT / "app.py"]
    used = {name for path in files for name in imported(path)}
    foreign = used - set(sys.stdlib_module_names) - {"kg", "loaders", "app"}
    for name in foreign:
        given = {re.sub(r"[-_.]+", "-", d).lower() for d in homes.get(name, [name])}
        assert given & declared, f"{name} is imported but not declared"
