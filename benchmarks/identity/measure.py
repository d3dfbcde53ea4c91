"""What is measured of candidates: scores right at a threshold, pairs found, and in what time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from benchmarks.identity.crowd import crowd
from benchmarks.identity.listed import Listed
from benchmarks.identity.pairs import Pair
from kg.evaluation.tally import Share
from kg.resolve import blocking
from kg.resolve.comparison import compare
from kg.resolve.forms import form, profile
from kg.resolve.weights import Weights

_T = TypeVar("_T")
STEPS = tuple(n / 100 for n in range(50, 100))
WANTED = 0.99
"""The precision that an automatic join would need, also at the low end of its interval."""
SIZES = (7_500, 15_000, 30_000)
_SAMPLE = 1_000  # names compared with all others, from which each with each is reckoned


@dataclass(frozen=True)
class Scored:
    """The labelled pairs with their scores, each by weights that were learned without it."""

    pairs: Sequence[Pair]
    scores: Sequence[float]

    def right(self, least: float) -> Share:
        """Of the pairs that reach this score, how many are one: the precision."""
        reached = [p.same for p, s in zip(self.pairs, self.scores, strict=True) if s >= least]
        return Share(ok=sum(reached), of=len(reached))

    def found(self, least: float) -> Share:
        """Of the pairs that are one, how many reach this score: the recall."""
        one = [s >= least for p, s in zip(self.pairs, self.scores, strict=True) if p.same]
        return Share(ok=sum(one), of=len(one))


def with_thresholds(learned: Weights, scored: Scored, listed: Listed) -> Weights:
    """Set from where pairs are likely one, and from where they could be joined, if anywhere.

    Likely asks for 99 % of the labelled pairs; joining asks it of the low end of the 95 %
    interval, and of the list too.
    """
    likely = [t for t in STEPS if _rate(scored.right(t)) >= WANTED]
    sure = [t for t in likely if all(x.right(t).interval[0] >= WANTED for x in (scored, listed))]
    return learned.model_copy(
        update={
            "likely": likely[0] if likely else 1.0,
            "automatic": sure[0] if sure else None,
            "pairs": len(scored.pairs),
        }
    )


def _rate(share: Share) -> float:
    return share.rate or 0.0


@dataclass(frozen=True)
class Blocked:
    """What blocking does in a crowd: how many pairs it leaves, which it misses, how long it takes.

    Seconds are those of this machine; what counts are ratios.
    """

    entities: int
    paired: int
    found: Share
    preparing: float
    pairing: float
    comparing: float
    bare: float

    @property
    def whole(self) -> int:
        """How many pairs there are at all."""
        return self.entities * (self.entities - 1) // 2


def block(pairs: Sequence[Pair], size: int) -> Blocked:
    """Find the labelled pairs in a crowd of this size, and take the time.

    `bare` is the time that one likeness of rapidfuzz alone would take for each with each,
    reckoned from a sample: what there would be to do without blocking, at the very least.
    """
    people = crowd(size - 2 * len(pairs))
    known = people + [side for p in pairs for side in (p.left, p.right)]
    form.cache_clear()
    preparing, _ = _timed(lambda: [profile(p.entity) for p in known])
    pairing, found = _timed(lambda: blocking.pairs(known))
    comparing, _ = _timed(lambda: [compare(known[a], known[b]) for a, b in found])
    chosen, at = set(found), len(people)
    one = [(at + 2 * n, at + 2 * n + 1) in chosen for n, p in enumerate(pairs) if p.same]
    return Blocked(
        entities=len(known),
        paired=len(found),
        found=Share(ok=sum(one), of=len(one)),
        preparing=preparing,
        pairing=pairing,
        comparing=comparing,
        bare=_bare([p.main.compact for p in known]),
    )


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def _bare(names: Sequence[str]) -> float:
    taken, _ = _timed(lambda: process.cdist(names[:_SAMPLE], names, scorer=ratio, workers=1))
    return taken * len(names) / _SAMPLE / 2
