"""The newest claims in the graph."""

from __future__ import annotations

import streamlit as st

from kg.model import Claim, Source
from kg.ui.connection import graph
from kg.ui.evidence import status_colour
from kg.ui.words import headline, plain, source_line, status_word
from kg.vocabulary import Review

_NEWEST = 6


def newest_claims() -> tuple[str, str] | None:
    """Show the newest accepted claims; give the two entities of the one just chosen."""
    chosen = None
    newest = _read_newest()
    if not newest:
        return None
    st.markdown("### Newest claims", anchors=False)
    for claim, source, names in newest:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.badge(status_word(claim), color=status_colour(claim))
            with st.container(gap=None):
                st.markdown(f"**{plain(headline(claim, names))}**", anchors=False)
                st.caption(source_line(source))
            if st.button("Explore", key=f"new_{claim.id}", icon=":material/hub:"):
                chosen = claim.subject, claim.object
    return chosen


def _read_newest() -> list[tuple[Claim, Source, dict[str, str]]]:
    found: list[tuple[Claim, Source, dict[str, str]]] = []
    told: set[str] = set()
    for article in graph().articles(limit=2 * _NEWEST):
        for reading in graph().reading(article.id):
            names = {e.id: e.name for e in reading.entities}
            kept = {headline(c, names): c for c in reading.claims if c.review is Review.ACCEPTED}
            new = [(words, c) for words, c in kept.items() if words not in told][:2]
            told.update(words for words, _ in new)
            found += [(c, article.source, names) for _, c in new]
    return found[:_NEWEST]
