"""What the reader has reached on the project's own annotated sentences is not lost again.

`benchmarks/floors.json` holds the floors; `python benchmarks/floors.py` raises them. Only figures
of the blind set are seen here, never its mistakes.
"""

from __future__ import annotations

import pytest

from benchmarks.floors import MEASURED, measured, read_floors
from kg.evaluation.floors import breaches
from kg.evaluation.run import Report

HINT = "If sentences were added and the reader is no worse: python benchmarks/floors.py --lower"


@pytest.fixture(scope="module", params=sorted(MEASURED))
def report(request: pytest.FixtureRequest) -> Report:
    return measured(str(request.param))


def test_no_figure_is_below_its_floor(report: Report) -> None:
    found = []
    for mode in MEASURED[report.folder]:
        given, scores = read_floors(report.folder, mode), report.of(mode)
        assert given, f"{report.folder}, {mode}: no floors"
        assert scores is not None
        found += list(breaches(report, scores, given))
    assert not found, "\n".join([*found, HINT])


def test_the_sets_are_large_and_the_blind_one_is_marked(report: Report) -> None:
    least, blind = {"dev": (250, False), "hard": (200, False), "blind": (250, True)}[report.folder]
    assert report.scores[0].texts >= least
    assert report.blind is blind
