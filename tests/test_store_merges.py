"""Whatever is judged and undone, the graph is what the judgements that hold make of it."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.identity import identify
from kg.model import Judgement
from kg.store import BoltGraph
from kg.vocabulary import Verdict

picture = runpy.run_path(str(Path(__file__).with_name("test_store.py")))["picture"]
NAMES = "abcde"
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] != p[1])
STEPS = st.lists(st.tuples(PAIRS, st.sampled_from(Verdict)), min_size=1, max_size=8)
Statements = Callable[..., list[dict[str, Any]]]


def facts() -> list[tuple[Any, ...]]:
    """Ownership, rivalry and fines among five firms, so that every join moves edges."""
    firms = [f"company/{n}" for n in NAMES]
    owned = [(f, "OWNS", "app/x", {"share": 10.0 + n}) for n, f in enumerate(firms)]
    rivals = [(firms[n], "COMPETES_WITH", firms[n - 1]) for n in range(len(firms))]
    fines = [
        ("public-body/ec", "REGULATES", f, {"measure": "fine", "amount": 1e6 * (n + 1)})
        for n, f in enumerate(firms)
    ]
    return [*owned, *rivals, *fines]


@pytest.fixture
def judged_graph(graph: BoltGraph, press: Any) -> BoltGraph:
    graph.add([press.reading("n1", facts()), press.reading("n2", facts()[:7])])
    return graph


def edges(statements: Statements) -> list[str]:
    return [row for part in picture(statements) for row in part if "'Judgement'" not in row]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_what_was_judged_and_undone_leaves_nothing(
    judged_graph: BoltGraph, statements: Statements, steps: list[Any]
) -> None:
    statements("MATCH (j:Judgement) DELETE j")
    judged_graph.rebuild()
    before = edges(statements)
    given_: list[Judgement] = []
    for n, ((left, right), verdict) in enumerate(steps):
        judgement = Judgement(
            left=f"company/{left}",
            right=f"company/{right}",
            verdict=verdict,
            who="ana",
            when=datetime(2024, 5, 1, tzinfo=UTC) + timedelta(minutes=n),
        )
        given_.append(judgement)
        judged_graph.judge(judgement)
    who = identify(given_)
    for name in NAMES:
        assert judged_graph.entity(f"company/{name}").id == who.canonical(f"company/{name}")
    assert judged_graph.check() == sorted(who.conflicts)
    judged = edges(statements)
    judged_graph.rebuild()
    assert edges(statements) == judged
    pairs = {tuple(sorted(p)) for p, _ in steps}
    for n, (left, right) in enumerate(sorted(pairs)):
        judged_graph.judge(
            Judgement(
                left=f"company/{left}",
                right=f"company/{right}",
                verdict=Verdict.UNDONE,
                who="bo",
                when=datetime(2024, 6, 1, tzinfo=UTC) + timedelta(minutes=n),
            )
        )
    assert edges(statements) == before
