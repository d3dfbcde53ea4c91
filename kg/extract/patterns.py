"""The patterns, read from data: what words say which relation, each with its examples.

`kg/data/patterns/*.toml` holds three tables:

- `[[verb]]` frames on the dependency tree: `verbs`, optional `nouns` (light verbs: "took a
  stake"), nouns that the object must not be (`unless`), and where `subject` and `object` stand
  (`agent`, `patient`, `prep:in,into`, `noun:in,on`, `noun.of`, `clause`, `others`);
- `[[nominal]]` forms over the masked sentence, in which each name is one sign: `{s:C}` is the
  subject, `{o+:CA}` a list of objects, `{mods}` modifiers, `{t:lexicon}` the trigger word;
- `[lexicon]` lists of words that forms refer to.

Kinds are letters: C company, A app, P person, G government, B public body, O organisation,
L place, W law. Each pattern has sentences that must match and sentences that must not.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import BadData
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

_STOP = (
    "of|in|on|by|to|for|with|from|at|and|or|but|that|which|who|whose|is|was|are|were|be|has|have|"
    "had|said|says|will|would|as|than|not|it|he|she|they|when|while|after|before|against|into|"
    "the|a|an|its|their|his|her|this|"
    "past|near|like|amid|during|via|per|without|within|across|along|around|behind|beyond|toward|"
    "towards|upon|out|up|down|over|between|about|despite|because|if|unless|where|since|under|through|told|according"
)
_WORD = rf"(?:(?!(?:{_STOP}) )(?:~|[^\W\d_@][^\s@]*|[$€£¥]?\d[^\s@]*|[$€£¥%]|@\d+[GL](?: 's)?) )"
# Words between the names of a list: no other name, no hyphen compound ("A and B-based C").
_PLAIN = rf"(?:(?!(?:{_STOP}) )[^\W\d_@][^\s@]* (?!~))"
_LIST = 24  # names of a list after the first; longer ones are indexes, and cost time
_NAME = r"@\d+[{kinds}]"
# "TikTok parent company ByteDance": the name meant is the one behind.
_PARENT = r"(?:@\d+[CAO] (?:'s )?(?:parent|owner|maker)(?: company)? )?"
_MACROS = {
    "det": "(?:(?:the|a|an|its|their|his|her|our|this|one of|part of) )*",
    "mods": _WORD + "{0,6}?",
    "desc": _WORD + "{0,6}?(?:(?:, )?(?:such as|including) (?:the )?)?" + _PARENT,
    "gap": r"(?:(?!@\d+[CAOP])\S+ ){0,14}?",
    "few": _WORD + "{0,2}?",
    "be": "(?:is|was|are|were|has been|became|becomes|remains)",
    "comma": "(?:, )?",
}


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
    lexicon: dict[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[Pattern, ...]:
        """Every pattern of every family."""
        return (*self.frames, *self.forms)


def kinds(letters: str) -> frozenset[Kind]:
    """Read kinds written as letters; none means any."""
    return frozenset(LETTERS[c] for c in letters) or frozenset(Kind)


@cache
def patterns() -> Patterns:
    """Read all pattern files of the package. Raises `BadData` naming the pattern at fault."""
    folder = resources.files("kg.data") / "patterns"
    frames: list[VerbPattern] = []
    rows: list[dict[str, Any]] = []
    lexicon: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text("utf-8"))
            lexicon |= {name: tuple(words) for name, words in data.get("lexicon", {}).items()}
            frames += [_frame(row) for row in data.get("verb", ())]
            rows += data.get("nominal", ())
    made = Patterns(tuple(frames), tuple(_form(r, lexicon) for r in rows), lexicon)
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


def _frame(row: dict[str, Any]) -> VerbPattern:
    return VerbPattern(
        **_common(row),
        verbs=frozenset(row["verbs"]),
        nouns=frozenset(row.get("nouns", ())),
        noun_at=tuple(row.get("noun_at", ("patient",))),
        particle=row.get("particle", ""),
        subject=tuple(row.get("subject", ("agent",))),
        object=tuple(row.get("object", ("patient",))),
        unless=frozenset(row.get("unless", ())),
        subject_kinds=kinds(row.get("subject_kinds", "")),
        object_kinds=kinds(row.get("object_kinds", "")),
    )


def form(text: str, lexicon: dict[str, tuple[str, ...]] | None = None) -> re.Pattern[str]:
    """Compile a form: macros are written out, and it begins and ends at a blank."""
    full = re.sub(r"\{([a-z]+)(\+?)(?::([^{}]+))?\}", lambda m: _macro(m, lexicon or {}), text)
    # A sign of a name must not be matched from its middle.
    # One before a hyphen is part of a word: "a ChatGPT-like app".
    return re.compile(r"(?<!\S)" + full + r"(?!\S)(?! ~ )")


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
    trigger = re.search(r"\{t:([^{}]+)\}", row["form"])
    if trigger is None:
        return ()
    words = lexicon.get(trigger[1]) or trigger[1].split("|")
    plain = (re.match(r"[\w ~']*", w) for w in words)
    found = tuple(m[0] for m in plain if m)
    return found if all(found) else ()


def _macro(found: re.Match[str], lexicon: dict[str, tuple[str, ...]]) -> str:
    name, many, given = found[1], found[2], found[3]
    if name in ("s", "o", "x"):
        one = _NAME.format(kinds=given or "".join(LETTERS))
        if not many:
            return rf"(?P<{name}>{one})" if name != "x" else one
        # Joined names may each have a few words before them: "A, the Japanese firm B and C".
        glue = r"(?: (?:, and|, or|,|and|or|&|as well as|along with|together with))"
        # "fined A €5 million and B €2 million"
        sum_ = r"(?:(?: [$€£¥])? \d[\d.,]*(?: (?:million|billion))?(?: (?:euros|dollars))?)?"
        more = rf"(?:{sum_}{glue} (?:the )?(?:@\d+[GL] ~ based )?{_PLAIN}{{0,4}}?{one})"
        return rf"(?P<{name}>{one}{more}{{0,{_LIST}}})"
    if name == "t":
        words = lexicon.get(given) or given.split("|")
        inner = "|".join(sorted(words, key=len, reverse=True))
        return rf"(?P<t>{inner})"
    if name == "w":
        inner = "|".join(sorted(lexicon[given], key=len, reverse=True))
        return rf"(?:{inner})"
    return _MACROS[name]
