"""What of a reading may be seen: taken back is marked, restricted is set aside, erased is gone.

A pure function of the reading and of what is withdrawn. Through it twice is through it once, so
readings out of the graph and readings from a loader come out alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Article, Claim, Reading, Refusal
from kg.store.bars import Bar, hashed, said
from kg.store.blackout import Span, black, folded, merged, named
from kg.vocabulary import Withdrawn

_TOLD = ("speaker", "role", "goods", "law", "reason")  # words of a claim beside its quote


@dataclass(frozen=True, slots=True)
class Sifted:
    """A reading as it may be seen, and whole where a part of it was set aside."""

    seen: Reading | None
    whole: Reading | None = None
    touched: bool = False


@dataclass(frozen=True, slots=True)
class Sieve:
    """Everything that is withdrawn. `turn` counts the changes to it."""

    bars: tuple[Bar, ...] = ()
    key: bytes = b""
    turn: int = 0
    _by_mark: dict[tuple[Withdrawn, str], list[Bar]] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[tuple[Withdrawn, str], list[Bar]] = defaultdict(list)
        for bar in self.bars:
            for mark in bar.marks:
                found[bar.about.degree, mark].append(bar)
        object.__setattr__(self, "_by_mark", dict(found))

    def through(self, reading: Reading) -> Sifted:
        """Say what of a reading may be seen, and what is to be set aside."""
        if not self.bars:
            return Sifted(reading)
        left = self._hide(reading, Withdrawn.ERASED)
        seen = left and self._hide(left, Withdrawn.RESTRICTED)
        whole = left if seen is not left else None
        return Sifted(seen and self._mark(seen), whole, seen is not reading)

    def _hit(self, mark: str, degree: Withdrawn) -> list[Bar]:
        if degree is Withdrawn.ERASED:
            mark = hashed(mark, self.key)
        return self._by_mark.get((degree, mark), [])

    def _mark(self, reading: Reading) -> Reading:
        """Mark the claims that were taken back, themselves or with their article or an entity."""

        def taken_back(claim: Claim) -> bool:
            marks = (
                f"article {claim.article}",
                f"entity {claim.subject}",
                f"entity {claim.object}",
                said(claim),
            )
            return any(self._hit(mark, Withdrawn.RETRACTED) for mark in marks)

        claims = [
            c
            if c.withdrawn == taken_back(c)
            else c.model_copy(update={"withdrawn": not c.withdrawn})
            for c in reading.claims
        ]
        return reading.model_copy(update={"claims": tuple(claims)})

    def _hide(self, reading: Reading, degree: Withdrawn) -> Reading | None:
        """Take out of a reading what is hidden to a degree; None hides all of it."""
        if not any(bar.about.degree is degree for bar in self.bars):
            return reading
        article = reading.article
        marks = [f"article {article.id}", f"words {article.origin}"]
        marks += [f"at {article.url}"] if article.url else []
        if any(self._hit(mark, degree) for mark in marks):
            return None
        lines = self._quotes(article, degree)
        inked = merged([*lines, *self._names(article.text, degree)])
        gone = {
            e.id
            for e in reading.entities
            if self._hit(f"entity {e.id}", degree)
            or self._hit(f"who {e.kind} {folded(e.name)}", degree)
        }
        clean = self._clean(article, (lines, inked), degree)
        if clean == article and not gone:
            return reading
        return reading.model_copy(
            update={
                "article": clean,
                "entities": tuple(e for e in reading.entities if e.id not in gone),
                "claims": tuple(self._claims(reading.claims, (clean, lines, gone), degree)),
                "refusals": tuple(self._refusal(r, clean, degree) for r in reading.refusals),
            }
        )

    def _names(self, text: str, degree: Withdrawn) -> list[Span]:
        """Find the names of hidden entities in a text; of persons their parts too."""

        if not any(b.about.what == "entity" and b.about.degree is degree for b in self.bars):
            return []
        found = named(text, lambda n: bool(self._hit(f"name {n}", degree)), parts=False)
        return found + named(text, lambda n: bool(self._hit(f"person {n}", degree)), parts=True)

    def _quotes(self, article: Article, degree: Withdrawn) -> list[Span]:
        """Find the words of hidden claims: at their place, or anywhere at the same address."""
        found = [bar.span for bar in self._hit(f"quoted in {article.id}", degree)]
        bars = self._hit(f"quoted at {article.url}", degree) if article.url else []
        for length in {end - start for start, end in (b.span for b in bars)}:
            windows = ((at, at + length) for at in range(len(article.text) - length + 1))
            found += [(a, b) for a, b in windows if self._hit(f"quote {article.text[a:b]}", degree)]
        return merged(found)

    def _clean(
        self, article: Article, spans: tuple[list[Span], list[Span]], degree: Withdrawn
    ) -> Article:
        lines, inked = spans
        quotes = [article.text[a:b] for a, b in lines]
        text = black(article.text, inked)

        def without(words: str) -> str:
            for quote in quotes:
                words = words.replace(quote, black(quote, [(0, len(quote))]))
            return black(words, self._names(words, degree))

        slug = re.sub(r"[\W_]+", " ", article.url or "").title()
        return article.model_copy(
            update={
                "title": without(article.title),
                "text": text,
                "author": article.author and without(article.author),
                "url": None if self._names(slug, degree) else article.url,
                "notes": tuple(map(without, article.notes)),
            }
        )

    def _claims(
        self,
        claims: Iterable[Claim],
        to: tuple[Article, list[Span], set[str]],
        degree: Withdrawn,
    ) -> Iterable[Claim]:
        """Give the claims that may stay, with their words as the article now has them."""
        article, lines, gone = to
        for claim in claims:
            if {claim.subject, claim.object} & gone:
                continue
            if any(start < claim.end and claim.start < end for start, end in lines):
                continue
            told = {name: getattr(claim, name) for name in _TOLD}
            kept = {k: v and black(v, self._names(v, degree)) for k, v in told.items()}
            quote = article.text[claim.start : claim.end]
            yield claim.model_copy(update={**kept, "quote": quote})

    def _refusal(self, refusal: Refusal, article: Article, degree: Withdrawn) -> Refusal:
        quote, start = refusal.quote, refusal.start
        if start is not None and quote:
            quote = article.text[start : start + len(quote)]
        quote = black(quote, self._names(quote, degree))
        reason = black(refusal.reason, self._names(refusal.reason, degree))
        return refusal.model_copy(update={"quote": quote, "reason": reason})
