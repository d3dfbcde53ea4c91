"""Log, reviews and backups: what people did is kept, and travels between the two servers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from kg.errors import BadData, NotFound
from kg.export import write_file
from kg.model import Judgement
from kg.store import BoltGraph, StoreOptions
from kg.vocabulary import Deed, Review, Verdict

BD, TT, US = "company/bytedance", "app/tiktok", "government/us"
PENDING = {"review": "pending", "confidence": 0.4}
Statements = Callable[..., list[dict[str, Any]]]


def busy(graph: BoltGraph, press: Any) -> None:
    """Do to a graph all that can be done to it."""
    graph.add(
        [
            press.reading(
                "n1", [(BD, "OWNS", TT, {"share": 80.0}), (US, "REGULATES", TT, PENDING)]
            ),
            press.reading("n2", [("company/bytedance-ltd", "OWNS", TT, PENDING)], published=None),
            press.reading("n3", [(US, "REGULATES", TT, {"measure": "fine", "amount": 1.5e9})]),
        ]
    )
    graph.judge(
        Judgement(
            left=BD,
            right="company/bytedance-ltd",
            left_name="ByteDance",
            verdict=Verdict.SAME,
            who="ana",
            when=datetime(2024, 5, 1, 12, 30, 1, 500, tzinfo=UTC),
            why="one firm",
        )
    )
    by_article = {c.article: c.id for c in graph.waiting()}
    graph.review(by_article["article/n1"], Review.REJECTED, who="bo", why="a threat only")
    graph.review(by_article["article/n2"], Review.ACCEPTED, who="bo")
    graph.forget("article/n3")


def kept(graph: BoltGraph) -> bytes:
    out = BytesIO()
    graph.backup(out)
    return out.getvalue()


def test_the_log_tells_who_did_what_newest_first(graph: BoltGraph, press: Any) -> None:
    busy(graph, press)
    log = graph.log()
    assert [e.deed for e in log] == [
        Deed.FORGOT,
        Deed.REVIEWED,
        Deed.REVIEWED,
        Deed.JUDGED,
        Deed.LOADED,
    ]
    assert log[0].said.startswith("Article n3: 1 articles removed")
    assert (log[2].who, log[2].why) == ("bo", "a threat only")
    assert log[2].said == "Us REGULATES Tiktok: rejected"
    assert (log[3].who, log[3].why) == ("ana", "one firm")
    assert log[4].things == ("article/n1", "article/n2", "article/n3")
    assert [e.deed for e in graph.log(about=BD)] == [Deed.JUDGED]
    assert len(graph.log(limit=2)) == 2
    graph.add([])
    graph.rebuild()
    assert graph.log()[0].deed is Deed.REBUILT


def test_a_load_that_changes_nothing_leaves_no_entry(graph: BoltGraph, press: Any) -> None:
    for _ in range(2):
        graph.add([press.reading("n1", [(BD, "OWNS", TT)])])
    assert [e.deed for e in graph.log()] == [Deed.LOADED]


def test_what_waits_is_listed_the_most_consequential_first(graph: BoltGraph, press: Any) -> None:
    hub = [(BD, "OWNS", f"app/a{n}") for n in range(5)]
    lonely = ("person/ana", "LEADS", "company/small", PENDING)
    graph.add([press.reading("n1", [*hub, lonely, ("company/x", "OWNS", BD, PENDING)])])
    assert [c.subject for c in graph.waiting()] == ["company/x", "person/ana"]
    assert [c.subject for c in graph.waiting(about="company/small")] == ["person/ana"]
    assert len(graph.waiting(limit=1)) == 1


def test_a_review_is_taken_back_to_what_was_read(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    reading = press.reading("n1", [(BD, "OWNS", TT, PENDING)])
    graph.add([reading])
    before = statements("MATCH (c:Claim) RETURN properties(c) AS p")
    id = reading.claims[0].id
    for decision in (Review.REJECTED, Review.ACCEPTED):
        graph.review(id, decision, who="bo")
    assert len(graph.subgraph(None).edges) == 1
    graph.review(id, None, who="bo", why="unsure")
    assert statements("MATCH (c:Claim) RETURN properties(c) AS p") == before
    assert graph.subgraph(None).edges == ()
    assert graph.check() == []
    with pytest.raises(BadData, match="was not reviewed"):
        graph.review(id, None, who="bo")
    with pytest.raises(NotFound):
        graph.review("none", None, who="bo")


def test_a_backup_restores_into_the_other_server_to_the_byte(
    graph: BoltGraph, press: Any, other_options: StoreOptions, tmp_path: Path
) -> None:
    busy(graph, press)
    data = kept(graph)
    assert kept(graph) == data
    other = BoltGraph(other_options)
    try:
        other.restore(BytesIO(data))
        assert other.check() == []
        assert other.judgements() == graph.judgements()
        assert other.log()[0].deed is Deed.RESTORED
        assert other.log()[1:] == graph.log()
        for suffix in ("json", "ttl", "cypher", "graphml"):
            files = [tmp_path / f"{n}.{suffix}" for n in ("one", "other")]
            for file, g in zip(files, (graph, other), strict=True):
                write_file(g.subgraph(None, limit=1000), file)
            assert files[0].read_bytes() == files[1].read_bytes()
        assert _but_log(kept(other)) == _but_log(data)
        again = other.add([press.reading("n2", [("company/bytedance-ltd", "OWNS", TT, PENDING)],
                                         published=None)])  # fmt: skip
        assert again.nothing
    finally:
        other.close()


def _but_log(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as file:
        return {n: file.read(n) for n in file.namelist() if n != "log.jsonl"}


def test_a_restore_needs_an_empty_graph(graph: BoltGraph, press: Any) -> None:
    busy(graph, press)
    with pytest.raises(BadData, match="not empty"):
        graph.restore(BytesIO(kept(graph)))
    assert graph.check() == []


def test_a_restore_cut_short_is_finished_by_the_same_file_alone(
    graph: BoltGraph, press: Any, clear: Callable[[], None]
) -> None:
    busy(graph, press)
    data = kept(graph)
    with ZipFile(BytesIO(data)) as file:
        parts = {n: file.read(n) for n in file.namelist()}
    clear()
    broken = _zipped({**parts, "judgements.jsonl": b"{not json"})
    with pytest.raises(BadData):
        graph.restore(BytesIO(broken))
    with pytest.raises(BadData, match="not empty"):  # another file than the one that was begun
        graph.restore(BytesIO(data))
    clear()
    graph.restore(BytesIO(data))
    assert _but_log(kept(graph)) == _but_log(data)


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no backup"),
        (b"PK\x03\x04 broken", "no backup"),
        (_zipped({"a.txt": b"x"}), "no backup"),
        (_zipped({"meta.json": b'{"what": "something"}'}), "no backup of a graph"),
        (
            _zipped({"meta.json": json.dumps(
                {"what": "kg-tech-geopolitics backup", "format": 99}).encode()}),
            "layout 99",
        ),
        (
            _zipped({
                "meta.json": b'{"what": "kg-tech-geopolitics backup", "format": 1}',
                "readings.jsonl": b'{"article": 1}\n',
            }),
            "no backup",
        ),
    ],
)  # fmt: skip
def test_what_is_no_backup_is_refused_in_words(
    local_graph: BoltGraph, data: bytes, why: str
) -> None:
    with pytest.raises(BadData, match=why):
        local_graph.restore(BytesIO(data))
    assert local_graph.stats().articles == 0
