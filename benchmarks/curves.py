"""Cost against size, drawn as SVG on two logarithmic axes: what is linear rises at 45 degrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

_WIDTH, _HEIGHT = 720.0, 420.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 190.0, 30.0, 50.0
_COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7")
_INK, _GREY = "#222222", "#d5d5d5"
Points = Sequence[Mapping[str, float]]


def curves(series: Mapping[str, Points], names: Mapping[str, str]) -> str:
    """Draw each named measure of each series over `claims`; a second series is dashed.

    Seconds upwards. The same figures give the same bytes.
    """
    sizes = [p["claims"] for of in series.values() for p in of]
    values = [max(p[n], 1e-3) for of in series.values() for p in of for n in names]
    plane = _Plane((floor(log10(min(sizes))), ceil(log10(max(sizes)))),
                   (floor(log10(min(values))), ceil(log10(max(values)))))  # fmt: skip
    parts = [*plane.grid()]
    for place, (name, said) in enumerate(names.items()):
        for turn, (engine, of) in enumerate(series.items()):
            colour, dash = _COLOURS[place % len(_COLOURS)], "6 4" if turn else "none"
            dots = [(plane.x(p["claims"]), plane.y(max(p[name], 1e-3))) for p in of]
            parts += _curve(dots, colour, dash)
            at = _TOP + 12 + 20 * (len(series) * place + turn)
            x = _WIDTH - _RIGHT + 16
            parts.append(_line((x, at), (x + 30, at), colour, dash))
            parts.append(_text(x + 38, at + 4, f"{said}, {engine}"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" '
        'font-family="sans-serif" font-size="12" role="img" aria-label="cost against size">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{chr(10).join(parts)}\n</svg>\n'
    )


class _Plane:
    """Where a size and a number of seconds lie on the paper."""

    def __init__(self, across: tuple[int, int], upwards: tuple[int, int]) -> None:
        self._across, self._upwards = across, upwards

    def x(self, size: float) -> float:
        low, high = self._across
        return _LEFT + (log10(size) - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, seconds: float) -> float:
        low, high = self._upwards
        share = (log10(seconds) - low) / (high - low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)

    def grid(self) -> Iterator[str]:
        for power in range(self._across[0], self._across[1] + 1):
            x = self.x(10.0**power)
            yield _line((x, _TOP), (x, _HEIGHT - _BOTTOM), _GREY, "none")
            yield _text(x, _HEIGHT - _BOTTOM + 18, f"{10**power:,}", "middle")
        for power in range(self._upwards[0], self._upwards[1] + 1):
            y = self.y(10.0**power)
            yield _line((_LEFT, y), (_WIDTH - _RIGHT, y), _GREY, "none")
            yield _text(_LEFT - 8, y + 4, f"{10.0**power:g} s", "end")
        yield _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 10, "claims in the graph", "middle")


def _curve(dots: list[tuple[float, float]], colour: str, dash: str) -> Iterator[str]:
    for one, two in pairwise(dots):
        yield _line(one, two, colour, dash)
    for x, y in dots:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'


def _line(one: tuple[float, float], two: tuple[float, float], colour: str, dash: str) -> str:
    width = 1 if colour == _GREY else 2
    return (
        f'<line x1="{one[0]:.1f}" y1="{one[1]:.1f}" x2="{two[0]:.1f}" y2="{two[1]:.1f}" '
        f'stroke="{colour}" stroke-width="{width}" stroke-dasharray="{dash}"/>'
    )


def _text(x: float, y: float, said: str, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{_INK}" text-anchor="{anchor}">{escape(said)}</text>'
    )
