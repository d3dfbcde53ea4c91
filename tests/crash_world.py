"""A load in steps that can be killed at any moment, and what the graph is after each step."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from multiprocessing.sharedctypes import RawValue
from typing import Any
from zipfile import ZipFile

from kg.errors import KgError
from kg.export import EXPORTERS
from kg.model import Entity, Judgement, Reading
from kg.store import BoltGraph, StoreOptions
from kg.vocabulary import Kind, Verdict
from tests.conftest import Press

TOLD = 3  # how a loader ends that said what is wrong
_LONG = " ".join(f"Paragraph {n} of a long report on owners and their apps." for n in range(40))


def noon() -> datetime:
    """The same moment always, so that two loads of the same are the same to the byte."""
    return datetime(2024, 5, 1, 12, tzinfo=UTC)


def steps() -> list[list[Reading]]:
    """Readings in nine steps: new facts, ends of old ones, reprints, articles with a new text."""
    press = Press()
    known = Entity(id="company/hub", kind=Kind.COMPANY, name="Hub", known=True)
    made = [[_article(press, step, n) for n in range(5)] for step in range(8)]
    for step, readings in enumerate(made):
        readings.append(press.reading(f"new-{step}", _facts(step, 9), url=_address(step)))
    made[3].append(press.reading("copy", [], text=made[0][0].article.text + " Edited by us."))
    made.insert(4, [press.reading("hub", [("company/hub", "OWNS", "app/a1")], entities=(known,))])
    return made


def begin(graph: BoltGraph) -> None:
    """Fill a graph with older texts, and judge two names one that no article has named yet."""
    press = Press()
    graph.add(press.reading(f"old-{n}", _facts(9, n), url=_address(n)) for n in range(8))
    graph.judge(
        Judgement(
            left="company/hub",
            right="company/hub-ltd",
            verdict=Verdict.SAME,
            who="ana",
            when=noon(),
        )
    )


def _address(n: int) -> str:
    return f"https://news.example/story-{n}"


def _article(press: Press, step: int, n: int) -> Reading:
    name = f"{step}-{n}"
    text = f"{_LONG} " if n == 0 else ""
    facts = _facts(step, n)
    reading = press.reading(name, facts)
    return press.reading(name, facts, text=text + reading.article.text)


def _facts(step: int, n: int) -> list[tuple[Any, ...]]:
    mine, hub, app = f"company/c{step}-{n}", "company/hub-ltd", f"app/a{n}"
    ended = {"status": "former", "reported": f"2024-04-{step + 10}"}
    return [
        (mine, "OWNS", app, {"share": 40.0 + step}),
        (hub, "OWNS", app, ended if step == 6 else {}),
        ("government/us", "REGULATES", app, {"measure": "fine", "amount": 1e6 * (step + 1)}),
        (mine, "PARTNERS_WITH", hub),
    ]


def seen(graph: BoltGraph) -> tuple[bytes, bytes]:
    """Give all that can be seen of a graph but its log: an export, and a backup."""
    export, backup = BytesIO(), BytesIO()
    EXPORTERS[".json"].write(graph.subgraph(None, limit=10_000), export)
    graph.backup(backup)
    with ZipFile(backup) as file:
        kept = [file.read(name) for name in sorted(file.namelist()) if name != "log.jsonl"]
    return export.getvalue(), b"".join(kept)


def at_rest(graph: BoltGraph) -> tuple[bytes, bytes]:
    """Give what can be seen once nothing changes any more.

    Export and backup are two transactions, and the last commit of a loader that was killed may
    still be with the server.
    """
    before = seen(graph)
    while (now := seen(graph)) != before:
        before = now
    return now


def _forks() -> ForkServerContext:
    """A way to start loaders quickly: they are forked off a process that has imported all."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.crash_world"])
    return context


def start(options: StoreOptions, load: list[list[Reading]]) -> tuple[BaseProcess, Any]:
    """Start a loader; the number counts steps it was told are kept (-1: not begun)."""
    told = RawValue("i", -1)
    child = _forks().Process(target=_load, args=(options, load, told))
    child.start()
    return child, told


def _load(options: StoreOptions, load: list[list[Reading]], told: Any) -> None:
    try:
        graph = BoltGraph(options)
        for number, readings in enumerate(load):
            told.value = number
            graph.add(readings)
        told.value = len(load)
    except KgError as error:
        raise SystemExit(TOLD) from error
