"""What is in doubt, what is not known, and how the briefing was made."""

from __future__ import annotations

from collections import Counter

from kg.analysis.changes import Change
from kg.analysis.changes import changes as changed
from kg.analysis.control import circles
from kg.export.brief.desk import Desk
from kg.export.brief.values import Cited, Counts
from kg.model import Edge, EntityId
from kg.vocabulary import Kind, Polarity, Predicate, Review
from kg.words import count_words, day_words, is_withdrawn, listed, statement

DISCLAIMER = (
    "A link between two names is what a source reports; it implies no wrongdoing. This briefing "
    "repeats what the cited articles say and adds no finding of its own. Persons appear in their "
    "public roles only. Check the sources before you act on it."
)
_RUBRIC = (
    "Confidence: high = two or more independent origins, one of them official, not contested, "
    "reviewed by a person; moderate = two or more independent origins or one official, not "
    "contested; low = one origin, or contested, or still waiting for review. What rests on "
    "several facts is as sure as the weakest."
)


def contested(desk: Desk) -> tuple[Cited, ...]:
    """Tell each fact that sources dispute, with who says so and who denies it."""
    return tuple(
        _dispute(desk, e)
        for e in sorted(desk.subgraph.edges, key=desk.rank)
        if (e.contested or e.polarity is Polarity.DENIED) and not is_withdrawn(e)
    )


def withdrawn(desk: Desk) -> tuple[Cited, ...]:
    """Tell what was taken back, so that nobody goes on relying on it."""
    found = sorted((e for e in desk.subgraph.edges if is_withdrawn(e)), key=desk.rank)
    return tuple(desk.tell(e, graded=False) for e in found)


def single_source(desk: Desk) -> list[Edge]:
    """List the facts that rest on one independent source."""
    found = (e for e in desk.subgraph.edges if e.sources == 1 and not is_withdrawn(e))
    return sorted(found, key=desk.rank)


def unknown(desk: Desk) -> tuple[str, ...]:
    """Say what a reader might look for and these facts do not tell."""
    return (*_unowned(desk), *_unstated(desk), *_unnamed(desk))


def changes(desk: Desk) -> tuple[Cited, ...] | None:
    """Say what is new, changed or gone since the last briefing; None if there was none."""
    before = desk.options.previous
    if before is None:
        return None
    old_names = before.names | desk.names
    return tuple(_turned(desk, change, old_names) for change in changed(before, desk.subgraph))


def _turned(desk: Desk, change: Change, names: dict[EntityId, str]) -> Cited:
    """Say one change; what is not in the graph any more has no source to cite."""
    here = [e for e in desk.subgraph.edges if e.id == change.edge.id]
    said = desk.say(change.edge) if here else statement(change.edge, names)
    text = f"{change.turn.words}: {said}"
    if not here:
        return Cited(text=f"{text}; no sentence here supports it any more", citations=())
    cited = desk.cited(text, here, graded=False)
    return cited.model_copy(update={"attributed": False})


def counts(desk: Desk) -> Counts:
    """Count what the briefing rests on."""
    edges = desk.subgraph.edges
    return Counts(
        entities=len({i for e in edges for i in (e.subject, e.object)} | set(desk.seeds)),
        live=sum(e.live for e in edges),
        other=sum(not e.live for e in edges),
        claims=len(desk.subgraph.claims),
        articles=desk.citations.articles,
        origins=desk.citations.stories,
        doubly=sum(e.sources >= 2 for e in edges),
    )


def method(desk: Desk, snapshot: str) -> tuple[str, ...]:
    """Say how the facts were gathered, what was checked, and where the limits are."""
    claims = desk.subgraph.claims
    extractors = Counter(c.extractor for c in claims)
    reviews = Counter(c.review for c in claims)
    confirmed = len(desk.options.reviewed & {e.id for e in desk.subgraph.edges})
    days = sorted(c.reported for c in claims if c.reported)
    made = listed([f"{name} ({count_words(n, 'claim')})" for name, n in sorted(extractors.items())])
    span = f", published {day_words(days[0])} to {day_words(days[-1])}" if days else ""
    return (
        f"Facts are what the claims of {count_words(desk.citations.articles, 'article')} add up "
        f"to{span}; each claim is a sentence quoted word for word. Reprints of one story count as "
        "one independent source.",
        f"Claims were read by {made or 'nobody'}. Accepted: {reviews[Review.ACCEPTED]}, waiting "
        f"for review: {reviews[Review.PENDING]}, rejected: {reviews[Review.REJECTED]}. Acceptance "
        f"is by a threshold; {count_words(confirmed, 'fact')} confirmed by a person.",
        _RUBRIC,
        "The bottom line and the key judgements are composed from counted facts by rule. Chains of "
        "control are derived from direct holdings on each reading and stored nowhere.",
        "Limits: machine reading misses statements and can misread them; what no article in the "
        "graph says is not here; an absent link is no evidence that there is none.",
        f"Snapshot {snapshot} names the content: the same facts give the same name.",
    )


def _dispute(desk: Desk, edge: Edge) -> Cited:
    against = [c for c in edge.claims if c.polarity is not edge.polarity]
    denials = [
        e
        for e in desk.subgraph.edges
        if e.polarity is not edge.polarity
        and not is_withdrawn(e)
        and (e.predicate, e.subject, e.object) == (edge.predicate, edge.subject, edge.object)
    ]
    text = desk.say(edge)
    numbers = sorted(
        {*desk.citations.of_claims(against), *desk.citations.of(denials)}
        if against or denials
        else ()
    )
    if numbers:
        word = "said to be so" if edge.polarity is Polarity.DENIED else "denied"
        text = f"{text}; {word} by {listed([f'source {n}' for n in numbers])}"
    elif edge.share_min != edge.share_max or edge.amount_min != edge.amount_max:
        text = f"{text}; the figures of the sources do not meet"
    cited = desk.cited(text, [edge, *denials])
    return cited.model_copy(update={"attributed": True, "grade": None})


def _unowned(desk: Desk) -> list[str]:
    owned = {e.object for e in desk.edges(Predicate.OWNS, live=True)}
    kinds = {e.id: e.kind for e in desk.subgraph.entities}
    ownable = (Kind.COMPANY, Kind.APP)
    open_ = [i for i in desk.seeds if kinds[i] in ownable and i not in owned]
    return [f"Who owns {desk.names[i]}: no live fact here says so." for i in open_]


def _unstated(desk: Desk) -> list[str]:
    said = []
    holdings = desk.edges(Predicate.OWNS, live=True)
    blank = [e for e in holdings if e.share_min is None]
    if blank:
        said.append(f"What share is held: not stated for {len(blank)} of {len(holdings)} holdings.")
    measures = desk.edges(Predicate.REGULATES, live=True)
    undated = [e for e in measures if not e.since]
    if undated:
        said.append(
            f"Since when: not stated for {len(undated)} of {len(measures)} measures in force."
        )
    money = desk.edges(Predicate.INVESTS_IN, live=True)
    unpriced = [e for e in money if e.amount_max is None]
    if unpriced:
        said.append(f"How much: not stated for {len(unpriced)} of {len(money)} investments.")
    rounds = circles(desk.subgraph)
    said += [
        f"Who stands at the top: these hold each other in a circle: {listed(desk.named(r), 6)}."
        for r in rounds[:5]
    ]
    return said


def _unnamed(desk: Desk) -> list[str]:
    cited = {c.article for c in desk.subgraph.claims}
    sources = [s for s in desk.subgraph.sources if s.id in cited]
    said = []
    for field, word in (("publisher", "publisher"), ("published", "date"), ("url", "address")):
        lacking = sum(not getattr(s, field) for s in sources)
        if lacking:
            said.append(f"{count_words(lacking, 'cited article')} without a {word}.")
    if desk.subgraph.omitted:
        said.append(f"{count_words(desk.subgraph.omitted, 'edge')} left out by the limit.")
    return said
