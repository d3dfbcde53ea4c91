"""Who is meant by a name, in one text: the annotated entity, or a name that is none."""

from __future__ import annotations

from collections import Counter

from kg.evaluation.answer import Answer, Named
from kg.evaluation.gold import GoldEntity
from kg.evaluation.outcome import Fault
from kg.evaluation.same import fold
from kg.evaluation.tally import Share, Tally

Who = int | str
"""Place of an annotated entity, or the folded name of one that is not annotated."""


class Identities:
    """Finds annotated entities by the names of a text."""

    def __init__(self, entities: tuple[GoldEntity, ...]) -> None:
        self.entities = entities
        self._at: dict[str, int] = {}
        self._learned: dict[str, int] = {}
        for place, entity in enumerate(entities):
            self._at.setdefault(fold(entity.name), place)
        for place, entity in enumerate(entities):
            for name in entity.aliases:
                self._at.setdefault(fold(name), place)

    def place(self, name: str) -> int:
        """Give the place of an annotated entity by one of its own names."""
        return self._at[fold(name)]

    def who(self, name: str) -> Who:
        """Say who is meant by a name that an extractor uses."""
        folded = fold(name)
        return self._at.get(folded, self._learned.get(folded, folded))

    def called(self, who: Who) -> str:
        """Give the name of who is meant."""
        return self.entities[who].name if isinstance(who, int) else who

    def match(self, found: Named) -> int | None:
        """Give the annotated entity that is found here, and remember all its names.

        The main name decides; failing that, the entity that most of the other names belong to.
        """
        place = self._at.get(fold(found.name))
        names = sorted({fold(n) for n in (found.name, *found.aliases)} - {""})
        if place is None:
            votes = Counter(self._at[n] for n in names if n in self._at)
            place = min(votes, key=lambda p: (-votes[p], p), default=None)
        if place is not None:
            for name in names:
                self._learned.setdefault(name, place)
        return place


def compare_entities(who: Identities, answer: Answer) -> tuple[Tally, Share, list[Fault]]:
    """Count entities found, spurious and missed, and how many of those found have the right kind.

    Names that were given are not counted. A second one found for the same annotated entity is
    spurious: it was not merged.
    """
    if answer.entities is None:
        return Tally(), Share(), []
    taken: set[int] = set()
    faults: list[Fault] = []
    right = wrong = kinds = 0
    for found in answer.entities:
        place = who.match(found)
        if place is None or place in taken:
            if place is None or not who.entities[place].optional:
                wrong += 1
                what = "entity spurious" if place is None else "entity twice"
                faults.append(Fault(what=what, said=f"{found.name} ({found.kind})"))
            continue
        taken.add(place)
        wanted = who.entities[place]
        if wanted.optional:
            continue
        right += 1
        kinds += found.kind in wanted.kinds
        if found.kind not in wanted.kinds:
            said = f"{found.name}: {found.kind}, not {wanted.type}"
            faults.append(Fault(what="entity kind", said=said))
    missed = [e for i, e in enumerate(who.entities) if i not in taken and not e.optional]
    faults += [Fault(what="entity missed", said=f"{e.name} ({e.type})") for e in missed]
    return Tally(right=right, wrong=wrong, missed=len(missed)), Share(ok=kinds, of=right), faults
