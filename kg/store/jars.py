"""The jars of Neo4j Community: which they are, and from where."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from secrets import token_hex

import httpx
from filelock import FileLock
from platformdirs import user_cache_path

from kg.errors import BadData, MissingPart

MAVEN_CENTRAL = "https://repo1.maven.org/maven2"
"""Where the jars are; a mirror of it can be given instead."""
_AT_ONCE = 8  # downloads; more does not help and is not kind
_TRIES = 3
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Jar:
    """One line of the lock file."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """Its file name."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{tail}.jar"

    @property
    def path(self) -> str:
        """Where it is in a Maven repository."""
        return "/".join((*self.group.split("."), self.artifact, self.version, self.name))

    def is_in(self, folder: Path) -> bool:
        """Say whether the folder holds it, as it should be."""
        file = folder / self.name
        return file.is_file() and sha256(file.read_bytes()).hexdigest() == self.sha256


def lock_file() -> list[Jar]:
    """Read which jars belong to the server. Raises `BadData` on a line it cannot read."""
    text = resources.files("kg.data").joinpath("neo4j.lock").read_text("utf-8")
    return [_jar(line) for line in text.splitlines() if line and not line.startswith("#")]


def _jar(line: str) -> Jar:
    try:
        coordinates, digest, size = line.split()
        group, artifact, version, *classifier = coordinates.split(":")
        return Jar(group, artifact, version, "".join(classifier), digest, int(size))
    except ValueError as error:
        raise BadData(f"neo4j.lock: {line!r}", hint="group:artifact:version sha256 size") from error


def version() -> str:
    """Tell which Neo4j this is."""
    return next(j.version for j in lock_file() if (j.group, j.artifact) == ("org.neo4j", "neo4j"))


def default_cache() -> Path:
    """Tell where the jars are kept."""
    return user_cache_path("kg-tech-geopolitics", appauthor=False) / "neo4j"


def fetch_jars(
    cache: Path | None = None, maven: str = MAVEN_CENTRAL, progress: Progress | None = None
) -> Path:
    """Bring the jars into the cache, checked, and return their folder.

    What is there is kept. `progress` is told how many are there, of how many. Raises
    `MissingPart` when the repository does not answer and `BadData` for a jar that is not the
    one of the lock file.
    """
    folder = (cache or default_cache()) / version()
    folder.mkdir(parents=True, exist_ok=True)
    jars = lock_file()
    with FileLock(folder.with_suffix(".lock")):
        if _complete(folder, jars):
            return folder
        missing = [jar for jar in jars if not jar.is_in(folder)]
        done = len(jars) - len(missing)
        with httpx.Client(timeout=60.0, follow_redirects=True) as client:
            for _ in _downloads(client, missing, folder, maven):
                done += 1
                if progress is not None:
                    progress(done, len(jars))
        (folder / "complete").write_text(_print(jars), "utf-8")
    return folder


def _complete(folder: Path, jars: list[Jar]) -> bool:
    """Say whether all jars were checked before; their sizes are looked at again."""
    mark = folder / "complete"
    return (
        mark.exists()
        and mark.read_text("utf-8") == _print(jars)
        and all((f := folder / j.name).is_file() and f.stat().st_size == j.size for j in jars)
    )


def _print(jars: list[Jar]) -> str:
    return sha256("".join(j.sha256 for j in jars).encode()).hexdigest()


def _downloads(
    client: httpx.Client, jars: Iterable[Jar], folder: Path, maven: str
) -> Iterable[Jar]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = [pool.submit(_download, client, jar, folder, maven) for jar in jars]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _download(client: httpx.Client, jar: Jar, folder: Path, maven: str) -> Jar:
    address = f"{maven.rstrip('/')}/{jar.path}"
    content = _get(client, address)
    found = sha256(content).hexdigest()
    if found != jar.sha256:
        raise BadData(
            f"{address} is not the jar of the lock file: SHA-256 {found}, not {jar.sha256}",
            hint="nothing of it was kept; is the mirror sound?",
        )
    part = folder / f"{jar.name}.{token_hex(4)}.part"
    part.write_bytes(content)
    part.replace(folder / jar.name)
    return jar


def _get(client: httpx.Client, address: str) -> bytes:
    for left in reversed(range(_TRIES)):
        try:
            return client.get(address).raise_for_status().content
        except httpx.HTTPError as error:
            if not left:
                raise MissingPart(
                    f"cannot download {address}: {error}",
                    hint="is the network there? a mirror of Maven Central can be set by KG_MAVEN",
                ) from error
            time.sleep(0.5 * (_TRIES - left))
    raise AssertionError("unreachable")
