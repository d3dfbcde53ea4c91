"""Several processes read as one does: the same bytes, in the same order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kg.data import samples

KG = str(Path(sys.executable).parent / "kg")


def extract(out: Path, jobs: int) -> dict[str, bytes]:
    files = [str(p) for p in samples()[:24]]
    command = [KG, "extract", *files, "--out", str(out), "--jobs", str(jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {p.name: p.read_bytes() for p in sorted(out.iterdir())}


def test_two_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    one, two = extract(tmp_path / "one", 1), extract(tmp_path / "two", 2)
    assert len(one) == 24
    assert one == two
