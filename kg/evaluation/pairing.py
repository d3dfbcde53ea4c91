"""Which stated relation each said one stands for, one to one, the best fit first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluation.answer import Answer, Said
from kg.evaluation.gold import Gold, GoldRelation, symmetric
from kg.evaluation.identify import Identities, Who
from kg.vocabulary import Measure, Polarity, Predicate

Key = tuple[Who, Predicate, Who]
"""Subject, predicate, object; the ends of a symmetric predicate are in order."""

Groups = dict[Key, list[Said]]


def key(who: Identities, said: Said) -> Key:
    """Give what a claim says, by who is meant."""
    subject, predicate, other = who.who(said.subject), said.draft.predicate, who.who(said.object)
    if symmetric(predicate) and str(other) < str(subject):
        subject, other = other, subject
    return subject, predicate, other


def asserted(who: Identities, gold: Gold, answer: Answer) -> Groups:
    """Gather the claims that say the same; what is said to be denied is not among them."""
    groups: Groups = defaultdict(list)
    for said in answer.said:
        if said.draft.predicate in gold.covers and said.draft.polarity is Polarity.ASSERTED:
            groups[key(who, said)].append(said)
    return dict(groups)


def fit(who: Identities, relation: GoldRelation, said: Key) -> int:
    """Say how a claim fits a stated relation: 2 its first reading, 1 another, 0 not at all."""
    subject, predicate, other = said
    if predicate not in (relation.predicate, *relation.predicate_alt):
        return 0
    subjects = [who.place(n) for n in (relation.subject, *relation.subject_alt)]
    objects = [who.place(n) for n in (relation.object, *relation.object_alt)]
    ways = [(subject, other), *([(other, subject)] if symmetric(predicate) else [])]
    if predicate is relation.predicate and (subjects[0], objects[0]) in ways:
        return 2
    return int(any(s in subjects and o in objects for s, o in ways))


@dataclass
class Pairing:
    """`said_of` gives each matched relation its claims; `touched` are claims that fit any."""

    said_of: dict[int, Key] = field(default_factory=dict)
    relation_of: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    touched: set[Key] = field(default_factory=set)


def pair(who: Identities, relations: Sequence[GoldRelation], groups: Groups) -> Pairing:
    """Match stated relations with claims.

    Claims of one pair stand for one stated relation, or for several that differ in measure, as
    far as the claims have these measures.
    """
    fits = [
        (-how, r.optional, not _measured(r, groups[k]), i, str(k), k)
        for k in groups
        for i, r in enumerate(relations)
        if (how := fit(who, r, k))
    ]
    made = Pairing()
    for _, _, _, i, _, said in sorted(fits, key=lambda f: f[:5]):
        made.touched.add(said)
        held = made.relation_of.get(said, [])
        if i not in made.said_of and (not held or _another(relations, [*held, i], groups[said])):
            made.said_of[i] = said
            made.relation_of[said].append(i)
    return made


def _measured(relation: GoldRelation, said: list[Said]) -> bool:
    return relation.kind in {s.draft.measure for s in said}


def _another(relations: Sequence[GoldRelation], places: list[int], said: list[Said]) -> bool:
    """Say whether these relations are of one pair, of different measures, and all were said."""
    kinds = [relations[i].kind for i in places]
    ends = {(relations[i].subject, relations[i].object) for i in places}
    return (
        len(ends) == 1
        and len(set(kinds)) == len(kinds)
        and all(_measured(relations[i], said) for i in places)
    )


def measures(said: Sequence[Said]) -> set[Measure]:
    """Give the measures that claims have."""
    return {s.draft.measure for s in said if s.draft.measure is not None}


def direction(
    who: Identities, relation: GoldRelation, groups: Mapping[Key, list[Said]]
) -> bool | None:
    """Say whether a pair found with its predicate has the right direction; None: not found."""
    if any(not symmetric(k[1]) and fit(who, relation, k) for k in groups):
        return True
    turned = [(o, p, s) for s, p, o in groups if not symmetric(p)]
    return False if any(fit(who, relation, k) for k in turned) else None
