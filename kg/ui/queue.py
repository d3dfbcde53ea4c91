"""One thing after another: what waits beside what is looked at, with keys to go on and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kg.ui.words import plain

_LISTED = 18  # titles beside what is looked at: about as high as a page


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits: its id in the address, and what it is called in the list."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits, in order, and which of it is looked at; the address says so as `at`."""

    items: Sequence[Item]
    here: int

    @property
    def id(self) -> str:
        """The id of what is looked at."""
        return self.items[self.here].id

    @property
    def following(self) -> str:
        """The id of what comes next; that before, at the end; "" where nothing else waits."""
        near = (*self.items[self.here + 1 :], *reversed(self.items[: self.here]))
        return near[0].id if near else ""


def queue(items: Sequence[Item]) -> Queue:
    """Begin with what the address names, else with the first. `items` are not empty."""
    wanted = st.query_params.get("at", "")
    here = next((i for i, item in enumerate(items) if item.id == wanted), 0)
    if st.query_params.get("at") != items[here].id:
        st.query_params["at"] = items[here].id
    return Queue(items, here)


def go_to(id: str) -> None:
    """Look at this next; "" forgets what was looked at."""
    if id:
        st.query_params["at"] = id
    else:
        st.query_params.pop("at", None)


def show_steps(waiting: Queue) -> None:
    """Put buttons that go on and back, J and K on the keyboard."""
    before = waiting.items[waiting.here - 1].id if waiting.here else ""
    last = waiting.here + 1 == len(waiting.items)
    after = "" if last else waiting.items[waiting.here + 1].id
    st.button(
        "Later",
        icon=":material/arrow_downward:",
        shortcut="J",
        key="later",
        disabled=last,
        on_click=go_to,
        args=(after,),
    )
    st.button(
        "Back",
        icon=":material/arrow_upward:",
        shortcut="K",
        key="back",
        disabled=not before,
        on_click=go_to,
        args=(before,),
    )


def show_list(waiting: Queue) -> None:
    """List what waits around what is looked at; a click looks at another."""
    start = max(0, min(waiting.here - 3, len(waiting.items) - _LISTED))
    shown = waiting.items[start : start + _LISTED]
    if start:
        st.caption(f"{start} before")
    with st.container(gap=None):
        for number, item in enumerate(shown, start + 1):
            chosen = item.id == waiting.id
            title = f"{number}\\. {plain(item.title)}"
            st.button(
                f"**{title}**" if chosen else title,
                key=f"at_{item.id}",
                type="tertiary",
                wrap=False,
                on_click=go_to,
                args=(item.id,),
            )
    rest = len(waiting.items) - start - len(shown)
    if rest:
        st.caption(f"{rest} more")
