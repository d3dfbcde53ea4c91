"""Server processes of our own: free ports, a detached child, who still answers."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path


def free_ports(count: int) -> list[int]:
    """Find loopback ports that nobody has; all are held until all are found, so they differ."""
    held = [socket.socket() for _ in range(count)]
    try:
        for each in held:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


def listens(port: int) -> bool:
    """Say whether somebody listens on a loopback port."""
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def secret_file(file: Path, names: Iterable[str]) -> dict[str, str]:
    """Read passwords from a file that only its owner may read; make them the first time."""
    if not file.exists():
        made = {name: secrets.token_urlsafe(18) for name in names}
        new = file.with_suffix(".new")
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump(made, out)
        new.replace(file)
    found: dict[str, str] = json.loads(file.read_text("utf-8"))
    return found


def write_whole(file: Path, value: Mapping[str, object]) -> None:
    """Write a small JSON file so that nobody ever reads half of it."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps(value), "utf-8")
    new.replace(file)


def spawn(
    command: Sequence[str], log: Path, env: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a child that outlives this process and writes to a log."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    with log.open("wb") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            creationflags=flags,
            env=None if env is None else {**os.environ, **env},
        )


def end(pid: int, port: int, seconds: float) -> None:
    """Ask a server to stop and wait until its port is free."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + seconds
    while (listens(port) or runs(pid)) and time.monotonic() < until:
        time.sleep(0.05)


def runs(pid: int, program: str = "") -> bool:
    """Say whether a process runs, and is one of this program where the system tells.

    A child of ours that ended is taken leave of first; the dead that nobody took leave of have
    no command line any more.
    """
    if sys.platform == "win32":
        return False  # there, signal 0 is no question; the port has to tell
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    line = Path(f"/proc/{pid}/cmdline")
    with suppress(OSError):
        return not program or not line.exists() or program.encode() in line.read_bytes()
    return True


def last_words(log: Path) -> str:
    """Give the line of a log that says most likely what went wrong."""
    lines = [ln for ln in log.read_text("utf-8", errors="replace").splitlines() if ln.strip()]
    told = [ln for ln in lines if not ln.lstrip().startswith(("at ", "File "))]
    return told[-1].strip()[:300] if told else "it said nothing"
