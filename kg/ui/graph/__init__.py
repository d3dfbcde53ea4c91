"""The graph component: cytoscape in the browser, one function in Python."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from kg.errors import MissingPart

BUILD = Path(__file__).parent / "frontend" / "build"
_PACKAGE = Path(__file__).parents[2]
_COMPONENT = "kg-tech-geopolitics.graph"


class NodeView(TypedDict):
    """A node as drawn. `size` is its diameter in pixels; `also` is found by "Find in view"."""

    id: str
    name: str
    kind: str
    size: float
    seed: bool
    also: str


class EdgeView(TypedDict):
    """An edge as drawn. `width` in pixels; dashed unless `live`; `contested` has its own colour."""

    id: str
    source: str
    target: str
    label: str
    width: float
    live: bool
    contested: bool
    symmetric: bool


class KindView(TypedDict):
    """How a kind of entity looks: a colour, a shape of cytoscape's, and its name in the legend."""

    color: str
    shape: str
    label: str


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the person did: what is selected now, and one action if there was one this run.

    `action` is `{"type": "expand" | "hide", "id": ...}`.
    """

    nodes: tuple[str, ...]
    edges: tuple[str, ...]
    action: Mapping[str, str] | None


def built() -> bool:
    """Whether the browser part is here."""
    return (BUILD / "graph.js").exists()


def graph_view(
    nodes: Sequence[NodeView],
    edges: Sequence[EdgeView],
    *,
    key: str,
    kinds: Mapping[str, KindView],
    select: tuple[str | None, int] = (None, 0),
    layout: str = "force",
    height: int = 640,
    on_selection: Callable[[], None] | None = None,
    on_action: Callable[[], None] | None = None,
) -> Gesture:
    """Draw a graph and say what the person did with it.

    `select` is what Python selects, with a number that rises each time it does. Positions are
    kept in the browser under `key`. Raises `MissingPart` where the browser part is not built.
    """
    if not built():
        raise MissingPart(
            "the browser part of the graph is not built here",
            hint="run: make setup, or: python -m kg.ui.graph.build",
        )
    result = _component()(
        key=key,
        height=height,
        data={
            "nodes": list(nodes),
            "edges": list(edges),
            "kinds": dict(kinds),
            "layout": layout,
            "height": height,
            "board": key,
            "select": {"id": select[0], "turn": select[1]},
        },
        default={"selection": {"nodes": [], "edges": []}},
        on_selection_change=on_selection or _nothing,
        on_action_change=on_action or _nothing,
    )
    return gesture(result)


def gesture(state: Any) -> Gesture:
    """Read a gesture from the component's state, as it stands in `st.session_state[key]`."""
    chosen = state.get("selection") or {}
    return Gesture(
        tuple(chosen.get("nodes", ())), tuple(chosen.get("edges", ())), state.get("action")
    )


def _nothing() -> None:
    return None


def _component() -> Callable[..., Any]:
    """Give the component, known to the running server.

    Streamlit finds the manifest of an installed package by itself. Of a checkout it does not,
    so it is told here: the files are then sent once and compressed, and kept by the browser,
    instead of with every click.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(_COMPONENT) is None:
        manager.register_from_manifest(_manifest(), _PACKAGE)
    return _registered(manager)


@cache
def _registered(_: BidiComponentManager) -> Callable[..., Any]:
    html = (BUILD / "graph.html").read_text("utf-8")
    return st.components.v2.component(_COMPONENT, html=html, css="graph.css", js="graph.js")


def _manifest() -> ComponentManifest:
    read = tomllib.loads((_PACKAGE / "pyproject.toml").read_text("utf-8"))
    declared = read["tool"]["streamlit"]["component"]["components"]
    name = read["project"]["name"]
    return ComponentManifest(name, "0", [ComponentConfig.from_dict(c) for c in declared])
