"""Two drawings as SVG: how far confidence can be trusted; precision and recall by relation.

The same figures give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from kg.evaluation.scores import Band
from kg.evaluation.tally import Tally

_BLUE, _ORANGE, _GREY, _INK = "#0072b2", "#e69f00", "#d5d5d5", "#222222"
_WIDTH, _LEFT, _RIGHT = 680.0, 150.0, 60.0
_ROW, _TOP, _BOTTOM = 34.0, 58.0, 34.0


def reliability_plot(bands: Sequence[Band], title: str) -> str:
    """Draw the share that is right in each band of confidence, with its 95 % interval.

    A dot stands at the mean confidence: on a calibrated reader it ends the bar.
    """
    filled = [b for b in bands if b.right.of]
    legend = (("bar", _BLUE, "share right, with 95 % interval"), ("dot", _ORANGE, "confidence"))
    height = _TOP + _ROW * len(filled) + _BOTTOM
    return _svg(height, title, (*_legend(legend), *_axis(height), *_reliability(filled)))


def relations_plot(tallies: Mapping[str, Tally], title: str) -> str:
    """Draw precision and recall of each relation."""
    legend = (("bar", _BLUE, "precision"), ("bar", _ORANGE, "recall"))
    height = _TOP + _ROW * len(tallies) + _BOTTOM
    return _svg(height, title, (*_legend(legend), *_axis(height), *_relations(tallies)))


def _reliability(bands: Sequence[Band]) -> Iterator[str]:
    for place, band in enumerate(bands):
        y = _TOP + place * _ROW
        low, high = band.right.interval
        middle = y + _ROW / 2
        yield _text(_LEFT - 8, middle + 4, f"{band.low:.1f} to {band.high:.1f}", "end")
        yield _bar(y + 8, _ROW - 16, band.right.rate or 0.0, _BLUE)
        yield _line(_x(low), middle, _x(high), middle, _INK)
        yield f'<circle cx="{_x(band.mean):.1f}" cy="{middle:.1f}" r="5" fill="{_ORANGE}"/>'
        yield _text(_x(1) + 8, middle + 4, f"{band.right.ok}/{band.right.of}")


def _relations(tallies: Mapping[str, Tally]) -> Iterator[str]:
    for place, (name, tally) in enumerate(tallies.items()):
        y = _TOP + place * _ROW
        yield _text(_LEFT - 8, y + _ROW / 2 + 4, name, "end")
        for shift, value, colour in ((4, tally.precision, _BLUE), (17, tally.recall, _ORANGE)):
            yield _bar(y + shift, 12, value, colour)
            yield _text(_x(value) + 4, y + shift + 10, f"{100 * value:.0f}", size=10)


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _axis(height: float) -> Iterator[str]:
    for percent in (0, 25, 50, 75, 100):
        x = _x(percent / 100)
        yield _line(x, _TOP, x, height - _BOTTOM, _GREY)
        yield _text(x, height - _BOTTOM + 16, f"{percent} %", "middle")


def _legend(items: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    x = _LEFT
    for sign, colour, said in items:
        if sign == "dot":
            yield f'<circle cx="{x + 6:.1f}" cy="42" r="5" fill="{colour}"/>'
        else:
            yield f'<rect x="{x:.1f}" y="36" width="12" height="12" fill="{colour}"/>'
        yield _text(x + 18, 46, said)
        x += 40 + 7 * len(said)


def _bar(y: float, height: float, share: float, colour: str) -> str:
    wide = _x(share) - _x(0)
    return (
        f'<rect x="{_LEFT:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height:.1f}" '
        f'fill="{colour}"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{colour}"/>'


def _text(x: float, y: float, said: str, anchor: str = "start", *, size: int = 12) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} fill="{_INK}">{escape(said)}</text>'


def _svg(height: float, title: str, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:.0f} {height:.0f}" '
        f'width="{_WIDTH:.0f}" height="{height:.0f}" role="img" font-family="sans-serif">'
    )
    paper = f'<rect width="{_WIDTH:.0f}" height="{height:.0f}" fill="#ffffff"/>'
    name = f"<title>{escape(title)}</title>", _text(_LEFT, 22, title, size=14)
    return "\n".join([head, name[0], paper, name[1], *parts, "</svg>"]) + "\n"
