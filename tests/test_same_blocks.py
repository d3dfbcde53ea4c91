"""The same article as HTML, Markdown and plain text has the same blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.document import BlockKind
from kg.extract.segment import segment
from kg.model import Article
from loaders import read

HTML = """<!doctype html><html lang="en"><head><title>Apex buys Bolt</title>
<meta property="og:site_name" content="The Ledger"></head><body><nav>Home News Sport</nav><article>
<h1>Apex buys Bolt</h1>
<p>Apex Holdings has bought the chat app Bolt from its founder, the company said on Monday, ending
months of talk about the future of an app that is used by forty million people every day.</p>
<h2>What the deal covers</h2>
<p>The deal covers the app, its name and its three offices, and the founders will stay on for at
least two years, according to a statement that both firms published in the morning.</p>
<ul><li>Apex pays $40 million in cash.</li><li>Bolt keeps its name and its staff.</li></ul>
<h2>Fines so far</h2>
<p>Bolt has been fined three times in five years by regulators in Europe and Asia.</p>
<table><tr><th>Company</th><th>Regulator</th><th>Fine</th></tr>
<tr><td>Bolt</td><td>Garante</td><td>5 million euros</td></tr>
<tr><td>Bolt</td><td>CNIL</td><td>2 million euros</td></tr></table>
<p>Neither regulator wanted to say on Monday whether the sale would change its view of the app.</p>
</article><footer>Subscribe to our newsletter</footer></body></html>"""

MARKDOWN = """---
title: Apex buys Bolt
publisher: The Ledger
---
# Apex buys Bolt

Apex Holdings has bought the chat app Bolt from its founder, the company said on Monday, ending
months of talk about the future of an app that is used by forty million people every day.

## What the deal covers

The deal covers the app, its name and its three offices, and the founders will stay on for at
least two years, according to a statement that both firms published in the morning.

* Apex pays $40 million in cash.
* Bolt keeps its name and its staff.

## Fines so far

Bolt has been fined three times in five years by regulators in Europe and Asia.

| Company | Regulator | Fine |
|---|---|---|
| Bolt | Garante | 5 million euros |
| Bolt | CNIL | 2 million euros |

Neither regulator wanted to say on Monday whether the sale would change its view of the app.
"""

TEXT = """Apex buys Bolt

Apex Holdings has bought the chat app Bolt from its founder, the company said on Monday, ending
months of talk about the future of an app that is used by forty million people every day.

What the deal covers

The deal covers the app, its name and its three offices, and the founders will stay on for at
least two years, according to a statement that both firms published in the morning.

- Apex pays $40 million in cash.
- Bolt keeps its name and its staff.

Fines so far

Bolt has been fined three times in five years by regulators in Europe and Asia.

Company | Regulator | Fine
Bolt | Garante | 5 million euros
Bolt | CNIL | 2 million euros

Neither regulator wanted to say on Monday whether the sale would change its view of the app.
"""
SOURCES = {"a.html": HTML, "a.md": MARKDOWN, "a.txt": TEXT}


def blocks(folder: Path, name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    (folder / name).write_text(SOURCES[name], "utf-8")
    (article,) = read([str(folder / name)])
    assert isinstance(article, Article), article
    view, found = segment(article.text)
    return [
        (b.kind, " ".join(view[b.start : b.end].split()), b.section)
        for b in found
        if b.kind is not BlockKind.FURNITURE
    ]


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_formats_give_the_blocks_of_the_plain_text(tmp_path: Path, name: str) -> None:
    assert blocks(tmp_path, name) == blocks(tmp_path, "a.txt")


def test_every_kind_of_block_is_there(tmp_path: Path) -> None:
    kinds = [kind for kind, _, _ in blocks(tmp_path, "a.txt")]
    assert kinds.count("heading") == 3
    assert kinds.count("item") == 2
    assert kinds.count("row") == 3
    assert kinds.count("paragraph") == 4
