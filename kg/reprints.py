"""Which articles are one story in several places: reprints count as one source.

Two texts are compared by the runs of four words they share. A reprint cuts the end, changes the
headline, adds a line of its own or mends a word here and there; two reporters at one press
conference share quotations and names, but few such runs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from hashlib import blake2b
from itertools import islice

_WORDS = 4  # words of a run; three meet by chance in boilerplate, five miss a mended word
_LEAST = 25  # runs below which a text is too short to tell a reprint from a coincidence
_SHARED = 0.5  # of the shorter text's runs that must stand in the longer one
_ALIKE = 0.30  # of all runs of both: a short report quoted whole in a long essay is no reprint
_SIGN = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # of scripts without space between words
_TOKEN = re.compile(rf"[{_SIGN}]|[^\W{_SIGN}]+")
_PRIME = (1 << 61) - 1
_MIXES = (
    (0x9E3779B97F4A7C15, 0x7F4A7C15), (0xBF58476D1CE4E5B9, 0x1CE4E5B9),
    (0x94D049BB133111EB, 0x133111EB), (0xD6E8FEB86659FD93, 0x6659FD93),
    (0xA0761D6478BD642F, 0x78BD642F), (0xE7037ED1A0B428DB, 0xA0B428DB),
    (0x8EBC6AF09C88C6E3, 0x9C88C6E3), (0x589965CC75374CC3, 0x75374CC3),
)  # fmt: skip

Runs = frozenset[int]
SKETCH = len(_MIXES)
"""How many numbers a sketch has."""


def runs(text: str) -> Runs:
    """Give the runs of words of a text, as numbers; a sign of Chinese and the like is a word."""
    return frozenset(map(_number, _runs(text)))


def _runs(text: str) -> Iterator[str]:
    words = _TOKEN.findall(text.casefold())
    return map(" ".join, zip(*(islice(words, n, None) for n in range(_WORDS)), strict=False))


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big")


def sketch(of: Runs) -> tuple[int, ...]:
    """Give eight numbers of a text; reprints agree in at least one of them (min-hash).

    Texts that share a part p of all their runs agree in one with probability 1 - (1 - p)^8.
    Empty for a text too short to tell.
    """
    if len(of) < _LEAST:
        return ()
    return tuple(min((a * run + b) % _PRIME for run in of) for a, b in _MIXES)


def one_story(left: Runs, right: Runs) -> bool:
    """Say whether two texts are one story."""
    smaller = min(len(left), len(right))
    if smaller < _LEAST:
        return False
    shared, alike = overlap(left, right)
    return shared >= _SHARED and alike >= _ALIKE


def overlap(left: Collection[int], right: Collection[int]) -> tuple[float, float]:
    """Give which part of the shorter text stands in the longer one, and which part of both."""
    both = len(set(left) & set(right))
    smaller, all_ = min(len(left), len(right)), len(left) + len(right) - both
    return (both / smaller if smaller else 0.0), (both / all_ if all_ else 0.0)
