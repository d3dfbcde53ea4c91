"""A choice of one entity that a page is about; it stands in the address as `about`."""

from __future__ import annotations

import streamlit as st

from kg.errors import NotFound
from kg.model import Entity
from kg.ui.card import choose_entity
from kg.ui.connection import graph
from kg.ui.search import NAMES, search_field
from kg.ui.words import plain

_HITS = 12


def choose_about() -> Entity | None:
    """Offer to keep what concerns one entity; None means anything."""
    entity = _named(st.query_params.get("about", "").strip())
    title = f"About {plain(entity.name)}" if entity else "About anything"
    with st.popover(title, icon=":material/filter_alt:"):
        text = search_field("Entity", NAMES, key="about_text")
        hits = graph().search(text, limit=_HITS) if text else []
        choose_entity(hits, "about", _set)
        if text and not hits:
            st.caption(f"Nothing is called “{plain(text)}” here.")
        if entity:
            st.button("About anything", icon=":material/close:", on_click=_set, args=("",))
    return entity


def _named(wanted: str) -> Entity | None:
    if not wanted:
        return None
    try:
        return graph().entity(wanted)
    except NotFound as error:
        st.warning(
            f"This address is about what is not in the graph: {plain(str(error))}. "
            "Everything is shown.",
            icon=":material/link_off:",
        )
        return None


def _set(id: str) -> None:
    st.session_state.about_text = ""
    if id:
        st.query_params["about"] = id
    else:
        st.query_params.pop("about", None)
