"""Days on the pages: chosen by a calendar, standing in the address, said in words."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from kg.model import partial_date
from kg.ui.briefing import last_day, today
from kg.ui.connection import graph
from kg.words import day_words

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_SPAN = timedelta(days=30)


def choose_date(words: str, key: str, value: date | None = None) -> date | None:
    """Offer a day that stands in the address under `key`."""
    return st.date_input(
        words,
        value,
        FIRST_DAY,
        LAST_DAY,
        key=key,
        bind="query-params",
        format="YYYY-MM-DD",
        width=170,
    )


def choose_as_of() -> str | None:
    """Offer to look at the graph of an earlier day; it stands in the address as `as_of`."""
    chosen = _chosen()
    title = f"As of {day_words(chosen)}" if chosen else "As of today"
    with st.popover(title, icon=":material/history:"):
        day = choose_date("The graph as of the end of", "as_of")
        st.button("Today", icon=":material/today:", disabled=not day, on_click=_today)
    return day.isoformat() if day else None


def _chosen() -> date | None:
    """Read the day before its widget is drawn: from the session, else from the address."""
    state = st.session_state
    if "as_of" in state:
        day: date | None = state["as_of"]
        return day
    try:
        return date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return None


def _today() -> None:
    st.session_state.as_of = None


def as_of_words(day: str | None) -> str:
    """Say of which day's graph something is told; nothing for today's."""
    if not day:
        return ""
    return f"As of {day_words(day)}: what held then, as far as it was reported by then. "


def newest_span() -> tuple[date, date]:
    """Give the last thirty days in which anything was reported; to today, in an empty graph."""
    newest = graph().articles(limit=1)
    published = newest[0].published if newest else None
    end = date.fromisoformat(last_day(partial_date(published))) if published else today()
    return end - _SPAN, end
