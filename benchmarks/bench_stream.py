"""A folder of many articles streams: `python -m benchmarks.bench_stream [--articles 10000]`.

Writes so many short articles, made of paragraphs of the samples, and loads the folder into an
embedded graph as `kg load --jobs` does. Prints the most memory this process (not its workers) has
held after a tenth of the articles and at the end, in MB, and articles a second.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

import loaders
from kg.assembly import over_processes, read_article
from kg.ingest import batches
from kg.model import Article
from kg.store import StoreOptions, local, open_graph

SAMPLES = Path(__file__).parents[1] / "kg" / "data" / "samples"


def write_articles(folder: Path, number: int) -> None:
    """Write short articles that differ in a sentence of their own."""
    texts = [a.text for a in loaders.read([str(SAMPLES)]) if isinstance(a, Article)]
    blocks = [b for text in texts for b in text.split("\n\n") if len(b) > 120]
    for place, block in enumerate(islice(cycle(blocks), number)):
        own = f"This is note {place} of the series, written for file {place}."
        (folder / f"{place:06}.txt").write_text(f"Note {place}\n\n{block}\n\n{own}\n", "utf-8")


def held() -> float:
    """Give the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Write, load and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=10_000)
    asked.add_argument("--jobs", type=int, default=2)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as base:
        folder, home = Path(base) / "articles", Path(base) / "home"
        folder.mkdir()
        write_articles(folder, args.articles)
        graph = open_graph(StoreOptions(home=home))
        done, early, start = 0, 0.0, time.monotonic()
        articles = (a for a in loaders.read([str(folder)]) if isinstance(a, Article))
        readings = over_processes(read_article, articles, args.jobs)
        for batch in batches(readings):
            graph.add(batch)
            done += len(batch)
            if not early and done >= args.articles / 10:
                early = held()
                print(f"{done:,} articles: {early:.0f} MB")
        took = time.monotonic() - start
        print(f"{done:,} articles: {held():.0f} MB, {done / took:.0f} articles a second")
        print(f"claims in the graph: {graph.stats().claims:,}")
        graph.close()
        local.stop(home)


if __name__ == "__main__":
    main()
