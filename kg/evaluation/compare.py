"""One text: what an extractor made of it against what people say it states."""

from __future__ import annotations

from collections import defaultdict

from kg.evaluation.answer import Answer, Said
from kg.evaluation.gold import Gold, GoldRelation
from kg.evaluation.identify import Identities, compare_entities
from kg.evaluation.outcome import Details, Fault, Mark, Marked, Outcome
from kg.evaluation.pairing import (
    Groups,
    Key,
    Pairing,
    asserted,
    direction,
    fit,
    key,
    measures,
    pair,
)
from kg.evaluation.tally import Share, Tally
from kg.model import Draft
from kg.vocabulary import Polarity, Predicate

_NEAR = 0.01  # amounts may differ by one in a hundred, for rounding


def compare(gold: Gold, answer: Answer) -> Outcome:
    """Compare one text. Strict: predicate, direction and both ends must be right."""
    who = Identities(gold.entities)
    entities, kinds, faults = compare_entities(who, answer)
    text = _Text(who, gold, answer)
    return Outcome(
        where=gold.where,
        entities=entities,
        kinds=kinds,
        relations=text.tallies(),
        marked=tuple(text.marked(said) for said in answer.said),
        details=text.details(),
        faults=(*faults, *text.faults),
    )


class _Text:
    """The relations of one text, matched."""

    def __init__(self, who: Identities, gold: Gold, answer: Answer) -> None:
        self._who = who
        self._gold = gold
        self._answer = answer
        self._stated = [r for r in gold.relations if not r.denied]
        self._denied = [r for r in gold.relations if r.denied]
        self._groups: Groups = asserted(who, gold, answer)
        self._pairing: Pairing = pair(who, self._stated, self._groups)
        self.faults: list[Fault] = []

    def tallies(self) -> dict[Predicate, Tally]:
        """Count right, wrong and missed relations, by predicate."""
        found: dict[Predicate, Tally] = defaultdict(Tally)
        for place, relation in enumerate(self._stated):
            if relation.optional:
                continue
            said = place in self._pairing.said_of
            found[relation.predicate] += Tally(right=said, missed=not said)
            if not said:
                self._fault("relation missed", f"{relation.said}{relation.cited}")
        for said_, claims in self._groups.items():
            if said_ not in self._pairing.touched:
                found[said_[1]] += Tally(wrong=1)
                what = "denied asserted" if self._trap(said_) else "relation wrong"
                self._fault(what, f"{self._show(said_)}: {claims[0].draft.quote}")
        return dict(found)

    def marked(self, said: Said) -> Marked:
        """Mark one claim."""
        draft = said.draft
        relations = self._pairing.relation_of.get(key(self._who, said), [])
        wanted = {m for i in relations for m in _kinds(self._stated[i])}
        return Marked(
            predicate=draft.predicate,
            patterns=said.patterns,
            origins=tuple(sorted({draft.subject.origin, draft.object.origin})),
            confidence=draft.confidence,
            mark=self._mark(said),
            fits=draft.measure is None or not wanted or draft.measure in wanted,
        )

    def details(self) -> Details:
        """Count what is right in detail among the relations found."""
        total = Details()
        for place, relation in enumerate(self._stated):
            if relation.optional:
                continue
            straight = direction(self._who, relation, self._groups)
            if straight is not None:
                total += Details(direction=Share(ok=straight, of=1))
                if not straight:
                    self._fault("direction wrong", f"{relation.said}{relation.cited}")
            if place in self._pairing.said_of:
                total += self._detail(relation, self._pairing.said_of[place])
        return total + self._denials()

    def _mark(self, said: Said) -> Mark:
        here = key(self._who, said)
        if said.draft.polarity is Polarity.DENIED:
            return Mark.DENIAL
        if here not in self._groups:
            return Mark.OPEN
        if here not in self._pairing.touched:
            return Mark.TRAP if self._trap(here) else Mark.WRONG
        found = self._pairing.relation_of.get(here, [])
        required = any(not self._stated[i].optional for i in found)
        return Mark.RIGHT if required else Mark.OPEN

    def _trap(self, said: Key) -> bool:
        return any(fit(self._who, relation, said) for relation in self._denied)

    def _denials(self) -> Details:
        said = [key(self._who, s) for s in self._answer.said if s.draft.polarity is Polarity.DENIED]
        wrong = [k for k in self._groups if k not in self._pairing.touched]
        of = len(self._denied)
        avoided = sum(not any(fit(self._who, r, k) for k in wrong) for r in self._denied)
        heard = sum(any(fit(self._who, r, k) for k in said) for r in self._denied)
        return Details(traps=Share(ok=avoided, of=of), denials=Share(ok=heard, of=of))

    def _detail(self, relation: GoldRelation, said: Key) -> Details:
        drafts = [s.draft for s in self._groups[said]]
        status = bool({d.status for d in drafts} & {relation.status, *relation.status_alt})
        if not status:
            given = ", ".join(sorted({d.status for d in drafts}))
            self._fault(
                "status wrong", f"{relation.said}: {given}, not {relation.status}{relation.cited}"
            )
        measure = Share()
        if relation.predicate is said[1] is Predicate.REGULATES:
            right = bool(measures(self._groups[said]) & _kinds(relation))
            measure = Share(ok=right, of=1)
            if not right:
                given = ", ".join(sorted(measures(self._groups[said]))) or "none"
                self._fault(
                    "measure wrong",
                    f"{relation.said}: {given}, not {relation.kind}{relation.cited}",
                )
        amount = self._amount(relation, drafts)
        return Details(status=Share(ok=status, of=1), measure=measure, amount=amount)

    def _amount(self, relation: GoldRelation, drafts: list[Draft]) -> Share:
        if relation.amount is None:
            return Share()
        given = [d.amount for d in drafts if d.amount]
        wanted = [relation.amount, *(a.amount for a in relation.amount_alt)]
        right = any(abs(g - w) <= _NEAR * abs(w) for g in given for w in wanted)
        if not right:
            said = ", ".join(f"{g:g}" for g in given) or "none"
            self._fault(
                "amount wrong", f"{relation.said}: {said}, not {relation.amount:g}{relation.cited}"
            )
        return Share(ok=right, of=1)

    def _show(self, said: Key) -> str:
        subject, predicate, other = said
        return f"{self._who.called(subject)} {predicate} {self._who.called(other)}"

    def _fault(self, what: str, said: str) -> None:
        self.faults.append(Fault(what=what, said=said))


def _kinds(relation: GoldRelation) -> set[str]:
    return {k for k in (relation.kind, *relation.kind_alt) if k is not None}
