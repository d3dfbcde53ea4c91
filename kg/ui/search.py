"""The field in which a person searches as they type."""

from __future__ import annotations

import streamlit as st

NAMES = "A name or alias, in any script"


def search_field(label: str, placeholder: str, key: str | None = None) -> str:
    """Offer a field to search in, and give what stands in it, without the blanks around."""
    return st.text_input(
        label,
        type="search",
        live=True,
        key=key,
        icon=":material/search:",
        label_visibility="collapsed",
        placeholder=placeholder,
    ).strip()
