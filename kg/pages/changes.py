"""Changes: what the graph learned between two days, each change with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from kg.analysis.changes import Change, Turn, changes
from kg.model import Entity, Source, Subgraph
from kg.ui import links
from kg.ui.about import choose_about
from kg.ui.briefing import two_days
from kg.ui.changed import COLOURS
from kg.ui.connection import graph, told
from kg.ui.days import choose_date, newest_span
from kg.ui.evidence import show_claim, show_edge
from kg.ui.words import headline, plain
from kg.words import capital, count_words, day_words, listed, statement

_MOST = 100_000  # relations compared; more are said to be left out
_FRESH = 30.0  # seconds for which a comparison is shown again before it is made anew
_STEPS = {"A week": 7, "A month": 30, "A year": 365}


@told
def page() -> None:
    """Show what changed between the two days of the address."""
    first, last = newest_span()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        earlier = choose_date("From the end of", "from", first)
        later = choose_date("to the end of", "to", last)
        st.segmented_control("Go back", list(_STEPS), key="span", on_change=_span, width="content")
        about = choose_about()
    if not (earlier and later) or earlier >= later:
        st.warning("The first day must come before the second.", icon=":material/date_range:")
        return
    views = _views(about.id if about else None, earlier.isoformat(), later.isoformat())
    _show(changes(*views), views, (earlier, later), about)


def _span() -> None:
    """Set the first day so far before the second as was pressed."""
    state = st.session_state
    chosen, later = state.get("span"), state.get("to")
    if chosen and later:
        state["from"] = later - timedelta(days=_STEPS[chosen])
    state.span = None


@st.cache_resource(ttl=_FRESH, max_entries=16, show_spinner="Comparing the two days …")
def _views(about: str | None, earlier: str, later: str) -> tuple[Subgraph, Subgraph]:
    seeds = [about] if about else None
    return two_days(graph(), seeds, (earlier, later), limit=_MOST)


def _show(
    found: Sequence[Change],
    views: tuple[Subgraph, Subgraph],
    days: tuple[date, date],
    about: Entity | None,
) -> None:
    before, after = views
    known = {s.id for s in before.sources}
    new = [s for s in after.sources if s.id not in known]
    st.caption(_in_words(found, new, views, days, about))
    if not found:
        _nothing(days, about)
        return
    turns = [t for t in Turn if any(c.turn is t for c in found)]
    chosen = st.pills(
        "Show",
        turns,
        format_func=lambda t: Turn(t).words,
        label_visibility="collapsed",
        key="turn",
        bind="query-params",
        selection_mode="multi",
        wrap=True,
    )
    left, right = st.columns([7, 3], gap="large")
    kept = [c for c in found if not chosen or c.turn in chosen]
    names = before.names | after.names
    with left:
        picked = _table(kept, names)
    with right:
        _evidence(picked, names, {s.id: s for s in (*before.sources, *after.sources)})
    _sources(new, after)


def _in_words(
    found: Sequence[Change],
    new: Sequence[Source],
    views: tuple[Subgraph, Subgraph],
    days: tuple[date, date],
    about: Entity | None,
) -> str:
    of = f" of {plain(about.name)} and what it has relations with" if about else ""
    claims = sum(len(c.claims) for c in found)
    turned = Counter(c.turn for c in found)
    each = listed([f"{n} {t.words.lower()}" for t in Turn if (n := turned[t])], len(Turn))
    said = (
        f"From {day_words(days[0])} to {day_words(days[1])}{of}: "
        f"{count_words(len(found), 'change')}{f' ({each})' if each else ''}, "
        f"{count_words(claims, 'new sentence')}, {count_words(len(new), 'source')} added."
    )
    omitted = max(v.omitted for v in views)
    return said + (f" {omitted:,} weaker relations were not compared." if omitted else "")


def _table(found: Sequence[Change], names: dict[str, str]) -> Change | None:
    picked = st.dataframe(
        [_row(c, names) for c in found],
        key="changes",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Change": st.column_config.TextColumn(width=165),
            "Relation": st.column_config.TextColumn(width=330),
            "Reported": st.column_config.TextColumn(width=95),
            "New": st.column_config.NumberColumn(width=50, help="New sentences"),
            "Sources": st.column_config.NumberColumn(width=70, help="Independent sources"),
        },
    )["selection"]["rows"]
    wanted = st.query_params.get("sel", "")
    if picked and picked[0] < len(found):
        change = found[picked[0]]
        st.query_params["sel"] = change.edge.id
        return change
    return next((c for c in found if c.edge.id == wanted), None)


def _row(change: Change, names: dict[str, str]) -> dict[str, object]:
    return {
        "Change": change.turn.words,
        "Relation": capital(statement(change.edge, names)),
        "Reported": max((c.reported or "" for c in change.claims), default=""),
        "New": len(change.claims),
        "Sources": change.edge.sources,
    }


def _evidence(change: Change | None, names: dict[str, str], sources: dict[str, Source]) -> None:
    if change is None:
        st.info(
            "Choose a row to read the sentences that made the change.",
            icon=":material/touch_app:",
        )
        return
    st.badge(change.turn.words, color=COLOURS[change.turn])
    if change.claims:
        st.markdown("#### New sentences", anchors=False)
        st.caption(plain(headline(change.edge, names)))
        for claim in change.claims:
            show_claim(claim, sources.get(claim.article))
    else:
        show_edge(graph(), change.edge, names, sources)
    edge = change.edge
    links.link(
        "explore",
        "In the graph",
        icon=":material/hub:",
        e=f"{edge.subject},{edge.object}",
        sel=edge.id,
        all="true",
    )


def _sources(new: Sequence[Source], after: Subgraph) -> None:
    if not new:
        return
    st.markdown(f"#### {count_words(len(new), 'source')} added", anchors=False)
    borne = Counter(c.article for c in after.claims)
    ordered = sorted(new, key=lambda s: (s.published or "", s.id), reverse=True)
    picked = st.dataframe(
        [
            {
                "Published": s.published or "",
                "Publisher": s.publisher or "",
                "Title": s.title,
                "Claims": borne[s.id],
            }
            for s in ordered
        ],
        key="new_sources",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Published": st.column_config.TextColumn(width=95),
            "Publisher": st.column_config.TextColumn(width=140),
            "Title": st.column_config.TextColumn(width=420),
        },
    )["selection"]["rows"]
    if picked and picked[0] < len(ordered):
        links.go("article", id=ordered[picked[0]].id)


def _nothing(days: tuple[date, date], about: Entity | None) -> None:
    first, last = newest_span()
    st.info("Nothing was reported in that time that changes the graph.", icon=":material/inbox:")
    if (first, last) != days or about:
        links.link(
            "changes",
            f"What changed up to {day_words(last)}, when the newest article was published",
            icon=":material/difference:",
        )
    else:
        st.caption("Load articles with `kg load FILE`, or the sample articles with `kg demo`.")
