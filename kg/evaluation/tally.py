"""Counts that figures are made of."""

from __future__ import annotations

from math import sqrt

from pydantic import computed_field

from kg.model import Value

_Z = 1.959964  # two-sided 95 %


class Share(Value):
    """So many of so many."""

    ok: int = 0
    of: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(ok=self.ok + other.ok, of=self.of + other.of)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rate(self) -> float | None:
        """The share, or None of nothing."""
        return self.ok / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share, after Wilson; everything for none of none."""
        if not self.of:
            return 0.0, 1.0
        n, p = self.of, self.ok / self.of
        middle = p + _Z**2 / (2 * n)
        around = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        whole = 1 + _Z**2 / n
        return max(0.0, (middle - around) / whole), min(1.0, (middle + around) / whole)


class Tally(Value):
    """What was said and is so, what was said and is not, what is so and was not said."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            missed=self.missed + other.missed,
        )

    @property
    def said(self) -> Share:
        """Right among those said; its rate is the precision."""
        return Share(ok=self.right, of=self.right + self.wrong)

    @property
    def stated(self) -> Share:
        """Right among those stated; its rate is the recall."""
        return Share(ok=self.right, of=self.right + self.missed)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float:
        """Share of what is said that is right; 1 when nothing is said and nothing is stated."""
        rate = self.said.rate
        return rate if rate is not None else float(not self.missed)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float:
        """Share of what is stated that is said; 1 when nothing is stated."""
        rate = self.stated.rate
        return 1.0 if rate is None else rate

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0
