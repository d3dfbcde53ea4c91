"""What a graph costs as it grows: loading, loading again, touching ten claims, projecting anew.

    python -m benchmarks bench_scale            table and drawing into results.md
    python -m benchmarks.bench_scale local      the embedded server alone

Articles of ten claims, three new entities an article, are streamed into an empty graph: 1,000,
10,000 and 100,000 claims. Printed for each size: seconds a thousand claims to load and to load
again (nothing may be written), seconds to load one article whose ten claims changed, seconds a
thousand claims to project all edges anew, and the most memory this process has held while it
loaded. The drawing is `benchmarks/bench_scale.svg`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.bench_store import empty, engine, timed
from benchmarks.bench_stream import held
from benchmarks.curves import curves
from benchmarks.made import CLAIMS_AN_ARTICLE, made, reading
from kg.store import BoltGraph, StoreOptions
from kg.store.connection import Connection

SIZES = (1_000, 10_000, 100_000)
_HEAD = ("engine", "claims", "load", "load again", "ten claims", "rebuild", "memory")


@dataclass(frozen=True, slots=True)
class Cost:
    """What was measured at one size, in seconds and MB."""

    claims: int
    load: float
    again: float
    touch: float
    rebuild: float
    memory: float


def measure(options: StoreOptions, claims: int) -> Cost:
    """Load, load again, touch and rebuild a graph of so many claims."""
    articles = claims // CLAIMS_AN_ARTICLE
    graph, connection = BoltGraph(options), Connection(options)
    empty(connection)
    graph.add(made(20))  # a server is slow at first
    empty(connection)
    load = timed(lambda: graph.add(made(articles)))
    memory = held()
    assert graph.stats().claims == claims
    again = timed(lambda: _nothing(graph.add(made(articles))))
    touch = median(timed(lambda at=at: _ten(graph, at)) for at in (0, articles // 2, articles - 1))
    rebuild = timed(lambda: _nothing(graph.rebuild()))
    graph.close()
    connection.close()
    return Cost(claims, load, again, touch, rebuild, memory)


def _nothing(changes: Any) -> None:
    assert changes.nothing, changes


def _ten(graph: BoltGraph, number: int) -> None:
    changes = graph.add([reading(number, confidence=0.9)])
    assert changes.articles_changed == 1, changes
    assert changes.edges_changed, changes


def in_a_process(options: StoreOptions, claims: int) -> Cost:
    """Measure in a process of its own, whose memory is nobody else's."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (options, claims))


def row(engine_name: str, cost: Cost) -> str:
    """Write a row of the table."""
    thousands = cost.claims / 1000
    return (
        f"{engine_name:8} {cost.claims:8,} {cost.load / thousands:9.2f} s/1k "
        f"{cost.again / thousands:9.3f} s/1k {cost.touch:9.2f} s "
        f"{cost.rebuild / thousands:9.2f} s/1k {cost.memory:7.0f} MB"
    )


def main() -> None:
    """Measure the servers asked for, print a table and draw it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("engines", nargs="*", default=["local", "neo4j"])
    asked.add_argument("--most", type=int, default=SIZES[-1], help="claims of the largest graph")
    args = asked.parse_args()
    print("{:8} {:>8} {:>14} {:>14} {:>11} {:>14} {:>10}".format(*_HEAD), flush=True)
    costs: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in args.engines:
            with engine(name, Path(folder)) as options:
                for claims in (s for s in SIZES if s <= args.most):
                    cost = in_a_process(options, claims)
                    costs.setdefault(name, []).append(cost)
                    print(row(name, cost), flush=True)
    drawn = curves(
        {name: [asdict(c) for c in of] for name, of in costs.items()},
        {"load": "load", "again": "load again", "rebuild": "project anew", "touch": "ten claims"},
    )
    Path(__file__).with_suffix(".svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main()
