"""The filters of the graph: each is a part of the address."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from kg.model import EntityId
from kg.ui.board import Filter
from kg.ui.days import choose_as_of, choose_date
from kg.vocabulary import RELATIONS, Predicate
from kg.words import count_words


def choose_filter(hidden: Collection[EntityId], start_over: Callable[[], None]) -> Filter:
    """Offer relations, dates, steps and claims that are not live; all stand in the address."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        relations = st.session_state.get("types") or []
        title = "All relations" if not relations else count_words(len(relations), "relation type")
        with st.popover(title, icon=":material/filter_alt:"):
            predicates = st.pills(
                "Show these relations (none chosen: all)",
                [str(p) for p in Predicate],
                selection_mode="multi",
                format_func=lambda p: RELATIONS[Predicate(p)].verb,
                key="types",
                bind="query-params",
                wrap=True,
            )
        since, until = _dates()
        day = choose_as_of()
        st.caption("Steps", width="content")
        depth = st.segmented_control(
            "Steps",
            [1, 2, 3],
            default=1,
            key="depth",
            bind="query-params",
            label_visibility="collapsed",
            required=True,
        )
        claimed = st.toggle("Also claims that are not live", key="all", bind="query-params")
        st.button("Start over", icon=":material/restart_alt:", on_click=start_over, type="tertiary")
    return Filter(
        predicates=tuple(Predicate(p) for p in predicates),
        since=since,
        until=until,
        claimed=claimed,
        depth=depth or 1,
        hidden=tuple(hidden),
        as_of=day,
    )


def _dates() -> tuple[str | None, str | None]:
    state = st.session_state
    chosen = [d.isoformat() if d else "…" for d in (state.get("from"), state.get("to"))]
    title = "Any date" if chosen == ["…", "…"] else " – ".join(chosen)
    with st.popover(title, icon=":material/date_range:"):
        since, until = choose_date("Reported from", "from"), choose_date("Reported up to", "to")
    return since.isoformat() if since else None, until.isoformat() if until else None
