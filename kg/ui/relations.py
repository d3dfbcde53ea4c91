"""A table of relations; a click on a row chooses one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kg.model import Edge, EdgeId
from kg.ui.words import headline, sentence, status_word
from kg.words import detail_words

# together as wide as the left side of a page on a laptop; what is over is reached by scrolling
_EXPLAINED = {
    "Relation": st.column_config.TextColumn(width=260),
    "Status": st.column_config.TextColumn(width=85),
    "Details": st.column_config.TextColumn(width=145),
    "Sources": st.column_config.NumberColumn(help="Independent sources", width=65),
    "Last reported": st.column_config.TextColumn(width=100),
    "Confidence": st.column_config.NumberColumn(format="%.2f", width=82),
}


def relations_table(
    edges: Sequence[Edge], names: Mapping[str, str], *, key: str, height: int | None = None
) -> EdgeId | None:
    """Show relations as a table; give the id of the row that is chosen, if one is."""
    if not edges:
        st.caption("No relation to show.")
        return None
    ordered = sorted(edges, key=lambda e: (not e.live, -e.sources, sentence(e, names)))
    result = st.dataframe(
        [_row(e, names) for e in ordered],
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config=_EXPLAINED,
        height=height or "auto",
    )
    rows = result["selection"]["rows"]
    return ordered[rows[0]].id if rows and rows[0] < len(ordered) else None


def _row(edge: Edge, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "Relation": headline(edge, names),
        "Status": status_word(edge) + (", contested" if edge.contested else ""),
        "Details": detail_words(edge),
        "Sources": edge.sources,
        "Last reported": edge.last_reported or "",
        "Confidence": edge.confidence,
        "First reported": edge.first_reported or "",
    }
