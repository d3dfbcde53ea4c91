"""Pictures of every page, light and dark, wide and narrow: `python -m kg.ui.screenshots FOLDER`.

Shows the graph that the settings name. Needs Playwright (the `dev` extra) and Chromium.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

from kg.assembly import graph
from kg.errors import KgError, MissingPart
from kg.ui.briefing import last_day
from kg.ui.serve import streamlit_command, streamlit_environment

_SIZES = {"wide": (1280, 900), "narrow": (390, 1400)}
_START_SECONDS = 60.0
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_FIND = """() => { const todo = [document];
  while (todo.length) for (const el of todo.pop().querySelectorAll('*')) {
    if (el.__cy) return el; if (el.shadowRoot) todo.push(el.shadowRoot); }
  return null; }"""


def pages() -> dict[str, str]:
    """Give an address for every page, with what the graph holds."""
    with graph() as g:
        everywhere = g.subgraph(None, limit=2000)
        degree = Counter(i for e in everywhere.edges for i in (e.subject, e.object))
        articles = g.articles(limit=50)
        if not degree or not articles:
            raise KgError("the graph is empty", hint="kg demo --no-serve loads the samples")
        top, edge = degree.most_common(1)[0][0], _telling(everywhere.edges)
        fullest = max(articles, key=lambda a: sum(len(r.claims) for r in g.reading(a.id)))
    days = sorted(edge.last_reported or "2020" for edge in everywhere.edges)
    first, last = last_day(days[len(days) // 2]), last_day(days[-1])
    return {
        "start": "",
        "explore": f"?e={quote(top)}&all=true",
        "explore-node": f"?e={quote(top)}&all=true&sel={quote(top)}",
        "explore-edge": f"?e={quote(edge.subject)},{quote(edge.object)}&all=true&sel={edge.id}",
        "entity": f"entity?id={quote(top)}",
        "entity-missing": "entity?id=company/no-such-thing",
        "articles": "article",
        "article": f"article?id={quote(fullest.id)}",
        "changes": f"changes?from={first}&to={last}",
        "change": f"changes?from={first}&to={last}&sel={edge.id}",
        "review": "review",
        "review-pairs": "review?show=Pairs",
        "review-decided": "review?show=Decided",
        "questions": "cypher",
        "cypher": "cypher?tab=Cypher",
    }


def _telling(edges: Any) -> Any:
    return max(edges, key=lambda e: (e.contested, e.sources, len(e.claims)))


@contextmanager
def served(port: int | None = None) -> Iterator[str]:
    """Serve the explorer for a while; give its address. Raises `KgError` if it does not start."""
    port = port or _free_port()
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        streamlit_command(port),
        env=streamlit_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise KgError("the explorer did not start", hint=" ".join(streamlit_command()))


def take(folder: Path) -> list[Path]:
    """Take the pictures; give their files."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingPart(
            "Playwright is not installed", hint='pip install "kg-tech-geopolitics[dev]"'
        ) from error
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_ARGUMENTS
        )
        for theme in ("light", "dark"):
            for size, (width, height) in _SIZES.items():
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=theme
                )
                page = context.new_page()
                for name, address in pages().items():
                    made.append(folder / f"{name}-{theme}-{size}.png")
                    page.goto(f"{url}/{address}")
                    _settled(page)
                    page.screenshot(path=made[-1], full_page=True)
                context.close()
        browser.close()
    return made


def _settled(page: Any) -> None:
    page.wait_for_selector("[data-testid=stMain]")
    page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")
    page.wait_for_timeout(1500)
    page.wait_for_function(
        f"() => {{ const g = ({_FIND})(); return !g || g.dataset.layout === 'done' }}"
    )
    page.wait_for_timeout(300)


def main() -> int:
    """Take the pictures into the folder named on the command line."""
    if len(sys.argv) != 2:
        print("usage: python -m kg.ui.screenshots FOLDER", file=sys.stderr)
        return 2
    try:
        made = take(Path(sys.argv[1]))
    except KgError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(made)} pictures in {sys.argv[1]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
