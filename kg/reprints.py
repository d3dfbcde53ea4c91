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
_BINS = 48  # bins of runs: two make a number of the sketch
_MIX = 0x9E3779B97F4A7C15  # odd and without pattern, so that two numbers join without loss
_WORD = (1 << 64) - 1

Runs = frozenset[int]
SKETCH = _BINS // 2
"""How many numbers a sketch has."""


def runs(text: str) -> Runs:
    """Give the runs of words of a text, as numbers; a sign of Chinese and the like is a word."""
    return frozenset(
        int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") for run in _runs(text)
    )


def _runs(text: str) -> Iterator[str]:
    words = _TOKEN.findall(text.casefold())
    return map(" ".join, zip(*(islice(words, n, None) for n in range(_WORDS)), strict=False))


def sketch(of: Runs) -> tuple[int, ...]:
    """Give the numbers of a text; reprints agree in at least one of them, strangers rarely do.

    Each run falls into a bin, the least of a bin stands for it, and a number is made of two bins
    (one-permutation min-hash, banded). Texts that share a part p of all their runs agree in one
    with probability 1 - (1 - p^2)^24: 0.90 at 0.3, 0.998 at 0.5, but 0.002 at 0.01, where two
    reports on one subject lie. Empty for a text too short to tell.
    """
    if len(of) < _LEAST:
        return ()
    least = {run % _BINS: run for run in sorted(of, reverse=True)}
    full = [_of_bin(least, bin_) for bin_ in range(_BINS)]
    return tuple((full[n] * _MIX + full[n + SKETCH]) & _WORD for n in range(SKETCH))


def _of_bin(least: dict[int, int], bin_: int) -> int:
    """Give the least run of a bin; an empty one borrows from the next, and says how far it is."""
    away = next(n for n in range(_BINS) if (bin_ + n) % _BINS in least)
    return (least[(bin_ + away) % _BINS] + away * _MIX) & _WORD


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
