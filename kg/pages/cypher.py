"""Cypher: the library of questions and a place to type one's own; read only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import streamlit as st

from kg.errors import NotFound
from kg.lookup import bind, find_entity
from kg.model import Edge, Param, Query
from kg.queries import AS_OF, library
from kg.settings import settings
from kg.ui import links
from kg.ui.board import Shown
from kg.ui.connection import graph, told
from kg.ui.days import as_of_words
from kg.ui.graph import built, graph_view
from kg.ui.result import cell, edges_of, ids_of
from kg.ui.theme import KINDS
from kg.ui.words import plain
from kg.words import count_words

_DRAWN = 300
_FIRST = """\
MATCH (a:Company)-[r:OWNS]->(b)
RETURN a.name AS owner, b.name AS owned, r.sources AS sources
ORDER BY owner, owned
LIMIT 50"""


@told
def page() -> None:
    """Ask a question of the library, or type Cypher."""
    asked, typed = st.tabs(["Questions", "Cypher"], key="tab", bind="query-params")
    with asked:
        _library()
    with typed:
        _typed()


@st.fragment
@told
def _library() -> None:
    queries = sorted(library().values(), key=lambda q: (q.group, q.title))
    if not queries:
        st.info("There is no question in the library.", icon=":material/inbox:")
        return
    linked = next((i for i, q in enumerate(queries) if q.name == st.query_params.get("q")), 0)
    query = st.selectbox(
        "Question",
        queries,
        index=linked,
        format_func=lambda q: f"{q.group}: {q.title}",
        key="query",
    )
    if st.query_params.get("q", queries[0].name) != query.name:
        st.query_params["q"] = query.name
    given = _parameters(query)
    if st.button("Ask", type="primary", icon=":material/play_arrow:", key=f"ask_{query.name}"):
        st.session_state.answer = (query.name, given)
        _write_address(query, given)
    if st.session_state.get("answer") == (query.name, given) or _asked_by_address(query, given):
        _answer(query, given)
    with st.expander("The Cypher behind it"):
        st.code(query.text, language="cypher")


def _write_address(query: Query, given: dict[str, str]) -> None:
    for param in query.params:
        st.query_params.pop(param.name, None)
    for name, value in given.items():
        st.query_params[name] = value


def _asked_by_address(query: Query, given: dict[str, str]) -> bool:
    """Whether the address holds all that the question needs, as it stands in the fields."""
    named = {p.name for p in query.params if p.name in st.query_params}
    needed = {p.name for p in query.params if p.required}
    same = all(given.get(n) == st.query_params[n].strip() for n in named)
    return bool(named) and needed <= named and same


@told
def _answer(query: Query, given: dict[str, str]) -> None:
    bound = bind(query, given, graph())
    if day := bound.get(AS_OF):
        st.caption(as_of_words(str(day)))
    _show(graph().run(query, **bound), query.name)


def _parameters(query: Query) -> dict[str, str]:
    given = {}
    with st.container(horizontal=True, vertical_alignment="top"):
        for param in query.params:
            text = st.text_input(
                _title(param),
                value=st.query_params.get(
                    param.name, "" if param.default is None else str(param.default)
                ),
                placeholder="name or id" if param.type == "entity" else param.type,
                key=f"param_{query.name}_{param.name}",
                width=260,
            )
            if text.strip():
                given[param.name] = text.strip()
    for param in query.params:
        if param.type == "entity" and param.name in given:
            _means(query, param, given[param.name])
    return given


def _title(param: Param) -> str:
    name = "Entity" if param.name == "id" else param.name.replace("_", " ").capitalize()
    return plain(name) + ("" if param.required else " \\(optional\\)")


def _means(query: Query, param: Param, text: str) -> None:
    """Say who is meant, or offer those whom it may mean."""
    try:
        found = find_entity(graph(), text)
        st.caption(f"{plain(text)} is {plain(found.name)}, {plain(found.id)}")
    except NotFound:
        near = graph().search(text, limit=6)
        st.caption(
            f"Nothing is called exactly “{plain(text)}”." + (" Did you mean:" if near else "")
        )
        with st.container(horizontal=True, gap="small"):
            for entity in near:
                key = f"param_{query.name}_{param.name}"
                st.button(
                    plain(entity.name),
                    key=f"{key}_{entity.id}",
                    on_click=_fill,
                    args=(key, entity.id),
                )


def _fill(key: str, value: str) -> None:
    st.session_state[key] = value


@st.fragment
@told
def _typed() -> None:
    limits = settings()
    text = st.text_area("Cypher", _FIRST, height=150, key="cypher", label_visibility="collapsed")
    st.caption(
        f"Read only. At most {limits.row_limit:,} rows and {limits.query_timeout:g} seconds; "
        "what writes or reaches out is refused."
    )
    if st.button(
        "Run", type="primary", icon=":material/play_arrow:", shortcut="Ctrl+Enter", key="run"
    ):
        st.session_state.typed = text
    if st.session_state.get("typed") == text:
        _run(text, limits.row_limit)


@told
def _run(text: str, limit: int) -> None:
    rows = graph().cypher(text, limit=limit)
    _show(rows, "cypher")
    if len(rows) >= limit:
        st.caption(f"The first {limit:,} rows; there may be more.")


def _show(rows: list[dict[str, object]], name: str) -> None:
    if not rows:
        st.info("The graph holds nothing that answers this.", icon=":material/inbox:")
        return
    shown = [{k: cell(v) for k, v in row.items()} for row in rows]
    st.caption(count_words(len(rows), "row"))
    st.dataframe(shown, hide_index=True, key=f"rows_{name}")
    st.download_button(
        "CSV",
        _csv(shown),
        f"{name}.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"csv_{name}",
    )
    _picture(rows, name)


def _csv(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _picture(rows: list[dict[str, object]], name: str) -> None:
    """Draw what came back, where entities or edges did."""
    entities, edges = ids_of(rows)
    drawn = _edges(sorted(edges)[:_DRAWN])
    ends = {i for e in drawn for i in (e.subject, e.object)}
    ids = sorted(entities | ends)[:_DRAWN]
    if not ids or not built():
        return
    if not drawn:
        drawn = edges_of(graph(), ids)
    known = {}
    for id in ids:
        try:
            known[id] = graph().entity(id)
        except NotFound:
            continue  # a word that looks like an id
    shown = Shown(
        tuple(known[i] for i in sorted(known)),
        tuple(e for e in drawn if e.subject in known and e.object in known),
    )
    if not shown.entities:
        return
    st.markdown("#### As a graph", anchors=False)
    graph_view(shown.nodes_view, shown.edges_view, key=f"graph_{name}", kinds=KINDS, height=460)
    links.link("explore", "Open in Explore", icon=":material/hub:", e=",".join(sorted(known)[:20]))


def _edges(ids: Iterable[str]) -> list[Edge]:
    found = []
    for id in ids:
        try:
            found.append(graph().edge(id))
        except NotFound:
            continue  # twenty hex digits that are no edge
    return found
