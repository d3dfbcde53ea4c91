"""Faults: killed at any moment, cut off, out of disk, two at once; the graph stays sound.

The moments of the kills are random; the seed is printed, and `KG_FAULT_SEED` repeats a run.
"""

from __future__ import annotations

import math
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from kg.errors import StoreUnavailable
from kg.model import Reading
from kg.store import BoltGraph, StoreOptions, local, neo4j_server, processes
from tests.conftest import empty
from tests.crash_world import TOLD, at_rest, begin, noon, seen, start, steps

SEED = int(os.environ.get("KG_FAULT_SEED") or time.time_ns() % 1_000_000)
LOAD = steps()
Seen = tuple[bytes, bytes]


@pytest.fixture(scope="module")
def own_local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreOptions]:
    """An embedded server that may be killed: the other tests do not need it."""
    options = StoreOptions(home=tmp_path_factory.mktemp("own"), timeout=10.0, clock=noon)
    yield options
    local.stop(options.home)


@pytest.fixture(scope="module")
def own_neo4j(
    tmp_path_factory: pytest.TempPathFactory, neo4j_options: StoreOptions
) -> Iterator[StoreOptions]:
    """A Neo4j that may be killed."""
    home = tmp_path_factory.mktemp("own-neo4j")
    cache = os.environ.get("KG_NEO4J_CACHE")
    server = neo4j_server.start(home, cache=Path(cache) if cache else None)
    options = replace(
        neo4j_options, home=home, uri=server.uri, password=server.password, clock=noon
    )
    yield options
    kill(options)


def undisturbed(options: StoreOptions) -> list[Seen]:
    """Give what the graph is before the load and after each of its steps."""
    empty(options)
    graph = BoltGraph(options)
    begin(graph)
    states = [seen(graph)]
    for readings in LOAD:
        graph.add(readings)
        states.append(seen(graph))
    assert graph.check() == []
    graph.close()
    assert len(set(states)) == len(LOAD) + 1, "each step must change what is seen"
    return states


@pytest.fixture(scope="module")
def states(local_options: StoreOptions) -> list[Seen]:
    return undisturbed(replace(local_options, clock=noon))


def running(options: StoreOptions) -> local.Server | neo4j_server.Server:
    find = local.running if options.uri is None else neo4j_server.running
    server = find(options.home)
    assert server is not None
    return server


def kill(options: StoreOptions) -> None:
    server = running(options)
    os.kill(server.pid, signal.SIGKILL)
    while processes.listens(server.bolt):  # the dead need a moment to let go of their ports
        time.sleep(0.01)


def load_and_kill(options: StoreOptions, random: Random, kill_server: bool) -> int:
    """Start a load and kill what is to be killed within it; give the steps known to be kept."""
    child, told = start(options, LOAD)
    while told.value < 0 and child.is_alive():
        time.sleep(0.005)
    time.sleep(random.uniform(0, 1.0))
    victims = random.choice(["loader", "server", "both"]) if kill_server else "loader"
    if victims != "loader":
        kill(options)
    if victims != "server":
        child.kill()
    if options.uri is not None and victims != "loader":
        neo4j_server.start(options.home)
    child.join(60)
    assert child.exitcode in {0, TOLD, -signal.SIGKILL}
    if victims == "server":
        assert child.exitcode == 0, "a load goes on when the server is there again"
    return int(told.value)


def survive(
    options: StoreOptions, states: list[Seen], random: Random, kills: int, servers: set[int]
) -> None:
    done = 0
    while done < kills:
        empty(options)
        graph = BoltGraph(options)
        begin(graph)
        graph.close()
        step = 0
        while step < len(LOAD):
            told = load_and_kill(options, random, done in servers)
            done += 1
            graph = BoltGraph(options)
            now = at_rest(graph)
            assert now in states, f"neither before nor after a step (seed {SEED}, kill {done})"
            assert states.index(now) >= max(told, step), "what was acknowledged is there"
            assert graph.check() == []
            step = states.index(now)
            if done == kills:
                for readings in LOAD:
                    graph.add(readings)
                assert seen(graph) == states[-1]
                step = len(LOAD)
            graph.close()


def test_killed_at_any_moment_the_graph_is_before_or_after_a_batch(
    own_local: StoreOptions, states: list[Seen]
) -> None:
    print(f"KG_FAULT_SEED={SEED}")
    survive(own_local, states, Random(SEED), kills=20, servers=set(range(20)))


def test_killed_with_neo4j_the_graph_is_before_or_after_a_batch(
    own_neo4j: StoreOptions, states: list[Seen]
) -> None:
    print(f"KG_FAULT_SEED={SEED}")
    survive(own_neo4j, states, Random(SEED), kills=8, servers={2, 5})


@pytest.fixture(params=["local", "neo4j"])
def own(request: pytest.FixtureRequest) -> StoreOptions:
    """Either server that may be broken, with nothing but the beginning in it."""
    options: StoreOptions = request.getfixturevalue(f"own_{request.param}")
    empty(options)
    graph = BoltGraph(options)
    begin(graph)
    graph.close()
    return options


def load(graph: BoltGraph, steps: list[list[Reading]], kept: list[int]) -> None:
    """Load steps, and note those that are acknowledged."""
    for number, readings in enumerate(steps):
        graph.add(readings)
        kept.append(number)


def finish(options: StoreOptions, states: list[Seen], least: int) -> None:
    """See that at least so many steps are kept and no half one; a second run does the rest."""
    graph = BoltGraph(options)
    assert states.index(seen(graph)) >= least
    assert graph.check() == []
    for readings in LOAD:
        graph.add(readings)
    assert seen(graph) == states[-1]
    assert graph.check() == []
    graph.close()


def test_a_full_disk_is_told_and_nothing_is_lost(own: StoreOptions, states: list[Seen]) -> None:
    """A limit on the size of the server's files stands for a full disk: it needs no root."""
    resource = pytest.importorskip("resource", reason="no limits on this system")
    if not hasattr(resource, "prlimit"):
        pytest.skip("this system sets no limits on other processes")
    server = running(own)
    graph = BoltGraph(own)
    graph.add(LOAD[0])
    none = resource.RLIM_INFINITY
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (8192, none))
    with pytest.raises(StoreUnavailable, match="disk full"):
        load(graph, LOAD[1:], [])
    graph.close()
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (none, none))
    kill(own)
    if own.uri is not None:
        neo4j_server.start(own.home)
    finish(own, states, least=1)


def test_two_loaders_at_once_end_as_one_after_the_other(
    own: StoreOptions, states: list[Seen]
) -> None:
    ways = [LOAD, LOAD[:5], LOAD[2:]]
    children = [start(own, load)[0] for load in ways]
    for child in children:
        child.join(120)
    assert [child.exitcode for child in children] == [0, 0, 0]
    finish(own, states, least=len(LOAD))


class Wire:
    """A way to a server that breaks after so many bytes: whoever is on it is cut off."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.left: float = math.inf
        Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            near = self._listener.accept()[0]
            if self.left <= 0:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            for pair in ((near, far), (far, near)):
                Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(4096):
                self.left -= len(data)
                if self.left <= 0:
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_a_lost_connection_is_told_and_nothing_is_lost(
    own: StoreOptions, states: list[Seen]
) -> None:
    random = Random(SEED)
    print(f"KG_FAULT_SEED={SEED}")
    server = running(own)
    word = own.password or local.passwords(own.home)["root"]
    user = own.user if own.uri else "root"
    for _ in range(3):
        wire = Wire(server.bolt)
        uri = f"bolt://127.0.0.1:{wire.port}"
        graph = BoltGraph(replace(own, uri=uri, user=user, password=word, patience=0.2))
        wire.left = random.randrange(2_000, 60_000)
        kept: list[int] = []
        with pytest.raises(StoreUnavailable, match=r"does not answer|broke"):
            load(graph, LOAD * 50, kept)
        wire.left = math.inf
        again = BoltGraph(own)
        assert states.index(seen(again)) >= min(len(kept), len(LOAD))
        assert again.check() == []
        again.close()
        for readings in LOAD[: len(kept) + 1]:
            graph.add(readings)  # the same graph goes on when the way is there again
        graph.close()
    finish(own, states, least=1)
