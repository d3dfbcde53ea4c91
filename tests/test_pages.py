"""The pages, run without a browser on a real graph."""

from __future__ import annotations

import json
import os
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kg.assembly import graph_home
from kg.errors import MissingPart
from kg.settings import Settings, settings
from kg.store import StoreOptions, local, open_graph
from kg.ui import graph as component
from kg.ui import words
from kg.ui.board import MOST_NODES
from kg.ui.graph.build import build
from kg.ui.result import cell, ids_of
from kg.ui.serve import streamlit_command, streamlit_environment

ROOT = Path(__file__).parents[1]
WORLD = runpy.run_path(str(Path(__file__).with_name("pages_world.py")))
HOSTILE: str = WORLD["HOSTILE"]
SCRIPT = """
import streamlit as st
from kg.pages import article, changes, cypher, entity, explore, review
from kg.ui import links
pages = {"explore": explore, "entity": entity, "article": article, "review": review,
         "changes": changes, "cypher": cypher}
st.navigation([links.page(name, module.page) for name, module in pages.items()])
pages[PAGE].page()
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A graph with the small world in it."""
    home = tmp_path_factory.mktemp("pages")
    folder = graph_home(Settings(home=home))
    opened = open_graph(StoreOptions(home=folder))
    WORLD["fill"](opened)
    opened.close()
    yield home
    local.stop(folder)


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings, read anew; without a server of Neo4j's."""
    for name in ("NEO4J_URI", "KG_NEO4J_URI"):
        monkeypatch.delenv(name, raising=False)
    _forget()
    yield monkeypatch
    _forget()


def _forget() -> None:
    settings.cache_clear()
    st.cache_resource.clear()


@pytest.fixture
def world(filled: Path, at_home: pytest.MonkeyPatch) -> None:
    at_home.setenv("KG_HOME", str(filled))


@pytest.fixture
def nothing(
    tmp_path_factory: pytest.TempPathFactory, at_home: pytest.MonkeyPatch
) -> Iterator[None]:
    home = tmp_path_factory.mktemp("empty")
    at_home.setenv("KG_HOME", str(home))
    yield
    local.stop(graph_home(Settings(home=home)))


def show(page: str, **params: str) -> AppTest:
    at = AppTest.from_string(SCRIPT.replace("PAGE", repr(page)), default_timeout=60)
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    return at


def words_of(at: AppTest) -> str:
    """All text on the page, as it would show: without the signs that escape Markdown."""
    kinds = ("markdown", "caption", "info", "warning", "error", "subheader", "code")
    said = [str(getattr(e, "value", "")) for kind in kinds for e in at.get(kind)]
    said += [str(e.proto.label) for kind in ("page_link", "button") for e in at.get(kind)]
    said += [re.sub("<[^>]*>", "", e.proto.body) for e in at.get("html")]
    return re.sub(r"\\(.)", r"\1", "\n".join(said))


def drawn(at: AppTest) -> Any:
    proto = at.get("bidi_component")[0].proto
    kind = proto.WhichOneof("data")
    return json.loads(proto.json if kind == "json" else proto.mixed.json)


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert not at.exception, at.exception
    return at


needs_browser_part = pytest.mark.skipif(
    not component.built(), reason="the browser part is not built: python -m kg.ui.graph.build"
)


# ---- explore


def test_the_app_opens_on_explore(world: None) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception
    assert "Start with one of the well connected" in words_of(at)


def test_without_an_address_it_offers_where_to_start(world: None) -> None:
    at = show("explore")
    assert "Newest claims" in words_of(at)
    assert "Oracle owns TikTok" in words_of(at)
    press(at, "start_app/tiktok")
    assert at.query_params["e"] == "app/tiktok"
    assert "App" in words_of(at)


def test_search_finds_in_any_script_and_groups_by_kind(world: None) -> None:
    at = show("explore")
    at.text_input(key="q").set_value("小红书").run()
    assert at.button(key="hit_app/xiaohongshu").label == "Xiaohongshu"
    at.text_input(key="q").set_value("qqqq").run()
    assert "Nothing is called “qqqq” here" in words_of(at)


def test_a_claim_that_is_not_live_is_worded_so_everywhere(world: None) -> None:
    article = show("article", id=WORLD["article_id"]("Oracle answers"))
    table = show("explore", e="app/tiktok", all="true").dataframe[0].value
    start = words_of(show("explore"))
    for said in (words_of(article), "\n".join(table["Relation"]), start):
        assert "It is denied that Oracle owns" in said
        assert not re.search(r"^\W*Oracle owns TikTok", said, re.MULTILINE)
    told = re.findall(r"^\*\*(.+)\*\*$", start, re.MULTILINE)
    assert told
    assert len(told) == len(set(told))


def test_an_empty_graph_says_what_to_do(nothing: None) -> None:
    for page in ("explore", "article", "entity"):
        assert "kg demo" in words_of(show(page))


def test_a_dead_database_is_told_in_words(at_home: pytest.MonkeyPatch) -> None:
    at_home.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    at_home.setenv("NEO4J_PASSWORD", "x")
    at = show("explore")
    assert at.error[0].proto.title == "The graph database does not answer"
    assert any(b.label == "Try again" for b in at.button)


@needs_browser_part
def test_the_component_gets_all_it_draws(world: None) -> None:
    data = drawn(show("explore", e="app/tiktok", all="true"))
    nodes, edges = {n["id"]: n for n in data["nodes"]}, data["edges"]
    assert nodes["app/tiktok"]["seed"] is True
    assert "RedNote" in nodes["app/xiaohongshu"]["also"]
    assert {e["source"] for e in edges} | {e["target"] for e in edges} <= set(nodes)
    labels = {e["label"]: e for e in edges}
    assert labels["owns"]["live"] is True
    assert labels["owns"]["width"] > labels["supplies"]["width"]  # two sources, one
    assert labels["bans (proposed)"]["live"] is False
    assert any("denied" in name and e["contested"] for name, e in labels.items())


@needs_browser_part
def test_claims_that_are_not_live_stay_away_unless_asked_for(world: None) -> None:
    at = show("explore", e="app/tiktok")
    assert all(e["live"] for e in drawn(at)["edges"])
    assert "claims that are not live" in words_of(at)
    at.toggle(key="all").set_value(True).run()
    assert not all(e["live"] for e in drawn(at)["edges"])


@needs_browser_part
def test_filters_of_the_address_hold(world: None) -> None:
    only = drawn(show("explore", e="app/tiktok", types="owns"))
    assert {e["label"] for e in only["edges"]} == {"owns"}
    early = drawn(show("explore", e="app/tiktok", to="2020-01-01"))
    assert {e["label"] for e in early["edges"]} == {"designates", "competes with"}  # one undated
    far = drawn(show("explore", e="place/shanxi", depth="3"))
    assert len(far["nodes"]) > len(drawn(show("explore", e="place/shanxi"))["nodes"])


@needs_browser_part
def test_a_selected_edge_shows_its_sentences_oldest_first(world: None) -> None:
    at = show("explore", e="app/tiktok")
    edge = next(
        e for e in drawn(at)["edges"] if e["label"] == "owns" and e["source"] == "company/bytedance"
    )
    at = show("explore", e="app/tiktok", sel=edge["id"])
    said = words_of(at)
    assert "ByteDance owns TikTok" in said
    assert "2 independent sources" in said
    first, second = said.index("ByteDance owns TikTok."), said.index("faces a deadline.")
    assert first < second
    assert "Field Notes · 2023-03-24 · [Who is behind TikTok](<https://example.org/who>)" in said
    assert "test@1 · confidence 0.90 · a test" in said


@needs_browser_part
def test_what_disagrees_stands_beside_a_claim(world: None) -> None:
    at = show("explore", e="app/tiktok", all="true")
    denied = next(e for e in drawn(at)["edges"] if "denied" in e["label"])
    said = words_of(show("explore", e="app/tiktok", all="true", sel=denied["id"]))
    assert "It is denied that Oracle owns" in said
    assert "What disagrees" in said
    assert "Oracle is said to bid for TikTok." in said
    assert "said by two people close to the talks" in said


def test_a_selected_node_shows_its_profile(world: None) -> None:
    at = show("explore", e="app/tiktok", sel="company/bytedance")
    assert "Also called 字节跳动" in words_of(at)
    press(at, "expand")
    assert at.query_params["e"] == "app/tiktok,company/bytedance"
    at = press(show("explore", e="app/tiktok", sel="company/oracle"), "hide")
    assert "1 entity you hid" in words_of(at)


def test_an_unknown_id_in_the_address_is_named_and_the_rest_opens(world: None) -> None:
    at = show("explore", e="app/tiktok,company/no-such")
    assert "company/no-such" in at.warning[0].value.replace("\\", "")
    assert "entities" in words_of(at)


def test_without_the_browser_part_the_page_says_what_to_run(
    world: None, at_home: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at_home.setattr(component, "BUILD", tmp_path)
    at = show("explore", e="app/tiktok")
    assert "python -m kg.ui.graph.build" in at.warning[0].value
    assert len(at.dataframe[0].value) > 3


# ---- entity


def test_entity_page(world: None) -> None:
    at = show("entity", id="app/tiktok")
    said = words_of(at)
    assert "is owned by 1" in said or "is owned by" in said
    assert {"Who is behind TikTok", "A ban looms"} <= set(said.split("\n"))
    relations = list(at.dataframe[0].value["Relation"])
    assert "ByteDance owns TikTok" in relations


def test_entity_named_only(world: None) -> None:
    assert "Nothing is claimed of Lonely Labs yet" in words_of(
        show("entity", id="company/lonely-labs")
    )


def test_merged_entity_leads_to_the_one_it_became(world: None) -> None:
    said = words_of(show("entity", id="app/rednote-video"))
    assert "app/rednote-video was judged to be the same as app/xiaohongshu" in said


def test_unknown_entity_offers_the_nearest_names(world: None) -> None:
    at = show("entity", id="company/bytedanc")
    assert "no entity 'company/bytedanc'" in words_of(at)
    assert any(b.label == "ByteDance" for b in at.button)


# ---- article


def test_article_page_marks_what_was_quoted(world: None) -> None:
    at = show("article", id=WORLD["article_id"]("Who is behind TikTok"))
    marked = at.get("html")[0].proto.body
    assert marked.count("<mark") == 4
    assert ">ByteDance owns TikTok.<sup>1</sup></mark>" in marked
    assert "4 claims" in words_of(at)
    assert "no verb between <them>" in words_of(at)


def test_article_list_and_unknown_article(world: None) -> None:
    at = show("article")
    assert at.dataframe[0].value["Title"].iloc[0] == "Oracle answers"
    at = show("article", id="article/none")
    assert "There is no article article/none" in words_of(at)
    assert len(at.dataframe[0].value) == len(WORLD["ARTICLES"]) + 1


def test_hostile_text_stays_text(world: None) -> None:
    at = show("article", id=WORLD["article_id"](HOSTILE))
    for html in at.get("html"):
        assert "<img" not in html.proto.body
        assert "&lt;img" in html.proto.body
        assert not html.proto.unsafe_allow_javascript
    for text in at.markdown:
        assert not text.allow_html
        assert not re.search(r"(?<!\\)<img|(?<!\\)\*\*Evil|(?<!\\)\]\(javascript", text.value)
    at = show("article", id=WORLD["article_id"]("Oracle answers"))
    assert not at.get("link_button")
    assert "Address, not linked" in words_of(at)


# ---- cypher


def test_typed_cypher_runs_and_writes_are_refused(world: None) -> None:
    at = show("cypher", tab="Cypher")
    at.text_area(key="cypher").set_value(
        "MATCH (a)-[r:OWNS]->(b:App) RETURN a.id AS owner, b.id AS owned, r.id AS edge"
    ).run()
    press(at, "run")
    assert len(at.dataframe[0].value) == 2
    if component.built():
        assert {e["label"] for e in drawn(at)["edges"]} == {"owns"}
    at.text_area(key="cypher").set_value("MATCH (n) DETACH DELETE n").run()
    press(at, "run")
    assert at.error
    at.text_area(key="cypher").set_value("MATCH (n RETURN").run()
    press(at, "run")
    assert at.error


def test_a_question_of_the_library_takes_a_name(world: None) -> None:
    at = show("cypher")
    query = next(q for q in at.selectbox(key="query").options if "ultimately" in q)
    at.selectbox(key="query").select(query).run()
    chosen: Any = at.selectbox(key="query").value
    name = chosen.name
    assert at.query_params["q"] == name
    at.text_input(key=f"param_{name}_id").set_value("抖音").run()
    assert "抖音 is Douyin" in words_of(at)
    press(at, f"ask_{name}")
    assert "ByteDance" in at.dataframe[0].value.to_string()
    at.text_input(key=f"param_{name}_id").set_value("Byte").run()
    assert any(b.label == "ByteDance" for b in at.button)


# ---- words and values


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a b", None),
        ("https://example.org/ü?q=<b>(1)", "https://example.org/%C3%BC?q=%3Cb%3E%281%29"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https://", None),
        ("http://[bad", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, linked: str | None) -> None:
    assert words.safe_url(url) == linked


def test_marks_are_at_their_offsets_and_may_overlap() -> None:
    html = words.marked("a<b c d", [(0, 3), (2, 5)])
    assert re.sub("<sup>.*?</sup>|<[^>]*>", "", html) == "a&lt;b c d"
    assert html.count("<sup>") == 2


def test_cells_and_ids_of_a_result() -> None:
    assert cell('=cmd("x")') == '\'=cmd("x")'
    assert cell([1, "a"]) == "1, a"
    rows: list[dict[str, object]] = [{"a": ["app/tiktok", {"b": "0" * 20}], "c": "no/such"}]
    assert ids_of(rows) == ({"app/tiktok"}, {"0" * 20})


def test_pages_hold_no_cypher_and_no_html() -> None:
    for file in (ROOT / "kg" / "pages").glob("*.py"):
        text = file.read_text("utf-8")
        assert not re.search(r"unsafe_allow|</|<(div|span|b|a|p)\b", text), file
        if file.name != "cypher.py":
            assert "MATCH" not in text, file


def test_the_server_listens_here_alone() -> None:
    command = streamlit_command(8511)
    assert "--server.address=127.0.0.1" in command
    assert "--browser.gatherUsageStats=false" in command
    assert "--server.port=8511" in command
    assert Path(command[4]).name in ("app.py", "_app.py")
    assert not any(k.startswith("STREAMLIT_") for k in streamlit_environment())


def test_the_lock_file_names_no_host_and_pins_all() -> None:
    source = component.BUILD.parent / "src"
    lock = json.loads((source / "package-lock.json").read_text("utf-8"))
    assert not re.search(
        r"https?://(?!opencollective|github)", json.dumps(lock["packages"]["node_modules/d3-force"])
    )
    assert "resolved" not in json.dumps(lock)
    assert all("integrity" in p for name, p in lock["packages"].items() if name)
    wanted = json.loads((source / "package.json").read_text("utf-8"))
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert all(re.fullmatch(r"[\d.]+", v) for v in versions.values())
    assert MOST_NODES == 300


def test_a_second_build_gives_the_same_bytes(tmp_path: Path) -> None:
    if not component.built() and not os.environ.get("CI"):
        pytest.skip("the browser part is not built here")
    try:
        assert build(out=tmp_path)
    except MissingPart as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    for name in ("graph.js", "LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (component.BUILD / name).read_bytes()
    assert not build(out=tmp_path)  # up to date: nothing to do
    licences = (tmp_path / "LICENSES.txt").read_text("utf-8")
    assert set(re.findall(r"^\S+ [\d.]+ \((\S+)\)$", licences, re.MULTILINE)) == {"MIT", "ISC"}
    assert (tmp_path / "graph.js").stat().st_size < 600_000
