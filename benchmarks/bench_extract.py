"""How fast articles are read: articles of 500 words per second on one core, stage by stage.

The text is the sample articles, joined to lengths of about 500 words. Time is given beside a
plain spaCy parse of the same texts in the same run, since machines differ.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice

from kg.assembly import extractor, ingest
from kg.data import samples
from kg.extract.pipeline import pipeline
from kg.model import Article
from loaders import read

WORDS = 500


def articles(count: int) -> list[Article]:
    """Make `count` articles of about 500 words of the samples' paragraphs."""
    return list(islice(_joined(), count))


def _joined() -> Iterator[Article]:
    texts = [a for a in read(map(str, samples())) if isinstance(a, Article)]
    held: list[str] = []
    for round_ in range(1_000):
        for sample in texts:
            held += sample.text.split("\n\n")
            if sum(len(p.split()) for p in held) >= WORDS:
                text = "\n\n".join(held)
                id = f"article/bench-{round_}-{sample.id[8:]}"
                yield sample.model_copy(update={"id": id, "text": text})
                held = []


def measure(count: int = 40) -> dict[str, float]:
    """Read `count` articles; give articles per second for the parse alone and for everything."""
    texts = articles(count)
    nlp, reader = pipeline(), ingest()
    reader.read(texts[0])  # warm: names compiled, model loaded
    rates: dict[str, float] = {}
    for name, work in (
        ("parse", lambda a: [len(d) for d in nlp.pipe(a.text.split("\n\n"))]),
        ("extract", extractor().extract),
        ("read", reader.read),
    ):
        start = time.process_time()
        for article in texts:
            work(article)
        rates[name] = count / (time.process_time() - start)
    return rates


if __name__ == "__main__":
    found = measure()
    for name, rate in found.items():
        print(f"{name:8} {rate:6.1f} articles of {WORDS} words per second and core")
    print(f"reading costs {found['parse'] / found['read']:.2f} times a bare parse")
