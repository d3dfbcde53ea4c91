"""Many texts: the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from pydantic import computed_field

from kg.evaluation.outcome import Details, Mark, Marked, Outcome
from kg.evaluation.tally import Share, Tally
from kg.extract.patterns import patterns
from kg.model import Value
from kg.vocabulary import Predicate

_K = TypeVar("_K")

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where one band of confidence ends and the next begins."""


class Mode(StrEnum):
    """How a set was read: with the annotated names, from the bare sentences, as articles."""

    GIVEN = "names given"
    FOUND = "names found"
    ARTICLES = "articles"


class Band(Value):
    """Claims from `low` up to below `high` (the last band: up to and with it)."""

    low: float
    high: float
    mean: float = 0.0
    right: Share = Share()


class Construction(Value):
    """What a construction, pattern or way to find names contributes.

    Its precision, and its part of all recall.
    """

    said: Share = Share()
    stated: Share = Share()

    @property
    def f(self) -> float:
        """Harmonic mean of the two."""
        p, r = self.said.rate or 0.0, self.stated.rate or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0


class Speed(Value):
    """Texts and words read in so many seconds of one processor, and by the clock."""

    texts: int
    words: int
    seconds: float
    elapsed: float

    @computed_field  # type: ignore[prop-decorator]
    @property
    def texts_per_second(self) -> float:
        """Texts per second and core."""
        return self.texts / self.seconds if self.seconds else 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def words_per_second(self) -> float:
        """Words per second and core."""
        return self.words / self.seconds if self.seconds else 0.0


class Scores(Value):
    """All figures of one set read in one way.

    `calibration` is the mean distance between confidence and the share that is right, over the
    bands. `review` says the same of what is accepted, left to a person, and dropped.
    """

    mode: Mode
    texts: int
    words: int
    relations: Tally
    by_relation: dict[Predicate, Tally]
    by_part: dict[str, Tally]
    by_construction: dict[str, Construction]
    by_pattern: dict[str, Construction]
    by_origin: dict[str, Construction]
    bands: tuple[Band, ...]
    review: dict[str, Share]
    calibration: float | None
    details: Details
    entities: Tally | None
    kinds: Share | None
    speed: Speed | None = None

    @property
    def tallies(self) -> dict[str, Tally]:
        """All relations together, then each."""
        return {"all": self.relations, **{str(p): t for p, t in self.by_relation.items()}}


class Thresholds(Value):
    """Confidence from which a claim is accepted, and below which it is dropped."""

    accept: float
    drop: float

    def of(self, confidence: float) -> str:
        """Say what becomes of a claim."""
        if confidence >= self.accept:
            return "accepted"
        return "pending" if confidence >= self.drop else "dropped"


def summarise(
    mode: Mode,
    outcomes: Sequence[Outcome],
    *,
    words: int,
    thresholds: Thresholds,
    speed: Speed | None = None,
) -> Scores:
    """Add up what came of the texts of a set."""
    relations = _added((p, t) for o in outcomes for p, t in o.relations.items())
    all_ = sum(relations.values(), Tally())
    marked = [m for o in outcomes for m in o.marked]
    bands = reliability(marked)
    return Scores(
        mode=mode,
        texts=len(outcomes),
        words=words,
        relations=all_,
        by_relation={p: relations[p] for p in Predicate if p in relations},
        by_part=_parts(outcomes),
        by_construction=_contributions(marked, all_, lambda m: map(construction, m.patterns)),
        by_pattern=_contributions(marked, all_, lambda m: m.patterns),
        by_origin=_contributions(marked, all_, lambda m: m.origins),
        bands=bands,
        review=_review(marked, thresholds),
        calibration=_distance(bands),
        details=sum((o.details for o in outcomes), Details()),
        entities=None if mode is Mode.GIVEN else sum((o.entities for o in outcomes), Tally()),
        kinds=None if mode is Mode.GIVEN else sum((o.kinds for o in outcomes), Share()),
        speed=speed,
    )


def reliability(marked: Iterable[Marked]) -> tuple[Band, ...]:
    """Say for each band of confidence how many claims are right."""
    held: dict[int, list[Marked]] = defaultdict(list)
    for one in _scored(marked):
        held[sum(one.confidence >= edge for edge in EDGES[1:-1])].append(one)
    return tuple(
        Band(
            low=low,
            high=high,
            mean=round(sum(m.confidence for m in held[i]) / max(len(held[i]), 1), 4),
            right=_right(held[i]),
        )
        for i, (low, high) in enumerate(pairwise(EDGES))
    )


def construction(pattern: str) -> str:
    """Say what a pattern is in the grammar."""
    family = pattern.partition(".")[0]
    if family == "item":
        return "key and value"
    frames = {f.id: f for f in patterns().frames}
    if pattern in frames:
        return "verb with noun" if frames[pattern].nouns else "verb"
    return "noun form" if any(pattern == f.id for f in patterns().forms) else pattern


def _scored(marked: Iterable[Marked]) -> list[Marked]:
    return [m for m in marked if m.mark in (Mark.RIGHT, Mark.WRONG, Mark.TRAP)]


def _right(marked: Sequence[Marked]) -> Share:
    return Share(ok=sum(m.mark is Mark.RIGHT for m in marked), of=len(marked))


def _contributions(
    marked: Iterable[Marked], all_: Tally, names: Callable[[Marked], Iterable[str]]
) -> dict[str, Construction]:
    held: dict[str, list[Marked]] = defaultdict(list)
    for one in _scored(marked):
        for called in set(names(one)):
            held[called].append(one)
    stated = all_.right + all_.missed
    return {
        called: Construction(said=_right(of), stated=Share(ok=_right(of).ok, of=stated))
        for called, of in sorted(held.items())
    }


def _review(marked: Iterable[Marked], thresholds: Thresholds) -> dict[str, Share]:
    held: dict[str, list[Marked]] = {"accepted": [], "pending": [], "dropped": []}
    for one in _scored(marked):
        held[thresholds.of(one.confidence)].append(one)
    return {name: _right(of) for name, of in held.items()}


def _distance(bands: Sequence[Band]) -> float | None:
    total = sum(b.right.of for b in bands)
    if not total:
        return None
    far = sum(b.right.of * abs(b.mean - (b.right.rate or 0.0)) for b in bands)
    return round(far / total, 4)


def _parts(outcomes: Iterable[Outcome]) -> dict[str, Tally]:
    """Add up by file, for sentences; an article is a part of its own and is not listed."""
    return _added(
        (o.where.rpartition(":")[0].removesuffix(".txt"), t)
        for o in outcomes
        if ":" in o.where
        for t in o.relations.values()
    )


def _added(tallies: Iterable[tuple[_K, Tally]]) -> dict[_K, Tally]:
    total: dict[_K, Tally] = defaultdict(Tally)
    for name, tally in tallies:
        total[name] += tally
    return dict(sorted(total.items(), key=lambda item: str(item[0])))
