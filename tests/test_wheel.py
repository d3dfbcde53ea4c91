"""The wheel holds all that an installed `kg` needs."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_holds_queries_data_pages_and_the_component(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    build = "kg/ui/graph/frontend/build/"
    needed = {"kg/_app.py", "kg/pyproject.toml", "kg/data/names/companies.tsv", "loaders/web.py"}
    needed |= {build + f for f in ("graph.js", "graph.css", "graph.html")}
    needed |= {f"kg/_queries/{p.name}" for p in (ROOT / "queries").glob("*.cypher")}
    needed |= {
        str(p.relative_to(ROOT)) for p in (ROOT / "kg/data").rglob("*.*") if "__" not in str(p)
    }
    assert needed <= names, sorted(needed - names)
    assert not [n for n in names if "node_modules" in n or n.startswith("tests/")]


def test_an_installed_kg_reads_queries_and_extracts(wheel: Path, tmp_path: Path) -> None:
    env = tmp_path / "env"
    # dependencies come from the environment that runs the tests; the package itself does not
    venv.create(env, with_pip=False)
    site = next((env / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    here = [p for p in sys.path if p.endswith("site-packages")]
    (site / "deps.pth").write_text("\n".join(here))
    article = tmp_path / "a.txt"
    article.write_text("ByteDance owns TikTok. The app is based in Singapore.", "utf-8")
    python = str(env / "bin" / "python")

    def kg(*words: str) -> str:
        code = "import sys; sys.path = [p for p in sys.path if p]; from kg.cli import main; main()"
        done = subprocess.run(
            [python, "-I", "-c", code, *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={"KG_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = [python, "-I", "-c", "import kg; print(kg.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, check=True).stdout
    assert str(site) in found
    assert "owners" in kg("query")
    kg("extract", "a.txt", "--out", "out")
    assert "TikTok" in (tmp_path / "out" / "a.json").read_text("utf-8")
