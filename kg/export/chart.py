"""A network chart as SVG: the same subgraph gives the same drawing.

Full lines are live facts, dashed ones are not. Lines carry what the relation is and the numbers
of its sources. Boxes say their kind in words and in a colour that colour-blind readers tell
apart (after Okabe and Ito). Nothing overlaps; what does not fit is counted, not squeezed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from kg.export.boxes import Box
from kg.export.evidence import xml_text
from kg.export.layout import place
from kg.export.lines import Line, Wire, draw_wires, label_width, text_width
from kg.model import Edge, EdgeId, Entity, EntityId, Subgraph, Value
from kg.vocabulary import RELATIONS, Kind, Measure, Polarity, Predicate
from kg.words import share_words, shown

_WIDTH = 1000.0  # user units; at A4 one is about half a point
_NAME, _KIND = 15.0, 11.0  # text sizes
_SAID, _CITED = 2, 4  # facts, and sources of a fact, spelled out on one line
_LONGEST_NAME = 26  # signs; the whole name is in the tooltip
KINDS: dict[Kind, str] = {
    Kind.COMPANY: "company",
    Kind.APP: "app",
    Kind.PERSON: "person",
    Kind.GOVERNMENT: "government",
    Kind.PUBLIC_BODY: "public body",
    Kind.ORGANIZATION: "organisation",
    Kind.PLACE: "place",
    Kind.LAW: "law",
}
FAMILIES: dict[Predicate, str] = {
    Predicate.OWNS: "ownership",
    Predicate.INVESTS_IN: "money",
    Predicate.REGULATES: "regulation",
    Predicate.FOUNDED: "people",
    Predicate.LEADS: "people",
    Predicate.AFFILIATED_WITH: "people",
    Predicate.PARTNERS_WITH: "market",
    Predicate.SUPPLIES: "market",
    Predicate.COMPETES_WITH: "market",
    Predicate.LOCATED_IN: "place",
    Predicate.PART_OF: "place",
}
_SHORT = {
    Predicate.OWNS: "owns",
    Predicate.INVESTS_IN: "invests",
    Predicate.REGULATES: "regulates",
    Predicate.FOUNDED: "founded",
    Predicate.LEADS: "leads",
    Predicate.AFFILIATED_WITH: "affiliated",
    Predicate.PARTNERS_WITH: "partners",
    Predicate.SUPPLIES: "supplies",
    Predicate.COMPETES_WITH: "competes",
    Predicate.LOCATED_IN: "located",
    Predicate.PART_OF: "part of",
}
_SHORT_MEASURE = {Measure.EXPORT_CONTROL: "export control", Measure.BLOCK_DEAL: "blocked deal"}


class Chart(Value):
    """A drawing, and how many entities with facts were left out of it."""

    svg: str
    left_out: int = 0


def draw_chart(
    subgraph: Subgraph,
    seeds: Sequence[EntityId],
    *,
    citations: Mapping[EdgeId, Sequence[int]],
    most: int = 40,
) -> Chart:
    """Draw a subgraph around its seeds, at most `most` entities, the nearest and best sourced."""
    kept, left_out = _choose(subgraph, seeds, most)
    entities = {e.id: e for e in subgraph.entities if e.id in kept}
    edges = [e for e in subgraph.edges if {e.subject, e.object} <= kept and e.subject != e.object]
    sizes = {i: _size(e) for i, e in sorted(entities.items())}
    first = [s for s in dict.fromkeys(seeds) if s in entities]
    wires = _wires(edges, citations)
    links: dict[tuple[str, str], float] = {}
    for wire in wires:
        pair = (min(wire.start, wire.end), max(wire.start, wire.end))
        links[pair] = max(links.get(pair, 0.0), label_width(wire))
    boxes = place(sizes, links, first=first, width=_WIDTH)
    lines = draw_wires(wires, boxes)
    return Chart(svg=_svg(entities, first, boxes, lines), left_out=left_out)


def _choose(
    subgraph: Subgraph, seeds: Sequence[EntityId], most: int
) -> tuple[frozenset[EntityId], int]:
    near: dict[EntityId, set[EntityId]] = {}
    strength: dict[EntityId, int] = {}
    for edge in subgraph.edges:
        for here, there in ((edge.subject, edge.object), (edge.object, edge.subject)):
            near.setdefault(here, set()).add(there)
            strength[here] = strength.get(here, 0) + edge.sources + 2 * edge.live
    steps = dict.fromkeys(seeds, 0)
    ring = sorted(steps)
    while ring:
        found = {n for here in ring for n in near.get(here, ()) if n not in steps}
        steps |= dict.fromkeys(found, steps[ring[0]] + 1)
        ring = sorted(found)
    known = {e.id for e in subgraph.entities}
    wanted = (set(near) | set(seeds)) & known
    ranked = sorted(wanted, key=lambda i: (steps.get(i, 99), -strength.get(i, 0), i))
    return frozenset(ranked[:most]), max(0, len(ranked) - most)


def _wires(edges: Sequence[Edge], citations: Mapping[EdgeId, Sequence[int]]) -> list[Wire]:
    """Join the facts of one direction and standing into one line, so that few lines cross."""
    groups: dict[tuple[EntityId, EntityId, bool, str], list[Edge]] = {}
    for edge in sorted(edges, key=lambda e: e.id):
        key = (edge.subject, edge.object, edge.live, FAMILIES[edge.predicate])
        groups.setdefault(key, []).append(edge)
    return [
        Wire(
            start=start,
            end=end,
            live=live,
            family=family,
            arrow=not all(RELATIONS[e.predicate].symmetric for e in group),
            label=_label(group, citations),
        )
        for (start, end, live, family), group in sorted(groups.items())
    ]


def _label(group: Sequence[Edge], citations: Mapping[EdgeId, Sequence[int]]) -> str:
    parts = [f"{_word(e)} {_numbers(citations.get(e.id, ()))}".strip() for e in group[:_SAID]]
    if len(group) > _SAID:
        rest = sorted({n for e in group[_SAID:] for n in citations.get(e.id, ())})
        parts.append(f"+{len(group) - _SAID} {_numbers(rest)}".strip())
    return " · ".join(parts)


def _numbers(numbers: Sequence[int]) -> str:
    more = f"+{len(numbers) - _CITED}" if len(numbers) > _CITED else ""
    return "".join(f"[{n}]" for n in numbers[:_CITED]) + more


def _word(edge: Edge) -> str:
    word = _SHORT[edge.predicate]
    if edge.measure:
        word = _SHORT_MEASURE.get(edge.measure, edge.measure.value)
    if edge.predicate is Predicate.OWNS and edge.live and edge.share_min is not None:
        word = f"{word} {share_words(edge.share_min, edge.share_max)}"
    if edge.polarity is Polarity.DENIED:
        return f"{word}, denied"
    return word if edge.live else f"{word}, {edge.status.value}"


def _clipped(name: str) -> str:
    one_line = shown(name)
    return one_line if len(one_line) <= _LONGEST_NAME else one_line[: _LONGEST_NAME - 1] + "…"


def _size(entity: Entity) -> tuple[float, float]:
    name = text_width(_clipped(entity.name), _NAME, bold=True)
    kind = text_width(KINDS[entity.kind], _KIND)
    return round(max(name, kind, 50.0) + 26, 1), 42.0


def _svg(
    entities: Mapping[EntityId, Entity],
    seeds: Sequence[EntityId],
    boxes: Mapping[EntityId, Box],
    lines: Sequence[Line],
) -> str:
    low = min([0.0, *(line.top for line in lines)]) - 8
    bottom = max(
        [40.0, *(b.y + b.height / 2 for b in boxes.values()), *(line.bottom for line in lines)]
    )
    kinds = [k for k in Kind if any(e.kind is k for e in entities.values())]
    families = list(dict.fromkeys(line.wire.family for line in lines))
    legend, height = _legend(kinds, sorted(families), bottom + 24)
    style = files("kg.export").joinpath("templates", "chart.css").read_text("utf-8")
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="kg-chart" role="img" '
        f'viewBox="0 {low:.0f} {_WIDTH:.0f} {height - low:.0f}">'
        f"<title>Network of {len(entities)} entities</title><style>{style}</style>"
        f'<rect class="paper" x="0" y="{low:.0f}" width="{_WIDTH:.0f}" '
        f'height="{height - low:.0f}"/>'
        + "".join(line.svg for line in lines)
        + "".join(_node(entities[i], boxes[i], i in seeds) for i in sorted(boxes))
        + "".join(line.label_svg for line in lines)
        + legend
        + "</svg>"
    )
    return xml_text(drawn)


def _node(entity: Entity, box: Box, seed: bool) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    kind = entity.kind.value.lower()
    return (
        f'<g class="node {kind}{" seed" if seed else ""}">'
        f"<title>{escape(shown(entity.name))} ({KINDS[entity.kind]})</title>"
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="6"/>'
        f'<rect class="bar" x="{left:.1f}" y="{top + 7:.1f}" width="5" '
        f'height="{box.height - 14:.1f}" rx="2"/>'
        f'<text class="name" x="{box.x:.1f}" y="{box.y - 2:.1f}">'
        f"{escape(_clipped(entity.name))}</text>"
        f'<text class="kind" x="{box.x:.1f}" y="{box.y + 13:.1f}">{KINDS[entity.kind]}</text></g>'
    )


def _legend(kinds: Sequence[Kind], families: Sequence[str], y: float) -> tuple[str, float]:
    line = '<line class="wire {0}" x1="0" x2="26" y1="-4" y2="-4"/>'
    bar = '<rect class="bar {0}" x="0" y="-10" width="13" height="12" rx="2"/>'
    items: list[tuple[str, int, str]] = [
        *((bar.format(k.value.lower()), 18, KINDS[k]) for k in kinds),
        *((line.format(f), 32, f) for f in families),
        (line.format("plain"), 32, "live"),
        (line.format("plain not-live"), 32, "not live: announced, proposed, denied, ended"),
        ("", 0, "[3] number of the source"),
    ]
    x, drawn = 12.0, []
    for sign, shift, text in items:
        wide = shift + text_width(text, 12.5) + 18
        if x + wide > _WIDTH:
            x, y = 12.0, y + 21
        drawn.append(
            f'<g transform="translate({x:.1f} {y:.1f})">{sign}<text x="{shift}">{text}</text></g>'
        )
        x += wide
    return f'<g class="legend">{"".join(drawn)}</g>', y + 14
