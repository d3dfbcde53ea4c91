"""Words out of texts: which stretches name somebody who is hidden, and the text without them.

A text is cut by its letters alone, so that every reader of an article hides the same stretches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kg.store.entities import plain

Span = tuple[int, int]
Hidden = Callable[[str], bool]

_WORD = re.compile(r"\w+")
_LONGEST = 6  # words of a name, at most
_SIGNS = range(2, 9)  # signs of a name in a script that sets no spaces
_DENSE = "\u2e7f"  # from here on scripts set no spaces between words
_INK = "\u2588"


def folded(name: str) -> str:
    """Bring a name to the form in which texts are searched for it: its words, in small letters."""
    return " ".join(plain(word) for word in _WORD.findall(name))


def is_dense(text: str) -> bool:
    """Say whether a text is of a script that sets no spaces between words."""
    return any(c > _DENSE for c in text)


def named(text: str, hidden: Hidden, *, parts: bool) -> list[Span]:
    """Find where a text names somebody whose folded name is `hidden`.

    With `parts` each word of a name that was found whole is found alone too, as when an article
    goes on with a surname.
    """
    found: list[Span] = []
    alone: set[str] = set()
    for start, end in _windows(text):
        if hidden(folded(text[start:end])):
            found.append((start, end))
            if parts:
                words = _WORD.findall(text[start:end])
                alone |= {w for w in words if len(w) > 1 and not w.islower()}
    if alone:
        found += [m.span() for m in _WORD.finditer(text) if m[0] in alone]
    return merged(found)


def _windows(text: str) -> Iterator[Span]:
    words = [m.span() for m in _WORD.finditer(text)]
    for at, (start, end) in enumerate(words):
        if is_dense(text[start:end]):
            yield from ((i, i + n) for i in range(start, end) for n in _SIGNS if i + n <= end)
        if text[start:end].islower():
            continue  # a name begins with a capital, or its script has none
        for last in words[at : at + _LONGEST]:
            yield start, last[1]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join stretches that overlap; in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def black(text: str, spans: Iterable[Span]) -> str:
    """Ink these stretches over; every other sign stays at its place."""
    for start, end in spans:
        ink = "".join("\n" if c == "\n" else _INK for c in text[start:end])
        text = text[:start] + ink + text[end:]
    return text
