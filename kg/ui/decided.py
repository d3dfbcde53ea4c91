"""What people decided, newest first, each with who, when and why, and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from kg.identity import latest
from kg.model import Claim, Entity, Judgement, Reviewed
from kg.ui.connection import graph
from kg.ui.deciding import Deed, Pair, decide
from kg.ui.links import link
from kg.ui.theme import Colour
from kg.ui.words import as_named, plain
from kg.vocabulary import Review, Verdict

_COLOURS: dict[Review | Verdict, Colour] = {
    Review.ACCEPTED: "green",
    Review.REJECTED: "red",
    Verdict.SAME: "green",
    Verdict.DIFFERENT: "red",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that stands."""

    what: Claim | Pair
    verdict: Review | Verdict
    who: str
    when: datetime
    why: str

    @property
    def words(self) -> str:
        """What it is about."""
        if isinstance(self.what, Pair):
            return f"{self.what.left_name} and {self.what.right_name}"
        return as_named(self.what)


def decisions(about: Entity | None, limit: int) -> list[Decided]:
    """Gather the decisions that stand on claims and on pairs, the newest first."""
    claims = graph().reviewed(about=about.id if about else None, limit=limit)
    held = [j for j in latest(graph().judgements()).values() if about is None or _touches(j, about)]
    found = [_of_claim(r) for r in claims] + [_of_pair(j) for j in held]
    return sorted(found, key=lambda d: (d.when.timestamp(), d.what.id), reverse=True)[:limit]


def _touches(judgement: Judgement, about: Entity) -> bool:
    return about.id in (judgement.left, judgement.right)


def _of_claim(reviewed: Reviewed) -> Decided:
    claim = reviewed.claim
    return Decided(claim, claim.review, reviewed.who, reviewed.when, reviewed.why)


def _of_pair(j: Judgement) -> Decided:
    pair = Pair(j.left, j.right, j.left_name or j.left, j.right_name or j.right)
    return Decided(pair, j.verdict, j.who, j.when, j.why)


def show_decided(found: Sequence[Decided]) -> None:
    """List decisions, each with who, when and why, and a button that takes it back."""
    for one in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(str(one.verdict), color=_COLOURS.get(one.verdict, "gray"), width=96)
            with st.container(gap=None):
                st.markdown(f"**{plain(one.words)}**", anchors=False)
                said = f"{plain(one.who)} · {one.when:%Y-%m-%d %H:%M}"
                st.caption(f"{said} · {plain(one.why)}" if one.why else f"{said} · no reason given")
            link("review", "Open", icon=":material/open_in_new:", at=one.what.id, **_mode(one))
            st.button(
                "Take back",
                key=f"back_{one.what.id}",
                icon=":material/undo:",
                type="tertiary",
                on_click=decide,
                args=(Deed(one.what, one.verdict).taken_back,),
            )


def _mode(one: Decided) -> dict[str, str]:
    return {"show": "Pairs"} if isinstance(one.what, Pair) else {}
