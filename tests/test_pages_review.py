"""Review, changes and pages of an earlier day, run without a browser on a real graph."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kg.assembly import graph_home
from kg.model import Judgement
from kg.ports import Graph
from kg.settings import Settings, settings
from kg.store import StoreOptions, local, open_graph
from kg.vocabulary import Review, Verdict

HERE = Path(__file__)
WORLD = runpy.run_path(str(HERE.with_name("pages_world.py")))
PAGES = runpy.run_path(str(HERE.with_name("test_pages.py")))
show: Callable[..., AppTest] = PAGES["show"]
words_of: Callable[[AppTest], str] = PAGES["words_of"]
press: Callable[[AppTest, str], AppTest] = PAGES["press"]
LABS = "company/lonely-labs,company/lonely-labs-inc"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Graph]]:
    home = tmp_path_factory.mktemp("review")
    folder = graph_home(Settings(home=home))
    opened = open_graph(StoreOptions(home=folder))
    WORLD["fill"](opened)
    WORLD["waiting"](opened)
    yield home, opened
    opened.close()
    local.stop(folder)


@pytest.fixture
def world(filled: tuple[Path, Graph], monkeypatch: pytest.MonkeyPatch) -> Iterator[Graph]:
    for name in ("NEO4J_URI", "KG_NEO4J_URI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KG_HOME", str(filled[0]))
    settings.cache_clear()
    st.cache_resource.clear()
    yield filled[1]
    settings.cache_clear()
    st.cache_resource.clear()


def waiting(graph: Graph) -> list[str]:
    return [c.quote for c in graph.waiting()]


# ---- review: claims


def test_the_most_consequential_claim_comes_first_with_its_place_and_its_rivals(
    world: Graph,
) -> None:
    said = words_of(show("review"))
    assert "2 claims not sure enough" in said
    assert "Oracle may now own a part of TikTok. Huawei is thought" in said  # in its place
    assert "“Oracle” is taken for" in said
    assert "says otherwise" in said
    assert "Oracle denied that it had bought TikTok." in said
    assert said.index("1. Oracle owns TikTok") < said.index("2. Huawei supplies Oracle")


def test_a_decision_is_kept_with_who_and_why_and_undone_from_the_page(world: Graph) -> None:
    at = show("review")
    at.text_input(key="why").set_value("two desks confirm").run()
    press(at, "accept")
    assert waiting(world) == ["Huawei is thought to supply Oracle."]
    (kept,) = world.reviewed()
    assert (kept.claim.review, kept.who, kept.why) == (
        Review.ACCEPTED,
        "analyst",
        "two desks confirm",
    )
    assert "Oracle owns TikTok: accepted" in words_of(at)
    assert at.text_input(key="why").value == ""
    assert at.query_params["at"] == world.waiting()[0].id  # the next is looked at
    decided = words_of(show("review", show="Decided"))
    assert re.search(r"analyst · \d{4}-\d\d-\d\d \d\d:\d\d · two desks confirm", decided)
    press(at, "undo")
    assert len(waiting(world)) == 2
    assert world.reviewed() == []


def test_a_rejected_claim_can_be_looked_at_and_decided_anew(world: Graph) -> None:
    claim = world.waiting()[1]
    press(show("review", at=claim.id), "reject")
    at = show("review", at=claim.id)
    assert at.button(key="reject").disabled
    assert "rejected" in {b.proto.body for b in at.get("markdown")} or "rejected" in words_of(at)
    at = show("review", show="Decided", about="company/huawei")
    press(at, f"back_{claim.id}")
    assert claim.id in {c.id for c in world.waiting()}


def test_what_concerns_one_entity_and_unknown_addresses(world: Graph) -> None:
    assert "1 claim about Huawei" in words_of(show("review", about="company/huawei"))
    said = words_of(show("review", about="company/tsmc"))
    assert "No claim about TSMC waits" in said
    assert "Which links rest on one source?" in said
    assert "company/none" in words_of(show("review", about="company/none"))
    assert "The claim nothing of this address is not in the graph" in words_of(
        show("review", at="nothing")
    )


# ---- review: pairs


def test_two_sides_with_their_sentences_judged_and_undone(world: Graph) -> None:
    at = show("review", show="Pairs", at=LABS)
    said = words_of(at)
    assert "Is Lonely Labs the same as Lonely Labs, Inc.?" in said
    assert "Lonely Labs competes with Oracle." in said
    assert "Lonely Labs, Inc. competes with Huawei." in said
    press(at, "same")
    assert world.entity("company/lonely-labs-inc").id == "company/lonely-labs"
    assert "Lonely Labs and Lonely Labs, Inc.: same" in words_of(at)
    assert "are one entity already" in words_of(show("review", show="Pairs", at=LABS))
    press(at, "undo")
    assert world.entity("company/lonely-labs-inc").id == "company/lonely-labs-inc"
    press(show("review", show="Pairs", at=LABS), "unsure")
    assert world.judgements()[-1].verdict is Verdict.UNSURE
    said = words_of(show("review", show="Pairs", about="company/lonely-labs"))
    assert "No two entities like Lonely Labs look like one" in said
    press(show("review", show="Decided"), f"back_{LABS}")


def test_different_external_ids_warn_and_any_two_can_be_compared(world: Graph) -> None:
    at = show("review", show="Pairs", at=LABS)
    assert at.warning[0].proto.title == "Two different external ids"
    assert "Q1 and Q2" in at.warning[0].value
    said = words_of(show("review", show="Pairs", at="app/douyin,app/tiktok"))
    assert "Is Douyin the same as TikTok?" in said
    assert "likeness" in said
    assert "make one of “ByteDance owns Douyin” and “ByteDance owns TikTok”" in said
    assert "different countries, CN and US" in said
    said = words_of(show("review", show="Pairs", at="app/none,app/tiktok"))
    assert "no entity 'app/none'" in said


def test_judgements_that_contradict_one_another_are_named(world: Graph) -> None:
    pairs = (
        ("app/douyin", "app/tiktok", Verdict.SAME),
        ("app/tiktok", "app/xiaohongshu", Verdict.SAME),
        ("app/douyin", "app/xiaohongshu", Verdict.DIFFERENT),
    )
    for left, right, verdict in pairs:
        now = datetime.now(UTC)
        world.judge(Judgement(left=left, right=right, verdict=verdict, who="bo", when=now))
    at = show("review", show="Pairs")
    assert at.warning[0].proto.title == "1 judgement contradicts others"
    assert "is not followed" in words_of(at)
    for left, right, _ in pairs:
        press(show("review", show="Decided"), f"back_{left},{right}")
    assert world.entity("app/tiktok").id == "app/tiktok"
    assert world.check() == []


# ---- changes


def rows_of(at: AppTest) -> list[tuple[str, str]]:
    table = at.dataframe[0].value
    return list(zip(table["Change"], table["Relation"], strict=True))


def test_without_an_address_the_newest_month_is_told(world: Graph) -> None:
    at = show("changes")
    said = words_of(at)
    assert "From 5 January 2025 to 4 February 2025" in said
    found = rows_of(at)
    assert ("Begun or newly known", "TikTok competes with Xiaohongshu") in found
    assert ("Newly said, not live", "It is denied that Oracle owns TikTok") in found
    assert ("Further independent sources", "ByteDance owns TikTok") in found
    assert at.dataframe[1].value["Title"].iloc[0] == "Two spellings"


def test_an_address_reproduces_days_entity_and_evidence(world: Graph) -> None:
    days = {"from": "2025-01-16", "to": "2025-01-31", "about": "app/tiktok"}
    at = show("changes", **days)
    found = rows_of(at)
    assert found
    assert not any("Huawei" in relation for _, relation in found)
    edge = next(
        e
        for e in world.subgraph(["app/tiktok"]).edges
        if (e.subject, e.object) == ("company/bytedance", "app/tiktok")
    )
    only = show("changes", turn="Newly said, not live", **days)
    assert {turn for turn, _ in rows_of(only)} == {"Newly said, not live"}
    said = words_of(show("changes", sel=edge.id, **days))
    assert "of TikTok and what it has relations with" in said
    assert "faces a deadline" in said  # the new sentence
    assert "ByteDance owns TikTok." not in said  # the old one


def test_a_quiet_time_and_days_in_the_wrong_order_lead_on(world: Graph) -> None:
    said = words_of(show("changes", **{"from": "2001-01-01", "to": "2001-02-01"}))
    assert "Nothing was reported in that time" in said
    assert "What changed up to 4 February 2025" in said
    said = words_of(show("changes", **{"from": "2025-02-01", "to": "2025-01-01"}))
    assert "The first day must come before the second" in said


# ---- as of a day


def test_an_entity_of_an_earlier_day(world: Graph) -> None:
    today, then = (
        show("entity", id="app/tiktok"),
        show("entity", id="app/tiktok", as_of="2023-04-01"),
    )
    assert "As of 1 April 2023: what held then, as far as it was reported by then." in words_of(
        then
    )
    relations = set(then.dataframe[0].value["Relation"])
    assert relations < set(today.dataframe[0].value["Relation"])
    assert "ByteDance owns TikTok" in relations
    assert not any("Xiaohongshu" in relation for relation in relations)
    said = words_of(then).split("\n")
    assert "Who is behind TikTok" in said
    assert "A ban looms" not in said
    before = words_of(show("entity", id="app/tiktok", as_of="2001-01-01"))
    assert "Nothing had been claimed of TikTok by then" in before
    assert "In no article" in before


def test_the_graph_and_the_evidence_of_an_earlier_day(world: Graph) -> None:
    (edge,) = (
        e.id
        for e in world.subgraph(["app/tiktok"]).edges
        if e.subject == "company/bytedance" and e.live
    )
    address = {"e": "app/tiktok", "all": "true", "sel": edge}
    then = words_of(show("explore", as_of="2023-04-01", **address))
    assert "As of 1 April 2023" in then
    assert "faces a deadline" not in then
    assert "1 independent source" in then
    assert "faces a deadline" in words_of(show("explore", **address))


def test_a_question_and_its_parameters_stand_in_the_address(world: Graph) -> None:
    at = show("cypher", q="owners", id="TikTok", as_of="2023-04-01")
    assert "As of 1 April 2023" in words_of(at)
    assert "ByteDance" in at.dataframe[0].value.to_string()
    at = show("cypher", q="competitors")
    at.text_input(key="param_competitors_id").set_value("TikTok").run()
    at.text_input(key="param_competitors_as_of").set_value("2024").run()
    press(at, "ask_competitors")
    assert at.query_params["id"] == "TikTok"
    assert at.query_params["as_of"] == "2024"
    assert "As of 2024: what held then" in words_of(at)
    assert "The graph holds nothing that answers this" in words_of(at)
