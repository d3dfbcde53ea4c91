"""Where a quote stands: its whole sentences, those beside it, and who is named there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.document import Document, Sentence
from kg.extract.llm.grounding import folded
from kg.extract.segment import SILENT
from kg.model import Mention
from kg.names import key
from kg.vocabulary import Kind

_MOST = 3  # sentences of one quote; more prove nothing in particular
_LONGEST = 1_500  # code points of one quote
_STOP = re.compile(r"[.!?。！？]\s|[。！？\n]")


@dataclass(frozen=True, slots=True)
class Window:
    """A quote widened to whole sentences, and the text beside it where names may stand."""

    document: Document
    start: int
    end: int
    sentences: tuple[Sentence, ...]
    beside: tuple[int, int]
    mentions: tuple[Mention, ...]

    @property
    def quote(self) -> str:
        """The words of the article."""
        return self.document.article.text[self.start : self.end]

    def holds(self, mention: Mention) -> bool:
        """Say whether a mention stands in the quote itself."""
        return self.start <= mention.start and mention.end <= self.end

    def find(self, name: str, kind: Kind) -> Mention | None:
        """Find who is called so in the quote, else beside it; None when nobody is.

        A mention the reader found comes before a name it did not know; the quote before the
        text beside it.
        """
        wanted = folded(name)
        same = [m for m in self.mentions if _called(m, name, wanted)]
        same.sort(key=lambda m: (not self.holds(m), m.kind is not kind, m.start, m.end))
        if same:
            return same[0]
        places = ((self.start, self.end), self.beside) if _like_name(name) else ()
        for low, high in places:
            for start, end in _words(self.document.view, name, low, high):
                found = self._new(start, end, kind)
                if found is not None:
                    return found
        return None

    def _new(self, start: int, end: int, kind: Kind) -> Mention | None:
        """Make a mention of a name the reader did not find, unless it is part of one it did."""
        text = self.document.article.text[start:end]
        if any(m.start < end and start < m.end for m in self.mentions):
            return None
        return Mention(text=text, start=start, end=end, kind=kind, name=text, origin="llm")


def window(document: Document, start: int, end: int) -> Window | str:
    """Widen a place to whole sentences; or say why it cannot be a quote."""
    sentences = document.sentences
    over = [i for i, s in enumerate(sentences) if s.start < end and start < s.end]
    if over:
        inside = tuple(sentences[over[0] : over[-1] + 1])
        near = sentences[max(over[0] - 1, 0) : over[-1] + 2]
        place = (min(start, inside[0].start), max(end, inside[-1].end))
        beside = (near[0].start, near[-1].end)
    else:
        inside, place = (), _sentence(document, start, end)
        beside = place
    if len(inside) > _MOST or place[1] - place[0] > _LONGEST:
        return f"a quote of {place[1] - place[0]} characters proves nothing in particular"
    silent = [b for b in document.blocks if b.kind in SILENT]
    if any(b.start < place[1] and place[0] < b.end for b in silent):
        return "the quote reaches into what belongs to the page, not to the article"
    found = _within(document.mentions, *beside)
    return Window(document, *place, inside, beside, found)


def _like_name(name: str) -> bool:
    """Say whether words look like a name: few, and with a capital or of a script without."""
    letters = [c for c in name if c.isalpha()]
    return len(name.split()) <= 12 and any(not c.islower() for c in letters)


def _called(mention: Mention, name: str, wanted: str) -> bool:
    names = (mention.text, mention.name, *mention.aliases)
    if any(folded(n) == wanted for n in names):
        return True
    return any(key(n, mention.kind) == key(name, mention.kind) for n in names[:2])


def _within(mentions: Iterable[Mention], low: int, high: int) -> tuple[Mention, ...]:
    return tuple(m for m in mentions if low <= m.start and m.end <= high)


def _words(view: str, name: str, low: int, high: int) -> list[tuple[int, int]]:
    """Find a name as whole words, white space and case of marks aside."""
    pattern = r"\s+".join(re.escape(p) for p in name.split())
    if name.isascii():  # some other scripts have no spaces between words
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [m.span() for m in re.compile(pattern).finditer(view, low, high)] if pattern else []


def _sentence(document: Document, start: int, end: int) -> tuple[int, int]:
    """Widen a place in a text that was not parsed to the signs that end sentences."""
    view = document.view
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    low, high = (block.start, max(block.end, end)) if block else (start, end)
    stops = [m.end() for m in _STOP.finditer(view, low, high)]
    first = max((s for s in stops if s <= start), default=low)
    last = min((s for s in stops if s >= end), default=high)
    while last > end and view[last - 1].isspace():
        last -= 1
    return first, last
