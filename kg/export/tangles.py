"""Fewer crossings: boxes one by one try places nearby and keep the best.

A plain local search. What it weighs was chosen by looking at drawings of 10 to 40 boxes: a line
under a box misleads most, then crossing lines, then a label without room, then long lines.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kg.export.boxes import Box, lines_cross

_ROUNDS = 3
_RADII = (45.0, 95.0, 160.0, 250.0)
_TURNS = 12
_UNDER, _CROSSING, _TIGHT, _LONG = 14.0, 4.0, 5.0, 0.012
_FREE_X, _FREE_Y = 30.0, 30.0


def untangle(boxes: dict[str, Box], links: Mapping[tuple[str, str], float], width: float) -> None:
    """Move boxes, within the width, to where fewer lines cross or pass under boxes."""
    for _ in range(_ROUNDS):
        moved = False
        for name in sorted(boxes):
            moved |= _settle(name, boxes, links, width)
        if not moved:
            return


def _settle(
    name: str, boxes: dict[str, Box], links: Mapping[tuple[str, str], float], width: float
) -> bool:
    here = boxes[name]
    best, least = here, _cost(name, here, boxes, links)
    if least < _TIGHT:
        return False
    low, high = here.width / 2 + 4, width - here.width / 2 - 4
    for radius in _RADII:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            x = min(max(here.x + radius * math.cos(angle), low), high)
            there = Box(x, here.y + radius * math.sin(angle), here.width, here.height)
            cost = _cost(name, there, boxes, links, limit=least)
            if cost < least - 0.5:
                best, least = there, cost
    boxes[name] = best
    return best is not here


def _cost(
    name: str,
    box: Box,
    boxes: Mapping[str, Box],
    links: Mapping[tuple[str, str], float],
    *,
    limit: float = math.inf,
) -> float:
    if any(n != name and box.overlaps(b, _FREE_X, _FREE_Y) for n, b in boxes.items()):
        return math.inf
    point, cost = (box.x, box.y), 0.0
    mine = [(a if b == name else b, w) for (a, b), w in links.items() if name in (a, b)]
    others = [(boxes[a], boxes[b], a, b) for a, b in links if name not in (a, b)]
    for one, two, _, _ in others:
        cost += _UNDER * box.crossed_by((one.x, one.y), (two.x, two.y))
    for end, label in mine:
        if cost > limit:
            return cost
        other = boxes[end]
        there = (other.x, other.y)
        cost += _UNDER * sum(
            b.crossed_by(point, there) for n, b in boxes.items() if n not in (name, end)
        )
        cost += _CROSSING * sum(
            lines_cross(point, there, (one.x, one.y), (two.x, two.y))
            for one, two, a, b in others
            if end not in (a, b)
        )
        start, stop = box.edge_towards(there), other.edge_towards(point)
        across, down = abs(start[0] - stop[0]), abs(start[1] - stop[1])
        cost += _TIGHT * (across < label + 24 and down < 44) + _LONG * math.hypot(across, down)
    return cost
