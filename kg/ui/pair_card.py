"""Two entities that may be one, side by side, with what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kg.analysis.merging import Merge, merge
from kg.identity import identify, latest
from kg.model import Claim, Edge, Entity, EntityId, Judgement
from kg.resolve import Proposal, propose
from kg.resolve.candidates import candidate
from kg.resolve.forms import Profile, profile
from kg.ui.card import show_profile
from kg.ui.connection import around, graph
from kg.ui.evidence import show_claim
from kg.ui.links import link
from kg.ui.words import headline, plain
from kg.words import count_words

_FRESH = 300.0  # seconds for which the comparison of all names stands before it is made anew
_PAIRS = 200
_RELATIONS = 200


@st.cache_resource(ttl=_FRESH, max_entries=16, show_spinner="Comparing all names …")
def proposals(about: EntityId | None) -> list[Proposal]:
    """Find pairs that may be one, or give what was found lately; `proposals.clear()` forgets it."""
    return propose(graph(), about=about, limit=_PAIRS)


def unjudged(found: Sequence[Proposal], judgements: Sequence[Judgement]) -> list[Proposal]:
    """Keep the pairs that nobody judged, themselves or through others they are the same as."""
    who = identify(judgements)
    settled = {_as_today(who.canonical(a), who.canonical(b)) for a, b in latest(judgements)}
    kept = []
    for proposal in found:
        pair = proposal.candidate
        left, right = who.canonical(pair.left), who.canonical(pair.right)
        if left != right and _as_today(left, right) not in settled:
            kept.append(proposal)
    return kept


def _as_today(left: EntityId, right: EntityId) -> tuple[EntityId, EntityId]:
    return min(left, right), max(left, right)


def compared(left: EntityId, right: EntityId) -> Proposal | None:
    """Compare any two entities; None where they are one already. Raises `NotFound`."""
    one, two = graph().entity(left), graph().entity(right)
    if one.id == two.id:
        return None
    pair = candidate(_profile(one), _profile(two))
    said = graph().witnesses((pair.left, pair.right))
    return Proposal(candidate=pair, left=said.get(pair.left), right=said.get(pair.right))


def _profile(entity: Entity) -> Profile:
    near = around((entity.id,), 1, _RELATIONS).edges
    return profile(entity, {i for e in near for i in (e.subject, e.object)} - {entity.id})


def show_pair(proposal: Proposal) -> None:
    """Show both sides with a sentence each, the likeness in words, and a warning where one is."""
    pair = proposal.candidate
    st.markdown(
        f"### Is {plain(pair.left_name)} the same as {plain(pair.right_name)}?", anchors=False
    )
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.badge(f"likeness {pair.score:.2f}", color="blue")
        st.caption("; ".join(plain(r) for r in pair.reasons), width="content")
    found = _merge(pair.left, pair.right)
    if pair.warning:
        st.warning(
            plain("; ".join(found.warnings)),
            title="Two different external ids",
            icon=":material/key:",
        )
    left, right = st.columns(2, gap="medium")
    with left:
        _side(pair.left, proposal.left)
    with right:
        _side(pair.right, proposal.right)
    _show_merge(found)
    if found.warnings and not pair.warning:
        st.caption(f":material/warning: {plain('; '.join(found.warnings))}")


def _merge(left: EntityId, right: EntityId) -> Merge:
    near = around((left,), 1, _RELATIONS), around((right,), 1, _RELATIONS)
    return merge((graph().entity(left), graph().entity(right)), near)


def _show_merge(found: Merge) -> None:
    """Show what judging two entities the same would join, before anybody does."""

    def said(edge: Edge) -> str:
        return plain(headline(edge, found.names))

    together = f"would have {count_words(found.together, 'relation')} together"
    if not (found.collapsing or found.between):
        st.caption(f"Judged the same, they {together}.")
        return
    st.markdown(f"#### Judged the same, they {together}", anchors=False)
    lines = [f"make one of “{said(a)}” and “{said(b)}”" for a, b in found.collapsing]
    lines += [f"lose “{said(e)}”, as both ends are one" for e in found.between]
    st.markdown("\n".join(f"- {line}" for line in lines))


def _side(id: EntityId, claim: Claim | None) -> None:
    entity = graph().entity(id)
    with st.container(border=True, gap="small"):
        show_profile(entity, around((entity.id,), 1, _RELATIONS).edges)
        link("entity", plain(entity.id), icon=":material/badge:", id=entity.id)
    if claim:
        show_claim(claim, graph().article(claim.article).source, review=False)
    else:
        st.caption("No sentence says anything of it; it is only named.")
