"""Tables of findings. Every row ends with its sources, whether it is contested, and how sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.analysis.control import Chain, controls, owned_by, owners_of
from kg.export.brief.desk import Desk, cut
from kg.export.brief.values import Row, Table
from kg.model import Edge
from kg.vocabulary import RELATIONS, Polarity, Predicate, verb
from kg.words import amount_words, capital, day_words, share_words, shown

_PEOPLE = (Predicate.LEADS, Predicate.FOUNDED, Predicate.AFFILIATED_WITH)
_TIES = (Predicate.PARTNERS_WITH, Predicate.SUPPLIES, Predicate.COMPETES_WITH)
_PLACES = (Predicate.LOCATED_IN, Predicate.PART_OF)


def tables(desk: Desk) -> tuple[Table, ...]:
    """Lay out all findings; tables without rows are left out."""
    P = Predicate
    found = (
        _chains(desk),
        _table(
            desk,
            ("Ownership", "Owner", "Owns", "Share", "Since", "Link"),
            desk.edges(P.OWNS, live=True),
            _owned,
        ),
        _table(
            desk,
            ("Measures in force", "By", "Measure", "On", "Amount", "Since"),
            desk.edges(P.REGULATES, live=True),
            _measure,
        ),
        _table(
            desk,
            ("Measures not in force", "By", "What is said", "On", "Stands as", "From or until"),
            desk.edges(P.REGULATES, live=False),
            _other,
            "Announced, proposed, speculated, ended, stopped or denied: none of these binds today.",
        ),
        _table(
            desk,
            ("Ownership not in force", "Who", "What is said", "Of", "Stands as", "From or until"),
            desk.edges(P.OWNS, live=False),
            _other,
            "Offers, rumours, denials and ended holdings: no one owns anything by these.",
        ),
        _table(
            desk,
            ("Investments", "Investor", "Into", "Amount", "Share", "Stands as", "Date"),
            desk.edges(P.INVESTS_IN),
            _investment,
        ),
        _table(
            desk,
            (
                "People and roles",
                "Person",
                "Relation",
                "Organisation",
                "Role",
                "Stands as",
                "Since",
            ),
            desk.edges(*_PEOPLE),
            _person,
        ),
        _table(
            desk,
            ("Partners, suppliers, competitors", "Who", "Relation", "Whom", "What", "Stands as"),
            desk.edges(*_TIES),
            _tie,
        ),
        _table(
            desk, ("Places and parts", "What", "Relation", "Where"), desk.edges(*_PLACES), _place
        ),
    )
    return tuple(t for t in found if t.rows)


def stands_as(edge: Edge) -> str:
    """Name the standing of a fact: "fact", "announced", "denied"."""
    return "denied" if edge.polarity is Polarity.DENIED else edge.status.value


def _table(
    desk: Desk,
    heads: tuple[str, ...],
    edges: list[Edge],
    cells: Callable[[Desk, Edge], tuple[str, ...]],
    note: str = "",
) -> Table:
    title, *columns = heads
    most = desk.options.rows
    return Table(
        title=title,
        columns=tuple(columns),
        rows=tuple(_row(desk, cells(desk, e), [e], control=controls(e)) for e in edges[:most]),
        note=note,
        left_out=cut(edges, most),
    )


def _row(desk: Desk, cells: tuple[str, ...], edges: Iterable[Edge], *, control: bool) -> Row:
    under = list(edges)
    return Row(
        cells=cells,
        citations=desk.citations.of(under),
        sources=min(e.sources for e in under),
        contested=any(e.contested for e in under),
        grade=desk.grade(under),
        control=control,
    )


def _chains(desk: Desk) -> Table:
    found: dict[tuple[str, ...], Chain] = {}
    for seed in desk.seeds:
        for chain in [*owners_of(desk.subgraph, seed), *owned_by(desk.subgraph, seed)]:
            if len(chain.edges) > 1:
                found[chain.path] = chain
    chains = list(found.values())
    most = desk.options.rows
    return Table(
        title="Chains of control",
        columns=("At the top", "Chain", "Share", "Link"),
        rows=tuple(_row(desk, _chain(desk, c), c.edges, control=c.controls) for c in chains[:most]),
        note="Derived: shares are multiplied along the chain, as ranges. “Controls” stands only "
        "where each step is stated to be at least 50 %. Sources are those of the weakest step.",
        left_out=cut(chains, most),
    )


def _chain(desk: Desk, chain: Chain) -> tuple[str, ...]:
    return (
        desk.names[chain.owner],
        " → ".join(desk.names[i] for i in chain.path),
        share_words(chain.share_min, chain.share_max) or "not stated",
        _link(chain.controls),
    )


def _link(control: bool) -> str:
    return "controls" if control else "ownership link"


def _ends(desk: Desk, edge: Edge) -> tuple[str, str]:
    return desk.names[edge.subject], desk.names[edge.object]


def _owned(desk: Desk, edge: Edge) -> tuple[str, ...]:
    share = share_words(edge.share_min, edge.share_max) or "not stated"
    return (*_ends(desk, edge), share, day_words(edge.since), _link(controls(edge)))


def _measure(desk: Desk, edge: Edge) -> tuple[str, ...]:
    subject, object = _ends(desk, edge)
    what = verb(edge.predicate, edge.measure)
    if edge.law:
        what = f"{what} (under {shown(edge.law)})"
    return subject, what, object, amount_words(edge), day_words(edge.since)


def _other(desk: Desk, edge: Edge) -> tuple[str, ...]:
    subject, object = _ends(desk, edge)
    days = [f"from {day_words(edge.since)}" if edge.since else ""]
    days.append(f"until {day_words(edge.until)}" if edge.until else "")
    when = ", ".join(d for d in days if d)
    return subject, capital(desk.say(edge, details=False)), object, stands_as(edge), when


def _investment(desk: Desk, edge: Edge) -> tuple[str, ...]:
    share = share_words(edge.share_min, edge.share_max)
    day = edge.since or edge.first_reported
    when = day_words(day) if edge.since or not day else f"reported {day_words(day)}"
    return (*_ends(desk, edge), amount_words(edge) or "not stated", share, stands_as(edge), when)


def _person(desk: Desk, edge: Edge) -> tuple[str, ...]:
    subject, object = _ends(desk, edge)
    words = verb(edge.predicate)
    role = shown(edge.role or "")
    return subject, words, object, role, stands_as(edge), day_words(edge.since)


def _tie(desk: Desk, edge: Edge) -> tuple[str, ...]:
    subject, object = _ends(desk, edge)
    if RELATIONS[edge.predicate].symmetric and edge.object in desk.seeds:
        subject, object = object, subject
    what = ", ".join(p for p in (shown(edge.goods or ""), amount_words(edge)) if p)
    return subject, verb(edge.predicate), object, what, stands_as(edge)


def _place(desk: Desk, edge: Edge) -> tuple[str, ...]:
    subject, object = _ends(desk, edge)
    return subject, verb(edge.predicate), object
