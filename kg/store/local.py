"""The embedded server: started when somebody needs it, shared by all who do.

`ensure` returns the address and passwords of the running server of a home folder and starts
one if there is none. The child is detached: it outlives the command, so that loader and
explorer share it, and stops by itself when nobody has called for a while.
"""

from __future__ import annotations

import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import StoreUnavailable

_START_SECONDS = 60.0  # ten times the slowest start seen
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
    with suppress(FileNotFoundError):
        os.utime(home / "touched")


def passwords(home: Path) -> dict[str, str]:
    """Read the passwords of the two users, `root` and `reader`; make them the first time."""
    file = home / "secret.json"
    if not file.exists():
        made = {"root": secrets.token_urlsafe(18), "reader": secrets.token_urlsafe(18)}
        new = file.with_suffix(".new")
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump(made, out)
        new.replace(file)
    found: dict[str, str] = json.loads(file.read_text("utf-8"))
    return found


def ensure(home: Path, timeout: float, idle_stop: float) -> Server:
    """Return the running server of `home`, starting it if there is none.

    Raises `StoreUnavailable` when it cannot run here or does not come up.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / "touched").touch()
    try:
        with FileLock(home / "start.lock", timeout=_START_SECONDS * 2):
            return running(home) or _start(home, timeout, idle_stop)
    except Timeout as error:
        raise StoreUnavailable(
            f"another process has been starting the graph of {home} for two minutes",
            hint=f"see {home / 'server.log'}",
        ) from error


def running(home: Path) -> Server | None:
    """Return the server that answers for `home`, if one does."""
    try:
        server = Server(**json.loads((home / "server.json").read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return server if _answers(server, home) else None


def stop(home: Path, seconds: float = 20.0) -> bool:
    """Stop the server of `home` and wait for its end; say whether there was one."""
    server = running(home)
    if server is None:
        return False
    os.kill(server.pid, signal.SIGTERM)
    end = time.monotonic() + seconds
    while _listens(server.bolt) and time.monotonic() < end:
        time.sleep(0.05)
    (home / "server.json").unlink(missing_ok=True)
    return True


def _answers(server: Server, home: Path) -> bool:
    """Say whether this very server is up: its port listens, and its `ready` file is its own."""
    ready = home / "ready"
    own = ready.exists() and ready.read_text("utf-8") == str(server.pid)
    return own and _listens(server.bolt)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _free_ports(count: int) -> list[int]:
    """Find ports that nobody has; all are held until all are found, so they differ."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


def _start(home: Path, timeout: float, idle_stop: float) -> Server:
    if importlib.util.find_spec("arcadedb") is None:
        raise StoreUnavailable(
            f"the embedded graph does not run on this system ({sys.platform})", hint=_USE_NEO4J
        )
    passwords(home)
    (home / "ready").unlink(missing_ok=True)
    bolt, http = _free_ports(2)
    child = _spawn(home, bolt, http, timeout, idle_stop)
    end = time.monotonic() + _START_SECONDS
    while not (home / "ready").exists():
        if child.poll() is not None or time.monotonic() > end:
            with suppress(ProcessLookupError):
                child.kill()
            raise StoreUnavailable(
                f"the embedded graph of {home} did not start: {_last_line(home / 'server.log')}",
                hint=f"see {home / 'server.log'}; or {_USE_NEO4J}",
            )
        time.sleep(0.02)
    server = Server(child.pid, bolt, http)
    new = home / "server.json.new"
    new.write_text(json.dumps(asdict(server)), "utf-8")
    new.replace(home / "server.json")
    return server


def _spawn(
    home: Path, bolt: int, http: int, timeout: float, idle_stop: float
) -> subprocess.Popen[bytes]:
    script = Path(__file__).with_name("local_child.py")
    command = [sys.executable, "-P", str(script), str(home)]
    command += [str(bolt), str(http), str(timeout), str(idle_stop)]
    with (home / "server.log").open("wb") as log:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            creationflags=flags,
        )


def _last_line(log: Path) -> str:
    lines = [ln for ln in log.read_text("utf-8", errors="replace").splitlines() if ln.strip()]
    told = [ln for ln in lines if not ln.lstrip().startswith(("at ", "File "))]
    return told[-1].strip()[:300] if told else "it said nothing"
