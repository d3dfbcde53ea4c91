"""The patterns, read from data: what words say which relation, each with its examples.

`kg/data/patterns/*.toml` holds four tables:

- `[[verb]]` frames on the dependency tree: `verbs`, optional `nouns` (light verbs: "took a
  stake"), nouns that the object must not be (`unless`), and where `subject` and `object` stand
  (`agent`, `patient`, `prep:in,into`, `noun:in,on`, `noun.of`, `clause`, `others`);
- `[[nominal]]` forms over the masked sentence, in which each name is one sign: `{s:C}` is the
  subject, `{o+:CA}` a list of objects, `{mods}` modifiers, `{t:lexicon}` the trigger word;
- `[[power]]` families of measures: `verbs` that take them, `nouns` that carry them; `things` that
  they must concern (a licence, a deal, exports), `at` and
  `verb_at` the prepositions before the one bound, of the noun and of the verb,
  `needs` what must stand beside the verb, `governed` the verbs a noun must stand with, `where`
  if "in Italy" may say who acts;
- `[lexicon]` lists of words that forms refer to as `{t:name}` (the trigger) or `{w:name}`; verbs
  are named once, `{tv:buy|take over}` or `{v:buy}` stand for all their forms.

Kinds are letters: C company, A app, P person, G government, B public body, O organisation,
L place, W law. Each pattern has sentences that must match and sentences that must not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import BadData
from kg.extract.forms import form
from kg.extract.inflect import forms
from kg.vocabulary import Kind, Measure, Predicate, Status

LETTERS: dict[str, Kind] = {
    "C": Kind.COMPANY,
    "A": Kind.APP,
    "P": Kind.PERSON,
    "G": Kind.GOVERNMENT,
    "B": Kind.PUBLIC_BODY,
    "O": Kind.ORGANIZATION,
    "L": Kind.PLACE,
    "W": Kind.LAW,
}
LETTER_OF: dict[Kind, str] = {kind: letter for letter, kind in LETTERS.items()}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What every pattern has: an id, what it says, and sentences to hold it to."""

    id: str
    predicate: Predicate
    measure: Measure | None
    status: Status | None
    match: tuple[str, ...]
    avoid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerbPattern(Pattern):
    """A frame on the dependency tree."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    noun_at: tuple[str, ...]
    particle: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    unless: frozenset[str]
    subject_kinds: frozenset[Kind]
    object_kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class PowerPattern(Pattern):
    """A family of words for one measure, see `kg.extract.powers`."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    things: frozenset[str]
    particle: str
    needs: tuple[str, ...]
    at: tuple[str, ...]
    verb_at: tuple[str, ...]
    governed: frozenset[str]
    where: bool
    subject_kinds: frozenset[Kind]
    object_kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Form(Pattern):
    """A form over the masked sentence.

    `needs` are words one of which must stand in the sentence. `before_noun` lets the last name
    stand before a noun of its own ("blocked X's purchase").
    """

    regex: re.Pattern[str]
    needs: tuple[str, ...]
    settled: bool
    before_noun: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns, and the lexicons they share."""

    frames: tuple[VerbPattern, ...]
    forms: tuple[Form, ...]
    powers: tuple[PowerPattern, ...]
    lexicon: dict[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[Pattern, ...]:
        """Every pattern of every family."""
        return (*self.frames, *self.forms, *self.powers)


def kinds(letters: str) -> frozenset[Kind]:
    """Read kinds written as letters; none means any."""
    return frozenset(LETTERS[c] for c in letters) or frozenset(Kind)


@cache
def patterns() -> Patterns:
    """Read all pattern files of the package. Raises `BadData` naming the pattern at fault."""
    folder = resources.files("kg.data") / "patterns"
    verbs: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    powers: list[PowerPattern] = []
    lexicon: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text("utf-8"))
            lexicon |= {name: tuple(words) for name, words in data.get("lexicon", {}).items()}
            verbs += data.get("verb", ())
            powers += [_power(row) for row in data.get("power", ())]
            rows += data.get("nominal", ())
    frames = tuple(_frame(row, lexicon) for row in verbs)
    made = Patterns(frames, tuple(_form(r, lexicon) for r in rows), tuple(powers), lexicon)
    seen: set[str] = set()
    for pattern in made.all:
        if pattern.id in seen:
            raise BadData(f"pattern {pattern.id}: the id stands twice")
        seen.add(pattern.id)
    return made


def _common(row: dict[str, Any]) -> dict[str, Any]:
    try:
        return {
            "id": row["id"],
            "predicate": Predicate(row["predicate"]),
            "measure": Measure(row["measure"]) if "measure" in row else None,
            "status": Status(row["status"]) if "status" in row else None,
            "match": tuple(row["match"]),
            "avoid": tuple(row["avoid"]),
        }
    except (KeyError, ValueError) as error:
        raise BadData(f"pattern {row.get('id', row)}: {error}") from error


def _listed(row: dict[str, Any], key: str, lexicon: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Give the words of a row; one in braces stands for the lexicon of that name."""
    words = (lexicon[w[1:-1]] if w.startswith("{") else (w,) for w in row.get(key, ()))
    return frozenset(w for some in words for w in some)


def _frame(row: dict[str, Any], lexicon: dict[str, tuple[str, ...]]) -> VerbPattern:
    return VerbPattern(
        **_common(row),
        verbs=frozenset(row["verbs"]),
        nouns=_listed(row, "nouns", lexicon),
        noun_at=tuple(row.get("noun_at", ("patient",))),
        particle=row.get("particle", ""),
        subject=tuple(row.get("subject", ("agent",))),
        object=tuple(row.get("object", ("patient",))),
        unless=_listed(row, "unless", lexicon),
        subject_kinds=kinds(row.get("subject_kinds", "")),
        object_kinds=kinds(row.get("object_kinds", "")),
    )


def _power(row: dict[str, Any]) -> PowerPattern:
    return PowerPattern(
        **_common(row | {"predicate": "REGULATES"}),
        verbs=frozenset(row.get("verbs", ())),
        nouns=frozenset(row.get("nouns", ())),
        things=frozenset(row.get("things", ())),
        particle=row.get("particle", ""),
        needs=tuple(row.get("needs", ())),
        at=tuple(row.get("at", ())),
        verb_at=tuple(row.get("verb_at", ())),
        governed=frozenset(row.get("governed", ())),
        where=row.get("where", True),
        subject_kinds=kinds(row.get("subject_kinds", "GB")),
        object_kinds=kinds(row.get("object_kinds", "CAPO")),
    )


def _form(row: dict[str, Any], lexicon: dict[str, tuple[str, ...]]) -> Form:
    try:
        regex = form(row["form"], lexicon)
    except (re.error, KeyError) as error:
        raise BadData(f"pattern {row['id']}: {error}") from error
    return Form(
        **_common(row),
        regex=regex,
        needs=_needs(row, lexicon),
        settled=row.get("settled", False),
        before_noun=row.get("before_noun", False),
    )


def _needs(row: dict[str, Any], lexicon: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """List words one of which must be in the sentence, to skip most forms cheaply."""
    trigger = re.search(r"\{(tv?):([^{}]+)\}", row["form"])
    if trigger is None:
        return ()
    words: Iterable[str] = lexicon.get(trigger[2]) or trigger[2].split("|")
    if trigger[1] == "tv":
        words = [f for w in words for f in forms(w)]
    plain = (re.match(r"[\w ~']*", w) for w in words)
    found = tuple(m[0] for m in plain if m)
    return found if all(found) else ()
