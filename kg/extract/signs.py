"""The words that make a thing less than a fact, read from data, and what they add up to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from kg.vocabulary import Polarity, Status

DENIED = "denied"
_ORDER = ("fact", "announced", "proposed", "speculated", "former", "blocked")


@dataclass(frozen=True, slots=True)
class Words:
    """For each place a governing word can stand, the status it gives."""

    verbs: dict[str, str]
    on: dict[str, str]
    nouns: dict[str, str]
    words: dict[str, str]
    adverbs: dict[str, str]


@dataclass(slots=True)
class Judged:
    """What was found on the way up."""

    signs: list[str] = field(default_factory=list)
    negations: int = 0
    purpose: bool = False  # the trigger says what something is done for
    settles: frozenset[str] = frozenset()  # governing words that take nothing away

    @property
    def status(self) -> Status:
        """The finding furthest from fact."""
        return Status(max(self.signs, key=_ORDER.index, default="fact"))

    @property
    def polarity(self) -> Polarity:
        """Denied by an odd number of negations: "did not deny" denies nothing."""
        return Polarity.DENIED if self.negations % 2 else Polarity.ASSERTED

    def add(self, sign: str | None) -> None:
        """Take a finding."""
        if sign == DENIED:
            self.negations += 1
        elif sign:
            self.signs.append(sign)


@cache
def words() -> Words:
    """Read the words of status from the pattern data."""
    file = resources.files("kg.data") / "patterns" / "status.toml"
    table = tomllib.loads(file.read_text("utf-8"))["status"]
    parts: dict[str, dict[str, str]] = {p: {} for p in ("verbs", "on", "nouns", "words", "adverbs")}
    for status, row in table.items():
        for part, given in row.items():
            parts[part] |= dict.fromkeys(given, status)
    return Words(**parts)
