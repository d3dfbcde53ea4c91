"""The figures as tables, the same for terminal and page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.evaluation.run import Report
from kg.evaluation.scores import Band, Construction, Mode, Scores
from kg.evaluation.tally import Share, Tally
from kg.model import Value

_COUNTED = ("P", "R", "F", "right", "wrong", "missed")


class Section(Value):
    """One table."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(scores: Scores) -> Iterator[Section]:
    """Give the tables of one set, the overall figures first."""
    yield _tallies("Relations", "", scores.tallies)
    yield Section(title="In detail", columns=("", "%", "of"), rows=tuple(_details(scores)))
    if scores.entities is not None and scores.kinds is not None:
        yield Section(title="Entities", columns=("", *_COUNTED), rows=tuple(_entities(scores)))
    columns = ("confidence", "claims", "right", "% right", "95 % interval", "mean confidence")
    yield Section(
        title="Calibration", columns=columns, rows=tuple(_band(b) for b in _filled(scores.bands))
    )
    yield Section(
        title="Review",
        columns=("", "claims", "right", "% right"),
        rows=tuple((n, str(s.of), str(s.ok), percent(s)) for n, s in scores.review.items()),
    )
    yield _constructions("Constructions", scores.by_construction)
    if scores.mode is not Mode.GIVEN:
        yield _constructions("By what found the names", scores.by_origin)
    if scores.by_part:
        yield _tallies("Files", "", scores.by_part)


def patterns(scores: Scores, least: int = 3) -> Section:
    """Give the table of all patterns that found at least so many relations."""
    often = {n: c for n, c in scores.by_pattern.items() if c.said.of >= least}
    return _constructions(f"Patterns with {least} claims and more", often)


def overview(reports: list[Report]) -> Section:
    """Give one line for each set and each way in which it was read."""
    rows = []
    for report in reports:
        for s in report.scores:
            entities = "" if s.entities is None else f"{_pr(s.entities)}, type {percent(s.kinds)}"
            relations = f"{100 * s.relations.precision:.1f}", f"{100 * s.relations.recall:.1f}"
            details = percent(s.details.status), percent(s.details.direction)
            head = (report.name, report.extractor, str(s.mode), str(s.texts))
            rows.append((*head, *relations, f"{100 * s.relations.f:.1f}", *details, entities))
    columns = ("set", "by", "read", "texts", "P", "R", "F", "status", "direction", "entities")
    return Section(title="Overview", columns=columns, rows=tuple(rows))


def errors(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Give every mistake: how the set was read, where, what kind, in words."""
    for mode, outcomes in report.outcomes.items():
        for outcome in outcomes:
            for fault in outcome.faults:
                yield str(mode), outcome.where, fault.what, fault.said


def percent(share: Share | None) -> str:
    """Give a share in percent, or nothing of nothing."""
    rate = share.rate if share else None
    return "" if rate is None else f"{100 * rate:.1f}"


def _pr(tally: Tally) -> str:
    return f"P {100 * tally.precision:.1f} R {100 * tally.recall:.1f}"


def _tallies(title: str, first: str, tallies: Mapping[str, Tally]) -> Section:
    rows = tuple((name, *_tally(t)) for name, t in tallies.items())
    return Section(title=title, columns=(first, *_COUNTED), rows=rows)


def _tally(t: Tally) -> tuple[str, ...]:
    figures = (f"{100 * x:.1f}" for x in (t.precision, t.recall, t.f))
    return (*figures, str(t.right), str(t.wrong), str(t.missed))


def _details(scores: Scores) -> Iterator[tuple[str, ...]]:
    details = scores.details
    for name, share in (
        ("status right", details.status),
        ("measure right", details.measure),
        ("amount right", details.amount),
        ("direction right", details.direction),
        ("denied relations not asserted", details.traps),
        ("denied relations said to be denied", details.denials),
    ):
        if share.of:
            yield name, percent(share), f"{share.ok} of {share.of}"
    for name, share in (("precision", scores.relations.said), ("recall", scores.relations.stated)):
        low, high = share.interval
        yield f"{name}, 95 % interval", f"{100 * low:.1f} to {100 * high:.1f}", str(share.of)
    if scores.calibration is not None:
        distance = f"{100 * scores.calibration:.1f}"
        yield "confidence off by, on average", distance, str(sum(b.right.of for b in scores.bands))


def _entities(scores: Scores) -> Iterator[tuple[str, ...]]:
    if scores.entities is None or scores.kinds is None:
        return
    yield "found", *_tally(scores.entities)
    typed = Tally(
        right=scores.kinds.ok,
        wrong=scores.entities.wrong + scores.kinds.of - scores.kinds.ok,
        missed=scores.entities.missed + scores.kinds.of - scores.kinds.ok,
    )
    yield "found with the right kind", *_tally(typed)
    yield f"right kind among found: {percent(scores.kinds)} %", "", "", "", "", "", ""


def _filled(bands: tuple[Band, ...]) -> list[Band]:
    return [b for b in bands if b.right.of]


def _band(band: Band) -> tuple[str, ...]:
    low, high = (f"{100 * x:.0f}" for x in band.right.interval)
    said = (str(band.right.of), str(band.right.ok), percent(band.right), f"{low} to {high}")
    return f"{band.low:.1f} to {band.high:.1f}", *said, f"{band.mean:.2f}"


def _constructions(title: str, found: Mapping[str, Construction]) -> Section:
    rows = tuple(
        (name, percent(c.said), percent(c.stated), f"{100 * c.f:.1f}", str(c.said.of))
        for name, c in found.items()
    )
    return Section(title=title, columns=("", "P", "part of R", "F", "claims"), rows=rows)
