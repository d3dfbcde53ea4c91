"""The network chart: sound XML, nothing overlaps, every line cited, the same each time."""

from __future__ import annotations

import math
import random
import runpy
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from kg.export.boxes import Box, lines_cross
from kg.export.brief.citations import Citations
from kg.export.chart import Chart, draw_chart
from kg.export.layout import place
from kg.model import Subgraph

WORLD = runpy.run_path(str(Path(__file__).with_name("brief_world.py")))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def world() -> Subgraph:
    built: Subgraph = WORLD["build"]()
    return built


def drawn(subgraph: Subgraph, most: int = 40) -> Chart:
    numbers = Citations(subgraph)
    citations = {e.id: numbers.of([e]) for e in subgraph.edges}
    return draw_chart(subgraph, subgraph.seeds, citations=citations, most=most)


def groups(svg: str, name: str) -> list[Element]:
    root = ElementTree.fromstring(svg)
    return [g for g in root.iter(f"{SVG}g") if name in g.get("class", "").split()]


def box_of(group: Element) -> Box:
    rect = group.find(f"{SVG}rect")
    assert rect is not None
    x, y, w, h = (float(rect.get(k, "nan")) for k in ("x", "y", "width", "height"))
    return Box(x + w / 2, y + h / 2, w, h)


def many(nodes: int, links: int, seed: int) -> Subgraph:
    """Make a crowded subgraph of the fixture's parts: a stress for the layout."""
    rng = random.Random(seed)
    world: Subgraph = WORLD["build"]()
    owns = next(e for e in world.edges if e.live)
    template = world.entities[0]
    ids = [f"company/n{i:02}" for i in range(nodes)]
    entities = [
        template.model_copy(update={"id": i, "name": f"Company {'of the East ' * (n % 3)}{n}"})
        for n, i in enumerate(ids)
    ]
    edges = {}
    for _ in range(links):
        a, b = rng.sample(ids, 2)
        edges[f"{a}{b}"] = owns.model_copy(update={"id": f"{a}{b}", "subject": a, "object": b})
    return world.model_copy(
        update={
            "entities": tuple(entities),
            "edges": tuple(edges[k] for k in sorted(edges)),
            "seeds": (ids[0],),
        }
    )


def assert_nothing_overlaps(svg: str) -> None:
    boxes = [box_of(g) for g in (*groups(svg, "node"), *groups(svg, "label"))]
    for i, one in enumerate(boxes):
        assert one.x - one.width / 2 >= 0
        assert one.x + one.width / 2 <= 1000
        for two in boxes[i + 1 :]:
            assert not one.overlaps(two), (one, two)


def test_nothing_overlaps(world: Subgraph) -> None:
    assert_nothing_overlaps(drawn(world).svg)


@pytest.mark.parametrize(("nodes", "links"), [(2, 1), (12, 14), (40, 45), (40, 110)])
def test_nothing_overlaps_in_a_crowd(nodes: int, links: int) -> None:
    assert_nothing_overlaps(drawn(many(nodes, links, seed=nodes + links)).svg)


def test_texts_fit_their_boxes(world: Subgraph) -> None:
    for group in groups(drawn(world).svg, "node"):
        name = next(t for t in group.iter(f"{SVG}text") if t.get("class") == "name")
        assert len(name.text or "") <= 26


def test_it_is_the_same_each_time_and_in_any_order(world: Subgraph) -> None:
    turned = world.model_copy(update={"entities": world.entities[::-1], "edges": world.edges[::-1]})
    assert drawn(world).svg == drawn(turned).svg


def test_every_line_has_its_citation_numbers(world: Subgraph) -> None:
    labels = ["".join(g.itertext()) for g in groups(drawn(world).svg, "label")]
    assert labels
    assert all("[" in text for text in labels), labels
    assert any(text.startswith("owns 100 % [") for text in labels)
    assert any("ban, announced" in text for text in labels)


def test_dashed_lines_are_exactly_those_that_are_not_live(world: Subgraph) -> None:
    root = ElementTree.fromstring(drawn(world).svg)
    paths = [p for p in root.iter(f"{SVG}path") if "wire" in p.get("class", "").split()]
    dashed = [p for p in paths if "not-live" in p.get("class", "").split()]
    lines = {(e.subject, e.object, e.live) for e in world.edges if not e.live}
    assert len(dashed) == len(lines)
    assert len(paths) > len(dashed)


def test_hostile_names_are_text(world: Subgraph) -> None:
    svg = drawn(world).svg
    root = ElementTree.fromstring(svg)
    assert not [e for e in root.iter() if e.tag.lower().endswith("script")]
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert any("<script" in "".join(g.itertext()) for g in groups(svg, "node"))


def test_what_does_not_fit_is_counted_and_seeds_stay(world: Subgraph) -> None:
    chart = drawn(world, most=6)
    names = ["".join(g.itertext()) for g in groups(chart.svg, "node")]
    assert len(names) == 6
    assert any("TikTok" in n for n in names)
    assert any("ByteDance" in n for n in names)
    everyone = {i for e in world.edges for i in (e.subject, e.object)}
    assert chart.left_out == len(everyone) - 6


def test_an_empty_subgraph_is_an_empty_drawing() -> None:
    ElementTree.fromstring(draw_chart(Subgraph(), (), citations={}).svg)


def test_neighbours_stand_nearer_than_strangers() -> None:
    sizes = dict.fromkeys("abcdefgh", (80.0, 40.0))
    chain = dict.fromkeys(zip("abcdefg", "bcdefgh", strict=True), 40.0)
    boxes = place(sizes, chain)

    def apart(a: str, b: str) -> float:
        return math.hypot(boxes[a].x - boxes[b].x, boxes[a].y - boxes[b].y)

    assert max(apart(a, b) for a, b in chain) < apart("a", "h")


def test_crossing_lines_are_seen() -> None:
    assert lines_cross((0, 0), (2, 2), (0, 2), (2, 0))
    assert not lines_cross((0, 0), (1, 0), (0, 1), (1, 1))
    box = Box(0, 0, 10, 10)
    assert box.crossed_by((-20, 0), (20, 0))
    assert not box.crossed_by((-20, 20), (20, 20))
    assert not box.crossed_by((10, -20), (10, 20), gap=4)


def test_a_line_leaves_a_box_at_its_border() -> None:
    assert Box(0, 0, 20, 10).edge_towards((100, 0)) == (10, 0)
    assert Box(0, 0, 20, 10).edge_towards((0, -50)) == (0, -5)
