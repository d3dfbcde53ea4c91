"""What a person decides on a page: carried out once, and taken back by a key."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kg.assembly import judgement
from kg.model import Claim
from kg.settings import settings
from kg.ui.connection import graph
from kg.ui.queue import go_to
from kg.ui.words import as_named, plain
from kg.vocabulary import Review, Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities by their ids, and what they are called."""

    left: str
    right: str
    left_name: str
    right_name: str

    @property
    def id(self) -> str:
        """The pair in an address."""
        return f"{self.left},{self.right}"


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision on a claim (None takes one back) or on a pair (`UNDONE` does), with a reason."""

    what: Claim | Pair
    verdict: Review | Verdict | None
    why: str = ""

    @property
    def words(self) -> str:
        """What was decided, for the person who did."""
        if isinstance(self.what, Pair):
            return f"{self.what.left_name} and {self.what.right_name}: {self.verdict}"
        return f"{as_named(self.what)}: {self.verdict or 'as it was read'}"

    @property
    def taken_back(self) -> Deed:
        """The decision that undoes this one."""
        return Deed(self.what, Verdict.UNDONE if isinstance(self.what, Pair) else None)


def decide(deed: Deed, then: str = "") -> None:
    """Remember what was decided, with the reason typed; the page carries it out as it runs.

    `then` is what is looked at next.
    """
    state = st.session_state
    why = state.get("why", "").strip()
    state.deed = Deed(deed.what, deed.verdict, why)
    state.why = ""
    go_to(then)


def carry_out() -> bool:
    """Do what was decided since the page ran, and say whether there was anything to do."""
    state = st.session_state
    deed: Deed | None = state.pop("deed", None)
    if deed is None:
        return False
    _do(deed)
    done: list[Deed] = state.get("done", [])
    back = deed.verdict in (None, Verdict.UNDONE)
    state.done = [d for d in done if d.what != deed.what] if back else [*done, deed]
    state.said = deed.words
    return True


def _do(deed: Deed) -> None:
    what, verdict = deed.what, deed.verdict
    if isinstance(what, Claim):
        review = None if verdict is None else Review(verdict)
        graph().review(what.id, review, who=settings().user, why=deed.why)
        return
    ends = (what.left, what.left_name), (what.right, what.right_name)
    graph().judge(judgement(*ends, Verdict(verdict or Verdict.UNDONE), deed.why))


def show_last() -> None:
    """Say what was decided last, with a button that takes it back: Z on the keyboard."""
    state = st.session_state
    done: list[Deed] = state.get("done", [])
    if not state.get("said"):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f":material/check: {plain(state.said)}", width="content")
        if done:
            last = done[-1]
            where = last.what.id
            st.button(
                "Undo",
                key="undo",
                type="tertiary",
                icon=":material/undo:",
                shortcut="Z",
                help=f"Takes back: {plain(last.words)}",
                on_click=decide,
                args=(last.taken_back, where),
            )
