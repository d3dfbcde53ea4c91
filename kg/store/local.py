"""The embedded server: started when somebody needs it, shared by all who do.

`ensure` returns the address and passwords of the running server of a home folder and starts
one if there is none. The child is detached: it outlives the command, so that loader and
explorer share it, and stops by itself when nobody has called for a while.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import StoreUnavailable
from kg.store import processes

_START_SECONDS = 60.0  # ten times the slowest start seen
_TURN_SECONDS = 600.0  # a rebuild of a large graph is one turn
_CHILD = "local_child.py"
_USE_NEO4J = "set NEO4J_URI, NEO4J_USER and NEO4J_PASSWORD to use a Neo4j server instead"


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server: its process, its ports on the loopback interface."""

    pid: int
    bolt: int
    http: int

    @property
    def uri(self) -> str:
        """Where it answers."""
        return f"bolt://127.0.0.1:{self.bolt}"


def touch(home: Path) -> None:
    """Tell the server that somebody still needs it."""
    with suppress(FileNotFoundError, NotADirectoryError):
        os.utime(home / "touched")


def passwords(home: Path) -> dict[str, str]:
    """Read the passwords of the two users, `root` and `reader`; make them the first time."""
    return processes.secret_file(home / "secret.json", ("root", "reader"))


def ensure(home: Path, timeout: float, idle_stop: float) -> Server:
    """Return the running server of `home`, starting it if there is none.

    Raises `StoreUnavailable` when it cannot run here or does not come up.
    """
    home = home.absolute()
    make(home)
    try:
        with FileLock(home / "start.lock", timeout=_START_SECONDS * 2):
            return running(home) or _coming(home) or _start(home, timeout, idle_stop)
    except Timeout as error:
        raise StoreUnavailable(
            f"another process has been starting the graph of {home} for two minutes",
            hint=f"see {home / 'server.log'}",
        ) from error


@contextmanager
def turn(home: Path) -> Iterator[None]:
    """Wait until nobody else writes to the graph of `home`, and write alone.

    The engine would let two write and refuse one at the end; until then that one may see
    things come and go. Who is killed gives the turn up. Raises `StoreUnavailable`.
    """
    make(home)
    try:
        with FileLock(home / "write.lock", timeout=_TURN_SECONDS, poll_interval=0.01):
            yield
    except Timeout as error:
        raise StoreUnavailable(
            f"others kept writing to the graph of {home} for {_TURN_SECONDS / 60:g} minutes",
            hint="try again when they are done",
        ) from error


def running(home: Path) -> Server | None:
    """Return the server that answers for `home`, if one does."""
    server = _told(home)
    return server if server is not None and _answers(server, home) else None


def _told(home: Path) -> Server | None:
    try:
        return Server(**json.loads((home / "server.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _coming(home: Path) -> Server | None:
    """Wait for the server of somebody who was killed while it started, or for its end.

    Two servers on one graph would lock each other out.
    """
    server = _told(home)
    end = time.monotonic() + _START_SECONDS
    while server is not None and processes.runs(server.pid, _CHILD) and time.monotonic() < end:
        if _answers(server, home):
            return server
        time.sleep(0.05)
    return None


def stop(home: Path, seconds: float = 20.0) -> bool:
    """Stop the server of `home` and wait for its end; say whether there was one."""
    server = running(home)
    if server is None:
        return False
    processes.end(server.pid, server.bolt, seconds)
    (home / "server.json").unlink(missing_ok=True)
    return True


def make(home: Path) -> None:
    """Make the folder and see that it takes files, before anything else can go wrong."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        (home / "touched").touch()
    except OSError as error:
        raise StoreUnavailable(
            f"the embedded graph cannot keep its files in {home}: {error.strerror}",
            hint="set KG_HOME to a folder that can be written",
        ) from error


def _answers(server: Server, home: Path) -> bool:
    """Say whether this very server is up: its port listens, and its `ready` file is its own."""
    ready = home / "ready"
    own = ready.exists() and ready.read_text("utf-8") == str(server.pid)
    return own and processes.listens(server.bolt)


def _start(home: Path, timeout: float, idle_stop: float) -> Server:
    if importlib.util.find_spec("arcadedb") is None:
        raise StoreUnavailable(
            f"the embedded graph does not run on this system ({sys.platform})", hint=_USE_NEO4J
        )
    passwords(home)
    (home / "ready").unlink(missing_ok=True)
    bolt, http = processes.free_ports(2)
    child = _spawn(home, bolt, http, timeout, idle_stop)
    server = Server(child.pid, bolt, http)
    processes.write_whole(home / "server.json", asdict(server))  # who is killed now leaves word
    end = time.monotonic() + _START_SECONDS
    while not (home / "ready").exists():
        if child.poll() is not None or time.monotonic() > end:
            with suppress(ProcessLookupError):
                child.kill()
            log = home / "server.log"
            raise StoreUnavailable(
                f"the embedded graph of {home} did not start: {processes.last_words(log)}",
                hint=f"see {log}; or {_USE_NEO4J}",
            )
        time.sleep(0.02)
    return server


def _spawn(
    home: Path, bolt: int, http: int, timeout: float, idle_stop: float
) -> subprocess.Popen[bytes]:
    script = Path(__file__).with_name(_CHILD)
    command = [sys.executable, "-P", str(script), str(home)]
    command += [str(bolt), str(http), str(timeout), str(idle_stop)]
    return processes.spawn(command, home / "server.log")
