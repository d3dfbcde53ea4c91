"""Words a model quotes, found in the article: as they stand, folded, or all but.

Folding evens out quotation marks, dashes, white space and case. A near match may change neither
a number, a negation nor a modal verb.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

LEAST = 97.0  # of 100: one slip in some thirty letters
_SHORT = 12  # letters below which only the very words count
_FOLDS = str.maketrans(
    {
        **dict.fromkeys("“”„«»″", '"'),
        **dict.fromkeys("‘’‚′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
# Words that turn what a sentence says; a near match may not touch one of them.
_TURNS = re.compile(
    r"[a-z]*\d[\d.,]*[a-z%]*|[$€£¥₽₹₩%]|\b(?:no|not|nor|none|never|neither|without|cannot|yet|nearly"
    r"|almost|former\w*|ex|if|unless|may|might|could|would|should|will|shall|must|can"
    r"|den(?:y|ies|ied|ial)|refus\w+|reject\w+|fail\w*|block\w*|alleg\w+|reported\w*|rumou?r\w*"
    r"|hundred|thousand|[mbtr]+illion|million|crore|lakh|dozen|half|quarter|third|one|two|three"
    r"|four|five|six|seven|eight|nine|ten)\b|n't\b|(?<=\d)\s?(?:k|m|bn|tn|mn)\b"
)
_PREFIX = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "de", "anti", "anti-", "ex-")
_INSIDE = re.compile(r"[\w$€£¥₽₹₩%]")
_BINDS = ".,'’-&@/"


class Ground(NamedTuple):
    """Where quoted words stand: `text[start:end]`, and whether exact, folded or fuzzy."""

    start: int
    end: int
    how: str


def ground(quote: str, text: str, view: str, within: tuple[int, int]) -> Iterator[Ground]:
    """Find quoted words in part of a text, the likeliest first; nothing when they are not there.

    `view` is the text with its markup blanked, of the same length; `within` the part to look in.
    Ends lie at ends of words.
    """
    quote = quote.strip()
    seen: set[tuple[int, int]] = set()
    for how, start, end in _places(quote, text, view, within):
        start, end = _whole(view, start, end)
        if (start, end) not in seen:
            seen.add((start, end))
            yield Ground(start, end, how)


def folded(text: str) -> str:
    """Give a text evened out, for comparison."""
    return _fold(text)[0].strip()


def _places(
    quote: str, text: str, view: str, within: tuple[int, int]
) -> Iterator[tuple[str, int, int]]:
    low, high = within
    yield from (("exact", s, s + len(quote)) for s in _all(quote, text, low, high))
    wanted = folded(quote)
    if len(wanted) < _SHORT:
        return
    found = False
    for layer in (view, text):
        plain, at = _fold(layer[low:high])
        for start in _all(wanted, plain, 0, len(plain)):
            found = True
            yield "folded", low + at[start], low + at[start + len(wanted) - 1] + 1
        if not found and layer is view:
            near = _near(wanted, plain)
            if near is not None:
                yield "fuzzy", low + at[near[0]], low + at[near[1] - 1] + 1


def _all(needle: str, text: str, low: int, high: int) -> Iterator[int]:
    start = text.find(needle, low, high) if needle else -1
    while start >= 0:
        yield start
        start = text.find(needle, start + 1, high)


def _fold(text: str) -> tuple[str, list[int]]:
    """Even a text out; give with each letter its place in the original."""
    letters: list[str] = []
    places: list[int] = []
    space = True
    for at, sign in enumerate(text):
        for letter in unicodedata.normalize("NFKC", sign.translate(_FOLDS)).casefold():
            if unicodedata.category(letter) == "Cf":
                continue
            blank = letter.isspace()
            if blank and space:
                continue
            letters.append(" " if blank else letter)
            places.append(at)
            space = blank
    return "".join(letters), places


def _near(wanted: str, plain: str) -> tuple[int, int] | None:
    """Find the one place that is all but the same and says the same."""
    if len(wanted) > len(plain):
        return None
    found = fuzz.partial_ratio_alignment(wanted, plain, score_cutoff=LEAST)
    if found is None:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and not plain[start - 1].isspace():
        start -= 1
    while end < len(plain) and not plain[end].isspace():
        end += 1
    there = plain[start:end]
    ratio = fuzz.ratio(wanted, there) if end - start <= len(wanted) + 4 else 0.0
    return (start, end) if ratio >= LEAST and _says_the_same(wanted, there) else None


def _says_the_same(one: str, other: str) -> bool:
    """Say whether two nearly equal texts differ in no number, negation or modal."""
    first, second = (list(_turns(t)) for t in (one, other))
    if first != second:
        return False
    mine, theirs = (Counter(re.findall(r"[\w'-]+", t)) for t in (one, other))
    return not any(_opposed(a, b) for a in mine - theirs for b in theirs - mine)


def _turns(text: str) -> Iterator[str]:
    return (m[0].strip(".,") for m in _TURNS.finditer(text))


def _opposed(one: str, other: str) -> bool:
    """Say whether one word is the other with a prefix that turns it."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer == prefix + shorter for prefix in _PREFIX)


def _whole(view: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place to whole words and numbers: "5 billion" of "$1.5 billion" is not there."""
    while start > 0 and _joins(view, start - 1, start):
        start -= 1
    while end < len(view) and _joins(view, end, end - 1):
        end += 1
    return start, end


def _joins(view: str, outer: int, inner: int) -> bool:
    """Say whether the sign outside belongs to the word inside."""
    sign, beside = view[outer], view[inner]
    if _INSIDE.match(sign):
        return bool(_INSIDE.match(beside)) or beside in _BINDS
    if sign not in _BINDS or not _INSIDE.match(beside):
        return False
    further = outer + (outer - inner)
    return 0 <= further < len(view) and bool(_INSIDE.match(view[further]))
