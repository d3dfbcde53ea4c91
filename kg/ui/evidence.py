"""The panel of a relation: the sentence, how real it is, and every quotation it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kg.errors import NotFound
from kg.model import Claim, Edge, Source
from kg.ports import Graph
from kg.ui.briefing import as_of_day
from kg.ui.links import link
from kg.ui.theme import STATUS_COLOURS, Colour
from kg.ui.words import headline, plain, quoted, source_line, status_word
from kg.vocabulary import Polarity, Review, Status
from kg.words import count_words, detail_words, is_withdrawn

_SHOWN = 6  # quotations shown before the rest is folded away
_NEAR = 1000  # relations of an entity among which those with another are looked for


def show_edge(
    graph: Graph,
    edge: Edge,
    names: Mapping[str, str],
    sources: Mapping[str, Source],
    day: str | None = None,
) -> None:
    """Show a relation as a sentence with its evidence, oldest first, and what disagrees.

    With a day: what disagreed then.
    """
    st.markdown(f"### {plain(headline(edge, names))}", anchors=False)
    show_badges(edge)
    if details := detail_words(edge):
        st.markdown(plain(details), anchors=False)
    st.caption(_reported(edge))
    claims = sorted(edge.claims, key=lambda c: (c.reported or "", c.id))
    for claim in claims[:_SHOWN]:
        show_claim(claim, _source(graph, claim, sources))
    if len(claims) > _SHOWN:
        with st.expander(f"{len(claims) - _SHOWN} more quotations"):
            for claim in claims[_SHOWN:]:
                show_claim(claim, _source(graph, claim, sources))
    _disagreeing(graph, edge, day)


def show_badges(edge: Edge) -> None:
    """Show how real a relation is, and whether it is contested."""
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(status_word(edge), color=status_colour(edge))
        if edge.contested:
            st.badge("contested", color="yellow", icon=":material/balance:")
        st.badge(count_words(edge.sources, "independent source"), color="gray")
        st.badge(f"confidence {edge.confidence:.2f}", color="gray")


def status_colour(edge: Edge | Claim) -> Colour:
    """Give the colour of a status; a denial is red."""
    if is_withdrawn(edge):
        return STATUS_COLOURS[Status.WITHDRAWN]
    return "red" if edge.polarity is Polarity.DENIED else STATUS_COLOURS[edge.status]


def show_claim(claim: Claim, source: Source | None, *, review: bool = True) -> None:
    """Show one quotation, verbatim, with where it stands and who took it from there.

    `review` offers to decide on it.
    """
    with st.container(border=True, gap="small"):
        st.html(quoted(claim.quote))
        st.caption(source_line(source) if source else "the article is no longer in the graph")
        said = [plain(claim.extractor), f"confidence {claim.confidence:.2f}"]
        if claim.speaker:
            said.insert(0, f"said by {plain(claim.speaker)}")
        if claim.reason:
            said.append(plain(claim.reason))
        if claim.review is not Review.ACCEPTED:
            said.append(str(claim.review))
        if claim.withdrawn:
            said.insert(0, "withdrawn")
        st.caption(" · ".join(said))
        with st.container(horizontal=True, gap="small"):
            if source:
                link("article", "In the article", icon=":material/article:", id=claim.article)
            if review:
                link("review", "Review", icon=":material/rule:", at=claim.id)


def _reported(edge: Edge) -> str:
    first, last = edge.first_reported, edge.last_reported
    if not first:
        return "Reported without a date"
    return f"Reported {first}" if first == last or not last else f"Reported {first} to {last}"


def _source(graph: Graph, claim: Claim, sources: Mapping[str, Source]) -> Source | None:
    if claim.article in sources:
        return sources[claim.article]
    try:
        return graph.article(claim.article).source
    except NotFound:
        return None


def _disagreeing(graph: Graph, edge: Edge, day: str | None) -> None:
    other = disagreeing(graph, edge, day)
    ranges = edge.contested and (
        edge.share_min != edge.share_max or edge.amount_min != edge.amount_max
    )
    if not (other or ranges):
        return
    st.markdown("#### What disagrees", anchors=False)
    if ranges:
        st.caption(f"The articles give different figures: {plain(detail_words(edge))}")
    for rival in other:
        st.badge(status_word(rival), color=status_colour(rival))
        for claim in sorted(rival.claims, key=lambda c: (c.reported or "", c.id)):
            show_claim(claim, _source(graph, claim, {}))


def disagreeing(graph: Graph, edge: Edge, day: str | None = None) -> Sequence[Edge]:
    """Find what else is said of the same two: denied, ended, stopped or withdrawn, or asserted."""
    against = {Status.FORMER, Status.BLOCKED, Status.WITHDRAWN}
    return [
        e
        for e in alike(graph, edge, day)
        if e.id != edge.id
        and (e.measure, e.which) == (edge.measure, edge.which)
        and (e.polarity is not edge.polarity or (e.status in against) != (edge.status in against))
    ]


def alike(graph: Graph, said: Edge | Claim, day: str | None = None) -> Sequence[Edge]:
    """Find every edge of the same relation between the same two, after judgements."""
    ends = {graph.entity(id).id for id in (said.subject, said.object)}
    near = graph.subgraph([said.subject], hops=1, limit=_NEAR, as_of=as_of_day(day)).edges
    return [e for e in near if e.predicate is said.predicate and {e.subject, e.object} == ends]
