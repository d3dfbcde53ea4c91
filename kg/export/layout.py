"""Where boxes stand on a page: stress layout, then no two boxes overlap. No randomness.

Stress majorisation after Gansner, Koren and North, "Graph Drawing by Stress Majorization"
(2004), in its plain node-by-node form; at 60 boxes and 150 rounds it takes well under a second.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from kg.export.boxes import Box, Point
from kg.export.tangles import untangle

_PAGE = 1000.0  # the width of a page
_STEP = 150.0  # units between neighbours: room for a box and the label of a line
_ROUNDS = 150
_GAP_X, _GAP_Y = 64.0, 44.0  # free space around a box
_NARROW = 0.8  # sideways steps cost less room than text is wide; a page is taller than wide


def place(
    sizes: Mapping[str, tuple[float, float]],
    links: Mapping[tuple[str, str], float],
    *,
    first: Sequence[str] = (),
    width: float = _PAGE,
) -> dict[str, Box]:
    """Place boxes on a page of this width so that none overlap and neighbours stand near.

    `links` gives for each joined pair how wide the label between them is. `first` start in the
    middle. Parts that hang together with nothing else stand below. The height follows.
    """
    names = [*first, *sorted(set(sizes) - set(first))]
    parts = _parts(names, list(links))
    placed: dict[str, Box] = {}
    floor, left, shelf = 0.0, 0.0, 0.0
    for number, part in enumerate(parts):
        inner = {pair: w for pair, w in links.items() if pair[0] in part}
        boxes = _place_part(part, sizes, inner, width if number == 0 else width / 2)
        wide = max(b.x + b.width / 2 for b in boxes.values())
        tall = max(b.y + b.height / 2 for b in boxes.values())
        if number == 0 or left + wide > width - 4:
            floor, left, shelf = floor + shelf, 0.0, 0.0
        for name, box in boxes.items():
            placed[name] = Box(
                round(box.x + left, 1), round(box.y + floor, 1), box.width, box.height
            )
        left, shelf = left + wide + _GAP_X, max(shelf, tall + _GAP_Y)
        if number == 0:
            floor, left, shelf = floor + shelf, 0.0, 0.0
    return placed


def _place_part(
    names: Sequence[str],
    sizes: Mapping[str, tuple[float, float]],
    links: Mapping[tuple[str, str], float],
    width: float,
) -> dict[str, Box]:
    """Place what hangs together, its upper left corner at the origin."""
    points = _stress(names, links, sizes)
    if width < _PAGE:
        points = [(0.6 * x, 0.6 * y) for x, y in points]
    boxes = _fit(names, points, sizes, width)
    _spread(boxes, width)
    untangle(boxes, links, width)
    _stack(boxes)
    top = min(b.y - b.height / 2 for b in boxes.values())
    left = min(b.x - b.width / 2 for b in boxes.values()) - 4 if width < _PAGE else 0.0
    return {n: Box(b.x - left, b.y - top, b.width, b.height) for n, b in boxes.items()}


def _parts(names: Sequence[str], links: Iterable[tuple[str, str]]) -> list[list[str]]:
    """List what hangs together, the largest first."""
    part = {n: {n} for n in names}
    for a, b in links:
        if part[a] is not part[b]:
            part[a] |= part[b]
            for name in part[b]:
                part[name] = part[a]
    found = {min(p): [n for n in names if n in p] for p in part.values()}
    return sorted(found.values(), key=lambda p: (-len(p), p))


def _distances(names: Sequence[str], links: Iterable[tuple[str, str]]) -> list[list[int]]:
    index = {n: i for i, n in enumerate(names)}
    near: list[set[int]] = [set() for _ in names]
    for a, b in links:
        near[index[a]].add(index[b])
        near[index[b]].add(index[a])
    rows = []
    for start in range(len(names)):
        reach = {start: 0}
        queue = deque([start])
        while queue:
            here = queue.popleft()
            for there in sorted(near[here]):
                if there not in reach:
                    reach[there] = reach[here] + 1
                    queue.append(there)
        far = max(reach.values()) + 2
        rows.append([reach.get(i, far) for i in range(len(names))])
    return [[min(rows[i][j], rows[j][i]) for j in range(len(names))] for i in range(len(names))]


def _stress(
    names: Sequence[str],
    links: Mapping[tuple[str, str], float],
    sizes: Mapping[str, tuple[float, float]],
) -> list[Point]:
    far = _distances(names, links)
    total = len(names)
    wish = [
        [
            _STEP * far[i][j]
            + 0.2 * (sizes[a][0] + sizes[b][0])
            + 0.5 * links.get((min(a, b), max(a, b)), 0.0)
            for j, b in enumerate(names)
        ]
        for i, a in enumerate(names)
    ]
    points: list[Point] = []
    for i in range(total):  # a sunflower: even, and the first in the middle
        radius, angle = 90 * math.sqrt(i), i * math.pi * (3 - math.sqrt(5))
        points.append((radius * math.cos(angle), radius * math.sin(angle)))
    for _ in range(_ROUNDS):
        for i in range(total):
            points[i] = _pull(i, points, wish, far)
    return points


def _pull(
    i: int, points: Sequence[Point], wish: Sequence[Sequence[float]], far: Sequence[Sequence[int]]
) -> Point:
    sum_x = sum_y = weight = 0.0
    x, y = points[i]
    for j, (u, v) in enumerate(points):
        if i == j:
            continue
        w = 1.0 / far[i][j] ** 2
        apart = math.hypot(x - u, y - v) or 1e-9
        pull = wish[i][j] / apart
        sum_x += w * (u + (x - u) * pull)
        sum_y += w * (v + (y - v) * pull)
        weight += w
    return (sum_x / weight, sum_y / weight) if weight else (x, y)


def _fit(
    names: Sequence[str],
    points: Sequence[Point],
    sizes: Mapping[str, tuple[float, float]],
    width: float,
) -> dict[str, Box]:
    """Fit points to the width of the page, upright: the longer side goes down."""
    span_x = max(p[0] for p in points) - min(p[0] for p in points) if points else 0.0
    span_y = max(p[1] for p in points) - min(p[1] for p in points) if points else 0.0
    turned = [(y, x) for x, y in points] if span_x > span_y else list(points)
    left = min((p[0] for p in turned), default=0.0)
    right = max((p[0] for p in turned), default=0.0)
    widest = max((s[0] for s in sizes.values()), default=0.0)
    room = width - widest - 8
    scale = min(1.25, room / (right - left)) if right > left else 1.0
    shift = (room - (right - left) * scale) / 2 + widest / 2 + 4
    squeeze = max(scale, _NARROW) * min(1.35, 1 + len(names) / 120)  # a crowd takes a whole page
    return {
        n: Box((x - left) * scale + shift, y * squeeze, *sizes[n])
        for n, (x, y) in zip(names, turned, strict=True)
    }


def _spread(boxes: dict[str, Box], width: float) -> None:
    """Push overlapping boxes apart, little by little, within the width."""
    names = sorted(boxes)
    for _ in range(200):
        moved = False
        for i, a in enumerate(names):
            for b in names[i + 1 :]:
                if boxes[a].overlaps(boxes[b], _GAP_X, _GAP_Y):
                    _part(boxes, a, b, width)
                    moved = True
        if not moved:
            return


def _part(boxes: dict[str, Box], a: str, b: str, width: float) -> None:
    one, two = boxes[a], boxes[b]
    need_x = (one.width + two.width) / 2 + _GAP_X - abs(one.x - two.x)
    need_y = (one.height + two.height) / 2 + _GAP_Y - abs(one.y - two.y)
    if need_x < need_y:
        push = (need_x / 2 + 0.5) * (1 if one.x >= two.x else -1)
        boxes[a] = _moved(one, push, 0, width)
        boxes[b] = _moved(two, -push, 0, width)
        if boxes[a].x != one.x and boxes[b].x != two.x:
            return
    push = (need_y / 2 + 0.5) * (1 if one.y >= two.y else -1)
    boxes[a] = _moved(boxes[a], 0, push, width)
    boxes[b] = _moved(boxes[b], 0, -push, width)


def _moved(box: Box, dx: float, dy: float, width: float) -> Box:
    x = min(max(box.x + dx, box.width / 2 + 4), width - box.width / 2 - 4)
    return Box(x, box.y + dy, box.width, box.height)


def _stack(boxes: dict[str, Box]) -> None:
    """Settle what still overlaps: from the top down, each below those in its way."""
    done: list[Box] = []
    for name in sorted(boxes, key=lambda n: (boxes[n].y, boxes[n].x, n)):
        box = boxes[name]
        for _ in range(len(boxes) + 1):
            hit = next((d for d in done if box.overlaps(d, 4, 4)), None)
            if hit is None:
                break
            box = Box(box.x, hit.y + (hit.height + box.height) / 2 + 8, box.width, box.height)
        done.append(box)
        boxes[name] = box
