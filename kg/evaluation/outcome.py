"""What comes of comparing one text with what an extractor made of it."""

from __future__ import annotations

from enum import StrEnum

from kg.evaluation.tally import Share, Tally
from kg.model import Value
from kg.vocabulary import Predicate


class Mark(StrEnum):
    """What one claim is worth.

    A `trap` asserts what the text denies. `open` claims are not scored: optional, another reading
    of what is said already, or of a predicate that the annotation leaves out. A `denial` says
    itself that it is not so.
    """

    RIGHT = "right"
    WRONG = "wrong"
    TRAP = "trap"
    OPEN = "open"
    DENIAL = "denial"


class Marked(Value):
    """One claim with its mark; `fits` says whether its measure is right too.

    `origins` say what found the names of its two ends.
    """

    predicate: Predicate
    patterns: tuple[str, ...]
    origins: tuple[str, ...] = ()
    confidence: float
    mark: Mark
    fits: bool = True


class Fault(Value):
    """One mistake, in words."""

    what: str
    said: str


class Details(Value):
    """How much of what was found right is right in detail too.

    `direction` counts pairs found with the right predicate, `traps` the denied relations that
    were not asserted, `denials` those that were said to be denied.
    """

    status: Share = Share()
    measure: Share = Share()
    amount: Share = Share()
    direction: Share = Share()
    traps: Share = Share()
    denials: Share = Share()

    def __add__(self, other: Details) -> Details:
        return Details(**{n: getattr(self, n) + getattr(other, n) for n in Details.model_fields})


class Outcome(Value):
    """One text's counts, and its mistakes in words."""

    where: str
    entities: Tally
    kinds: Share
    relations: dict[Predicate, Tally]
    marked: tuple[Marked, ...]
    details: Details
    faults: tuple[Fault, ...] = ()
