"""Several processes, or a cluster, read as one does: the same bytes, in the same order."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from kg.data import samples

KG = str(Path(sys.executable).parent / "kg")
FILES = [str(p) for p in samples()[:12]]
KEPT = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "NEO4J_"))}


def extract(out: Path, *options: str) -> dict[str, bytes]:
    command = [KG, "extract", *FILES, "--out", str(out), *options]
    done = subprocess.run(command, env=KEPT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return written(out)


def written(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process reads."""
    read = extract(tmp_path_factory.mktemp("one"), "--jobs", "1")
    assert len(read) == len(FILES)
    return read


def test_two_processes_write_the_same_bytes_as_one(one: dict[str, bytes], tmp_path: Path) -> None:
    assert extract(tmp_path, "--jobs", "2") == one


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own on this machine."""

    address: str
    folder: Path
    running: list[subprocess.Popen[bytes]]

    def worker(self, name: str, **environment: str) -> subprocess.Popen[bytes]:
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name]
        self.run(["worker", self.address, *options], environment)
        return self.running[-1]

    def run(self, words: list[str], environment: dict[str, str]) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            command = [sys.executable, "-m", "dask", *words]
            child = subprocess.Popen(
                command, env=KEPT | environment, stdout=log, stderr=log, cwd=self.folder
            )
        self.running.append(child)

    def stop(self) -> None:
        for child in reversed(self.running):
            child.kill()
            child.wait()


def connect(address: str) -> Any:
    return Client(address, timeout=60, set_as_default=False)  # type: ignore[no-untyped-call]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Cluster(f"tcp://127.0.0.1:{port}", tmp_path, [])
    made.run(["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], {})
    made.worker("first")
    made.worker("second")
    with connect(made.address) as client:
        client.wait_for_workers(2, timeout=60)
    yield made
    made.stop()


def busy(client: Any, name: str) -> bool:
    """Say whether a worker has articles in hand."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    (address,) = [a for a, w in workers.items() if w["name"] == name]
    return bool(client.processing()[address])


def test_a_cluster_reads_the_same_bytes_even_when_a_worker_is_killed(
    one: dict[str, bytes], cluster: Cluster, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [KG, "extract", *FILES, "--out", str(out), "--dask", cluster.address]
    child = subprocess.Popen(command, env=KEPT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    while len(list(out.glob("*.json"))) < 2 and child.poll() is None:
        time.sleep(0.02)
    with connect(cluster.address) as client:
        assert busy(client, "first"), "it must die in the middle of its work"
        cluster.running[1].send_signal(signal.SIGKILL)
    said, _ = child.communicate(timeout=120)
    assert child.returncode == 0, said
    assert written(out) == one
    graphs = [loaded(tmp_path / "a", "--dask", cluster.address), loaded(tmp_path / "b")]
    assert graphs[0] == graphs[1]
    refused = cluster.worker("other", KG_ACCEPT="0.7")
    with connect(cluster.address) as client:
        client.wait_for_workers(2, timeout=60)
    assert refused.poll() is None
    assert "differs in KG_ACCEPT" in fails("extract", FILES[0], "--out", str(out), "--dask",
                                           cluster.address)  # fmt: skip


def loaded(home: Path, *options: str) -> object:
    """Load into a new graph and give its export, but for the moment it was learned."""
    environment = KEPT | {"KG_HOME": str(home)}
    try:
        for words in (["load", *FILES, *options], ["export", "--all", "--out", f"{home}.json"]):
            done = subprocess.run(
                [KG, *words], env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
    finally:
        subprocess.run([KG, "stop"], env=environment, check=False, capture_output=True)
    text = Path(f"{home}.json").read_text("utf-8")
    return json.loads(re.sub(r'"recorded": ?"[^"]*"', '"recorded": ""', text))


def fails(*words: str) -> str:
    done = subprocess.run([KG, *words], env=KEPT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert "does not answer" in fails("extract", FILES[0], "--out", out, "--dask", "127.0.0.1:9")
    both = fails("extract", FILES[0], "--out", out, "--dask", "127.0.0.1:9", "-j", "2")
    assert "--jobs and --dask" in both


def test_ctrl_c_says_what_is_kept_and_leaves_a_sound_graph(tmp_path: Path) -> None:
    environment = KEPT | {"KG_HOME": str(tmp_path / "home"), "COLUMNS": "200"}
    try:
        child = subprocess.Popen(
            [KG, "load", *map(str, samples()), "--jobs", "2"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            # Whoever runs in the background was told to ignore it, and so were its children.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        while not (tmp_path / "home" / "graph" / "write.lock").exists():
            time.sleep(0.05)
        time.sleep(2)  # the readers are being started
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to the readers too
        said, _ = child.communicate(timeout=120)
        assert child.returncode == 130, said
        assert "cut off: " in said
        assert "in the graph; the same command again does the rest" in said
        assert "Traceback" not in said
        done = subprocess.run(
            [KG, "check"], env=environment, capture_output=True, text=True, check=False
        )
        assert "sound" in done.stdout, done.stdout + done.stderr
    finally:
        subprocess.run([KG, "stop"], env=environment, check=False, capture_output=True)
