"""The embedded database server: a process of its own that outlives the command that began it.

Run by path (`python -P local_child.py HOME BOLT_PORT HTTP_PORT TIMEOUT IDLE_STOP`), so that it
imports nothing of this package and starts fast. Stops at SIGTERM, and after IDLE_STOP seconds in
which nobody touched `HOME/touched`.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import signal
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

_ALL = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
_SCHEMA = ["updateSecurity", "updateSchema", "updateDatabaseSettings"]


def _group(access: list[str], records: list[str]) -> dict[str, Any]:
    limits = {"resultSetLimit": -1, "readTimeout": -1}
    return {**limits, "access": access, "types": {"*": {"access": records}}}


# The reader's group has `readRecord` alone: the engine itself then refuses every kind of write.
_GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": _group(_SCHEMA, _ALL),
                "reader": _group([], ["readRecord"]),
                "*": _group([], []),
            }
        }
    },
    "version": 2,
}


def _settings(bolt: int, http: int) -> dict[str, object]:
    return {
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_port": bolt,
        "http_port": http,
        "txWalFlush": 2,  # each commit is on the disk before it is acknowledged
        "mode": "development",  # other modes hide the text of errors; bound to loopback alone
        "opencypher_loadCsv_allowFileUrls": False,
        "opencypher_loadCsv_allowRemoteUrls": False,
    }


def _make_reader(http: int, secrets: dict[str, str]) -> None:
    """Ask the running server for the user that may only read."""
    user = {
        "name": "reader",
        "password": secrets["reader"],
        "databases": {"neo4j": ["reader"]},
    }
    basic = base64.b64encode(f"root:{secrets['root']}".encode()).decode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{http}/api/v1/server",
        data=json.dumps({"command": "create user " + json.dumps(user)}).encode(),
        headers={"content-type": "application/json", "authorization": f"Basic {basic}"},
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    direct.open(request, timeout=30).read()


def _wait(touched: Path, idle: float) -> None:
    """Wait until told to stop, or until nobody has called for `idle` seconds."""
    stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: stop.append(got))
    while not stop:
        time.sleep(0.2)
        if time.time() - touched.stat().st_mtime > idle:
            return


def serve(home: Path, bolt: int, http: int, timeout: float, idle: float) -> None:
    """Serve the graph of `home` until told to stop."""
    config = home / "config"
    config.mkdir(exist_ok=True)
    groups = config / "server-groups.json"
    if not groups.exists():
        groups.write_text(json.dumps(_GROUPS), "utf-8")
    secrets = json.loads((home / "secret.json").read_text("utf-8"))
    os.chdir(home)  # the engine writes its logs where it stands
    arcadedb = importlib.import_module("arcadedb.server")  # untyped, and slow to load
    server = arcadedb.ArcadeDBServer(str(home), secrets["root"], _settings(bolt, http))
    server.start()
    database = server.create_database("neo4j")
    database.command("sql", f"ALTER DATABASE `arcadedb.command.timeout` {int(timeout * 1000)}")
    if '"reader"' not in (config / "server-users.jsonl").read_text("utf-8"):
        _make_reader(http, secrets)
    (home / "ready").write_text(str(os.getpid()), "utf-8")
    try:
        _wait(home / "touched", idle)
    finally:
        server.stop()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), *map(int, sys.argv[2:4]), *map(float, sys.argv[4:6]))
