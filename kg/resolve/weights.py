"""How much each sign weighs: numbers learned from labelled pairs, read from a file."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from kg.model import Value
from kg.resolve.comparison import RULES, Sign


class Weights(Value):
    """What signs add up to: a score between 0 and 1 by the logistic function of their sum.

    `automatic` is the score from which on two entities could be joined without a person; None
    means never. `likely` is the score from which on nearly all labelled pairs were one.
    `python -m benchmarks.identity --write` makes the file.
    """

    bias: float
    weights: Mapping[str, float]
    likely: float = 1.0
    automatic: float | None = None
    pairs: int = 0

    def weight(self, sign: Sign) -> float:
        """Give what a sign adds to the sum: above nothing for one entity, below for two."""
        return RULES.get(sign.feature, self.weights.get(sign.feature, 0.0)) * sign.value

    def score(self, signs: Iterable[Sign]) -> float:
        """Give the score of a pair: how likely the labelled pairs of such signs are one."""
        return logistic(self.bias + math.fsum(self.weight(s) for s in signs))


def logistic(sum_: float) -> float:
    """Bring a sum of weights between 0 and 1."""
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, sum_))))


@cache
def weights() -> Weights:
    """Read `kg/data/identity/weights.json`, once a process."""
    text = (files("kg.data") / "identity" / "weights.json").read_text("utf-8")
    return Weights.model_validate(json.loads(text))
