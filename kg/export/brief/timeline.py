"""What happened when: a table, and a small drawing of it."""

from __future__ import annotations

from datetime import date
from html import escape

from kg.export.brief.desk import Desk
from kg.export.brief.values import Event
from kg.model import Edge
from kg.vocabulary import Predicate
from kg.words import day_words

_DATED = frozenset(
    {
        Predicate.OWNS,
        Predicate.INVESTS_IN,
        Predicate.REGULATES,
        Predicate.FOUNDED,
        Predicate.LEADS,
        Predicate.PARTNERS_WITH,
        Predicate.SUPPLIES,
    }
)
_WIDTH, _EDGE, _LANE, _GAP = 1000, 40, 22, 24  # user units of the drawing


def events(desk: Desk) -> list[Event]:
    """List the dated facts, oldest first; a fact without a day of its own stands by its report."""
    found = []
    for edge in desk.subgraph.edges:
        day, clock = _day(edge)
        if day:
            found.append((day, edge, clock))
    found.sort(key=lambda f: (f[0], desk.rank(f[1])))
    return [
        Event(
            number=number,
            day=day,
            clock=clock,
            said=desk.tell(edge, graded=False),
            live=edge.live,
        )
        for number, (day, edge, clock) in enumerate(found, 1)
    ]


def timeline_svg(events: list[Event]) -> str:
    """Draw the events on a line of years: full dots for live facts, rings for the rest."""
    if not events:
        return ""
    first, last = _years(events[0].day), _years(events[-1].day)
    low, high = int(first), int(last) + 1
    lanes: list[float] = []
    dots = []
    for event in events:
        x = _EDGE + (_years(event.day) - low) / (high - low) * (_WIDTH - 2 * _EDGE)
        lane = next((i for i, right in enumerate(lanes) if x - right >= _GAP), len(lanes))
        lanes[lane : lane + 1] = [x]
        dots.append((event, x, lane))
    base = 16 + len(lanes) * _LANE
    height = base + 30
    drawn = [_tick(year, low, high, base) for year in range(low, high + 1)]
    drawn += [_dot(event, x, base - 14 - lane * _LANE) for event, x, lane in dots]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="kg-timeline" role="img" '
        f'viewBox="0 0 {_WIDTH} {height}"><title>Timeline, {low} to {high}</title>'
        f'<line class="axis" x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="{base}" y2="{base}"/>'
        f"{''.join(drawn)}</svg>"
    )


def _day(edge: Edge) -> tuple[str, str]:
    if edge.until:
        return edge.until, "until"
    if edge.since:
        return edge.since, "from"
    if edge.first_reported and edge.predicate in _DATED:
        return edge.first_reported, "reported"
    return "", ""


def _years(day: str) -> float:
    """Give a partial date as a number of years, at the start of what is known."""
    whole = date.fromisoformat((day + "-01-01")[:10])
    return whole.year + (whole.timetuple().tm_yday - 1) / 366


def _tick(year: int, low: int, high: int, base: int) -> str:
    step = max(1, (high - low) // 12 + ((high - low) % 12 > 0))
    if (year - low) % step:
        return ""
    x = _EDGE + (year - low) / (high - low) * (_WIDTH - 2 * _EDGE)
    return (
        f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{base}" y2="{base + 5}"/>'
        f'<text class="year" x="{x:.1f}" y="{base + 20}" text-anchor="middle">{year}</text>'
    )


def _dot(event: Event, x: float, y: float) -> str:
    kind = "live" if event.live else "not-live"
    title = escape(f"{day_words(event.day)}: {event.said.text}")
    return (
        f'<g class="dot {kind}"><title>{title}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        f'<text x="{x:.1f}" y="{y + 3.5:.1f}" text-anchor="middle">{event.number}</text></g>'
    )
