"""Run every benchmark in turn and write what they print to `benchmarks/results.md`: `make bench`.

Times differ from machine to machine: what counts are the ratios to the bare work done beside.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent


def run(name: str) -> str:
    """Run one benchmark, showing what it prints, and return that."""
    lines: list[str] = []
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent) as child:
        assert child.stdout is not None
        for line in child.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if child.returncode:
        sys.exit(f"{name} failed")
    return "".join(lines)


def main(wanted: list[str]) -> None:
    """Run the benchmarks that are named, or all."""
    names = wanted or sorted(p.stem for p in HERE.glob("bench_*.py"))
    cores = os.cpu_count()
    parts = [
        "# Benchmarks\n",
        "Made by `make bench`; what counts are the ratios to the bare work beside.\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {cores} cores, Python {platform.python_version()}.\n",
    ]
    for name in names:
        print(f"== {name}", flush=True)
        text = f"## {name}\n\n{first_line(name)}\n\n```\n{run(name)}```\n"
        parts.append(text)
    if not wanted:
        (HERE / "results.md").write_text("\n".join(parts), "utf-8")


def first_line(name: str) -> str:
    """Say what a benchmark measures."""
    source = (HERE / f"{name}.py").read_text("utf-8")
    return source.removeprefix('"""').split("\n", 1)[0].strip('"')


if __name__ == "__main__":
    main(sys.argv[1:])
