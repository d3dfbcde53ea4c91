"""Faults: killed at any moment, cut off, out of disk, two at once; the graph stays sound.

The moments of the kills are random; the seed is printed, and `KG_FAULT_SEED` repeats a run.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kg.store import BoltGraph, StoreOptions, local, neo4j_server, processes
from tests.conftest import empty
from tests.crash_world import TOLD, begin, noon, seen, start, steps

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


def kill(options: StoreOptions) -> None:
    running = local.running if options.uri is None else neo4j_server.running
    server = running(options.home)
    assert server is not None
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
            now = seen(graph)
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
