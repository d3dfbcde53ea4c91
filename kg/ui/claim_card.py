"""A claim as one who must decide on it sees it: the words in their place, who is meant, what else
is said.
"""

from __future__ import annotations

import streamlit as st

from kg.errors import NotFound
from kg.model import Article, Claim, Edge
from kg.ui.connection import graph
from kg.ui.evidence import alike, show_claim, status_colour
from kg.ui.links import link
from kg.ui.theme import kind_label
from kg.ui.words import as_named, excerpt, marked, plain, source_line, status_word
from kg.vocabulary import Review
from kg.words import count_words

_QUOTED = 2  # sentences of each relation that is already in the graph


def show_waiting(claim: Claim) -> None:
    """Show a claim with its sentence in the article, and the entities it would join."""
    st.markdown(f"### {plain(as_named(claim))}", anchors=False)
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(status_word(claim), color=status_colour(claim))
        if claim.review is not Review.PENDING:
            st.badge(str(claim.review), color="gray")
        st.badge(f"confidence {claim.confidence:.2f}", color="gray")
        st.badge(plain(claim.extractor), color="gray")
    try:
        _in_place(claim, graph().article(claim.article))
    except NotFound:
        st.caption("The article is no longer in the graph.")
    said = [f"said by {claim.speaker}"] if claim.speaker else []
    if why := "; ".join([*said, *([claim.reason] if claim.reason else [])]):
        st.caption(f"How it was read: {plain(why)}")


def show_meant(claim: Claim) -> None:
    """Say whom the two names are taken for, each with a link."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for name, id in (
            (claim.subject_name, claim.subject),
            (claim.object_name, claim.object),
        ):
            entity = graph().entity(id)
            st.caption(f"“{plain(name)}” is taken for", width="content")
            link(
                "entity",
                f"{plain(entity.name)} · {kind_label(entity.kind)}",
                icon=":material/badge:",
                id=entity.id,
            )


def show_known(claim: Claim) -> None:
    """Say what the graph holds of the same two already: the same, and the contrary."""
    found = alike(graph(), claim)
    same = [e for e in found if _says_so(e, claim)]
    other = [e for e in found if e not in same]
    if not found:
        st.caption("Nothing else in the graph says this of the two, or the contrary.")
        return
    st.markdown("#### What the graph has of these two", anchors=False)
    for edge in (*same, *other):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.badge("says so too" if edge in same else "says otherwise", color="gray")
            st.badge(status_word(edge), color=status_colour(edge))
            st.badge(count_words(edge.sources, "independent source"), color="gray")
        for held in sorted(edge.claims, key=lambda c: (c.reported or "", c.id))[:_QUOTED]:
            show_claim(held, graph().article(held.article).source, review=False)
        if len(edge.claims) > _QUOTED:
            ends, live = f"{edge.subject},{edge.object}", {} if edge.live else {"all": "true"}
            more = count_words(len(edge.claims) - _QUOTED, "more quotation")
            link("explore", more, icon=":material/hub:", e=ends, sel=edge.id, **live)


def _in_place(claim: Claim, article: Article) -> None:
    text, span = excerpt(article.text, claim.start, claim.end)
    with st.container(border=True, gap="small"):
        st.html(marked(text, [span], numbered=False))
        st.caption(source_line(article.source))
        link("article", "In the article", icon=":material/article:", id=article.id)


def _says_so(edge: Edge, claim: Claim) -> bool:
    return (edge.status, edge.polarity, edge.measure) == (
        claim.status,
        claim.polarity,
        claim.measure,
    )
