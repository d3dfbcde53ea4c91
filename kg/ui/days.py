"""Days on the pages: chosen by a calendar, standing in the address, said in words."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from kg.model import partial_date
from kg.ui.briefing import last_day, today
from kg.ui.connection import graph

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


def newest_span() -> tuple[date, date]:
    """Give the last thirty days in which anything was reported; to today, in an empty graph."""
    newest = graph().articles(limit=1)
    published = newest[0].published if newest else None
    end = date.fromisoformat(last_day(partial_date(published))) if published else today()
    return end - _SPAN, end
