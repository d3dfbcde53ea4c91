"""How much quicker two processes, and a Dask cluster of two workers, read than one process.

The same articles of 500 words through `kg.assembly`, model loading included.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from distributed import LocalCluster

from benchmarks.bench_extract import articles
from kg.assembly import over_cluster, over_processes, read_article
from kg.cluster import Cluster
from kg.model import Article, Reading

COUNT = 200


def seconds(over: Callable[[Iterator[Article]], Iterator[Reading]]) -> float:
    """Read all articles in one way."""
    texts = articles(COUNT)
    begun = time.perf_counter()
    assert sum(1 for _ in over(iter(texts))) == COUNT
    return time.perf_counter() - begun


def on_cluster(texts: Iterator[Article]) -> Iterator[Reading]:
    """Read on two workers of this machine, their start included."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as local:
        yield from over_cluster(read_article, texts, Cluster(local.scheduler_address))


if __name__ == "__main__":
    one, two = (seconds(partial(over_processes, read_article, jobs=n)) for n in (1, 2))
    dask = seconds(on_cluster)
    print(
        f"{COUNT} articles: {one:.1f} s on one process, {two:.1f} s on two ({one / two:.2f} times),"
        f" {dask:.1f} s on two Dask workers ({one / dask:.2f} times)"
    )
