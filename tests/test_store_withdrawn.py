"""Taken back, hidden, erased: shown as such, out of sight, gone for good; on both servers."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from kg.errors import BadSettings, NotFound
from kg.model import Article, Changes, Judgement, Reading
from kg.queries import library
from kg.store import BoltGraph, StoreOptions
from kg.vocabulary import Deed, Review, Status, Verdict, Withdrawn

_STORE = runpy.run_path(str(Path(__file__).with_name("test_store.py")))
picture, same, world = _STORE["picture"], _STORE["same"], _STORE["world"]
BD, TT, US = "company/bytedance", "app/tiktok", "government/us"
Statements = Callable[..., list[dict[str, Any]]]
JANE, OTHER = "person/jane-roe", "person/john-roe"
HIDDEN = [Withdrawn.RESTRICTED, Withdrawn.ERASED]


def kept(graph: BoltGraph) -> bytes:
    out = BytesIO()
    graph.backup(out)
    return out.getvalue()


def people(press: Any) -> list[Reading]:
    """Articles that name a person in full, by surname, in the title and in the address."""
    said = {
        "Jane Roe leads ByteDance.": (JANE, "LEADS", BD, {}),
        "ByteDance owns TikTok, as Roe said.": (
            *(BD, "OWNS", TT),
            {"speaker": "Jane Roe", "review": "pending"},
        ),
    }
    article = Article(
        id="article/p1",
        title="What Roe of ByteDance wants: a portrait of Jane Roe",
        author="Jane Roe",
        url="https://news.example/2024/jane-roe-speaks",
        published="2024-03-02",
        origin="origin/p1",
        text=" ".join(said),
    )
    jane = press.entity(JANE, name="Jane Roe", aliases=("Roe", "Jane Q. Roe"))
    known = {e.id: e for e in (jane, press.entity(BD), press.entity(TT))}
    claims = [press.claim(article, s, fact, known, "rules@1") for s, fact in said.items()]
    return [
        Reading(
            article=article,
            extractor="rules@1",
            entities=tuple(known[i] for i in sorted(known)),
            claims=tuple(sorted(claims, key=lambda c: c.id)),
        ),
        press.reading("p2", [(US, "REGULATES", "organization/roe-fund", {"measure": "fine"})]),
        press.reading("p3", [(OTHER, "LEADS", "company/meta")]),
    ]


def everything(statements: Statements, graph: BoltGraph) -> str:
    """All that stands in the graph, its log and a backup, as one text."""
    nodes = statements("MATCH (n) WHERE NOT n:Withheld RETURN properties(n) AS p")
    links = statements("MATCH ()-[r]->() RETURN properties(r) AS p")
    with ZipFile(BytesIO(kept(graph))) as file:
        parts = [file.read(n).decode() for n in sorted(file.namelist()) if n != "withheld.jsonl"]
    return json.dumps([nodes, links], ensure_ascii=False, default=str) + "".join(parts)


def test_a_retracted_claim_is_shown_and_holds_up_nothing(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press))
    before = picture(statements)
    claim = next(c for c in graph.reading("article/n1")[0].claims if c.predicate == "OWNS")
    graph.withdraw(claim.id, Withdrawn.RETRACTED, why="misquoted")
    edges = {e.status: e for e in graph.subgraph([TT]).edges if e.predicate == "OWNS"}
    live, back = edges[Status.FACT], edges[Status.WITHDRAWN]
    assert (live.sources, [c.article for c in live.claims]) == (1, ["article/n2"])
    assert (back.live, back.contested, [c.withdrawn for c in back.claims]) == (False, False, [True])
    assert graph.edge(back.id) == back
    assert graph.check() == []
    assert graph.add(world(press)).nothing
    assert graph.rebuild() == Changes()
    (edit,) = graph.log(about=claim.id)
    assert (edit.deed, edit.why, edit.said) == (
        Deed.RETRACTED,
        "misquoted",
        "claim Bytedance OWNS Tiktok",
    )
    assert [w.thing for w in graph.withdrawals()] == [claim.id]
    graph.lift(claim.id)
    assert picture(statements) == before
    with pytest.raises(NotFound, match="no withdrawal"):
        graph.lift(claim.id)


def test_a_retracted_claim_stays_so_whoever_reads_it_again(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(BD, "OWNS", TT)])])
    (claim,) = graph.reading("article/n1")[0].claims
    graph.withdraw(claim.id, Withdrawn.RETRACTED)
    newer = press.reading("n1", [(BD, "OWNS", TT, {"confidence": 0.9})], extractor="model@1")
    graph.add([newer])
    assert [c.withdrawn for r in graph.reading("article/n1") for c in r.claims] == [True, True]
    assert [e.status for e in graph.subgraph(None).edges] == [Status.WITHDRAWN]


def test_what_rests_on_retracted_articles_and_entities_is_withdrawn(
    graph: BoltGraph, press: Any
) -> None:
    graph.add(world(press))
    graph.withdraw("article/n3", Withdrawn.RETRACTED)
    fined = [e for e in graph.subgraph([BD]).edges if e.measure == "fine"]
    assert [(e.live, e.status) for e in fined] == [(False, Status.WITHDRAWN)]
    assert graph.article("article/n3").text
    graph.withdraw(TT, Withdrawn.RETRACTED)
    near = [e for e in graph.subgraph([TT]).edges if TT in (e.subject, e.object)]
    assert {e.status for e in near} == {Status.WITHDRAWN}
    assert graph.check() == []
    for thing in ("article/n3", TT):
        graph.lift(thing)
    assert not [e for e in graph.subgraph(None).edges if e.status is Status.WITHDRAWN]
    with pytest.raises(NotFound):
        graph.withdraw("article/none", Withdrawn.RETRACTED)
    with pytest.raises(NotFound):
        graph.withdraw("0" * 20, Withdrawn.ERASED)


@pytest.mark.parametrize("thing", ["article/n1", "claim", JANE])
def test_what_is_restricted_is_out_of_sight_and_comes_back_whole(
    graph: BoltGraph, press: Any, statements: Statements, thing: str
) -> None:
    readings = [*world(press), *people(press)]
    graph.add(readings)
    waiting = graph.waiting()[0]
    graph.review(waiting.id, Review.ACCEPTED, who="bo", why="heard it")
    before = picture(statements)
    claim = next(c for c in graph.reading("article/n1")[0].claims if c.predicate == "OWNS")
    id = claim.id if thing == "claim" else thing
    graph.withdraw(id, Withdrawn.RESTRICTED, why="a court asks")
    assert graph.check() == []
    word = {"article/n1": "Article n1", "claim": claim.id, JANE: "Jane Roe"}[thing]
    nodes = "MATCH (n) WHERE NOT (n:Edit OR n:Withdrawal) RETURN n"
    for query in (nodes, "MATCH ()-[r]->() RETURN r"):
        assert word not in json.dumps(graph.cypher(query), ensure_ascii=False)
    again = graph.add(readings)
    assert again.nothing
    assert again.withheld >= 1
    assert graph.rebuild() == Changes()
    assert graph.check() == []
    hidden = kept(graph)
    graph.lift(id, why="settled")
    assert picture(statements) == before
    assert graph.check() == []
    assert [e.deed for e in graph.log(about=id)][:2] == [Deed.LIFTED, Deed.RESTRICTED]
    graph.withdraw(id, Withdrawn.RESTRICTED, why="a court asks")
    again_hidden = kept(graph)
    for name in ("readings.jsonl", "withheld.jsonl", "marks.jsonl", "judgements.jsonl"):
        assert _parts(again_hidden)[name] == _parts(hidden)[name]


def _parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as file:
        return {n: file.read(n) for n in sorted(file.namelist())}


def test_a_hidden_person_leaves_every_text_and_no_one_else_goes(
    graph: BoltGraph, press: Any
) -> None:
    graph.add(people(press))
    graph.withdraw(JANE, Withdrawn.RESTRICTED)
    seen = graph.article("article/p1")
    assert (seen.title, seen.url) == ("What ███ of ByteDance wants: a portrait of ████████", None)
    assert seen.author == "████████"
    (kept_claim,) = graph.reading("article/p1")[0].claims
    assert kept_claim.speaker == "████████"
    with pytest.raises(NotFound):
        graph.entity(JANE)
    assert graph.search("Jane Roe") == []
    assert graph.entity("organization/roe-fund").name == "Roe Fund"
    assert graph.article("article/p3") == people(press)[2].article
    assert [e.subject for e in graph.subgraph(["company/meta"]).edges] == [OTHER]


@pytest.mark.parametrize("degree", HIDDEN)
def test_the_words_of_a_hidden_claim_go_with_all_that_quotes_them(
    graph: BoltGraph, press: Any, degree: Withdrawn
) -> None:
    reading = press.reading("n1", [(BD, "OWNS", TT), (BD, "OWNS", "app/douyin")])
    first, second = sorted(reading.claims, key=lambda c: c.start)
    graph.add([reading])
    graph.withdraw(first.id, degree, why="wrong")
    (left,) = graph.reading("article/n1")[0].claims
    assert left.id == second.id
    text = graph.article("article/n1").text
    assert text == "█" * len(first.quote) + reading.article.text[first.end :]
    assert graph.check() == []
    moved = reading.article.text.replace(".", "!", 1) + " " + first.quote
    longer = reading.article.model_copy(update={"id": "article/n1b", "text": moved, "origin": "o"})
    graph.add([Reading(article=longer, extractor="rules@1")])
    assert first.quote not in graph.article("article/n1b").text


def test_what_is_erased_is_gone_and_stays_out(
    graph: BoltGraph, press: Any, statements: Statements, store_options: StoreOptions
) -> None:
    readings = [*world(press), *people(press)]
    graph.add(readings)
    claim = next(c for c in graph.reading("article/p1")[0].claims if c.subject == JANE)
    graph.review(claim.id, Review.REJECTED, who="bo", why="Jane Roe says no")
    graph.judge(
        Judgement(left=JANE, right=OTHER, left_name="Jane Roe", verdict=Verdict.DIFFERENT,
                  who="ana", when="2024-05-01T00:00:00Z", why="Jane Roe is not John")
    )  # fmt: skip
    graph.withdraw(claim.id, Withdrawn.RETRACTED, why="Jane Roe asked")
    old = kept(graph)
    graph.withdraw(JANE, Withdrawn.ERASED, why="Jane Roe asked for it")
    left = everything(statements, graph)
    for word in ("Jane Roe", JANE, "jane-roe-speaks", claim.quote):
        assert word not in left, word
    assert graph.log()[0].deed is Deed.ERASED
    assert (graph.log()[0].said, graph.log()[0].why) == ("one entity", "████████ asked for it")
    assert [(w.degree, w.thing, w.why) for w in graph.withdrawals()] == [(Withdrawn.ERASED, "", "")]
    assert graph.check() == []
    again = graph.add(readings)
    assert again.nothing
    assert again.withheld >= 1
    with pytest.raises(NotFound):
        graph.lift(JANE)
    renamed = press.entity("person/jane-roe-2", name="Jane Roe")
    graph.add([press.reading("p9", [("person/jane-roe-2", "LEADS", TT)], entities=(renamed,))])
    assert graph.reading("article/p9")[0].claims == ()
    statements("MATCH (n) WHERE NOT n:Meta DETACH DELETE n")
    graph.restore(BytesIO(old))
    assert not [w for w in ("Jane Roe", JANE) if w in everything(statements, graph)]
    assert graph.check() == []
    assert graph.add(readings).claims_removed == 0
    assert "Jane Roe" not in json.dumps(graph.cypher("MATCH (a:Article) RETURN a.text"))


def test_an_erased_article_comes_back_under_no_id(
    graph: BoltGraph, press: Any, statements: Statements
) -> None:
    graph.add(world(press))
    graph.withdraw("article/n1", Withdrawn.ERASED, why="a mistake")
    text = world(press)[0].article.text
    assert text not in everything(statements, graph)
    with pytest.raises(NotFound):
        graph.article("article/n1")
    copies = [
        press.reading("n1", [(BD, "OWNS", TT)]),
        press.reading("n1b", [(BD, "OWNS", TT)], url="https://news.example/n1"),
        press.reading("n1c", [(BD, "OWNS", TT)], origin="origin/n1"),
    ]
    for copy in copies:
        assert graph.add([copy]) == Changes(withheld=1)
    assert graph.check() == []


def test_both_hold_after_a_move_to_the_other_server(
    graph: BoltGraph, press: Any, other_options: StoreOptions
) -> None:
    readings = [*world(press), *people(press)]
    graph.add(readings)
    graph.withdraw("article/n3", Withdrawn.RETRACTED)
    graph.withdraw("article/n2", Withdrawn.RESTRICTED, why="a court asks")
    graph.withdraw(JANE, Withdrawn.ERASED)
    data = kept(graph)
    other = BoltGraph(other_options)
    try:
        other.restore(BytesIO(data))
        assert _but(kept(other), "log.jsonl") == _but(data, "log.jsonl")
        assert other.withdrawals() == graph.withdrawals()
        with pytest.raises(BadSettings, match=r"erased\.json"):
            other.add(readings)
        home: Path = other_options.home
        home.joinpath("erased.json").write_bytes(
            graph._options.home.joinpath("erased.json").read_bytes()
        )
        assert other.check() == []
        assert other.add(readings).nothing
        other.lift("article/n2")
        graph.lift("article/n2")
        assert _but(kept(other), "log.jsonl") == _but(kept(graph), "log.jsonl")
    finally:
        other.close()


def _but(data: bytes, name: str) -> dict[str, bytes]:
    return {n: part for n, part in _parts(data).items() if n != name}


def test_a_person_hidden_with_those_judged_the_same(graph: BoltGraph, press: Any) -> None:
    graph.add([press.reading("n1", [(JANE, "LEADS", TT), ("person/j-roe", "LEADS", BD)])])
    graph.judge(same(JANE, "person/j-roe", 1))
    graph.withdraw(JANE, Withdrawn.RESTRICTED)
    assert graph.subgraph(None).edges == ()
    assert graph.check() == []
    graph.lift(JANE)
    assert {e.subject for e in graph.subgraph(None).edges} == {"person/j-roe"}


def test_a_withdrawal_cut_short_is_told_and_finished(
    graph: BoltGraph, press: Any, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.store import withdrawing

    graph.add(world(press))

    def dies(*_: object) -> Changes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(withdrawing, "settle", dies)
        with pytest.raises(KeyboardInterrupt):
            graph.withdraw("article/n1", Withdrawn.RESTRICTED)
    assert any("article/n1 does not stand as" in b for b in graph.check())
    graph.rebuild()
    assert graph.check() == []
    with pytest.raises(NotFound):
        graph.article("article/n1")


def test_questions_tell_what_was_taken_back(graph: BoltGraph, press: Any) -> None:
    quoted = {"measure": "ban", "status": "proposed", "speaker": "A. Clerk"}
    graph.add([press.reading("n1", [(US, "REGULATES", TT, quoted)])])
    assert len(graph.run(library()["threatened"], id=TT)) == 1
    graph.withdraw("article/n1", Withdrawn.RETRACTED)
    assert graph.run(library()["threatened"], id=TT) == []
    assert [r["status"] for r in graph.run(library()["said_about"], id=TT)] == ["withdrawn"]
    assert [r["status"] for r in graph.run(library()["timeline"], id=TT)] == ["withdrawn"]
