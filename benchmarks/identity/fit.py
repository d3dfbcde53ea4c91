"""Weights learned from labelled pairs: logistic regression, each weight kept to its side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.identity.pairs import Pair, folds
from kg.resolve.comparison import CONTEXT, FEATURES
from kg.resolve.weights import Weights

Array = NDArray[np.float64]
RIDGE = 0.5  # pulls weights to nothing, so that a feature seen three times is not believed blindly
STEPS = 4000
FOLDS = 10


def table(pairs: Sequence[Pair]) -> tuple[Array, Array]:
    """Bring pairs to numbers: a row a pair, a column a feature, the bias last."""
    column = {name: n for n, name in enumerate(FEATURES)}
    rows = np.zeros((len(pairs), len(FEATURES) + 1))
    rows[:, -1] = 1.0
    for row, pair in zip(rows, pairs, strict=True):
        for sign in pair.signs:
            row[column[sign.feature]] = sign.value
    return rows, np.array([float(p.same) for p in pairs])


def fit(rows: Array, same: Array) -> Array:
    """Find the weights that explain the labels best, by descent along the gradient.

    After each step a weight on the wrong side of nothing is put back to it.
    """
    low = np.array([*(_low(f) for f in FEATURES), -np.inf])
    high = np.array([*(_high(f) for f in FEATURES), np.inf])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[-1] = 0.0
    rate = 1.0 / (0.25 * np.linalg.norm(rows, 2) ** 2 + RIDGE)
    found = ahead = np.zeros(rows.shape[1])
    for step in range(STEPS):  # Nesterov: each step starts a little ahead
        said = 1 / (1 + np.exp(-rows @ ahead))
        moved = np.clip(ahead - rate * (rows.T @ (said - same) + ridge * ahead), low, high)
        ahead = moved + step / (step + 3) * (moved - found)
        found = moved
    return found


def _low(feature: str) -> float:
    return 0.0 if CONTEXT.get(feature, 0) > 0 else -np.inf


def _high(feature: str) -> float:
    return 0.0 if CONTEXT.get(feature, 0) < 0 else np.inf


def as_weights(found: Array) -> Weights:
    """Give learned numbers their names, rounded as the file keeps them."""
    learned = {f: round(float(w), 3) for f, w in zip(FEATURES, found, strict=False)}
    return Weights(bias=round(float(found[-1]), 3), weights=learned)


def cross_validated(pairs: Sequence[Pair]) -> list[float]:
    """Score each pair by weights learned from the folds it is not in."""
    rows, same = table(pairs)
    scores = [0.0] * len(pairs)
    for fold in folds(list(pairs), FOLDS):
        rest = np.array(sorted(set(range(len(pairs))) - set(fold)))
        learned = as_weights(fit(rows[rest], same[rest]))
        for n in fold:
            scores[n] = learned.score(pairs[n].signs)
    return scores


def learned(pairs: Sequence[Pair]) -> Weights:
    """Learn from all pairs."""
    return as_weights(fit(*table(pairs)))
