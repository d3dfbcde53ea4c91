"""How two names are alike: one finding a pair of names, each with its words for a person.

The findings are tried in order of how much they say; the first that fits is it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from kg.resolve.forms import Form, is_legal
from kg.resolve.wordlists import name_words
from kg.vocabulary import Kind

_LONG = 6  # letters from which on one wrong letter is rather a slip than another name
_LONGER = 10  # the same for two letters
_SOUNDS = 3  # consonants that must agree before two names sound alike
_HEARD = 0.65  # of all letters that must agree too: Chinese syllables differ by vowels alone
_ALIKE = 0.75  # of the letters of two words, from which on they are one word misspelt


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was found of two names: the feature it counts as, and in words."""

    feature: str
    words: str


_INITIALS = {2: "two_initials", 3: "three_initials"}
_Finder = Callable[[Form, Form], Likeness | None]


def likeness(left: Form, right: Form, kind: Kind) -> Likeness:
    """Say how two names are alike. `kind` is that of both, or the one that both may be."""
    if right.text < left.text:
        left, right = right, left
    finders = _OF_PERSONS if kind is Kind.PERSON else _OF_OTHERS
    for find in finders:
        found = find(left, right)
        if found:
            return found
    if left.latin != right.latin:
        words = f"{left.text} and {right.text} are in different scripts and sound otherwise"
        return Likeness("other_script", words)
    return Likeness("unlike", f"{left.text} and {right.text} have no word in common")


def _equal(left: Form, right: Form) -> Likeness | None:
    if left.text == right.text:
        return Likeness("same_name", f"both are called {left.text}")
    if not left.compact or left.compact != right.compact:
        return None
    if left.latin != right.latin:
        latin, other = (left, right) if left.latin else (right, left)
        return Likeness("same_letters", f"{other.text} is {latin.text} in Latin letters")
    if not left.latin:  # 山西 and 陕西 differ by a tone alone, which Latin letters lose
        return Likeness("same_sound", f"{left.text} and {right.text} are alike in Latin letters")
    return Likeness("same_name", f"{left.text} and {right.text} are one name written in two ways")


def _sounds_alike(left: Form, right: Form) -> Likeness | None:
    if left.latin == right.latin or min(len(left.sound), len(right.sound)) < _SOUNDS:
        return None
    if left.sound != right.sound or ratio(left.compact, right.compact) < 100 * _HEARD:
        return None
    return Likeness("same_sound", f"{left.text} and {right.text} sound alike")


def _initials(left: Form, right: Form) -> Likeness | None:
    for short, long in ((left, right), (right, left)):
        if short.short and len(long.whole) > 1:
            if _spells(short.compact, long.whole, 1):
                words = f"{short.text} is the initials of {long.text}"
                return Likeness(_INITIALS.get(len(short.compact), "initials"), words)
            if len(short.compact) > 3 and _spells(short.compact, long.whole, 6):
                words = f"{short.text} is put together from the beginnings of {long.text}"
                return Likeness("beginnings", words)
    return None


def _spells(letters: str, words: Sequence[str], most: int) -> bool:
    """Say whether the beginnings of these words, at most so long each, spell the letters.

    Little words, legal forms and "Act" may be passed over, all others give at least one letter.
    """
    if not words:
        return not letters
    first, rest = words[0], words[1:]
    for size in range(min(most, len(first), len(letters)), 0, -1):
        if first[:size] == letters[:size] and _spells(letters[size:], rest, most):
            return True
    little = name_words().group(first) == "stop" or is_legal(first) or first == "act"
    return little and _spells(letters, rest, most)


def _slip(left: Form, right: Form) -> Likeness | None:
    shorter = _differing(left, right)
    if left.latin != right.latin or left.digits != right.digits:
        return None
    apart = OSA.distance(left.compact, right.compact, score_cutoff=2)
    if apart == 1:
        feature = "one_letter" if shorter >= _LONG else "one_letter_short"
        return Likeness(feature, f"{left.text} and {right.text} differ by one letter")
    if apart == 2 and shorter >= _LONGER:
        return Likeness("two_letters", f"{left.text} and {right.text} differ by two letters")
    return None


def _differing(left: Form, right: Form) -> int:
    """Give the letters of the word that differs, the shorter of its two spellings."""
    if len(left.words) != len(right.words):
        return min(len(left.compact), len(right.compact))
    pairs = zip(left.words, right.words, strict=True)
    return min((min(len(a), len(b)) for a, b in pairs if a != b), default=0)


def _numbers(left: Form, right: Form) -> Likeness | None:
    if left.digits and right.digits and left.digits != right.digits:
        return Likeness("numbers", f"{left.text} and {right.text} have different numbers")
    return None


def _reordered(left: Form, right: Form) -> Likeness | None:
    if left.telling and sorted(left.telling) == sorted(right.telling):
        return Likeness(
            "reordered", f"{left.text} and {right.text} are the same words or like ones"
        )
    return None


def _added(left: Form, right: Form) -> Likeness | None:
    short, long = sorted((left, right), key=lambda f: (len(f.words), f.text))
    if not short.telling or not set(short.telling) <= set(long.telling):
        return None
    mine, theirs = Counter(short.telling), Counter(long.telling)
    if mine - theirs:
        return None
    extra = list((theirs - mine).elements())
    feature = _kind_of_addition(extra, long)
    return Likeness(feature, f"{long.text} adds {_quoted(extra)} to {short.text}")


def _kind_of_addition(extra: Sequence[str], long: Form) -> str:
    lists = name_words()
    groups = {"year" if _is_year(w) else lists.group(w) or "other" for w in extra}
    if groups <= {"year"}:
        return "adds_form"
    if "unit" in groups:
        return "adds_unit"
    if "place" in groups:
        before = lists.plain(long.words[0]) in extra
        return "adds_place_before" if before else "adds_place_after"
    return "adds_form" if groups <= {"form", "year"} else "adds_other"


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}


def _conflict(left: Form, right: Form) -> Likeness | None:
    """Find words that stand against each other: "Mobile" and "Telecom" behind "China"."""
    if set(left.telling).isdisjoint(right.telling):
        return None
    mine, theirs = Counter(left.telling), Counter(right.telling)
    common = mine & theirs
    lacks, adds = sorted((mine - common).elements()), sorted((theirs - common).elements())
    if not lacks or not adds:
        return None
    if len(lacks) == len(adds) and all(_misspelt(a, b) for a, b in zip(lacks, adds, strict=True)):
        return Likeness("one_word_alike", f"{left.text} and {right.text} differ by a few letters")
    forms = all(name_words().group(w) == "form" for w in lacks + adds)
    feature = "other_form" if forms else "own_words"
    said = f"{_quoted(lacks)} stands against {_quoted(adds)} in {left.text} and {right.text}"
    return Likeness(feature, said)


def _misspelt(left: str, right: str) -> bool:
    return left[:1] == right[:1] and ratio(left, right) >= 100 * _ALIKE


def _begins(left: Form, right: Form) -> Likeness | None:
    low, high = sorted((left.compact, right.compact), key=len)
    if len(low) >= 3 and high.startswith(low) and left.latin == right.latin:
        return Likeness("begins_alike", f"{left.text} and {right.text} begin alike")
    if len(low) >= _LONG and ratio(low, high) >= 100 * _ALIKE:
        return Likeness("looks_alike", f"{left.text} and {right.text} look alike")
    return None


def _middle(left: Form, right: Form) -> Likeness | None:
    """Find two persons' names that differ by a middle name or initial alone."""
    short, long = sorted((left.words, right.words), key=len)
    if len(short) < 2 or short[0] != long[0] or short[-1] != long[-1]:
        return None
    if Counter(short) - Counter(long):
        return None
    return Likeness("middle_name", f"{left.text} and {right.text} differ by a middle name")


def _given(left: Form, right: Form) -> Likeness | None:
    """Compare given names where the surname, the last word or the first, is one."""
    one, two = left.words, right.words
    if len(one) < 2 or len(two) < 2:
        return None
    if one[-1] == two[-1]:
        if name_words().one_given_name(one[0], two[0]):
            said = f"{left.text} and {right.text} have one surname and given names that fit"
            return Likeness("given_fits", said)
        return Likeness("surname_only", f"{left.text} and {right.text} share a surname alone")
    if one[0] == two[0]:
        return Likeness("first_only", f"{left.text} and {right.text} share their first word alone")
    return None


def _quoted(words: Sequence[str]) -> str:
    return " ".join(f"'{w}'" for w in words)


_OF_OTHERS: tuple[_Finder, ...] = (
    _equal,
    _initials,
    _sounds_alike,
    _numbers,
    _reordered,
    _slip,
    _added,
    _conflict,
    _begins,
)
_OF_PERSONS: tuple[_Finder, ...] = (
    _equal,
    _sounds_alike,
    _reordered,
    _middle,
    _slip,
    _given,
    _added,
    _begins,
)
