"""All forms of a verb, so that a pattern names it once: "buy" is "buy|buys|bought|buying"."""

from __future__ import annotations

import re

from kg.extract.wordset import wordset

# The past and the participle of verbs that do not take "-ed".
_IRREGULAR = {
    "beat": (
        "beat",
        "beaten",
    ),
    "become": (
        "became",
        "become",
    ),
    "begin": (
        "began",
        "begun",
    ),
    "break": (
        "broke",
        "broken",
    ),
    "bring": ("brought",),
    "build": ("built",),
    "buy": ("bought",),
    "choose": (
        "chose",
        "chosen",
    ),
    "cut": ("cut",),
    "do": (
        "did",
        "done",
    ),
    "draw": (
        "drew",
        "drawn",
    ),
    "feed": ("fed",),
    "fight": ("fought",),
    "find": ("found",),
    "fly": (
        "flew",
        "flown",
    ),
    "get": (
        "got",
        "gotten",
    ),
    "give": (
        "gave",
        "given",
    ),
    "have": ("had",),
    "hold": ("held",),
    "keep": ("kept",),
    "lead": ("led",),
    "leave": ("left",),
    "lend": ("lent",),
    "let": ("let",),
    "lose": ("lost",),
    "make": ("made",),
    "overtake": (
        "overtook",
        "overtaken",
    ),
    "pay": ("paid",),
    "put": ("put",),
    "run": (
        "ran",
        "run",
    ),
    "see": (
        "saw",
        "seen",
    ),
    "seek": ("sought",),
    "sell": ("sold",),
    "send": ("sent",),
    "set": ("set",),
    "shed": ("shed",),
    "sink": (
        "sank",
        "sunk",
    ),
    "spend": ("spent",),
    "spin": ("spun",),
    "strike": ("struck",),
    "take": (
        "took",
        "taken",
    ),
    "undertake": (
        "undertook",
        "undertaken",
    ),
    "split": ("split",),
    "quit": ("quit",),
    "hit": ("hit",),
    "go": ("went", "gone"),
    "come": ("came", "come"),
    "wind": ("wound",),
    "win": ("won",),
    "withdraw": (
        "withdrew",
        "withdrawn",
    ),
}
# Verbs of one vowel and one consonant at the end, or stressed there, that double the consonant.
_DOUBLES = wordset(
    """bag begin bet cap chip chop commit cut drop equip get grab let map mop nab outfit pen pip
    plan plug put refer refit rub run scrap set shed ship skip slip snag snap spin spot
    step stop strip submit swap tap tip top win wrap"""
)
_VOWEL = "aeiou"


def forms(verb: str) -> tuple[str, ...]:
    """Give a verb and its forms; words after it stay ("team up": "teams up", "teaming up")."""
    first, _, rest = verb.partition(" ")
    made = dict.fromkeys((first, _present(first), *_past(first), _gerund(first)))
    return tuple(f"{word} {rest}".strip() for word in made)


def _present(verb: str) -> str:
    if verb == "have":
        return "has"
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in _VOWEL:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in _DOUBLES:
        return (verb + verb[-1] + "ed",)
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and verb[-2] not in _VOWEL:
        return (verb[:-1] + "ied",)
    return (verb + "ed",)


def _gerund(verb: str) -> str:
    if verb in _DOUBLES:
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + "ing"
