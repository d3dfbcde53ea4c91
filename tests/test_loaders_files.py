"""Files become articles: each format, and each way in which a file can be bad."""

from __future__ import annotations

import json
import os
import tracemalloc
from email.message import EmailMessage
from pathlib import Path

import pytest

import loaders
from kg.errors import BadSource
from kg.model import Article

BODY = (
    "ByteDance, which owns TikTok, will spend 4.5 billion yuan on a computing centre in Shanxi.\n\n"
    "The company did not say when the centre will open. Regulators have still to approve it."
)
PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Chip rules widen | The Example Post</title>
<meta property="og:site_name" content="The Example Post"><meta name="author" content="Ana Lee">
<link rel="canonical" href="https://www.example-post.example/chips?utm_source=x">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "No"},
 {"@type": "NewsArticle", "headline": "Chip rules widen", "datePublished": "2024-05-06T10:00:00Z",
  "author": [{"name": "Ana Lee"}, {"name": "Bo Chen"}]}]}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Chip rules widen</h1>
<p>The Commerce Department <b>widened</b> its chip rules on Monday, in a step that hits
<a href="/x">Nvidia</a> and others who sell to China.</p>
<script>alert("Oracle owns TikTok")</script>
<h2>Who is hit</h2><ul><li>Nvidia, the maker of graphics chips</li><li>AMD, its rival</li></ul>
<table><tr><th>Company</th><th>Share</th></tr><tr><td>Nvidia</td><td>80%</td></tr>
<tr><td>AMD</td><td>12%</td></tr></table>
<p>The rules take effect in ninety days, the department said, and exempt servers that have already
been shipped to customers abroad.</p></article></main>
<aside><h3>Related</h3><a href="z">TikTok ban looms</a></aside></body></html>"""


def write(path: Path, content: str | bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def one(source: str, loader: str | None = None) -> Article:
    [article] = loaders.open_source(source, loader=loader).articles()
    return article


def problem(source: str, loader: str | None = None) -> BadSource:
    with pytest.raises(BadSource) as caught:
        list(loaders.open_source(source, loader=loader).articles())
    return caught.value


# -- text and Markdown


def test_text_is_one_article_titled_by_its_first_line(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.txt", f"A centre in Shanxi\r\n\r\n{BODY}\n\n\n\nEnd. \n"))
    assert article.title == "A centre in Shanxi"
    assert article.text == f"A centre in Shanxi\n\n{BODY}\n\nEnd."
    assert article.language == "en"
    assert (article.publisher, article.url, article.published, article.notes) == (None,) * 3 + ((),)
    assert article.cite("ByteDance, which owns TikTok").start == article.text.index("ByteDance")


def test_text_without_a_headline_is_titled_by_its_file(tmp_path: Path) -> None:
    assert one(write(tmp_path / "shanxi-centre.txt", BODY * 3)).title == "shanxi centre"


def test_markdown_keeps_structure_in_plain_signs(tmp_path: Path) -> None:
    source = (
        '---\ntitle: "The week: chips"\npublisher: Example Wire\nauthors:\n- Ana Lee\n- Bo Chen\n'
        "published: 2024-05\nlanguage: en\nurl: https://www.wire.example/w?utm_source=a\n"
        "tags: [chips, apps]\n---\n\n# The week\n\n"
        "**ByteDance** owns\n[TikTok](https://t.example).\n\n"
        "* First `item`\n* Second item\n  with a tail\n\n"
        "| Firm | Share |\n|---|---|\n| AMD | 12% |\n"
        "\n<script>alert(1)</script>\n"
    )
    article = one(write(tmp_path / "week.md", source))
    assert article.text == (
        "The week\n\nByteDance owns TikTok.\n\n- First item\n- Second item with a tail\n\n"
        "Firm | Share\nAMD | 12%"
    )
    assert article.title == "The week: chips"
    assert article.publisher == "Example Wire"
    assert article.author == "Ana Lee, Bo Chen"
    assert article.published == "2024-05"
    assert article.url == "https://www.wire.example/w"
    assert article.notes == ("unread: tags",)


def test_markdown_without_front_matter_is_titled_by_its_heading(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.md", f"# A *new* centre\n\n{BODY}"))
    assert article.title == "A new centre"
    assert article.text.startswith("A new centre\n\nByteDance")


# -- HTML


def test_a_page_gives_its_main_text_and_says_who_wrote_it(tmp_path: Path) -> None:
    article = one(write(tmp_path / "p.html", PAGE))
    assert article.title == "Chip rules widen"
    assert article.publisher == "The Example Post"
    assert article.author == "Ana Lee, Bo Chen"
    assert article.published == "2024-05-06"
    assert article.language == "en"
    assert article.url == "https://www.example-post.example/chips"
    assert "widened its chip rules on Monday, in a step that hits Nvidia" in article.text
    assert "\n\nWho is hit\n\n- Nvidia, the maker of graphics chips\n- AMD, its rival\n\n" in (
        article.text
    )
    assert "Company | Share\nNvidia | 80%\nAMD | 12%" in article.text
    for foreign in ("Oracle", "alert", "Home", "ban looms"):
        assert foreign not in article.text


def test_a_page_in_another_encoding_is_read_as_it_says(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "gb2312").replace("Commerce Department", "商务部")
    assert "商务部" in one(write(tmp_path / "p.html", page.encode("gb18030"))).text


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<html><body><p>Please enable JavaScript.</p></body></html>", "holds no article"),
        ("<html><body></body></html>", "holds no article"),
        (
            "<html><body>"
            + "".join(f'<p><a href="/{n}">Story number {n} of today</a></p>' for n in range(40))
            + "</body></html>",
            "list of links",
        ),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, html: str, said: str) -> None:
    assert said in str(problem(write(tmp_path / "p.html", html)))


def test_a_page_nested_without_end_is_refused_not_crashed_on(tmp_path: Path) -> None:
    html = "<html><body>" + "<div>" * 50_000 + BODY
    [part] = loaders.read([write(tmp_path / "deep.html", html)])
    assert isinstance(part, BadSource) or "ByteDance" in part.text


# -- JSON


@pytest.mark.parametrize(
    "value",
    [
        {"headline": "T", "articleBody": BODY, "datePublished": "2024-05-06", "url": "https://a.org/1"},
        [{"title": "T", "content": BODY, "publishedAt": "2024-05-06T01:02:03Z",
            "link": "https://a.org/1"}],
        {"status": "ok", "articles": [{"title": "T", "text": BODY, "date": "2024-05-06",
            "url": "https://a.org/1"}]},
        {"response": {"results": [{"webTitle": "T", "webUrl": "https://a.org/1",
            "webPublicationDate": "2024-05-06T00:00:00Z", "fields": {"bodyText": BODY}}]}},
        {"hits": {"hits": [{"_id": "9", "_source": {"name": "T", "full_text": BODY, "pubDate":
            "Mon, 06 May 2024 01:00:00 GMT", "url": "https://a.org/1"}}]}},
        {"items": [{"title": {"rendered": "T"}, "content": {"rendered": BODY}, "seendate":
            "20240506T010000Z", "url": "https://a.org/1"}]},
        {"docs": [{"title": "T", "body": BODY.split("\n\n"), "published_at": 1714953600, "url": "https://a.org/1"}]},
    ],
)  # fmt: skip
def test_json_under_the_usual_names(tmp_path: Path, value: object) -> None:
    article = one(write(tmp_path / "a.json", json.dumps(value)))
    assert (article.title, article.text) == ("T", BODY)
    assert (article.published, article.url) == ("2024-05-06", "https://a.org/1")
    assert article.publisher == "a.org"


def test_json_publisher_author_and_language(tmp_path: Path) -> None:
    record = {
        "title": "Q&amp;A",
        "text": BODY,
        "source": {"id": None, "name": "Example Wire"},
        "authors": [{"name": "Ana Lee"}, {"name": "Bo Chen"}],
        "language": "English",
    }
    article = one(write(tmp_path / "a.json", json.dumps(record)))
    assert (article.title, article.publisher) == ("Q&A", "Example Wire")
    assert (article.author, article.language) == ("Ana Lee, Bo Chen", "en")


def test_json_text_is_kept_as_given(tmp_path: Path) -> None:
    text = "**Bold** [link](https://a.org)\n\n# Heading\n* item\u00a0one \n\n\n\n1 < 2 & 3"
    article = one(write(tmp_path / "a.json", json.dumps({"title": "T", "text": text})))
    assert article.text == "**Bold** [link](https://a.org)\n\n# Heading\n* item one\n\n1 < 2 & 3"


def test_json_text_that_is_html_is_made_plain(tmp_path: Path) -> None:
    html = "<p>ByteDance owns <b>TikTok</b>.</p><ul><li>one</li><li>two</li></ul>"
    article = one(write(tmp_path / "a.json", json.dumps({"title": "T", "content": html})))
    assert article.text == "ByteDance owns TikTok.\n\n- one\n- two"


def test_unread_keys_are_named_once(tmp_path: Path) -> None:
    records = [{"text": BODY + str(n), "score": n, "id": n} for n in range(3)]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, records)))
    notes = [a.notes for a in loaders.open_source(path).articles()]
    assert notes == [("unread: score, id",), (), ()]


def test_a_cut_text_and_a_summary_are_said(tmp_path: Path) -> None:
    records = [
        {"title": "T", "content": f"{BODY} [+1234 chars]"},
        {"title": "U", "description": "ByteDance plans a centre."},
    ]
    cut, short = loaders.open_source(write(tmp_path / "a.json", json.dumps(records))).articles()
    assert cut.text == BODY
    assert cut.notes == ("text is cut off in the source (1234 characters are missing)",)
    assert short.notes == ("only a summary is given, not the text",)


def test_a_date_that_cannot_be_does_not_lose_the_article(tmp_path: Path) -> None:
    record = {"text": BODY, "published": "2025-13-40", "url": "nowhere"}
    article = one(write(tmp_path / "a.json", json.dumps(record)))
    assert article.published is None
    assert article.notes == (
        "date '2025-13-40' cannot be; left out",
        "address 'nowhere' is no web address; left out",
    )


def test_a_cut_line_is_named_and_the_others_are_loaded(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{BODY} {n}"}) for n in range(4)]
    lines[2] = lines[2][:40]
    path = write(tmp_path / "a.jsonl", "\n".join([*lines[:2], "", *lines[2:]]))
    parts = list(loaders.read([path]))
    assert [isinstance(part, Article) for part in parts] == [True, True, False, True]
    assert "a.jsonl line 4: no whole JSON" in str(parts[2])
    loader = loaders.open_source(path).articles()
    seen: list[Article] = []
    with pytest.raises(BadSource, match="line 4"):
        seen.extend(loader)
    assert len(seen) == 3


def test_an_article_without_text_is_named_and_the_others_are_loaded(tmp_path: Path) -> None:
    records = [{"title": "Empty", "url": "https://a.org/0"}, {"title": "Full", "text": BODY}]
    bad, good = loaders.read([write(tmp_path / "a.json", json.dumps({"articles": records}))])
    assert isinstance(good, Article)
    assert "article 1: an article without text ('Empty')" in str(bad)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "price": 3}', "fields found: a, price"),
        ('[{"a": 1}, {"a": 2}]', "fields found: a"),
        ('{"articles": []}', "'articles' is empty"),
        ("[]", "empty list"),
        ('{"text": "x', "no whole JSON"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": ' * 100_000, "nested too deep"),
        ('{"n": ' + "9" * 5000 + "}", "cannot be read"),
        ("[1, 2]", "not articles"),
        ("not json", "no whole JSON"),
    ],
)
def test_json_that_is_none(tmp_path: Path, text: str, said: str) -> None:
    error = problem(write(tmp_path / "a.json", text))
    assert said in str(error)
    assert "a.json" in error.where


def test_json_that_is_no_article_says_what_is_expected(tmp_path: Path) -> None:
    assert "articleBody" in problem(write(tmp_path / "a.json", '{"price": 3}')).hint


# -- feeds

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example Wire</title>
<language>en-us</language>
<item><title>Newer &amp; better</title><link>https://wire.example/2?utm_source=rss</link>
<pubDate>Tue, 14 Jan 2025 09:00:00 GMT</pubDate><dc:creator>Ana Lee</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<h2>Plan</h2><p>{BODY}</p><ul><li>one</li></ul><script>x()</script>]]>
</content:encoded></item>
<item><title>Older</title><link>https://wire.example/1</link>
<pubDate>Mon, 13 Jan 2025 09:00:00 GMT</pubDate><description>Only this.</description></item>
<item><title>Nothing</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blatt</title>
<entry><title>Neu</title><link href="https://blatt.example/1"/><updated>2025-01-14T10:00:00Z</updated>
<content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry></feed>"""


def test_rss_gives_its_entries_oldest_first(tmp_path: Path) -> None:
    older, newer, empty = loaders.read([write(tmp_path / "a.xml", RSS)])
    assert isinstance(older, Article)
    assert isinstance(newer, Article)
    assert older.notes == ("only a summary is given, not the text",)
    assert newer.title == "Newer & better"
    assert newer.text.startswith("Plan\n\nByteDance, which owns TikTok")
    assert newer.text.endswith("\n\n- one")
    assert (newer.author, newer.publisher, newer.language) == ("Ana Lee", "Example Wire", "en")
    assert (newer.published, newer.url) == ("2025-01-14", "https://wire.example/2")
    assert "entry 3: an article without text ('Nothing')" in str(empty)


def test_atom(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.atom", ATOM))
    assert (article.title, article.publisher, article.language) == ("Neu", "Blatt", "de")
    assert article.published == "2025-01-14"


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><title>&c;</title><item><title>&c;</title></item></channel></rss>"""
REACHING = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>T</title><description>&x;</description></item>
</channel></rss>"""


@pytest.mark.parametrize("xml", [BOMB, REACHING, BOMB.replace("</rss>", "")])
def test_xml_with_entities_is_refused(tmp_path: Path, xml: str) -> None:
    assert "declares entities" in str(problem(write(tmp_path / "a.xml", xml)))


def test_a_broken_feed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    cut = RSS[: RSS.index("<item><title>Nothing")]
    parts = list(loaders.read([write(tmp_path / "a.xml", cut)]))
    assert [p.title for p in parts if isinstance(p, Article)] == ["Older", "Newer & better"]
    assert isinstance(parts[0], Article)
    assert "broken XML" in parts[0].notes[0]


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<?xml version='1.0'?><note><to>You</to></note>", "is no feed"),
        ("<rss version='2.0'><channel><title>T</title></channel></rss>", "without entries"),
        ("Just words.", "is no feed"),
    ],
)
def test_what_is_no_feed(tmp_path: Path, xml: str, said: str) -> None:
    assert said in str(problem(write(tmp_path / "a.xml", xml)))


# -- mail


def newsletter(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Example Brief <brief@example.org>"
    mail["To"] = "reader@example.com"
    mail["Date"] = "Tue, 14 Jan 2025 09:00:00 +0100"
    mail["Subject"] = subject
    mail.set_content("Plain version.")
    mail.add_alternative(
        f'<div style="display:none">Preview</div><table><tr><td><h1>{subject}</h1><p>{BODY}</p>'
        "<p>From Zürich: nothing.</p></td></tr></table><p>Unsubscribe</p>",
        subtype="html",
    )
    return mail


def test_a_newsletter_is_read_from_its_html(tmp_path: Path) -> None:
    article = one(write(tmp_path / "n.eml", bytes(newsletter("Chips – and apps"))))
    assert (article.title, article.publisher) == ("Chips – and apps", "Example Brief")
    assert article.published == "2025-01-14"
    assert article.text.startswith("Chips – and apps\n\nByteDance, which owns TikTok")
    assert article.text.endswith("From Zürich: nothing.\n\nUnsubscribe")
    assert "Preview" not in article.text
    assert article.notes == ()


def test_a_mailbox_holds_many(tmp_path: Path) -> None:
    mails = [b"From x@example.org Tue Jan 14 09:00:00 2025\n" + bytes(newsletter(s)) + b"\n"
             for s in ("One", "Two")]  # fmt: skip
    path = write(tmp_path / "n.mbox", b"".join(mails))
    assert [article.title for article in loaders.open_source(path).articles()] == ["One", "Two"]


def test_what_is_no_mail(tmp_path: Path) -> None:
    assert "is no mail" in str(problem(write(tmp_path / "n.eml", BODY)))


# -- content before name, encodings


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("a.txt", PAGE, "named as text, read as html"),
        ("a.html", BODY, "named as html, read as text"),
        ("a.json", json.dumps({"text": BODY}) + "\n" + json.dumps({"text": BODY}), "read as jsonl"),
        ("a.jsonl", json.dumps([{"text": BODY}], indent=1), "named as jsonl, read as json"),
        ("a.txt", ATOM, "named as text, read as feed"),
        ("a.txt", f"---\ntitle: T\n---\n{BODY}", "named as text, read as markdown"),
    ],
)
def test_content_counts_more_than_the_name(
    tmp_path: Path, name: str, content: str, note: str
) -> None:
    first = next(loaders.open_source(write(tmp_path / name, content)).articles())
    assert note in first.notes[0]
    assert "owns TikTok" in first.text or "Chip rules" in first.text


def test_a_loader_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"# T\n\n{BODY}")
    assert one(path).text.startswith("# T")
    assert one(path, "markdown").text.startswith("T\n")
    assert "known: email, feed, folder, html, json, jsonl" in problem(path, "pdf").hint


@pytest.mark.parametrize(
    ("encoding", "text", "note"),
    [
        ("cp1252", "Mr Kraft’s “bid” for the app costs £4bn, the société said.", "cp1252"),
        (
            "gb18030",
            "字节跳动在山西投资四十五亿元建设数据中心，这是该公司最大的投资之一。",
            "gb18030",
        ),
        ("cp1251", "Правительство запретило продажу компании в прошлом году.", "cp1251"),
    ],
)
def test_a_wrong_encoding_is_recovered_with_a_note(
    tmp_path: Path, encoding: str, text: str, note: str
) -> None:
    article = one(write(tmp_path / "a.txt", text.encode(encoding)))
    assert article.text == text
    assert article.notes == (f"not UTF-8; read as {note}",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_in_any_form_is_read(tmp_path: Path, encoding: str) -> None:
    article = one(write(tmp_path / "a.txt", BODY.encode(encoding)))
    assert (article.text, article.notes) == (BODY, ())


def test_a_few_broken_bytes_do_not_spoil_the_rest(tmp_path: Path) -> None:
    text = "Bytedance’s “plan” – für Zürich – is “new”."
    article = one(write(tmp_path / "a.txt", text.encode() + b" caf\xe9."))
    assert article.text == f"{text} caf\ufffd."
    assert article.notes == ("1 characters are not UTF-8; shown as \ufffd",)


# -- what cannot be read


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n\t ", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF document"),
        (b"PK\x03\x04\x14\x00\x06\x00", "is a zip archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG image"),
        (b"\x1f\x8b\x08\x00", "is a gzip archive"),
        (bytes(range(256)) * 8, "is binary"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, said: str, name: str) -> None:
    error = problem(write(tmp_path / name, content))
    assert said in str(error)
    assert name in error.where


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    assert "in no encoding" in str(problem(write(tmp_path / "a.txt", bytes(range(1, 256)) * 8)))


def test_text_without_a_letter_is_no_article(tmp_path: Path) -> None:
    error = problem(write(tmp_path / "a.txt", "\u200b\u200b..."))
    assert "an article without text" in str(error)


def test_missing_folder_as_file_and_device(tmp_path: Path) -> None:
    assert "no such file" in str(problem(str(tmp_path / "none.txt")))
    assert "no file that is read" in str(problem(str(tmp_path), "text"))
    assert "is no folder" in str(problem(write(tmp_path / "a.txt", BODY), "folder"))
    assert "not a file name" in str(problem("a\x00b"))
    assert "has no name" in str(problem(" "))
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "is a device or a pipe" in str(problem(str(pipe)))


def test_a_hostile_file_name_is_printed_safely(tmp_path: Path) -> None:
    error = problem(write(tmp_path / "a\x1b[2J\n.json", "{}x"))
    assert "a\\x1b[2J\\n.json" in str(error)
    assert "\x1b" not in str(error)


def test_one_bad_source_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", BODY)
    parts = list(loaders.read([str(tmp_path / "none"), good, "ftp://a.org/x", good]))
    assert [isinstance(part, Article) for part in parts] == [False, True, False, True]


# -- folders


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", f"B\n\n{BODY}")
    write(tmp_path / "a" / "z.md", f"# Z\n\n{BODY}")
    write(tmp_path / "a" / "bad.json", "{")
    write(tmp_path / "a" / "style.css", "p {}")
    write(tmp_path / ".hidden" / "x.txt", BODY)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    bad, z, b = loaders.read([str(tmp_path)])
    assert isinstance(bad, BadSource)
    assert isinstance(z, Article)
    assert isinstance(b, Article)
    assert "bad.json: no whole JSON" in str(bad)
    assert [z.title, b.title] == ["Z", "B"]
    assert "files of other kinds (.css 1)" in z.notes[0]
    assert b.notes == ()


def test_a_glob(tmp_path: Path) -> None:
    for name in ("2.txt", "1.txt", "sub/3.txt", "no.md"):
        write(tmp_path / name, f"{name}\n\n{BODY}")
    titles = [a.title for a in loaders.open_source(str(tmp_path / "**" / "*.txt")).articles()]
    assert titles == ["1.txt", "2.txt", "sub/3.txt"]
    assert "no file that is read" in str(problem(str(tmp_path / "*.json")))
    literal = write(tmp_path / "[a].txt", f"Literal\n\n{BODY}")
    assert one(literal).title == "Literal"


def test_articles_are_named_by_their_files(tmp_path: Path) -> None:
    write(tmp_path / "00-seed.json", json.dumps({"text": BODY}))
    write(
        tmp_path / "b" / "two.jsonl", "\n".join(json.dumps({"text": f"{BODY} {n}"}) for n in "12")
    )
    write(tmp_path / "c" / "00-seed.json", json.dumps({"text": f"{BODY} 3"}))
    write(tmp_path / "c" / "bad.json", "{")
    write(tmp_path / "c" / "two-2.txt", BODY)
    named = list(
        loaders.read_named([str(tmp_path), str(tmp_path / "b" / "*.jsonl"), "ftp://a/../x"])
    )
    names = [name for name, part in named if isinstance(part, Article)]
    assert names == ["00-seed", "two", "two-2", "00-seed-2", "two-2-2", "two-3", "two-4"]
    assert [name for name, part in named if isinstance(part, BadSource)] == ["bad", "x"]


def test_a_folder_is_read_as_named(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt", f"# One\n\n{BODY}")
    for source in (str(tmp_path), str(tmp_path / "a" / "*.txt"), str(tmp_path / "*")):
        assert one(source, "markdown").text.startswith("One\n")


def test_a_folder_of_nothing_is_said(tmp_path: Path) -> None:
    write(tmp_path / "style.css", "p {}")
    assert ".css 1" in str(problem(str(tmp_path)))


def test_the_same_article_twice_has_one_id_whatever_the_order(tmp_path: Path) -> None:
    here = write(
        tmp_path / "1.json", json.dumps({"text": BODY, "url": "https://www.a.org/x?utm_id=1"})
    )
    there = write(tmp_path / "2.json", json.dumps({"text": BODY, "url": "http://m.a.org/other"}))
    ids = [{part.id for part in loaders.read(order) if isinstance(part, Article)}
           for order in ([here, there], [there, here])]  # fmt: skip
    assert ids[0] == ids[1]
    assert len(ids[0]) == 1


def test_jsonl_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("w") as file:
        for n in range(1000):
            file.write(json.dumps({"text": f"{BODY * 100} {n}", "language": "en"}) + "\n")
    tracemalloc.start()
    count = sum(1 for _ in loaders.read([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1000
    assert peak < path.stat().st_size / 3


def test_markdown_with_a_tag_here_and_there_keeps_its_structure(tmp_path: Path) -> None:
    text = "# Apex buys Bolt\n\n<div class='note'>\n\n- Apex pays.\n- Bolt stays.\n\n</div>\n"
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"title": "Apex", "text": text}), "utf-8")
    (article,) = loaders.read([str(file)])
    assert isinstance(article, Article)
    assert article.text.splitlines()[0] == "# Apex buys Bolt"
    assert "- Apex pays.\n- Bolt stays." in article.text
    assert "<div" not in article.text
