"""The bottom line and the key judgements: counted facts put into sentences by rule.

Nothing here is written freely. Each rule looks for its facts and is silent if there are none.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.analysis.control import Chain, owners_of
from kg.export.brief.desk import Desk
from kg.export.brief.values import Cited
from kg.model import Edge, EntityId
from kg.vocabulary import Polarity, Predicate, Status, verb
from kg.words import count_words, detail_words, is_plain, is_withdrawn, listed, share_words

_FEWEST, _MOST = 3, 6  # key judgements a reader takes in at once
_NAMED = 4  # items spelled out in one sentence; the table has them all


def bottom_line(desk: Desk) -> tuple[Cited, ...]:
    """Say in one or two sentences what the facts add up to, the conclusion first."""
    found = [*_who_owns(desk), *_what_binds(desk)]
    if not found:
        found = [desk.tell(e, graded=False) for e in _standing(desk)[:1]]
    return tuple(found[:2])


def key_judgements(desk: Desk) -> tuple[Cited, ...]:
    """Say the three to six things that matter most, each with its sources and confidence."""
    rules = (_ownership, _above, _in_force, _not_in_force, _takeovers, _money, _disputes, _people)
    found = [sentence for rule in rules for sentence in rule(desk)]
    if len(found) < _FEWEST:
        said = {s.text for s in found}
        rest = (desk.tell(e) for e in _standing(desk))
        found += [s for s in rest if s.text not in said][: _FEWEST - len(found)]
    return tuple(found[:_MOST])


def _standing(desk: Desk) -> list[Edge]:
    return sorted((e for e in desk.subgraph.edges if not is_withdrawn(e)), key=desk.rank)


def _who_owns(desk: Desk) -> Iterator[Cited]:
    owned = [e for e in desk.edges(Predicate.OWNS, live=True) if e.object in desk.seeds]
    if owned:
        best = owned[0]
        others = [e for e in owned if e.object == best.object and e is not best]
        share = share_words(best.share_min, best.share_max)
        text = f"{desk.say(best, details=False)}{f' ({share})' if share else ''}"
        if others:
            text += f", beside {listed(desk.named(e.subject for e in others))}"
        sources = count_words(best.sources, "independent source")
        yield desk.cited(
            f"{text}, as {sources} report{'s' if best.sources == 1 else ''}",
            [best, *others],
            graded=False,
        )
        return
    holds = [e for e in desk.edges(Predicate.OWNS, live=True) if e.subject in desk.seeds]
    if holds:
        top = desk.names[holds[0].subject]
        mine = [e for e in holds if e.subject == holds[0].subject]
        things = listed(desk.named(e.object for e in mine), _NAMED)
        yield desk.cited(f"{top} owns {things}", mine, graded=False)


def _what_binds(desk: Desk) -> Iterator[Cited]:
    on_seed = [e for e in desk.edges(Predicate.REGULATES) if e.object in desk.seeds]
    live = [e for e in on_seed if e.live]
    rest = [e for e in on_seed if _only_said(e)]
    targets = listed(desk.named(e.object for e in live or rest))
    if live:
        who = listed(desk.named(e.subject for e in live), _NAMED)
        are = "measure is" if len(live) == 1 else "measures are"
        text = f"{len(live)} {are} in force on {targets}, by {who}"
        if rest:
            more = (
                "is only announced, proposed or speculated"
                if len(rest) == 1
                else ("are only announced, proposed or speculated")
            )
            text += f"; {len(rest)} more {more}"
        yield Cited(text=text, citations=desk.citations.of([*live, *rest]))
    elif rest:
        are = "measure on" if len(rest) == 1 else "measures on"
        text = f"no source reports a measure in force; {len(rest)} {are} {targets}"
        yield desk.cited(f"{text} announced, proposed or speculated", rest, graded=False)


def _ownership(desk: Desk) -> Iterator[Cited]:
    for seed in desk.seeds[:2]:
        for edge in desk.edges(Predicate.OWNS, live=True):
            if edge.object == seed:
                yield desk.tell(edge)
                break


def _above(desk: Desk) -> Iterator[Cited]:
    """Tell the longest way up from a seed: control if every step is half or more."""
    chains = [c for s in desk.seeds for c in owners_of(desk.subgraph, s) if len(c.edges) > 1]
    if chains:
        yield chain_sentence(desk, max(chains, key=lambda c: (c.controls, len(c.edges))))


def chain_sentence(desk: Desk, chain: Chain) -> Cited:
    """Say a chain of holdings; "controls" only where every step is at least half."""
    top, *middle, bottom = desk.named(chain.path)
    through = listed(middle, 6)
    share = share_words(chain.share_min, chain.share_max) or "share not stated at every step"
    link = f"controls {bottom}" if chain.controls else f"has an ownership link to {bottom}"
    text = f"{top} {link} through {through} ({share}; derived)"
    return desk.cited(text, chain.edges, control=chain.controls)


def _in_force(desk: Desk) -> Iterator[Cited]:
    by_target: dict[EntityId, list[Edge]] = {}
    for edge in desk.edges(Predicate.REGULATES, live=True):
        if edge.object in desk.seeds:
            by_target.setdefault(edge.object, []).append(edge)
    for target, edges in list(by_target.items())[:2]:
        said = listed([_passive(desk, e) for e in edges], _NAMED)
        yield desk.cited(f"{desk.spoken[target]} {said}", edges)


def _passive(desk: Desk, edge: Edge) -> str:
    more = detail_words(edge)
    words = f"{verb(edge.predicate, edge.measure, passive=True)} {desk.spoken[edge.subject]}"
    return f"{words} ({more})" if more else words


def _not_in_force(desk: Desk) -> Iterator[Cited]:
    found = [e for e in desk.edges(Predicate.REGULATES, seeds_only=True) if _only_said(e)]
    if found:
        said = "; ".join(desk.say(e) for e in found[:_NAMED])
        yield desk.cited(f"{said} (not in force)", found[:_NAMED])


def _takeovers(desk: Desk) -> Iterator[Cited]:
    owns = desk.edges(Predicate.OWNS, live=False, seeds_only=True)
    found = [e for e in owns if e.status is not Status.FORMER][:_NAMED]
    if found:
        yield desk.cited("; ".join(desk.say(e) for e in found), found)


def _money(desk: Desk) -> Iterator[Cited]:
    money = desk.edges(Predicate.INVESTS_IN, live=True, seeds_only=True)
    stated = [e for e in money if e.amount_max]
    for edge in stated[:1]:
        yield desk.tell(edge)


def _disputes(desk: Desk) -> Iterator[Cited]:
    disputed = (e for e in desk.subgraph.edges if e.contested and desk.about_seed(e))
    found = sorted(disputed, key=desk.rank)
    if found:
        said = listed([desk.say(e) for e in found], 2)
        text = f"sources disagree on {count_words(len(found), 'fact')}: {said}"
        yield desk.cited(text, found).model_copy(update={"attributed": True})


def _people(desk: Desk) -> Iterator[Cited]:
    for edge in desk.edges(Predicate.LEADS, live=True, seeds_only=True)[:1]:
        yield desk.tell(edge)


def _only_said(edge: Edge) -> bool:
    ahead = (Status.ANNOUNCED, Status.PROPOSED, Status.SPECULATED)
    return (
        not edge.live
        and not is_plain(edge)
        and edge.polarity is Polarity.ASSERTED
        and edge.status in ahead
    )
