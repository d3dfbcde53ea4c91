"""How much quicker two processes read than one, model loading included.

The same articles of 500 words through `kg.assembly.over_processes`, on one and on two jobs.
"""

from __future__ import annotations

import time

from benchmarks.bench_extract import articles
from kg.assembly import over_processes, read_article

COUNT = 400


def seconds(jobs: int) -> float:
    """Read all articles on so many processes."""
    texts = articles(COUNT)
    begun = time.perf_counter()
    assert sum(1 for _ in over_processes(read_article, iter(texts), jobs)) == COUNT
    return time.perf_counter() - begun


if __name__ == "__main__":
    one, two = seconds(1), seconds(2)
    print(
        f"{COUNT} articles: {one:.1f} s on one process, {two:.1f} s on two, {one / two:.2f} times"
    )
