"""Run every benchmark in turn and write what they print to `benchmarks/results.md`: `make bench`.

`python -m benchmarks bench_scale` runs one and writes its part anew; the others stay.

Times differ from machine to machine: what counts are the ratios to the bare work done beside.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench_peers import MISSING

HERE = Path(__file__).parent
HEAD = """# Benchmarks

Made by `make bench`, one part by `python -m benchmarks NAME`; what counts are the ratios to the
bare work beside.
"""


def run(name: str) -> str | None:
    """Run one benchmark, showing what it prints, and return that; None where a part is missing."""
    lines: list[str] = []
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent) as child:
        assert child.stdout is not None
        for line in child.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if child.returncode == MISSING:
        return None
    if child.returncode:
        sys.exit(f"{name} failed")
    return "".join(lines)


def main(wanted: list[str]) -> None:
    """Run the benchmarks that are named, or all, and write their parts of the results."""
    for name in wanted or sorted(p.stem for p in HERE.glob("bench_*.py")):
        print(f"== {name}", flush=True)
        said = run(name)
        if said is not None:
            parts = {**written(), name: part(name, said)}
            text = "\n".join(parts[n] for n in sorted(parts))
            (HERE / "results.md").write_text(f"{HEAD}\n{text}", "utf-8")


def written() -> dict[str, str]:
    """Read the parts that are in the results, by benchmark."""
    _, *parts = (HERE / "results.md").read_text("utf-8").split("\n## ")
    return {p.split("\n", 1)[0]: f"## {p.rstrip()}\n" for p in parts}


def part(name: str, said: str) -> str:
    """Write the part of one benchmark, with its drawing if it made one."""
    when = (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    drawing = f"\n![{first_line(name)}]({name}.svg)\n" if (HERE / f"{name}.svg").exists() else ""
    return f"## {name}\n\n{first_line(name)} {when}.\n\n```\n{said}```\n{drawing}"


def first_line(name: str) -> str:
    """Say what a benchmark measures."""
    source = (HERE / f"{name}.py").read_text("utf-8")
    return source.removeprefix('"""').split("\n", 1)[0].strip('"')


if __name__ == "__main__":
    main(sys.argv[1:])
