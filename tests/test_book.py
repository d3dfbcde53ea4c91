"""A text as long as a book is read in bounded memory."""

from __future__ import annotations

import subprocess
import sys

WORDS, MEGABYTES = 40_000, 600
READ = f"""
import resource
from kg.assembly import read_article
from kg.data import samples
from kg.model import Article
from loaders import read

texts = [a.text for a in read(map(str, samples())) if isinstance(a, Article)]
book = "\\n\\n".join(texts)
while len(book.split()) < {WORDS}:
    book += "\\n\\n" + book
def megabytes(text):
    read_article(Article(id="article/book", title="Book", origin="origin/book", text=text))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(megabytes(texts[0]), megabytes(book))
"""


def test_a_book_is_read_in_bounded_memory() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    before, after = map(int, done.stdout.split())
    assert after - before < MEGABYTES
