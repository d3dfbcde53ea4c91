"""Review: what waits for a person, the most consequential first, and what people decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from kg.errors import NotFound
from kg.identity import identify
from kg.model import Claim, Entity
from kg.resolve import Proposal
from kg.settings import settings
from kg.ui import links
from kg.ui.about import choose_about
from kg.ui.claim_card import show_known, show_meant, show_waiting
from kg.ui.connection import graph, told
from kg.ui.decided import decisions, show_decided
from kg.ui.deciding import Deed, Pair, carry_out, decide, show_last
from kg.ui.pair_card import compared, proposals, show_pair, unjudged
from kg.ui.queue import Item, Queue, queue, show_list, show_steps
from kg.ui.words import as_named, plain
from kg.vocabulary import Review, Verdict
from kg.words import count_words

_MOST = 200
_DECIDED = 100


@told
def page() -> None:
    """Decide on claims and pairs of entities, one after another; look at what was decided."""
    _carry_out()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        mode = st.segmented_control(
            "Show",
            list(_MODES),
            default="Claims",
            key="show",
            bind="query-params",
            label_visibility="collapsed",
            required=True,
        )
        about = choose_about()
        show_last()
    _MODES[mode or "Claims"](about)


@told
def _carry_out() -> None:
    if carry_out() and len(proposals(None)) < _MOST:
        proposals.clear()  # a small graph is compared anew; in a large one the list goes on


# ---- claims


@told
def _claims(about: Entity | None) -> None:
    waiting = graph().waiting(about=about.id if about else None, limit=_MOST)
    asked = _asked_claim(waiting)
    if not (waiting or asked):
        _no_claims(about)
        return
    found = {c.id: c for c in (*([asked] if asked else []), *waiting)}
    line = queue([Item(c.id, as_named(c)) for c in found.values()])
    st.caption(_claims_words(len(waiting), about, asked=asked is not None))
    left, right = st.columns([7, 3], gap="large")
    with left:
        claim = found[line.id]
        show_waiting(claim)
        show_meant(claim)
        _decide_claim(claim, line)
        show_known(claim)
    with right:
        st.markdown("#### In this order", anchors=False)
        show_list(line)


def _asked_claim(waiting: Sequence[Claim]) -> Claim | None:
    """Give the claim of the address, where it is none of those that wait."""
    wanted = st.query_params.get("at", "")
    if not wanted or "," in wanted or any(c.id == wanted for c in waiting):
        return None
    try:
        return graph().claim(wanted)
    except NotFound:
        st.warning(
            f"The claim {plain(wanted)} of this address is not in the graph; this one waits next.",
            icon=":material/link_off:",
        )
        return None


def _claims_words(number: int, about: Entity | None, *, asked: bool) -> str:
    of = f" about {plain(about.name)}" if about else ""
    many = f"The first {_MOST} claims" if number >= _MOST else count_words(number, "claim")
    if not number:
        many = "No claim"
    said = (
        f"{many}{of} not sure enough to enter without a person, the most consequential first: "
        "ownership and measures, and entities with many relations."
    )
    first = "The first of the list is shown because the address names it, and waits no more. "
    return first + said if asked else said


def _decide_claim(claim: Claim, line: Queue) -> None:
    _reason()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for words, key, verdict, icon in (
            ("Accept", "A", Review.ACCEPTED, ":material/check:"),
            ("Reject", "X", Review.REJECTED, ":material/close:"),
        ):
            st.button(
                words,
                type="primary" if verdict is Review.ACCEPTED else "secondary",
                icon=icon,
                shortcut=key,
                key=words.casefold(),
                disabled=claim.review is verdict,
                on_click=decide,
                args=(Deed(claim, verdict), line.following),
            )
        show_steps(line)


def _no_claims(about: Entity | None) -> None:
    of = f" about {plain(about.name)}" if about else ""
    st.info(
        f"No claim{of} waits for a person. Claims below confidence {settings().accept:g} do, "
        "as they are loaded.",
        icon=":material/inbox:",
    )
    with st.container(horizontal=True, gap="small"):
        links.link(
            "cypher", "Which links rest on one source?", icon=":material/help:", q="weak_links"
        )
        links.link("review", "Which entities may be one?", icon=":material/merge:", show="Pairs")


# ---- pairs


@told
def _pairs(about: Entity | None) -> None:
    judgements = graph().judgements()
    _conflicts(identify(judgements).conflicts)
    waiting = unjudged(proposals(about.id if about else None), judgements)
    asked = _asked_pair(waiting)
    if not (waiting or asked):
        of = f" like {plain(about.name)}" if about else ""
        st.info(
            f"No two entities{of} look like one and wait to be judged.", icon=":material/inbox:"
        )
        links.link("review", "What was decided", icon=":material/history:", show="Decided")
        return
    found = {_pair(p).id: p for p in (*([asked] if asked else []), *waiting)}
    line = queue([Item(i, f"{_pair(p).left_name} and {_pair(p).right_name}")
                  for i, p in found.items()])  # fmt: skip
    many = f"The first {len(waiting)} pairs" if len(waiting) >= _MOST else count_words(
        len(waiting), "pair")  # fmt: skip
    st.caption(
        f"{many} that may be one, the most consequential first: alike, and much rests on both. "
        "Nothing is joined unless a person says so, and nothing is lost then."
    )
    left, right = st.columns([7, 3], gap="large")
    with left:
        show_pair(found[line.id])
        _decide_pair(_pair(found[line.id]), line)
    with right:
        st.markdown("#### In this order", anchors=False)
        show_list(line)


def _pair(proposal: Proposal) -> Pair:
    c = proposal.candidate
    return Pair(c.left, c.right, c.left_name, c.right_name)


def _asked_pair(waiting: Sequence[Proposal]) -> Proposal | None:
    """Compare the two entities of the address, where they are no pair that waits."""
    left, comma, right = st.query_params.get("at", "").partition(",")
    if not comma or any(_pair(p).id == f"{left},{right}" for p in waiting):
        return None
    try:
        found = compared(left, right)
    except NotFound as error:
        st.warning(f"This address names {plain(str(error))}.", icon=":material/link_off:")
        return None
    if found is None:
        st.info(
            f"{plain(left)} and {plain(right)} are one entity already, by a judgement that "
            "“Decided” lists.",
            icon=":material/merge:",
        )
    return found


def _conflicts(found: Sequence[str]) -> None:
    if found:
        st.warning(
            "\n".join(f"- {plain(words)}" for words in found)
            + "\n\nTake one of them back under “Decided”.",
            title=count_words(len(found), "judgement contradicts", "judgements contradict")
            + " others",
            icon=":material/balance:",
        )


def _decide_pair(pair: Pair, line: Queue) -> None:
    _reason()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for words, verdict, icon in (
            ("Same", Verdict.SAME, ":material/merge:"),
            ("Different", Verdict.DIFFERENT, ":material/call_split:"),
            ("Unsure", Verdict.UNSURE, ":material/question_mark:"),
        ):
            st.button(
                words,
                type="primary" if verdict is Verdict.SAME else "secondary",
                icon=icon,
                shortcut=words[0],
                key=words.casefold(),
                on_click=decide,
                args=(Deed(pair, verdict), line.following),
            )
        show_steps(line)


# ---- decided


@told
def _decided(about: Entity | None) -> None:
    found = decisions(about, _DECIDED)
    if not found:
        st.info("Nobody has decided anything here yet.", icon=":material/inbox:")
        links.link("review", "What waits", icon=":material/rule:")
        return
    many = f"The newest {_DECIDED}" if len(found) >= _DECIDED else count_words(
        len(found), "decision")  # fmt: skip
    st.caption(f"{many} that stand, newest first. Taking one back keeps it in the log.")
    show_decided(found)


def _reason() -> None:
    st.text_input(
        "Reason",
        key="why",
        label_visibility="collapsed",
        icon=":material/edit_note:",
        placeholder=f"Reason, kept with your decision ({settings().user} decides)",
    )


_MODES: dict[str, Callable[[Entity | None], None]] = {
    "Claims": _claims,
    "Pairs": _pairs,
    "Decided": _decided,
}
