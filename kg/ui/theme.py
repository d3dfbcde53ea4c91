"""How the explorer looks: one set of colours, shapes and sizes for light and dark.

The colours of the kinds keep apart for people who do not tell red from green (after Paul Tol's
"bright" scheme, with brown for laws), and every kind has a shape of its own besides.
"""

from __future__ import annotations

from typing import Final, Literal

from kg.ui.graph import KindView
from kg.vocabulary import Kind, Status

Colour = Literal["red", "orange", "yellow", "blue", "green", "violet", "gray"]

KINDS: Final[dict[str, KindView]] = {
    Kind.COMPANY: KindView(color="#4477AA", shape="round-rectangle", label="Company"),
    Kind.APP: KindView(color="#3FA7C4", shape="ellipse", label="App"),
    Kind.PERSON: KindView(color="#C4A72C", shape="triangle", label="Person"),
    Kind.GOVERNMENT: KindView(color="#DD5C6E", shape="diamond", label="Government"),
    Kind.PUBLIC_BODY: KindView(color="#AA3377", shape="pentagon", label="Public body"),
    Kind.ORGANIZATION: KindView(color="#3C9A5F", shape="hexagon", label="Organization"),
    Kind.PLACE: KindView(color="#8D99A6", shape="octagon", label="Place"),
    Kind.LAW: KindView(color="#9A6B3F", shape="tag", label="Law"),
}

STATUS_COLOURS: Final[dict[Status, Colour]] = {
    Status.FACT: "green",
    Status.ANNOUNCED: "blue",
    Status.PROPOSED: "orange",
    Status.SPECULATED: "violet",
    Status.FORMER: "gray",
    Status.BLOCKED: "red",
    Status.WITHDRAWN: "gray",
}

STREAMLIT: Final[dict[str, str]] = {
    "theme.baseRadius": "0.6rem",
    "theme.baseFontSize": "15",
    "theme.paddingTop": "1.5rem",
    "theme.headingFontSizes": '["1.7rem", "1.5rem", "1.2rem", "1.05rem", "1rem", "0.9rem"]',
    "theme.light.primaryColor": "#2F6690",
    "theme.light.backgroundColor": "#FFFFFF",
    "theme.light.secondaryBackgroundColor": "#F3F5F7",
    "theme.light.textColor": "#1D2731",
    "theme.light.borderColor": "#D9DFE5",
    "theme.light.linkColor": "#2F6690",
    "theme.dark.primaryColor": "#3E84BA",
    "theme.dark.backgroundColor": "#14181D",
    "theme.dark.secondaryBackgroundColor": "#1E242B",
    "theme.dark.textColor": "#E4E8EC",
    "theme.dark.borderColor": "#343D47",
    "theme.dark.linkColor": "#8FC1E8",
}


def kind_label(kind: Kind) -> str:
    """Name a kind as a person would: "Public body"."""
    return KINDS[kind]["label"]
