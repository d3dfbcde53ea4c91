"""Entity: who it is, what is known of it, where it is named, and what is called nearly so."""

from __future__ import annotations

import streamlit as st

from kg.errors import NotFound
from kg.model import Entity, Subgraph
from kg.ui import links
from kg.ui.board import ASKED_EDGES, well_connected
from kg.ui.card import choose_entity, show_profile
from kg.ui.connection import around, graph, told
from kg.ui.days import as_of_words, choose_as_of
from kg.ui.evidence import show_edge
from kg.ui.relations import relations_table
from kg.ui.search import NAMES, search_field
from kg.ui.words import plain, source_line
from kg.words import count_words

_RELATIONS = 1000
_ARTICLES = 20
_READ = 5000  # articles among which those of an earlier day are looked for
_SIMILAR = 8


@told
def page() -> None:
    """Show the entity of the address, or a search for one."""
    wanted = st.query_params.get("id", "").strip()
    entity = _find(wanted) if wanted else None
    if entity is None:
        _search(wanted)
        return
    st.set_page_config(page_title=entity.name)
    if entity.id != wanted:
        st.info(
            f"{plain(wanted)} was judged to be the same as {plain(entity.id)}; this is its page.",
            icon=":material/merge:",
        )
    day = choose_as_of()
    found = around((entity.id,), 1, _RELATIONS, day)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        show_profile(entity, found.edges, large=True)
        links.link("explore", "Open in Explore", icon=":material/hub:", e=entity.id)
        _relations(entity, found, day)
    with right:
        _named_in(entity, day)
        _similar(entity)


def _find(id: str) -> Entity | None:
    try:
        return graph().entity(id)
    except NotFound as error:
        st.warning(plain(str(error)), title="Not in the graph", icon=":material/search_off:")
        return None


def _search(wanted: str) -> None:
    guess = wanted.rpartition("/")[2].replace("-", " ")
    text = search_field("Entity", NAMES)
    hits = graph().search(text or guess, limit=24) if text or guess else []
    if hits and not text:
        st.markdown("### Called nearly so", anchors=False)
    if (pressed := choose_entity(hits, "entity")) is not None:
        links.go("entity", id=pressed)
    if not hits and text:
        st.caption(f"Nothing is called “{plain(text)}” here.")
    elif not hits:
        _offer()


def _offer() -> None:
    known = well_connected(around(None, 1, ASKED_EDGES))
    if not known:
        st.info(
            "The graph is empty. Load articles with `kg load FILE`, or the sample articles with "
            "`kg demo`.",
            icon=":material/inbox:",
        )
        return
    st.markdown("### The best connected", anchors=False)
    if (pressed := choose_entity(known, "offer")) is not None:
        links.go("entity", id=pressed)


def _relations(entity: Entity, found: Subgraph, day: str | None) -> None:
    st.markdown("### Relations", anchors=False)
    if day:
        st.caption(as_of_words(day))
    if not found.edges:
        yet = (
            f"had been claimed of {plain(entity.name)} by then"
            if day
            else (f"is claimed of {plain(entity.name)} yet; it is only named")
        )
        st.info(
            f"Nothing {yet}.",
            icon=":material/inbox:",
        )
        return
    if found.omitted:
        st.caption(f"The strongest {_RELATIONS:,}; {found.omitted:,} more are not shown.")
    st.caption("Choose a row to read the sentences behind it.")
    picked = relations_table(found.edges, found.names, key=f"relations_{entity.id}")
    edge = next((e for e in found.edges if e.id == picked), None)
    if edge:
        show_edge(graph(), edge, found.names, {s.id: s for s in found.sources}, day)


def _named_in(entity: Entity, day: str | None) -> None:
    articles = graph().articles(about=entity.id, limit=_ARTICLES + 1 if day is None else _READ)
    if day:
        articles = [a for a in articles if a.published and a.published[: len(day)] <= day]
    st.markdown("#### Where it is named", anchors=False)
    if not articles:
        st.caption("In no article that is still in the graph.")
    for article in articles[:_ARTICLES]:
        with st.container(gap=None):
            links.link("article", plain(article.title or "untitled"), id=article.id)
            st.caption(
                source_line(article).partition(" · ")[0] + f" · {article.published or 'undated'}"
            )
    if len(articles) > _ARTICLES:
        st.caption(f"The newest {_ARTICLES} are shown.")


def _similar(entity: Entity) -> None:
    hits = [e for e in graph().search(entity.name, limit=_SIMILAR + 1) if e.id != entity.id]
    if not hits:
        return
    st.markdown("#### Called nearly so", anchors=False)
    for other in hits[:_SIMILAR]:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            links.link("entity", f"{plain(other.name)} · {plain(other.id)}", id=other.id)
            links.link(
                "review",
                "Compare",
                icon=":material/compare_arrows:",
                show="Pairs",
                at=f"{entity.id},{other.id}",
            )
    st.caption(f"{count_words(len(hits), 'similar name')}; a person says whether two are one.")
