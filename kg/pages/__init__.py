"""The pages of the explorer: one file a page, no Cypher, no HTML."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kg.pages import article, changes, cypher, entity, explore, review
from kg.ui import links

_ICON = Path(__file__).parents[1] / "ui" / "icon.png"


def run() -> None:
    """Show the page that the address names."""
    # an icon of our own: with a Material icon Streamlit would ask another host for the tab's
    st.set_page_config(page_title="Tech geopolitics", page_icon=_ICON, layout="wide")
    pages = {
        "explore": explore,
        "entity": entity,
        "article": article,
        "changes": changes,
        "review": review,
        "cypher": cypher,
    }
    chosen = st.navigation(
        [links.page(name, module.page) for name, module in pages.items()], position="top"
    )
    chosen.run()
