"""The profile of an entity, and lists of entities to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import streamlit as st

from kg.model import Edge, Entity
from kg.ui.theme import kind_label
from kg.ui.words import also_called, plain
from kg.vocabulary import RELATIONS, Kind

_ORDER = list(Kind)


def show_profile(entity: Entity, edges: Iterable[Edge], *, large: bool = False) -> None:
    """Show who an entity is: name, kind, country, other names, and its relations counted."""
    st.markdown(f"{'##' if large else '###'} {plain(entity.name)}", anchors=False)
    with st.container(horizontal=True, gap="xsmall"):
        st.badge(kind_label(entity.kind), color="blue")
        if entity.country:
            st.badge(entity.country, color="gray", icon=":material/flag:")
        if entity.wikidata:
            st.badge(f"Wikidata {plain(entity.wikidata)}", color="gray")
    if entity.description:
        st.markdown(plain(entity.description), anchors=False)
    if others := also_called(entity):
        st.caption(f"Also called {plain(others)}")
    if counted := count_relations(entity, edges):
        st.caption(" · ".join(f"{plain(words)} {n}" for words, n in counted))


def count_relations(entity: Entity, edges: Iterable[Edge]) -> list[tuple[str, int]]:
    """Count an entity's relations as it stands in them: ("owns", 3), ("is regulated by", 2)."""
    found: Counter[str] = Counter()
    for edge in edges:
        relation = RELATIONS[edge.predicate]
        if entity.id == edge.subject:
            found[relation.verb] += 1
        elif entity.id == edge.object:
            found[relation.passive] += 1
    return found.most_common()


def choose_entity(
    hits: Sequence[Entity], key: str, chosen: Callable[[str], None] | None = None
) -> str | None:
    """Offer entities as buttons, grouped by kind; give the id of the one just pressed.

    `chosen` is called with the id before the page runs again.
    """
    pressed = None
    ordered = sorted(hits, key=lambda e: _ORDER.index(e.kind))
    for kind, group in groupby(ordered, key=lambda e: e.kind):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(kind_label(kind), width=96)
            for entity in group:
                if st.button(
                    plain(entity.name),
                    key=f"{key}_{entity.id}",
                    help=plain(entity.description or also_called(entity) or entity.id),
                    on_click=chosen,
                    args=(entity.id,) if chosen else None,
                ):
                    pressed = entity.id
    return pressed
