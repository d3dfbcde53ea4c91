"""The commands and snippets in the documents run and do not fail.

A ```console block holds commands after `$ `; all blocks of a document run in order, in one
folder that begins with what the document says it has. Commands that never end (the explorer)
or that reach the network are marked `# not run here` in the block's first line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SKIP = "# not run here"


def blocks(doc: Path) -> list[tuple[str, str]]:
    return [(m[1], m[2]) for m in BLOCK.finditer(doc.read_text("utf-8")) if SKIP not in m[2]]


def commands(block: str) -> list[str]:
    joined = re.sub(r"\\\n\s*", "", block)
    return [line[2:] for line in joined.splitlines() if line.startswith("$ ")]


@pytest.mark.parametrize("doc", [d for d in DOCS if blocks(d)], ids=lambda d: d.stem)
def test_the_commands_of_a_document_run(doc: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "KG_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": "120",
    }
    environment.pop("NEO4J_URI", None)
    try:
        for language, block in blocks(doc):
            for command in commands(block) if language == "console" else [python(block)]:
                done = subprocess.run(
                    command,
                    shell=True,
                    cwd=tmp_path,
                    env=environment,
                    capture_output=True,
                    text=True,
                    timeout=240,
                    check=False,
                )
                assert done.returncode == 0, f"{doc.name}: {command}\n{done.stdout}{done.stderr}"
    finally:
        subprocess.run("kg stop", shell=True, env=environment, check=False, capture_output=True)


def python(block: str) -> str:
    return f"python - <<'SNIPPET'\n{block}\nSNIPPET"


@pytest.mark.parametrize("doc", DOCS, ids=lambda d: d.stem)
def test_links_between_documents_lead_somewhere(doc: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", doc.read_text("utf-8")):
        assert (doc.parent / target).exists(), f"{doc.name} links to {target}"


def test_the_reference_is_what_the_code_says(tmp_path: Path) -> None:
    make = [sys.executable, str(ROOT / "docs" / "make_reference.py"), str(tmp_path)]
    subprocess.run(make, check=True)
    made = {p.name: p.read_text("utf-8") for p in tmp_path.glob("*.md")}
    kept = {p.name: p.read_text("utf-8") for p in (ROOT / "docs" / "reference").glob("*.md")}
    assert kept == made, "run `make docs`"


def test_the_figures_of_the_readme_are_those_measured() -> None:
    measured = (ROOT / "docs" / "measurements.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    for read, row in (("found", "from the bare sentence"), ("given", "names handed")):
        found = re.search(
            rf"^\| blind \|.*names {read} \| \d+ \| (\S+) \| (\S+) \|", measured, re.M
        )
        assert found
        assert re.search(rf"{row}.*\| {found[1]} % \| {found[2]} % \|", readme)
