"""The explorer in a real browser: clicks, keys, addresses; and nothing leaves this machine.

Skipped where Playwright, Chromium or the built browser part is missing; where CI is set that is
a failure.
"""

from __future__ import annotations

import os
import runpy
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.assembly import graph_home
from kg.settings import Settings
from kg.store import StoreOptions, local, open_graph
from kg.ui.graph import built
from kg.ui.screenshots import served

WORLD = runpy.run_path(str(Path(__file__).with_name("pages_world.py")))
FIND = """(() => { const todo = [document];
  while (todo.length) for (const el of todo.pop().querySelectorAll('*')) {
    if (el.__cy) return el; if (el.shadowRoot) todo.push(el.shadowRoot); }
  return null; })()"""
CLEAR_OF_NODES = 24  # pixels between the middle of an edge we click and any node


def missing() -> str:
    if not built():
        return "the browser part is not built: python -m kg.ui.graph.build"
    return "" if shutil.which("chromium") else "no Chromium here"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The explorer, served as the command line serves it, on a real graph."""
    if why := missing():
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    home = tmp_path_factory.mktemp("explorer")
    folder = graph_home(Settings(home=home))
    opened = open_graph(StoreOptions(home=folder))
    WORLD["fill"](opened)
    WORLD["waiting"](opened)
    opened.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_HOME", str(home))
        patch.delenv("NEO4J_URI", raising=False)
        with served() as address:
            yield address
    local.stop(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


@dataclass
class Board:
    """The page, and the graph on it."""

    page: Any
    url: str

    def open(self, address: str) -> None:
        self.page.goto(f"{self.url}/{address}")

    def cy(self, body: str, arg: object = None) -> Any:
        return self.page.evaluate(
            f"([arg]) => {{ const root = {FIND}, cy = root.__cy; {body} }}", [arg]
        )

    def ready(self, more_than: int = 0) -> None:
        self.page.wait_for_function(
            f"() => {{ const g = {FIND}; return g && g.dataset.layout === 'done'"
            f" && g.__cy.nodes().length > {more_than} }}",
            timeout=30_000,
        )
        self.page.wait_for_timeout(300)

    def point(self, id: str) -> tuple[float, float]:
        p = self.cy(
            "const e = cy.getElementById(arg), r = cy.container().getBoundingClientRect();"
            "const p = e.isNode() ? e.renderedPosition() : e.renderedMidpoint();"
            "return [r.x + p.x, r.y + p.y]",
            id,
        )
        return p[0], p[1]

    def click(self, id: str) -> None:
        self.page.mouse.click(*self.point(id))

    def places(self) -> dict[str, list[float]]:
        found: dict[str, list[float]] = self.cy(
            "return Object.fromEntries(cy.nodes().map("
            "  n => [n.id(), [n.position('x'), n.position('y')]]))"
        )
        return found

    def edge(self, label: str) -> str:
        """An edge of this label whose middle is clear of nodes."""
        found: list[str] = self.cy(
            "return cy.edges().filter(e => { const m = e.renderedMidpoint();"
            " return e.data('label').startsWith(arg[0]) && cy.nodes().every(n => Math.hypot("
            " n.renderedPosition().x - m.x, n.renderedPosition().y - m.y) > arg[1]) })"
            ".map(e => e.id())",
            [label, CLEAR_OF_NODES],
        )
        assert found, f"no edge {label!r} to click"
        return found[0]

    def button(self, words: str) -> Any:
        """A button that is there and has its key."""
        found = self.page.get_by_role("button", name=words).first
        found.wait_for()
        self.page.wait_for_function("() => !document.querySelector('[data-stale=true]')")
        self.page.wait_for_timeout(300)
        return found

    def says(self, words: str, timeout: float = 8000) -> None:
        self.page.get_by_text(words, exact=False).first.wait_for(timeout=timeout)


@pytest.fixture
def board(browser: Any, url: str) -> Iterator[Board]:
    """A page that may ask this server alone; it fails on any other request and any script error."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 950}, accept_downloads=True, color_scheme="light"
    )
    outside: list[str] = []
    errors: list[str] = []

    def guard(route: Any) -> None:
        if route.request.url.startswith((url, "blob:", "data:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page = context.new_page()
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("websocket", lambda w: None if "127.0.0.1" in w.url else outside.append(w.url))
    yield Board(page, url)
    hacked = page.evaluate("() => window.hacked ?? null")
    context.close()
    assert outside == []
    assert errors == []
    assert hacked is None


def test_click_a_node_for_its_profile_and_an_edge_for_its_sentences(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    board.click("company/bytedance")
    board.says("Chinese owner of TikTok and Douyin")
    board.page.wait_for_url("**sel=company%2Fbytedance**")
    start = time.monotonic()
    board.click(board.edge("owns"))
    board.says("faces a deadline")
    assert time.monotonic() - start < 5
    board.says("2 independent sources")
    board.page.wait_for_function("() => /sel=[0-9a-f]{20}/.test(location.href)")


def test_the_script_comes_as_a_file_not_with_every_click(board: Board) -> None:
    with board.page.expect_response(lambda r: r.url.endswith("/graph.js")) as script:
        board.open("?e=app/tiktok")
    assert script.value.ok
    board.ready()


def test_double_click_expands_and_nothing_else_moves(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    before = board.places()
    zoom = board.cy("return [cy.zoom(), cy.pan().x, cy.pan().y]")
    board.page.mouse.dblclick(*board.point("company/bytedance"))
    board.ready(more_than=len(before))
    after = board.places()
    assert {i: after[i] for i in before} == before  # to the last digit
    assert board.cy("return [cy.zoom(), cy.pan().x, cy.pan().y]") == zoom
    assert "person/zhang-yiming" in after
    board.page.wait_for_url("**e=app%2Ftiktok%2Ccompany%2Fbytedance**")


def test_the_address_reproduces_the_view(board: Board) -> None:
    board.open("?e=app/tiktok&all=true")
    board.ready()
    edge = board.edge("bans (proposed)")
    board.click(edge)
    board.says("United States proposes or threatens to ban TikTok")
    board.says("may ban TikTok unless it is sold")
    board.page.wait_for_url(f"**sel={edge}**")
    address = board.page.url
    board.page.goto("about:blank")
    board.page.goto(address)
    board.ready()
    board.says("United States proposes or threatens to ban TikTok")
    assert board.cy("return cy.$(':selected').map(e => e.id())") == [edge]
    assert board.cy("return cy.getElementById(arg).style('line-style')", edge) == "dashed"


def test_filters_change_address_and_picture(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    before = board.places()
    board.page.get_by_text("Also claims that are not live").click()
    board.page.wait_for_function(f"() => {FIND}.__cy.edges('[!live]').length > 0")
    board.page.wait_for_url("**all=true**")
    kept = board.places()
    assert {i: kept[i] for i in before} == before
    board.page.get_by_role("button", name="All relations").click()
    board.page.get_by_role("button", name="owns", exact=True).click()
    board.page.wait_for_function(
        f"() => {FIND}.__cy.edges().every(e => e.data('label').startsWith('owns'))"
    )
    board.page.wait_for_url("**types=owns**")


def test_search_as_you_type_adds_to_the_graph(board: Board) -> None:
    board.open("")
    board.says("Start with one of the well connected")
    board.page.get_by_label("Search", exact=True).press_sequentially("华为")
    board.page.get_by_role("button", name="Huawei", exact=True).first.click()
    board.ready(more_than=1)
    assert "government/us" in board.places()
    board.page.wait_for_url("**e=company%2Fhuawei**")


def test_keyboard_walks_tells_expands_and_hides(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    board.page.locator(".kg-canvas").focus()
    board.page.keyboard.press("ArrowRight")
    board.page.wait_for_timeout(400)
    assert board.cy("return cy.$(':selected').map(e => e.id())") == ["app/tiktok"]
    assert "TikTok, App" in board.page.locator(".kg-live").inner_text()
    board.page.keyboard.press("e")
    board.page.wait_for_timeout(400)
    assert board.cy("return cy.$('edge:selected').length") == 1
    board.page.keyboard.press("ArrowUp")
    board.page.wait_for_timeout(400)
    chosen = board.cy("return cy.$('node:selected').map(e => e.id())")
    assert chosen
    assert chosen != ["app/tiktok"]
    count = len(board.places())
    board.page.keyboard.press("h")
    board.page.wait_for_function(f"() => {FIND}.__cy.nodes().length === {count - 1}")
    board.says("1 entity you hid")
    board.page.keyboard.press("Escape")
    assert board.cy("return cy.$(':selected').length") == 0


def test_legend_counts_and_hides_kinds_without_python(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    button = board.page.locator(".kg-legend button[data-kind=Company]")
    shown = board.cy("return cy.nodes('[kind = \"Company\"]:visible').length")
    assert button.inner_text().endswith(str(shown))
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    board.page.wait_for_function(
        f"() => {FIND}.__cy.nodes('[kind = \"Company\"]:visible').length === 0", timeout=3000
    )


def test_find_tree_and_picture(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    find = board.page.locator(".kg-find")
    find.fill("rednote")
    assert board.cy("return cy.$('.found').map(e => e.id())") == ["app/xiaohongshu"]
    find.press("Enter")
    board.says("Also called RedNote")
    board.page.get_by_role("button", name="Tree").click()
    board.ready()
    places = board.places()
    assert places["company/bytedance"][1] < places["app/tiktok"][1]  # owner above owned
    with board.page.expect_download() as download:
        board.page.get_by_role("button", name="PNG").click()
    picture = Path(download.value.path()).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) > 20_000


def test_dark_theme_comes_live_and_moves_nothing(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    before = board.places(), board.cy("return cy.nodes()[0].style('color')")
    board.page.emulate_media(color_scheme="dark")
    board.page.wait_for_function(f"() => {FIND}.__cy.nodes()[0].style('color') !== '{before[1]}'")
    assert board.places() == before[0]


def test_positions_last_over_another_page_and_a_reload(board: Board) -> None:
    board.open("?e=app/tiktok")
    board.ready()
    before = board.places()
    board.page.get_by_role("link", name="Cypher").first.click()
    board.says("Questions")
    board.page.get_by_role("link", name="Explore").first.click()
    board.ready()
    assert board.places() == before
    board.page.reload()
    board.ready()
    assert board.places() == before


def test_from_a_quotation_to_its_article_and_back_to_the_graph(board: Board) -> None:
    board.open("entity?id=app/tiktok")
    board.page.get_by_role("link", name="Who is behind TikTok").first.click()
    board.page.locator("mark", has_text="ByteDance owns TikTok.").wait_for()
    board.page.get_by_role("link", name="Explore", exact=False).nth(1).click()
    board.ready()
    assert "app/tiktok" in board.places()


def test_hostile_names_are_text_on_every_page(board: Board) -> None:
    hostile = WORLD["article_id"](WORLD["HOSTILE"])
    for address in (
        "?e=company/evil&sel=company/evil",
        "entity?id=company/evil",
        f"article?id={hostile}",
    ):
        board.open(address)
        board.says("<img src=x onerror")
        assert board.page.locator("img[src=x]").count() == 0
        assert board.page.locator("a[href^='javascript']").count() == 0


def test_cypher_answers_draws_and_downloads(board: Board) -> None:
    board.open("cypher?tab=Cypher")
    text = board.page.get_by_role("textbox", name="Cypher")
    text.fill("MATCH (a)-[r:OWNS]->(b) RETURN a.id AS a, r.id AS r, b.id AS b")
    text.press("Control+Enter")
    board.ready(more_than=2)
    with board.page.expect_download() as download:
        board.page.get_by_role("button", name="CSV", exact=True).click()
    assert Path(download.value.path()).read_text("utf-8").startswith("a,r,b\n")


def test_claims_are_decided_by_keys_and_a_reason_is_no_key(board: Board) -> None:
    board.open("review")
    board.says("Oracle may now own a part of TikTok.")
    keys = board.page.keyboard
    board.button("Later")
    keys.press("j")
    board.says("“Huawei” is taken for")
    reason = board.page.get_by_label("Reason", exact=True)
    reason.click()
    keys.type("a fax axed")  # A and X are no decisions while a reason is typed
    keys.press("Enter")
    board.button("Reject").focus()
    keys.press("x")
    board.says("Huawei supplies Oracle: rejected")
    board.says("1 claim not sure enough")
    assert reason.input_value() == ""
    board.page.get_by_text("Decided", exact=True).click()
    board.says("a fax axed")
    board.page.wait_for_url("**show=Decided**")
    board.button("Take back")
    assert board.page.get_by_role("button", name="Take back").count() == 2
    keys.press("z")
    board.page.wait_for_function("() => !document.body.innerText.includes('a fax axed')")
    board.open("review")
    board.says("2 claims not sure enough")


def test_two_entities_are_judged_by_keys(board: Board) -> None:
    board.open("review?show=Pairs&at=company/lonely-labs,company/lonely-labs-inc")
    board.says("Is Lonely Labs the same as Lonely Labs, Inc.?")
    board.says("Two different external ids")
    board.button("Same")
    board.page.keyboard.press("s")
    board.says("Lonely Labs and Lonely Labs, Inc.: same")
    board.button("Undo")
    board.page.keyboard.press("z")
    board.says("Is Lonely Labs the same as Lonely Labs, Inc.?")


def test_from_a_sentence_to_its_review_and_from_a_change_to_its_sentence(board: Board) -> None:
    board.open("changes?from=2025-01-16&to=2025-01-31&about=app/tiktok")
    board.says("From 16 January 2025 to 31 January 2025 of TikTok")
    board.page.get_by_test_id("stDataFrame").first.click(position={"x": 20, "y": 55})
    board.page.wait_for_url("**sel=**")
    address = board.page.url
    quote = board.page.locator("blockquote").first.inner_text()
    board.page.goto("about:blank")
    board.page.goto(address)
    board.says(quote)
    board.page.get_by_role("link", name="Review").nth(1).click()
    board.says("shown because the address names it")
    board.page.locator("mark", has_text=quote).wait_for()


def test_an_earlier_day_is_chosen_and_stays_in_the_address(board: Board) -> None:
    board.open("?e=app/tiktok&as_of=2023-04-01")
    board.ready()
    assert "app/xiaohongshu" not in board.places()
    board.says("As of 1 April 2023: what held then")
    board.click("company/bytedance")
    board.says("Chinese owner of TikTok and Douyin")
    board.page.get_by_role("link", name="Open").click()
    board.page.wait_for_url("**entity**as_of=2023-04-01**")
    board.says("As of 1 April 2023")
    board.page.get_by_role("button", name="As of 1 April 2023").click()
    board.page.get_by_role("button", name="Today").click()
    board.page.get_by_role("button", name="As of today").wait_for()
    assert "as_of" not in board.page.url


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(board: Board, width: int) -> None:
    board.page.set_viewport_size({"width": width, "height": 844})
    pages = ("article", "cypher", "review", "review?show=Pairs", "changes")
    for address in ("?e=app/tiktok&sel=app/tiktok", "entity?id=app/tiktok", *pages):
        board.open(address)
        board.page.wait_for_selector("[data-testid=stMain]")
        board.page.wait_for_timeout(1500)
        wide = board.page.evaluate(
            "() => document.querySelector('[data-testid=stMain]').scrollWidth"
        )
        assert wide <= width, address
