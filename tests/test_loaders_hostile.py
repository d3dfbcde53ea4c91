"""Hostile input ends in a clear refusal or in plain text: never in a crash, a hang or a leak."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders
from kg.errors import BadSource
from kg.model import Article
from loaders.encoding import decode
from loaders.files import FORMATS
from loaders.plain import make_plain
from loaders.records import RecordReader
from loaders.sniff import sniff
from loaders.source import Content
from loaders.structure import plain_from_html
from loaders.text import plain_from_markdown, split_front_matter

WORDS = "ByteDance, which owns TikTok, will spend 4.5 billion yuan on a centre in Shanxi. " * 3
MARKDOWN = "---\ntitle: T\ndate: 2024\n---\n# T\n\n* %s\n\n| a | b |\n|---|---|\n| c | d |"
HTML = """<html lang=en><head><script type="application/ld+json">{"@type":"Article"}</script></head>
<body><article><h1>T</h1><p>%s</p><ul><li>x</li></ul></article></body></html>"""
FEED = """<rss version='2.0'><channel><title>W</title><item><title>T</title><description>%s
</description><pubDate>Tue, 14 Jan 2025 09:00:00 GMT</pubDate></item></channel></rss>"""
MAIL = """From: A <a@b.example>
Date: Tue, 14 Jan 2025 09:00:00 +0100
Subject: =?utf-8?q?T?=
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>%s</p>"""
SEEDS = {
    "text": WORDS,
    "markdown": MARKDOWN % WORDS,
    "html": HTML % WORDS,
    "json": json.dumps({"articles": [{"title": "T", "text": WORDS, "date": "2024-01-02"}]}),
    "jsonl": json.dumps({"title": "T", "text": WORDS}) + "\n" + json.dumps({"text": WORDS}),
    "feed": FEED % WORDS,
    "email": MAIL % WORDS,
}


def collect(parts: Iterator[object]) -> list[Article]:
    """Gather articles; anything but an article or a `BadSource` that names the source fails."""
    articles: list[Article] = []
    problems: list[object] = []
    try:
        for part in parts:
            if isinstance(part, Article):
                articles.append(part)
            else:
                problems.append(part)
    except BadSource as error:
        problems.append(error)
    assert all(isinstance(p, BadSource) and p.where.startswith("x") for p in problems)
    assert all(article.text == make_plain(article.text) for article in articles)
    return articles


def parse(name: str, data: bytes) -> list[Article]:
    """Read bytes in a format."""
    return collect(FORMATS[name].parse(Content("x", data)))


@pytest.mark.parametrize("name", FORMATS)
def test_the_seeds_are_read(name: str) -> None:
    assert parse(name, SEEDS[name].encode())


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300))
def test_no_bytes_break_a_loader(name: str, data: bytes) -> None:
    parse(name, data)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, 500), end=st.integers(0, 500), put=st.binary(max_size=8))
def test_no_damage_breaks_a_loader(name: str, at: int, end: int, put: bytes) -> None:
    seed = SEEDS[name].encode()
    parse(name, seed[:at] + put + seed[end:])


@settings(max_examples=100, deadline=None)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["text", "title", "articles", "date", "source", "url", "name"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_no_json_value_breaks_the_reader(value: object) -> None:
    collect(RecordReader("x").parts(value))


SLOW = {
    "text": ["a " * 500_000, " " * 500_000 + "a", "\n" * 500_000 + "a"],
    "markdown": [
        "[" * 20_000,
        "*a **a " * 5_000,
        "`" * 20_000,
        "> " * 5_000 + "a",
        "---\n" + "a " * 100_000 + "\n---\nb",
        "---\n" + "a:\n" * 50_000,
        "<" * 20_000,
    ],
    "html": ["<p>" * 20_000 + "a", "<b>" * 5_000 + "a", "<table>" * 2_000, "<!--" * 50_000],
    "feed": ["<!-- -->" * 5_000 + "<x", "<?a?>" * 5_000, "<rss>" + "<a>" * 50_000],
    "email": ["A: b\n" * 50_000, "From a\n\n" * 20_000, "Subject: " + "=?utf-8?q?a?= " * 2_000],
    "json": ["[" * 500_000, '{"a":' * 200_000, "9" * 100_000, '"' + "\\" * 200_000],
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_long(name: str) -> None:
    for text in SLOW[name]:
        began = time.monotonic()
        sniff(text.encode()[:1_000_000], "x.txt")
        parse(name, text.encode())
        assert time.monotonic() - began < 10, text[:40]


def test_scripts_and_hidden_text_never_become_text() -> None:
    html = (
        "<p>Seen.</p><script>Oracle</script><style>Oracle</style><p hidden>Oracle</p>"
        "<p style='display: none'>Oracle</p><div style='visibility:hidden'>Oracle</div>"
        "<template>Oracle</template><noscript>Oracle</noscript><!-- Oracle --><p>Also seen.</p>"
    )
    assert plain_from_html(html) == "Seen.\n\nAlso seen."
    assert plain_from_markdown(html.replace("<p>", "\n\n<p>"), "x") == "Seen.\n\nAlso seen."


def test_layout_tables_are_no_data() -> None:
    layout = (
        "<table><tr><td><img></td><td><h2>Top</h2><p>One.</p><table><tr><td>Owner</td>"
        "<td>Share</td>"
        "</tr><tr><td>A<br>Ltd</td><td><b>6</b>0%</td></tr></table></td></tr></table>"
    )
    assert plain_from_html(layout) == "Top\n\nOne.\n\nOwner | Share\nA Ltd | 60%"


def test_nested_lists_and_breaks() -> None:
    html = (
        "a<br>b<br><br>c<ul><li>one<ul><li>two</li></ul></li><li><p>three</p><p>more</p></li></ul>d"
    )
    assert make_plain(plain_from_html(html)) == "a\nb\n\nc\n\n- one\n- two\n- three\nmore\n\nd"


def test_terms_and_what_is_said_of_them_stand_on_one_line() -> None:
    html = "<dl><dt>Owner:</dt><dd>ByteDance</dd><dt>Users</dt>"
    html += "<dd><p>51 million</p></dd><dt>End</dl><p>x"
    assert plain_from_html(html) == "- Owner: ByteDance\n- Users: 51 million\n- End\n\nx"


def test_html_of_nothing_is_nothing() -> None:
    for html in ("", " ", "<!-- a -->", "<?a?>", "<p>", "&nbsp;"):
        assert make_plain(plain_from_html(html)) == ""


def test_odd_codecs_are_not_used() -> None:
    for codec in ("punycode", "unicode_escape", "utf-7", "zlib", "rot13", "no-such", "\x00"):
        text, notes = decode(b"a\\u0041+AEE-", "x", codec)
        assert text == "a\\u0041+AEE-"
        assert notes == ()


def test_front_matter_is_only_lines() -> None:
    source = (
        "---\na: &x [b, b]\nTitle: \"A: b\"\nAuthors:\n  - Ana\n  - 'Bo'\n# c\nlang:\n---\nText"
    )
    fields, body, unread = split_front_matter(source)
    assert fields == {"title": "A: b", "author": "Ana, Bo", "language": ""}
    assert (body, unread) == ("Text", ["a"])
    assert split_front_matter("---\nno end") == ({}, "---\nno end", [])


def test_deep_json_ld_is_passed_over(tmp_path: Path) -> None:
    deep = '{"@type": "NewsArticle", "author": ' + '{"name": ' * 600 + '"x"' + "}" * 601
    page = tmp_path / "a.html"
    page.write_text(
        f"<html><head><script type='application/ld+json'>{deep}</script></head><body><article>"
        f"<h1>T</h1><p>{WORDS}</p></article></body></html>"
    )
    [part] = loaders.read([str(page)])
    assert isinstance(part, Article)
    assert part.author is None
