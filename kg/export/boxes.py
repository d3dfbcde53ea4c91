"""Rectangles on a page, and the lines that meet or miss them."""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle and its size, in user units."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box, gap_x: float = 0.0, gap_y: float = 0.0) -> bool:
        """Say whether two boxes come nearer than these gaps."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + gap_x
            and abs(self.y - other.y) < (self.height + other.height) / 2 + gap_y
        )

    def edge_towards(self, point: Point, gap: float = 0.0) -> Point:
        """Give the point where the line from the middle towards a point leaves the box."""
        dx, dy = point[0] - self.x, point[1] - self.y
        if not dx and not dy:
            return self.x, self.y
        half_x, half_y = self.width / 2 + gap, self.height / 2 + gap
        scale = min(half_x / abs(dx) if dx else math.inf, half_y / abs(dy) if dy else math.inf)
        return self.x + dx * scale, self.y + dy * scale

    def crossed_by(self, start: Point, end: Point, gap: float = 4.0) -> bool:
        """Say whether a straight line passes through the box (Liang and Barsky's clipping)."""
        low, high = 0.0, 1.0
        dx, dy = end[0] - start[0], end[1] - start[1]
        half_x, half_y = self.width / 2 + gap, self.height / 2 + gap
        sides = (
            (-dx, start[0] - (self.x - half_x)),
            (dx, self.x + half_x - start[0]),
            (-dy, start[1] - (self.y - half_y)),
            (dy, self.y + half_y - start[1]),
        )
        for p, q in sides:
            if p == 0:
                if q < 0:
                    return False
            elif p < 0:
                low = max(low, q / p)
            else:
                high = min(high, q / p)
        return low < high


def lines_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Say whether the lines from a to b and from c to d cross between their ends."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
