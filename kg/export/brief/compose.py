"""From a subgraph to a briefing as a value."""

from __future__ import annotations

from collections.abc import Sequence

from kg.export.brief import doubts, findings, judgements
from kg.export.brief.desk import Desk, cut
from kg.export.brief.timeline import events, timeline_svg
from kg.export.brief.values import Brief, BriefOptions, Counts, Section
from kg.export.chart import draw_chart
from kg.export.evidence import proven, snapshot
from kg.model import EntityId, Subgraph
from kg.words import count_words, day_words, shown

_SINGLE = 15  # single-source facts spelled out; the tables show the rest


def make_brief(subgraph: Subgraph, seeds: Sequence[EntityId], options: BriefOptions) -> Brief:
    """Compose a briefing on these entities from the facts of a subgraph.

    Same subgraph, same options, same briefing. Raises `Ungrounded` if a fact lacks its
    evidence and `NotFound` if a seed is not in the subgraph.
    """
    facts = proven(subgraph)
    desk = Desk(facts, tuple(dict.fromkeys(seeds)), options)
    name = snapshot(facts)
    brief = Brief(
        title=shown(options.title) or f"Briefing: {desk.topic}",
        day=day_words(options.day),
        author=shown(options.author),
        as_of=day_words(facts.as_of or options.day),
        snapshot=name,
        counts=doubts.counts(desk),
        sections=options.sections,
    )
    return brief.model_copy(update=_parts(desk, brief))


def _parts(desk: Desk, brief: Brief) -> dict[str, object]:
    """Compose the parts that are switched on."""
    parts: dict[str, object] = {}
    on = desk.options.sections
    if Section.BOTTOM_LINE in on:
        parts["bottom_line"] = judgements.bottom_line(desk)
    if Section.JUDGEMENTS in on:
        parts["judgements"] = judgements.key_judgements(desk)
    if Section.CHANGES in on:
        parts["changes"] = doubts.changes(desk)
        before = desk.options.previous
        parts["changed_since"] = day_words(before.as_of) if before else ""
    if Section.CHART in on:
        parts |= _chart(desk, brief)
    if Section.FINDINGS in on:
        parts["tables"] = findings.tables(desk)
    if Section.TIMELINE in on:
        parts |= _timeline(desk)
    if Section.DOUBTS in on:
        parts |= _doubts(desk)
    if Section.METHOD in on:
        parts["method"] = doubts.method(desk, brief.snapshot)
    if Section.SOURCES in on:
        parts["sources"] = desk.citations.references()
    if Section.DISCLAIMER in on:
        parts["disclaimer"] = doubts.DISCLAIMER
    return parts


def _chart(desk: Desk, brief: Brief) -> dict[str, object]:
    numbers = {e.id: desk.citations.of([e]) for e in desk.subgraph.edges}
    chart = draw_chart(desk.subgraph, desk.seeds, citations=numbers, most=desk.options.chart_nodes)
    return {"chart": chart.svg, "chart_caption": _caption(desk, brief.counts, chart.left_out)}


def _caption(desk: Desk, counts: Counts, left_out: int) -> str:
    parts = [
        f"{count_words(counts.entities, 'entity', 'entities')}, "
        f"{count_words(counts.live, 'live fact')} and {counts.other} not live",
        f"as of {day_words(desk.subgraph.as_of or desk.options.day)}",
        *(shown(f) for f in desk.options.filters),
        f"citation coverage {counts.coverage} % ({counts.doubly} of {counts.edges} edges with two "
        "or more independent sources)",
    ]
    if left_out:
        parts.append(f"{count_words(left_out, 'entity', 'entities')} left out of the chart")
    if desk.subgraph.omitted:
        parts.append(f"{count_words(desk.subgraph.omitted, 'edge')} left out by the limit")
    return "; ".join(parts) + "."


def _timeline(desk: Desk) -> dict[str, object]:
    found = events(desk)
    kept = found[-desk.options.rows :]
    kept = [e.model_copy(update={"number": n}) for n, e in enumerate(kept, 1)]
    return {
        "timeline": tuple(kept),
        "timeline_chart": timeline_svg(kept),
        "timeline_left_out": cut(found, desk.options.rows),
    }


def _doubts(desk: Desk) -> dict[str, object]:
    single = doubts.single_source(desk)
    return {
        "contested": doubts.contested(desk),
        "withdrawn": doubts.withdrawn(desk),
        "single": tuple(desk.tell(e, graded=False) for e in single[:_SINGLE]),
        "single_left_out": cut(single, _SINGLE),
        "unknown": doubts.unknown(desk),
    }
