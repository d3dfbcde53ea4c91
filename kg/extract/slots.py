"""Places in a sentence that only one kind of name fills: "acquired X", "X-based", "boss of X".

Read from `kg/data/patterns/slots.toml`, where each slot has examples. They type names that no
list knows; the words beside a name are a surer guide than the tagger, which guesses.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.vocabulary import Kind

_REACH = 90  # code points before a name that a slot may span
_LEAD = r"(?:(?:the|a|an|its|their|his|her|both|fellow|new|in|start-?up|rival|US|U\.S\.) )*"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a name; `party` takes people too, `soft` yields to what the tagger says."""

    id: str
    kind: Kind
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    party: bool
    soft: bool
    match: tuple[str, ...]
    avoid: tuple[str, ...]

    def holds(self, view: str, start: int, end: int) -> bool:
        """Say whether the words beside `view[start:end]` make this slot."""
        if self.after is not None and self.after.match(view, end):
            return True
        return self.before is not None and bool(
            self.before.search(view, max(0, start - _REACH), start)
        )


@cache
def slots() -> tuple[Slot, ...]:
    """Read the slots, in the order in which they are tried."""
    file = resources.files("kg.data") / "patterns" / "slots.toml"
    return tuple(
        Slot(
            id=row["id"],
            kind=Kind(row["kind"]),
            before=_pattern(row.get("before", []), rf"(?<![\w-])(?:{{}}) {_LEAD}$"),
            after=_pattern(row.get("after", []), "(?-i:{})"),
            party=row.get("party", False),
            soft=row.get("soft", False),
            match=tuple(row["match"]),
            avoid=tuple(row["avoid"]),
        )
        for row in tomllib.loads(file.read_text("utf-8"))["slot"]
    )


def _pattern(forms: list[str], frame: str) -> re.Pattern[str] | None:
    return re.compile(frame.format("|".join(forms)), re.I) if forms else None


def slot_of(view: str, start: int, end: int) -> Slot | None:
    """Give the first slot that the name at `start:end` fills, if it fills one."""
    return next((s for s in slots() if s.holds(view, start, end)), None)
