"""Lines between boxes, their arrowheads, and labels that cover nothing."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from kg.export.boxes import Box, Point

_LABEL = 12.5  # text size of labels on lines
_BEND = 34.0  # how far lines between the same two boxes stand apart
_HEAD = 9.0  # length of an arrowhead
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_NARROW = frozenset("iljtfrI.,:;|!'`()[]/ -")
_WIDE = frozenset("mwMWQO@%—")


@dataclass(frozen=True, slots=True)
class Wire:
    """What a line joins and says."""

    start: str
    end: str
    live: bool
    family: str
    arrow: bool
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line with the box of its label."""

    wire: Wire
    svg: str
    label_svg: str
    label_box: Box

    @property
    def top(self) -> float:
        """The upper end of the label."""
        return self.label_box.y - self.label_box.height / 2

    @property
    def bottom(self) -> float:
        """The lower end of the label."""
        return self.label_box.y + self.label_box.height / 2


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is, on the safe side for common sans-serif fonts."""
    total = 0.0
    for sign in text:
        if unicodedata.combining(sign):
            continue
        if unicodedata.east_asian_width(sign) in "WF":
            total += 1.02
        elif sign in _NARROW:
            total += 0.36
        elif sign in _WIDE:
            total += 0.92
        elif sign.isupper():
            total += 0.70
        else:
            total += 0.58
    return total * size * (1.07 if bold else 1.0)


def label_width(wire: Wire) -> float:
    """Give the width of the label of a line."""
    return text_width(wire.label, _LABEL) + 6


def draw_wires(wires: Sequence[Wire], boxes: Mapping[str, Box]) -> list[Line]:
    """Draw all lines; each label finds a free spot on or near its line."""
    taken = [boxes[n] for n in sorted(boxes)]
    pairs: dict[tuple[str, str], list[Wire]] = {}
    for wire in wires:
        pairs.setdefault((min(wire.start, wire.end), max(wire.start, wire.end)), []).append(wire)
    lines = []
    for (first, _), group in sorted(pairs.items()):
        for number, wire in enumerate(group):
            bend = (number - (len(group) - 1) / 2) * _BEND
            curve = _curve(
                boxes[wire.start], boxes[wire.end], bend if wire.start == first else -bend
            )
            spot = _spot(curve, label_width(wire), taken)
            taken.append(spot)
            lines.append(Line(wire, _path(wire, curve), _label(wire, spot), spot))
    return lines


_Curve = tuple[Point, Point, Point]  # start, control, end of a quadratic curve


def _curve(start: Box, end: Box, bend: float) -> _Curve:
    dx, dy = end.x - start.x, end.y - start.y
    length = math.hypot(dx, dy) or 1.0
    middle = ((start.x + end.x) / 2, (start.y + end.y) / 2)
    control = (middle[0] - dy / length * bend * 2, middle[1] + dx / length * bend * 2)
    return start.edge_towards(control, 1), control, end.edge_towards(control, 3)


def _at(curve: _Curve, t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy) = curve
    u = 1 - t
    return (
        u * u * ax + 2 * u * t * bx + t * t * cx,
        u * u * ay + 2 * u * t * by + t * t * cy,
    )


def _spot(curve: _Curve, width: float, taken: Sequence[Box]) -> Box:
    for x, y in _places(curve):
        box = Box(round(x, 1), round(y, 1), round(width, 1), 17.0)
        inside = box.width / 2 + 2 <= x <= 998 - box.width / 2
        if inside and not any(box.overlaps(t, 2, 2) for t in taken):
            return box
    raise AssertionError("the spiral of places never ends")


def _places(curve: _Curve) -> Iterator[Point]:
    """Give places for a label: along the line, beside it, then round and round its middle."""
    for t in _ALONG:
        yield _at(curve, t)
    (ax, ay), _, (cx, cy) = curve
    length = math.hypot(cx - ax, cy - ay) or 1.0
    aside = (-(cy - ay) / length, (cx - ax) / length)
    for off in (12, -12, 20, -20):
        for t in _ALONG:
            x, y = _at(curve, t)
            yield x + aside[0] * off, y + aside[1] * off
    x, y = _at(curve, 0.5)
    turn = 0
    while True:
        angle, radius = turn * 0.5, 10 + turn * 1.2
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)
        turn += 1


def _path(wire: Wire, curve: _Curve) -> str:
    (ax, ay), (bx, by), (cx, cy) = curve
    style = f"wire {wire.family}{'' if wire.live else ' not-live'}"
    length = math.hypot(cx - bx, cy - by) or 1.0
    ux, uy = (cx - bx) / length, (cy - by) / length
    stop = (cx - ux * _HEAD * 0.8, cy - uy * _HEAD * 0.8) if wire.arrow else (cx, cy)
    drawn = (
        f'<path class="{style}" d="M{ax:.1f} {ay:.1f}Q{bx:.1f} {by:.1f} '
        f'{stop[0]:.1f} {stop[1]:.1f}"/>'
    )
    if not wire.arrow:
        return drawn
    left = (cx - ux * _HEAD - uy * 4.5, cy - uy * _HEAD + ux * 4.5)
    right = (cx - ux * _HEAD + uy * 4.5, cy - uy * _HEAD - ux * 4.5)
    return drawn + (
        f'<path class="head {wire.family}" d="M{cx:.1f} {cy:.1f}L{left[0]:.1f} {left[1]:.1f}'
        f'L{right[0]:.1f} {right[1]:.1f}Z"/>'
    )


def _label(wire: Wire, box: Box) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    return (
        f'<g class="label {wire.family}"><rect x="{left:.1f}" y="{top:.1f}" '
        f'width="{box.width:.1f}" height="{box.height:.1f}" rx="3"/>'
        f'<text x="{box.x:.1f}" y="{box.y + 4.3:.1f}">{escape(wire.label)}</text></g>'
    )
