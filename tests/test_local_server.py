"""The embedded server: started on demand, shared, safe when killed, gone when idle."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from kg.errors import MissingPart, StoreUnavailable
from kg.store import BoltGraph, StoreOptions, local, neo4j_server, open_graph

ROOT = Path(__file__).parents[1]
OPEN = """
import sys
from pathlib import Path
from kg.store import StoreOptions, local, open_graph
home = Path(sys.argv[1])
graph = open_graph(StoreOptions(home=home))
print(local.running(home).pid, graph.stats().articles)
"""
LOAD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.conftest import Press
from kg.store import StoreOptions, open_graph
graph = open_graph(StoreOptions(home=Path(sys.argv[1])))
press, name = Press(), sys.argv[2]
for n in range(int(sys.argv[4])):
    facts = [(f"company/{name}-{n}", "OWNS", "app/shared"), ("company/all", "OWNS", "app/shared")]
    graph.add([press.reading(f"{name}-{n}", facts)])
    print(n, flush=True)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    local.stop(tmp_path / "home")


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def told(child: subprocess.Popen[str]) -> str:
    out, _ = child.communicate(timeout=120)
    assert child.returncode == 0, out
    return out


def test_processes_that_start_at_once_share_one_server(home: Path) -> None:
    said = [told(child) for child in [start(OPEN, home) for _ in range(3)]]
    assert len(set(said)) == 1
    assert local.running(home) is not None, "the server outlives those who began it"


def test_two_processes_write_at_once_and_nothing_is_lost(home: Path) -> None:
    for child in [start(LOAD, home, name, ROOT, 12) for name in ("a", "b")]:
        told(child)
    graph = open_graph(StoreOptions(home=home))
    assert graph.stats().articles == 24
    (shared,) = graph.subgraph(["company/all"]).edges
    assert shared.sources == 24
    assert graph.check() == []
    graph.close()


def test_killed_in_the_middle_of_a_load_it_comes_back_whole(home: Path) -> None:
    child = start(LOAD, home, "a", ROOT, 1000)
    assert child.stdout is not None
    done = -1
    for line in child.stdout:
        done = int(line)
        if done == 8:
            break
    server = local.running(home)
    assert server is not None
    child.kill()
    os.kill(server.pid, signal.SIGKILL)
    child.wait()
    graph = open_graph(StoreOptions(home=home))
    kept = graph.stats().articles
    assert kept >= done + 1
    assert graph.check() == []
    again = local.running(home)
    assert again is not None
    assert again.pid != server.pid
    told(start(LOAD, home, "a", ROOT, kept + 2))
    assert graph.check() == []
    assert graph.stats().articles == kept + 2
    graph.close()


def test_an_open_graph_goes_on_when_its_server_was_killed(home: Path, press: Any) -> None:
    graph = BoltGraph(StoreOptions(home=home))
    graph.add([press.reading("n1", [("company/a", "OWNS", "app/b")])])
    server = local.running(home)
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    begun = time.monotonic()
    assert graph.entity("company/a").name == "A"
    assert time.monotonic() - begun < 20
    graph.close()


def test_it_stops_when_told_and_when_nobody_calls(home: Path) -> None:
    open_graph(StoreOptions(home=home)).close()
    assert local.stop(home)
    assert local.running(home) is None
    assert not local.stop(home)
    open_graph(StoreOptions(home=home, idle_stop=1.0)).close()
    server = local.running(home)
    assert server is not None
    end = time.monotonic() + 30
    while local.running(home) and time.monotonic() < end:
        time.sleep(0.1)
    assert local.running(home) is None


def test_passwords_are_random_private_and_needed(home: Path) -> None:
    open_graph(StoreOptions(home=home)).close()
    secret = home / "secret.json"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(set(json.loads(secret.read_text()).values())) == 2
    server = local.running(home)
    assert server is not None
    with (
        GraphDatabase.driver(server.uri, auth=("root", "wrong")) as driver,
        pytest.raises(Exception, match=r"(?i)auth|credential|password"),
    ):
        driver.verify_connectivity()
    wrong = StoreOptions(home=home, uri=server.uri, user="root", password="wrong")
    with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD"):
        open_graph(wrong)


def test_it_listens_on_the_loopback_interface_alone(home: Path) -> None:
    open_graph(StoreOptions(home=home)).close()
    server = local.running(home)
    assert server is not None
    if not Path("/proc/net/tcp").exists():
        pytest.skip("no /proc to read listeners from")
    for ports in (f"{server.bolt:04X}", f"{server.http:04X}"):
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                address, port = line.split()[1].split(":")
                if port == ports and line.split()[3] == "0A":
                    assert address in {"0100007F", "0000000000000000FFFF00000100007F"}, line


def test_a_dead_server_and_a_wrong_address_are_told(tmp_path: Path) -> None:
    dead = StoreOptions(home=tmp_path, uri="bolt://127.0.0.1:9", password="x")
    with pytest.raises(StoreUnavailable, match="NEO4J_URI"):
        open_graph(dead)
    with pytest.raises(StoreUnavailable, match="NEO4J_URI"):
        open_graph(replace(dead, uri="nonsense"))


def test_a_server_that_cannot_start_says_where_to_look(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "config").write_text("a file where a folder should be")
    with pytest.raises(StoreUnavailable, match=r"server\.log"):
        open_graph(StoreOptions(home=home))
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(StoreUnavailable, match="NEO4J_URI"):
        open_graph(StoreOptions(home=home))


def test_a_wrong_password_for_neo4j_is_told(neo4j_options: StoreOptions) -> None:
    with pytest.raises(StoreUnavailable, match="NEO4J_PASSWORD"):
        open_graph(replace(neo4j_options, password="wrong"))


def test_a_database_that_is_not_there_is_told(neo4j_options: StoreOptions) -> None:
    with pytest.raises(Exception, match="NEO4J_DATABASE"):
        open_graph(replace(neo4j_options, database="nowhere"))


def test_neo4j_is_started_once_and_shared(neo4j_options: StoreOptions) -> None:
    again = neo4j_server.start(neo4j_options.home)
    assert (again.uri, again.password) == (neo4j_options.uri, neo4j_options.password)


def test_the_lock_file_names_neo4j_and_a_jar_that_differs_is_refused(tmp_path: Path) -> None:
    jars = neo4j_server.lock_file()
    assert len(jars) == len({j.name for j in jars}) > 200
    assert neo4j_server.version().startswith("5.26")
    (neo4j,) = [j for j in jars if (j.group, j.artifact) == ("org.neo4j", "neo4j")]
    assert neo4j.path.endswith(f"/neo4j-{neo4j.version}.jar")
    (tmp_path / neo4j.name).write_bytes(b"not it")
    assert not neo4j.is_in(tmp_path)


def test_jars_that_cannot_be_had_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="KG_MAVEN"):
        neo4j_server.fetch_jars(tmp_path, "http://127.0.0.1:9/maven2")
    assert not list(tmp_path.rglob("*.jar"))
