"""The graph for the pages: opened once, shared by all, and every failure told in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from kg.assembly import open_store
from kg.errors import BadSettings, KgError, MissingPart, NotFound, StoreUnavailable
from kg.model import Subgraph
from kg.ports import Graph
from kg.ui.briefing import as_of_day
from kg.ui.words import plain

_P = ParamSpec("_P")
_FRESH = 15.0  # seconds for which an answer of the graph is shown again before it is asked anew


@st.cache_resource(show_spinner="Opening the graph …")
def graph() -> Graph:
    """Open the graph that the settings name. Raises `StoreUnavailable`."""
    return open_store()


def around(
    seeds: tuple[str, ...] | None, hops: int, limit: int, day: str | None = None
) -> Subgraph:
    """Ask what lies around these entities (None: everywhere), or give the recent answer.

    With a day: what held then, as far as it was known by then.
    """
    return _around(seeds, hops, limit, day)


@st.cache_resource(ttl=_FRESH, max_entries=64, show_spinner=False)
def _around(seeds: tuple[str, ...] | None, hops: int, limit: int, day: str | None) -> Subgraph:
    return graph().subgraph(seeds, hops=hops, limit=limit, as_of=as_of_day(day))


def told(page: Callable[_P, None]) -> Callable[_P, None]:
    """Show what goes wrong in a page, or in a part of it, as words with what to do."""

    @wraps(page)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            page(*args, **kwargs)
        except StoreUnavailable as error:
            graph.clear()
            _say("The graph database does not answer", error, ":material/database_off:")
            st.button("Try again", key=f"again_{page.__qualname__}", icon=":material/refresh:")
        except BadSettings as error:
            _say("A setting cannot be used", error, ":material/settings:")
        except MissingPart as error:
            _say("A part is not installed here", error, ":material/extension_off:")
        except NotFound as error:
            _say("Not in the graph", error, ":material/search_off:")
        except KgError as error:
            _say("That did not work", error, ":material/error:")

    return run


def _say(title: str, error: KgError, icon: str) -> None:
    hint = f"\n\nWhat to do: {plain(error.hint)}" if error.hint else ""
    st.error(plain(error.message) + hint, title=title, icon=icon)
