"""What speaks for two entities being one and what against it, each feature with its words."""

from __future__ import annotations

from dataclasses import dataclass

from kg.resolve.forms import Form, Profile
from kg.resolve.likeness import Likeness, likeness
from kg.vocabulary import Kind

NAMES = (
    "same_name",
    "same_letters",
    "initials",
    "same_sound",
    "three_initials",
    "reordered",
    "middle_name",
    "one_letter",
    "given_fits",
    "adds_form",
    "one_word_alike",
    "two_letters",
    "beginnings",
    "other_form",
    "adds_place_before",
    "two_initials",
    "one_letter_short",
    "adds_place_after",
    "adds_other",
    "adds_unit",
    "looks_alike",
    "begins_alike",
    "own_words",
    "first_only",
    "surname_only",
    "numbers",
    "unlike",
    "other_script",
)
"""What two names can be to one another, that which says most for one entity first."""
CONTEXT: dict[str, int] = {
    "short_name": -1,
    "main_unlike": -1,
    "shares_part": 1,
    "shares_many": 1,
    "shares_none": -1,
    "shares_only": -1,
    "linked": -1,
    "same_country": 1,
    "other_country": -1,
    "kinds_near": -1,
    "app_and_maker": -1,
    "kinds_far": -1,
}
"""All else that is compared, and which way it may speak: learning never turns it round."""
FEATURES = (*NAMES, *CONTEXT)
FORBIDS = "other_id"
RULES = {"same_id": 6.0, FORBIDS: -9.0}
"""Weights set by rule, not learned: two different external ids mean different."""
_RANK = {name: n for n, name in enumerate(NAMES)}
_UNLIKE = frozenset({"unlike", "own_words", "begins_alike", "first_only", "surname_only"})
_BRIEF = 4  # letters up to which a name is borne by many: "SEC", "MTS", "Max"
_MANY = 4  # shared neighbours from which on more say no more
_ONE = frozenset(
    frozenset(kinds)
    for kinds in (
        {Kind.COMPANY, Kind.ORGANIZATION},
        {Kind.COMPANY, Kind.PUBLIC_BODY},
        {Kind.COMPANY, Kind.APP},
        {Kind.ORGANIZATION, Kind.APP},
        {Kind.ORGANIZATION, Kind.PUBLIC_BODY},
        {Kind.ORGANIZATION, Kind.GOVERNMENT},
        {Kind.PUBLIC_BODY, Kind.GOVERNMENT},
    )
)
_KIND_WORDS = {Kind.PUBLIC_BODY: "public body"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was found of a pair: a feature, how strong from 0 to 1, and its words."""

    feature: str
    value: float
    words: str


def compare(left: Profile, right: Profile) -> list[Sign]:
    """List what speaks for and against two entities being one; the same from either side."""
    if right.id < left.id:
        left, right = right, left
    names = _of_names(left, right)
    return [
        *names,
        *_of_neighbours(left, right, names[0].feature),
        *_of_country(left, right),
        *_of_kind(left, right),
        *_of_ids(left, right),
    ]


def kinds_apart(left: Kind, right: Kind) -> bool:
    """Say whether these kinds are never two readings of one thing: a person is no company."""
    return left is not right and frozenset({left, right}) not in _ONE


def _of_names(left: Profile, right: Profile) -> list[Sign]:
    best, shared = _closest(left, right)
    signs = [Sign(best.feature, 1.0, best.words)]
    if best.feature == "same_name" and shared <= _BRIEF:
        signs.append(Sign("short_name", 1.0, "a short name, such as many bear"))
    main = likeness(left.main, right.main, _kind(left, right))
    if main.feature in _UNLIKE and main.feature != best.feature:
        said = f"their main names, {left.main.text} and {right.main.text}, are unlike"
        signs.append(Sign("main_unlike", 1.0, said))
    return signs


def _closest(left: Profile, right: Profile) -> tuple[Likeness, int]:
    """Find the two names that are most alike; how long the longest name is that both bear."""
    theirs = {f.compact: f for f in right.forms if f.compact}
    both = [(f, theirs[f.compact]) for f in left.forms if f.compact in theirs]
    pairs = both or [(a, b) for a in left.forms for b in right.forms]
    found = [(likeness(a, b, _kind(left, right)), a, b) for a, b in pairs]
    best, _, _ = min(found, key=lambda f: (_RANK[f[0].feature], *_order(f[1], f[2])))
    return best, max((len(a.compact) for a, _ in both), default=0)


def _order(one: Form, other: Form) -> tuple[int, str, str]:
    low, high = sorted((one.text, other.text))
    return -len(low) - len(high), low, high


def _kind(left: Profile, right: Profile) -> Kind:
    kinds = {left.entity.kind, right.entity.kind}
    return Kind.PERSON if kinds == {Kind.PERSON} else min(kinds - {Kind.PERSON})


def _of_neighbours(left: Profile, right: Profile, names: str) -> list[Sign]:
    signs = []
    if right.id in left.neighbours or left.id in right.neighbours:
        signs.append(Sign("linked", 1.0, "one has a relation with the other"))
    mine, theirs = left.near - {right.id}, right.near - {left.id}
    fewer, shared = min(len(mine), len(theirs)), len(mine & theirs)
    if shared:
        said = f"share {shared} of {fewer} neighbours"
        many = (min(shared, _MANY) - 1) / (_MANY - 1)
        signs += [Sign("shares_part", shared / fewer, said), Sign("shares_many", many, said)]
        if shared == 1 and _RANK[names] >= _RANK["one_letter_short"]:
            signs.append(Sign("shares_only", 1.0, "little but one neighbour speaks for it"))
    elif fewer:
        signs.append(Sign("shares_none", 1.0, "share no neighbour"))
    return signs


def _of_country(left: Profile, right: Profile) -> list[Sign]:
    mine, theirs = left.entity.country, right.entity.country
    if not mine or not theirs:
        return []
    if mine == theirs:
        return [Sign("same_country", 1.0, f"both in {mine}")]
    return [Sign("other_country", 1.0, f"different countries: {mine} and {theirs}")]


def _of_kind(left: Profile, right: Profile) -> list[Sign]:
    mine, theirs = left.entity.kind, right.entity.kind
    if mine is theirs:
        return []
    said = f"different kinds: {kind_words(mine)} and {kind_words(theirs)}"
    if kinds_apart(mine, theirs):
        return [Sign("kinds_far", 1.0, said)]
    return [Sign("app_and_maker" if Kind.APP in {mine, theirs} else "kinds_near", 1.0, said)]


def kind_words(kind: Kind) -> str:
    """Name a kind in a sentence: "public body"."""
    return _KIND_WORDS.get(kind, kind.value.lower())


def _of_ids(left: Profile, right: Profile) -> list[Sign]:
    mine, theirs = left.entity.wikidata, right.entity.wikidata
    if not mine or not theirs:
        return []
    if mine == theirs:
        return [Sign("same_id", 1.0, f"one Wikidata id: {mine}")]
    return [Sign(FORBIDS, 1.0, f"different Wikidata ids: {mine} and {theirs}")]
