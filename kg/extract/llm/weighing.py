"""What a model tells, weighed against the article: a draft, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.document import Document
from kg.extract.llm.answer import Bad, Heard, Told
from kg.extract.llm.chunks import Chunk
from kg.extract.llm.clause import addressed, judged, weaker
from kg.extract.llm.grounding import Ground, ground
from kg.extract.llm.values import Checked, checked
from kg.extract.llm.window import Window, window
from kg.model import Draft, Mention, Refusal
from kg.vocabulary import Measure, Polarity, Predicate, Status

_BULLET = "-*• \t"
_PLACES = 8  # occurrences of one quote to look at


@dataclass(frozen=True, slots=True)
class Band:
    """The confidences of a claim that waits for a person: from `drop` up to below `accept`."""

    drop: float
    accept: float

    def at(self, part: float) -> float:
        """Give a confidence within the band, `part` of the way up; below `drop` if it is empty."""
        if self.accept - self.drop < 0.01:
            return max(self.drop - 0.001, 0.0)
        return round(self.drop + (self.accept - self.drop) * part, 3)


class Placed(NamedTuple):
    """A grounded relation: where it stands and who its ends are."""

    ground: Ground
    window: Window
    ends: tuple[Mention, Mention]


class Weighing:
    """Weighs what a model tells of one document."""

    def __init__(self, document: Document, band: Band) -> None:
        self._document = document
        self._band = band

    def of(self, heard: Heard, chunk: Chunk) -> tuple[list[Draft], list[Refusal]]:
        """Weigh all a model tells of one part."""
        drafts: list[Draft] = []
        refusals = [self._refusal(chunk, bad) for bad in heard.bad]
        for told in heard.told:
            placed = self._placed(told, chunk)
            if isinstance(placed, str):
                said = f"{told.subject[:60]} {told.predicate} {told.object[:60]}: {placed}"
                refusals.append(self._refusal(chunk, Bad(said, told.quote[:300])))
            else:
                drafts.append(self._draft(told, placed))
        return drafts, refusals

    def _placed(self, told: Told, chunk: Chunk) -> Placed | str:
        """Find the words and both names, or say what is missing."""
        text, view = self._document.article.text, self._document.view
        reason = "the article does not say what is quoted"
        quote = told.quote.lstrip(_BULLET)
        for number, place in enumerate(ground(quote, text, view, (chunk.start, chunk.end))):
            if number == _PLACES:
                break
            around = window(self._document, place.start, place.end)
            if isinstance(around, str):
                reason = around
                continue
            found = self._bound(told, around)
            if not isinstance(found, str):
                return Placed(place, around, found)
            reason = found
        return reason

    def _bound(self, told: Told, around: Window) -> tuple[Mention, Mention] | str:
        subject = around.find(told.subject, told.subject_kind)
        other = around.find(told.object, told.object_kind)
        missing = [n for n, m in ((told.subject, subject), (told.object, other)) if m is None]
        if subject is None or other is None:
            return f"{missing[0][:60]!r} is not named in or beside the quote"
        if subject.name == other.name or (subject.start, subject.end) == (other.start, other.end):
            return "both ends are the same"
        if not (around.holds(subject) or around.holds(other)):
            return "neither end stands in the quote"
        if addressed(around.sentences, (subject, other)):
            return "the sentence is a command, not a statement"
        return subject, other

    def _draft(self, told: Told, placed: Placed) -> Draft:
        around = placed.window
        measure = told.measure if told.predicate is Predicate.REGULATES else None
        found = judged(around.sentences, placed.ends, (told.predicate, measure))
        status = weaker(told.status, found[0])
        denied = Polarity.DENIED in (told.polarity, found[1])
        polarity = Polarity.DENIED if denied else Polarity.ASSERTED
        values = checked(told, around)
        return Draft(
            subject=placed.ends[0],
            predicate=told.predicate,
            object=placed.ends[1],
            quote=around.quote,
            start=around.start,
            end=around.end,
            status=status,
            polarity=polarity,
            measure=measure,
            confidence=self._confidence(placed),
            reason=_reason(told, placed, (status, polarity, measure), values),
            **values.fields,
        )

    def _confidence(self, placed: Placed) -> float:
        """Place a claim in the band: higher with the very words and names the reader knows."""
        known = sum(m.origin not in ("llm", "coreference") for m in placed.ends)
        inside = sum(map(placed.window.holds, placed.ends))
        exact = 0 if placed.ground.how == "fuzzy" else 1
        return self._band.at((known + inside + exact) / 6)

    def _refusal(self, chunk: Chunk, bad: Bad) -> Refusal:
        return Refusal(
            article=self._document.article.id,
            reason=f"model: {bad.reason}",
            quote=bad.quote,
            start=chunk.start,
        )


def _reason(
    told: Told, placed: Placed, kept: tuple[Status, Polarity, Measure | None], values: Checked
) -> str:
    """Say how a draft came to be, and what of the answer was not kept."""
    parts = [f"model; quote {placed.ground.how}"]
    origins = {m.origin for m in placed.ends}
    parts.append(f"names by {', '.join(sorted(origins))}")
    if kept[0] is not told.status:
        parts.append(f"{kept[0]} by its sentence, {told.status} by the model")
    if kept[1] is not told.polarity:
        parts.append("denied by its sentence")
    left_out = [*values.left_out, *(["measure"] if told.measure is not kept[2] else [])]
    if left_out:
        parts.append(f"left out: {', '.join(left_out)}")
    return "; ".join(parts)
