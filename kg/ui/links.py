"""Links between the pages: each has an address that reproduces it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

PAGES = {
    "explore": ("Explore", ":material/hub:"),
    "entity": ("Entity", ":material/badge:"),
    "article": ("Article", ":material/article:"),
    "review": ("Review", ":material/rule:"),
    "changes": ("Changes", ":material/difference:"),
    "cypher": ("Cypher", ":material/terminal:"),
}
_OF_A_DAY = {"explore", "entity", "cypher"}  # pages that can show the graph of an earlier day


def page(name: str, run: Callable[[], None] | None = None) -> StreamlitPage:
    """Make the page of this name; without `run`, only to link to it."""
    title, icon = PAGES[name]
    first = name == "explore"
    return st.Page(
        run or _elsewhere, title=title, icon=icon, url_path=None if first else name, default=first
    )


def link(name: str, label: str, *, icon: str | None = None, **params: str) -> None:
    """Put a link to a page with its address's parameters; `label` is Markdown.

    The day that is looked at is looked at there too.
    """
    st.page_link(page(name), label=label, icon=icon, query_params=_with_day(name, params) or None)


def go(name: str, **params: str) -> None:
    """Go to a page."""
    st.switch_page(page(name), query_params=_with_day(name, params) or None)


def _with_day(name: str, params: dict[str, str]) -> dict[str, str]:
    day = st.query_params.get("as_of")
    return {"as_of": day, **params} if day and name in _OF_A_DAY else params


def _elsewhere() -> None:
    raise AssertionError("a link, not a page")
