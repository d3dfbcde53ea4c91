"""Explore: search, a graph, and one click from anything to the sentences it rests on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kg.errors import NotFound
from kg.model import Entity, EntityId
from kg.ui import links
from kg.ui.board import ASKED_EDGES, Filter, Shown, choose, well_connected
from kg.ui.card import choose_entity, show_profile
from kg.ui.connection import around, graph, told
from kg.ui.days import as_of_words
from kg.ui.evidence import show_edge
from kg.ui.filters import choose_filter
from kg.ui.graph import built, gesture, graph_view
from kg.ui.newest import newest_claims
from kg.ui.relations import relations_table
from kg.ui.search import search_field
from kg.ui.theme import KINDS
from kg.ui.words import headline, plain
from kg.words import count_words

_KEY = "explore"
_HEIGHT = 640
_HITS = 24
_LISTED = 20  # relations in the panel of an entity; the table has all


@told
def page() -> None:
    """Search, explore, read the evidence."""
    _read_address()
    _search()
    seeds = _known(st.session_state.seeds)
    if not seeds:
        _start_here()
        return
    st.session_state.grown = []
    wanted = choose_filter(st.session_state.hidden, _start_over)
    _write_address()
    _board(seeds, wanted)


# ---- what the address and the session hold


def _read_address() -> None:
    state, there = st.session_state, _address()
    if "seeds" not in state:
        state.seeds, state.hidden, state.chosen, state.turn, state.address = [], [], None, 0, None
    if there == state.address or not (there[0] or state.address is None):
        return
    state.seeds = [i for i in there[0].split(",") if i]
    state.chosen, state.hidden = there[1] or None, []
    state.turn += 1
    state.address = there


def _write_address() -> None:
    state = st.session_state
    for name, value in (("e", ",".join(state.seeds)), ("sel", state.chosen or "")):
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]
    state.address = _address()


def _address() -> tuple[str, str]:
    return st.query_params.get("e", ""), st.query_params.get("sel", "")


def _known(seeds: list[EntityId]) -> tuple[EntityId, ...]:
    """Keep the seeds that the graph knows, by the id they have today; name the others."""
    found, unknown = [], []
    for id in seeds:
        try:
            found.append(graph().entity(id).id)
        except NotFound as error:
            unknown.append(plain(str(error)))
    if unknown:
        st.warning(
            "This address names what is not in the graph: " + "; ".join(unknown),
            icon=":material/link_off:",
        )
    return tuple(dict.fromkeys(found))


def _add(id: EntityId) -> None:
    state = st.session_state
    if id not in state.seeds:
        state.seeds = [*state.seeds, id]
    state.hidden = [h for h in state.hidden if h != id]
    _choose(id)


def _choose(id: str | None) -> None:
    st.session_state.chosen = id
    st.session_state.turn += 1


def _hide(id: EntityId) -> None:
    state = st.session_state
    state.hidden = [*state.hidden, id]
    if state.chosen == id:
        state.chosen = None


def _start_over() -> None:
    st.session_state.seeds, st.session_state.hidden = [], []
    _choose(None)
    _write_address()


# ---- search


@st.fragment
@told
def _search() -> None:
    if st.session_state.pop("found", False):
        st.rerun()
    asked = "Search a company, app, person, government or law, in any script"
    text = search_field("Search", asked, key="q")
    if not text:
        return
    hits = graph().search(text, limit=_HITS)
    if not hits:
        st.caption(
            f"Nothing is called “{plain(text)}” here. Fewer letters or another name may find it."
        )
    choose_entity(hits, "hit", _found)


def _found(id: EntityId) -> None:
    _add(id)
    st.session_state.q = ""
    st.session_state.found = True


def _start_here() -> None:
    counts = graph().stats()
    if not counts.entities:
        st.info(
            "The graph is empty. Load articles with `kg load FILE`, or the sample articles with "
            "`kg demo`.",
            title="Nothing to explore yet",
            icon=":material/inbox:",
        )
        return
    everywhere = around(None, 1, ASKED_EDGES)
    st.markdown("### Start with one of the well connected", anchors=False)
    choose_entity(well_connected(everywhere), "start", _found)
    if st.session_state.pop("found", False):
        st.rerun()
    if chosen := newest_claims():
        st.session_state.seeds = list(chosen)
        st.rerun()
    st.caption(
        f"In the graph: {count_words(counts.articles, 'article')}, "
        f"{count_words(counts.entities, 'entity', 'entities')}, "
        f"{count_words(counts.claims, 'claim')}, "
        f"{count_words(counts.edges, 'live relation')} and "
        f"{count_words(counts.claimed, 'claim', 'claims')} that are not live."
    )


# ---- the graph and the panel beside it: one part, so that a click runs only this


@st.fragment
@told
def _board(seeds: tuple[EntityId, ...], wanted: Filter) -> None:
    # what was expanded or hidden since the page ran; the page itself need not run again,
    # so the picture stays where it is
    seeds = tuple(dict.fromkeys((*seeds, *st.session_state.grown)))
    wanted = replace(wanted, hidden=tuple(st.session_state.hidden))
    shown = choose(around(seeds, wanted.depth, ASKED_EDGES, wanted.as_of), seeds, wanted)
    left, right = st.columns([7, 3], gap="medium")
    with left:
        if built():
            _draw(shown)
        else:
            st.warning(
                "The browser part of the graph is not built here. Run `make setup`, or "
                "`python -m kg.ui.graph.build`. The table works without it.",
                icon=":material/extension_off:",
            )
        st.caption(as_of_words(wanted.as_of) + _summary(shown))
        with st.expander("As a table", expanded=not built()):
            picked = relations_table(shown.edges, shown.names, key="board_table")
            if picked and picked != st.session_state.get("picked"):
                _choose(picked)
            st.session_state.picked = picked
    with right:
        _panel(shown, wanted.as_of)
    _write_address()


def _draw(shown: Shown) -> None:
    state = st.session_state
    graph_view(
        shown.nodes_view,
        shown.edges_view,
        key=_KEY,
        kinds=KINDS,
        select=(state.chosen, state.turn),
        height=_HEIGHT,
        on_selection=_on_selection,
        on_action=_on_action,
    )


def _on_selection() -> None:
    did = gesture(st.session_state[_KEY])
    st.session_state.chosen = next(iter(did.edges + did.nodes), None)


def _on_action() -> None:
    action = gesture(st.session_state[_KEY]).action
    if not action:
        return
    state = st.session_state
    if action["type"] == "expand" and action["id"] not in state.seeds:
        state.seeds = [*state.seeds, action["id"]]
        state.grown = [*state.grown, action["id"]]
    elif action["type"] == "hide":
        _hide(action["id"])


def _summary(shown: Shown) -> str:
    said = [
        f"{count_words(len(shown.entities), 'entity', 'entities')}, "
        f"{count_words(len(shown.edges), 'relation')}."
    ]
    if shown.left_out:
        said.append(f"Not shown: {', '.join(shown.left_out)}.")
    if shown.undated:
        said.append(f"{count_words(shown.undated, 'relation')} without a date stay in view.")
    said.append("Double-click expands; thicker lines have more independent sources.")
    return " ".join(said)


def _panel(shown: Shown, day: str | None) -> None:
    chosen = st.session_state.chosen
    if chosen and (edge := shown.edge(chosen)):
        show_edge(graph(), edge, shown.names, shown.sources, day)
    elif chosen and (entity := shown.entity(chosen)):
        _profile(entity, shown)
    else:
        st.info(
            "Click a node for its profile, a line for the sentences behind it. "
            "Double-click a node to see its relations.",
            icon=":material/touch_app:",
        )


def _profile(entity: Entity, shown: Shown) -> None:
    own = [e for e in shown.edges if entity.id in (e.subject, e.object)]
    show_profile(entity, own)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Expand", icon=":material/zoom_out_map:", key="expand"):
            _add(entity.id)
            _write_address()
            st.rerun()
        if st.button("Hide", icon=":material/visibility_off:", key="hide"):
            _hide(entity.id)
            _write_address()
            st.rerun()
        links.link("entity", "Open", icon=":material/open_in_new:", id=entity.id)
    with st.container(gap=None):
        for edge in own[:_LISTED]:
            st.button(
                plain(headline(edge, shown.names)),
                key=f"edge_{edge.id}",
                type="tertiary",
                on_click=_choose,
                args=(edge.id,),
            )
    if len(own) > _LISTED:
        st.caption(f"{len(own) - _LISTED} more in the table.")
