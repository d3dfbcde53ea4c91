"""A briefing says only what its sources say, with the numbers to check it by."""

from __future__ import annotations

import re
import runpy
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from defusedxml import ElementTree
from markdown_it import MarkdownIt

from kg.analysis.confidence import Grade, grade, official_sources
from kg.errors import BadData, NotFound, Ungrounded
from kg.export.brief import (
    Brief,
    BriefOptions,
    Section,
    lint,
    make_brief,
    render_html,
    render_markdown,
    write_briefing,
)
from kg.export.brief.values import Cited
from kg.model import Edge, Subgraph
from kg.vocabulary import Measure, Polarity, Predicate, Status
from kg.words import (
    amount_words,
    capital,
    day_words,
    listed,
    number_words,
    share_words,
    shown,
    statement,
)

WORLD = runpy.run_path(str(Path(__file__).with_name("brief_world.py")))
NAMES: dict[str, str] = WORLD["NAMES"]
DAY = date(2025, 1, 22)
OPTIONS = BriefOptions(day=DAY, author="A. Analyst", filters=("one step around the seeds",))


@pytest.fixture(scope="module")
def world() -> Subgraph:
    built: Subgraph = WORLD["build"]()
    return built


@pytest.fixture(scope="module")
def brief(world: Subgraph) -> Brief:
    return make_brief(world, world.seeds, OPTIONS)


def edge_of(world: Subgraph, subject: str, predicate: Predicate, object: str) -> Edge:
    ends = (NAMES[subject], predicate, NAMES[object])
    return next(e for e in world.edges if (e.subject, e.predicate, e.object) == ends)


def table(brief: Brief, title: str) -> list[tuple[str, ...]]:
    return [r.cells for t in brief.tables if t.title == title for r in t.rows]


class Page(HTMLParser):
    """What a browser makes of a page: tags, attributes, text, ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


# What is said


def test_the_bottom_line_comes_from_counted_facts(brief: Brief) -> None:
    first, second = brief.bottom_line
    assert first.text == "ByteDance owns TikTok (100 %), as 3 independent sources report"
    assert second.text == (
        "4 measures are in force on TikTok, by India, the Data Protection Commission, the "
        "Digital Services Act and the European Union; 1 more is only announced, proposed or "
        "speculated"
    )


def test_three_to_six_judgements_each_cited_and_graded(brief: Brief) -> None:
    assert 3 <= len(brief.judgements) <= 6
    for judgement in brief.judgements:
        assert judgement.citations
        assert judgement.grade is not None


def test_what_is_not_fact_is_laid_to_its_sources(world: Subgraph, brief: Brief) -> None:
    assert all(
        s.attributed
        for s in brief.judgements
        if re.search(r"is to|denied|speculated|proposes|stopped", s.text)
    )
    for row in table(brief, "Ownership"):
        assert "Musk" not in " ".join(row)
    assert {r[3] for r in table(brief, "Ownership not in force")} == {
        *("denied", "speculated", "blocked")
    }


def test_a_threat_is_not_among_the_measures_in_force(brief: Brief) -> None:
    assert {(r[0], r[1]) for r in table(brief, "Measures in force")} == {
        *(("India", "bans"), ("Data Protection Commission", "fines")),
        *(("Digital Services Act", "designates"), ("European Union", "investigates")),
    }
    stands = {(r[0], r[3]) for r in table(brief, "Measures not in force")}
    assert stands == {
        *(("United States", "announced"), ("United States", "proposed"), ("CFIUS", "former")),
    }


def test_controls_is_said_only_of_half_or_more_at_each_step(brief: Brief) -> None:
    links = {(r[0], r[1]): r[-1] for r in table(brief, "Ownership")}
    assert links["ByteDance", "TikTok"] == "controls"
    assert links["ByteDance", "Doubao"] == "ownership link"
    assert links["Zhang Yiming", "ByteDance"] == "ownership link"
    chains = [r[1:] for r in table(brief, "Chains of control")]
    assert ("Zhang Yiming → ByteDance → TikTok", "20 to 21 %", "ownership link") in chains


def test_figures_are_written_as_readers_expect(brief: Brief) -> None:
    investments = table(brief, "Investments")
    assert (
        "ByteDance",
        "Shanxi",
        "CNY 4.5 billion",
        "",
        "announced",
        "reported 20 January 2025",
    ) in investments
    measures = table(brief, "Measures in force")
    assert (
        "Data Protection Commission",
        "fines",
        "TikTok",
        "EUR 345 million",
        "1 September 2023",
    ) in measures


def test_every_row_ends_with_what_it_rests_on(world: Subgraph, brief: Brief) -> None:
    known = {r.number for r in brief.sources}
    rows = [r for t in brief.tables for r in t.rows]
    direct = [r for t in brief.tables if t.title != "Chains of control" for r in t.rows]
    assert len(direct) == len(world.edges)
    for row in rows:
        assert row.citations
        assert set(row.citations) <= known
        assert row.sources >= 1


def test_reprints_of_a_story_are_one_source(world: Subgraph, brief: Brief) -> None:
    story = next(r for r in brief.sources if r.title == "TikTok owner bets on computing")
    assert story.publisher == "Wire Service"
    assert len(story.reprints) == 1
    assert story.reprints[0].startswith("Morning Post, 21 January 2025")
    assert len(brief.sources) == brief.counts.origins == brief.counts.articles - 1


def test_sources_carry_their_facts_and_words(world: Subgraph, brief: Brief) -> None:
    assert [r.number for r in brief.sources] == list(range(1, len(brief.sources) + 1))
    quotes = {q.text.strip("\u2068\u2069") for r in brief.sources for q in r.quotes}
    assert quotes == {c.quote for c in world.claims}
    assert all(r.facts for r in brief.sources)
    court = next(r for r in brief.sources if r.publisher == "Court Reporter")
    assert "the United States is to ban TikTok (from 19 January 2025)" in court.facts


def test_the_timeline_is_in_order_and_says_what_its_days_are(brief: Brief) -> None:
    days = [e.day for e in brief.timeline]
    assert days == sorted(days)
    first = brief.timeline[0]
    assert (first.day, first.clock) == ("2020-06-29", "from")
    assert {e.clock for e in brief.timeline} == {"from", "until", "reported"}
    ElementTree.fromstring(brief.timeline_chart)


def test_doubt_is_said(brief: Brief) -> None:
    disputes = [s.text for s in brief.contested]
    assert any("figures of the sources do not meet" in d for d in disputes)
    assert any(d.startswith("it is denied that Elon Musk owns TikTok") for d in disputes)
    assert "What share is held: not stated for 3 of 6 holdings." in brief.unknown
    assert "3 edges left out by the limit." in brief.unknown
    assert any("without a publisher" in u for u in brief.unknown)


def test_an_unowned_seed_is_said_to_be_unknown(world: Subgraph) -> None:
    brief = make_brief(world, [NAMES["Tencent"]], OPTIONS)
    assert "Who owns Tencent: no live fact here says so." in brief.unknown
    assert brief.bottom_line


def test_the_caption_counts_and_names_day_filters_and_coverage(brief: Brief) -> None:
    assert brief.chart_caption == (
        "26 entities, 21 live facts and 6 not live; as of 21 January 2025; one step around the "
        "seeds; citation coverage 19 % (5 of 27 edges with two or more independent sources); 3 "
        "edges left out by the limit."
    )


def test_what_changed_is_told(world: Subgraph) -> None:
    gone, *rest = (e for e in world.edges if e.live)
    before = world.model_copy(update={"edges": (*rest[1:], gone), "as_of": "2024-11"})
    after = world.model_copy(update={"edges": tuple(rest)})
    brief = make_brief(after, world.seeds, OPTIONS.model_copy(update={"previous": before}))
    assert brief.changes is not None
    assert [s.text.split(":")[0] for s in brief.changes] == ["Begun or newly known", "Ended"]
    assert "no sentence here supports it" in brief.changes[1].text
    assert "## What changed since November 2024" in render_markdown(brief)
    same = make_brief(world, world.seeds, OPTIONS.model_copy(update={"previous": world})).changes
    assert same == ()


def test_the_same_subgraph_gives_the_same_briefing(world: Subgraph, brief: Brief) -> None:
    turned = world.model_copy(update={"edges": world.edges[::-1], "sources": world.sources[::-1]})
    assert make_brief(turned, world.seeds, OPTIONS) == brief


def test_a_fact_without_evidence_stops_the_briefing(world: Subgraph) -> None:
    with pytest.raises(Ungrounded):
        make_brief(world.model_copy(update={"sources": ()}), world.seeds, OPTIONS)


def test_a_seed_that_is_not_there_is_named(world: Subgraph) -> None:
    with pytest.raises(NotFound, match="company/nobody"):
        make_brief(world, ["company/nobody"], OPTIONS)


def test_a_graph_without_facts_gives_a_briefing_that_says_so(world: Subgraph) -> None:
    empty = Subgraph(entities=world.entities[:1])
    brief = make_brief(empty, [world.entities[0].id], OPTIONS)
    assert brief.bottom_line == ()
    assert "holds no fact" in render_html(brief)
    assert "holds no fact" in render_markdown(brief)
    assert lint(brief) == []


# Confidence


def test_confidence_follows_the_rubric(world: Subgraph) -> None:
    official = official_sources(world)
    assert official == {"article/fine"}
    ban = edge_of(world, "India", Predicate.REGULATES, "TikTok")
    fine = edge_of(world, "Data Protection Commission", Predicate.REGULATES, "TikTok")
    stake = edge_of(world, "Zhang Yiming", Predicate.OWNS, "ByteDance")
    doubao = edge_of(world, "ByteDance", Predicate.OWNS, "Doubao")
    assert grade(ban, official) is Grade.MODERATE
    assert grade(fine, official) is Grade.MODERATE
    assert grade(stake, official) is Grade.LOW  # contested, though two sources
    assert grade(doubao, official) is Grade.LOW
    both = {ban.claims[0].article}
    assert grade(ban, both, [ban.id]) is Grade.HIGH
    assert grade(ban, both) is Grade.MODERATE  # nobody has reviewed it
    waiting = tuple(c.model_copy(update={"review": "pending"}) for c in ban.claims)
    assert grade(ban.model_copy(update={"claims": waiting}), both, [ban.id]) is Grade.LOW


@pytest.mark.parametrize(
    ("url", "official"),
    [
        ("https://home.treasury.gov/news", True),
        ("https://www.gov.uk/news", True),
        ("https://ec.europa.eu/x", True),
        ("https://www.meti.go.jp/x", True),
        ("https://treasury.gov.example.com/x", False),
        ("https://notgov/x", False),
        ("http://[broken", False),
        (None, False),
    ],
)
def test_official_is_by_the_host(world: Subgraph, url: str | None, official: bool) -> None:
    source = world.sources[0].model_copy(update={"url": url, "publisher": None})
    found = official_sources(Subgraph(sources=(source,)))
    assert bool(found) is official


# Words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "ByteDance owns TikTok"),
        ({"status": Status.ANNOUNCED}, "ByteDance is to acquire TikTok"),
        ({"status": Status.PROPOSED}, "it is proposed that ByteDance acquire TikTok"),
        (
            {"status": Status.SPECULATED},
            "it is speculated, not established, that ByteDance owns or will acquire TikTok",
        ),
        ({"status": Status.FORMER}, "ByteDance no longer owns TikTok"),
        ({"status": Status.BLOCKED}, "a plan for ByteDance to acquire TikTok was stopped"),
        ({"polarity": Polarity.DENIED}, "it is denied that ByteDance owns TikTok"),
        (
            {"predicate": Predicate.REGULATES, "measure": Measure.BAN, "status": Status.PROPOSED},
            "ByteDance proposes or threatens to ban TikTok",
        ),
    ],
)
def test_each_status_has_its_own_words(
    world: Subgraph, changes: dict[str, Any], words: str
) -> None:
    edge = edge_of(world, "ByteDance", Predicate.OWNS, "TikTok").model_copy(update=changes)
    assert statement(edge, world.names, details=False) == words


def test_every_relation_and_status_can_be_said(world: Subgraph) -> None:
    edge = world.edges[0]
    for predicate in Predicate:
        for measure in (None, *Measure) if predicate is Predicate.REGULATES else (None,):
            for status in Status:
                for polarity in Polarity:
                    said = edge.model_copy(
                        update={
                            "predicate": predicate,
                            "measure": measure,
                            "status": status,
                            "polarity": polarity,
                        }
                    )
                    assert statement(said, world.names)


def test_numbers_dates_and_shares() -> None:
    assert number_words(4.5e9) == "4.5 billion"
    assert number_words(12500) == "12,500"
    assert day_words("2021-08-03") == "3 August 2021"
    assert day_words("2021-08") == "August 2021"
    assert day_words("2021") == "2021"
    assert share_words(20, 51.5) == "20 to 51.5 %"
    assert share_words(None, None) == ""
    assert listed(["a", "b", "c", "d", "e", "f"], 4) == "a, b, c, d and 2 more"
    assert capital("it is so") == "It is so"
    assert capital("iPhone sells") == "iPhone sells"


def test_an_amount_that_sources_dispute_is_a_range(world: Subgraph) -> None:
    edge = edge_of(world, "ByteDance", Predicate.INVESTS_IN, "Shanxi")
    wide = edge.model_copy(update={"amount_min": 4e9})
    assert amount_words(wide) == "CNY 4 billion to 4.5 billion"


def test_a_name_stays_on_its_line_and_in_its_direction() -> None:
    assert shown("a\n\tb\u202ec\u2066\x07") == "a bc\ufffd"
    assert shown("شركة\u200cالاتصالات") == "شركة\u200cالاتصالات"


# Lint


def test_the_briefing_passes_its_own_lint(brief: Brief) -> None:
    assert lint(brief) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A sale is very likely", "likelihood"),
        ("It is almost certain that A owns B", "likelihood"),
        ("A is unlikely to sell", "likelihood"),
        ("This proves that A owns B", "claims more"),
        ("A clearly owns B", "claims more"),
        ("A controls B", "not every step"),
    ],
)
def test_lint_finds_what_claims_too_much(brief: Brief, text: str, fault: str) -> None:
    said = Cited(text=text, citations=(1,), grade=Grade.LOW)
    found = lint(brief.model_copy(update={"judgements": (said,)}))
    assert len(found) == 1
    assert fault in found[0]


def test_lint_lets_measured_words_stand(brief: Brief) -> None:
    fine = (
        Cited(text="The US controls exports to B", citations=(1,), grade=Grade.LOW),
        Cited(text="A controls B", citations=(1,), grade=Grade.LOW, control=True),
        Cited(text="A sale is likely", citations=(1,)),
    )
    assert lint(brief.model_copy(update={"judgements": fine})) == []


def test_lint_finds_uncited_and_dangling(brief: Brief) -> None:
    bare, *rows = brief.tables[0].rows, *brief.tables[1].rows
    first = brief.tables[1].model_copy(
        update={"rows": (rows[0].model_copy(update={"citations": ()}), *rows[1:])}
    )
    assert bare
    found = lint(brief.model_copy(update={"tables": (first,)}))
    assert found == ["Ownership, row 1: cites nothing"]
    odd = Cited(text="A owns B", citations=(99,))
    assert "cites [99]" in lint(brief.model_copy(update={"bottom_line": (odd,)}))[0]


# HTML


def test_html_has_every_part_and_links_each_citation(brief: Brief) -> None:
    page = Page(render_html(brief))
    ids = {a["id"] for _, a in page.tags if "id" in a}
    cited = {a["href"] for t, a in page.tags if t == "a" and (a.get("href") or "").startswith("#")}
    assert cited
    assert cited == {f"#{i}" for i in ids if i and i.startswith("source-")}
    for words in (
        "Bottom line",
        "Key judgements",
        "Network",
        "Findings",
        "Timeline",
        "In doubt",
        "Method",
        "Sources",
        "implies no wrongdoing",
        brief.snapshot,
    ):
        assert words in page.text
    for cited_words in ("India banned TikTok and 58 others", "A sale to Musk is pure fiction"):
        assert cited_words in page.text


def test_html_fetches_nothing_and_runs_nothing(brief: Brief) -> None:
    html = render_html(brief)
    page = Page(html)
    tags = {t for t, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "embed", "base", "form"}
    for tag, attributes in page.tags:
        assert "src" not in attributes
        assert not [a for a in attributes if a.startswith("on")], tag
        if href := attributes.get("href"):
            assert href.startswith(("#", "https://"))
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert "prefers-color-scheme:dark" in html


def test_hostile_text_stays_text_in_html(brief: Brief) -> None:
    html = render_html(brief)
    page = Page(html)
    assert "<script" not in html
    assert "<img" not in html
    assert '=cmd|"/c calc"!A1 <script>alert(1)</script>' in page.text
    assert "javascript:alert(document.cookie)" in page.text
    assert not [a for _, a in page.tags if "javascript" in (a.get("href") or "")]


def test_html_drawings_are_sound_xml(brief: Brief) -> None:
    for drawing in re.findall(r"<svg.*?</svg>", render_html(brief), re.DOTALL):
        ElementTree.fromstring(drawing)


# Markdown


def test_hostile_text_stays_text_in_markdown(brief: Brief) -> None:
    markdown = render_markdown(brief)
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    page = Page(html)
    assert "\u202eevil" not in markdown
    allowed = ("#source-", "https://")
    for tag, attributes in page.tags:
        if tag == "a":
            assert (attributes["href"] or "").startswith(allowed), attributes
        if tag == "img":
            assert attributes["src"] in ("chart.svg", "timeline.svg")
    assert "<script>" in page.text
    assert not re.search(r"<(?!https://|/?a\b)[a-z]", markdown)


def test_markdown_tables_keep_their_columns(brief: Brief) -> None:
    html = MarkdownIt("commonmark").enable("table").render(render_markdown(brief))
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(tables) == len(brief.tables) + 1
    for text in tables:
        heads = text.count("<th>")
        for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)[1:]:
            assert row.count("<td>") == heads
            assert "#source-" in row


def test_markdown_citations_lead_to_sources(brief: Brief) -> None:
    markdown = render_markdown(brief)
    cited = set(re.findall(r"\(#(source-\d+)\)", markdown))
    assert cited == set(re.findall(r'<a id="(source-\d+)">', markdown))


@pytest.mark.parametrize(
    "hostile",
    ["# head", "- item", "1. one", "> quote", "+ plus", "===", "| a | b |", "[a](b)", "![a](b)",
     "<b>x</b>", "`code`", "*em*", "~~no~~", "&amp;", "https://evil.example/", "a@b.example",
     "www.evil.example", "\\", "---", "    code", "$x$"],
)  # fmt: skip
def test_any_text_survives_markdown(hostile: str) -> None:
    from kg.export.brief.markdown import text

    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text(hostile))
    assert html.count("<") == 2
    assert html.startswith("<p>")
    assert Page(html).text == " ".join(hostile.split())


# Files and switches


def test_markdown_gets_its_drawings_beside_it(world: Subgraph, tmp_path: Path) -> None:
    write_briefing(world, OPTIONS, tmp_path / "tiktok.md")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        *("tiktok.chart.svg", "tiktok.md", "tiktok.timeline.svg"),
    ]
    text = (tmp_path / "tiktok.md").read_text("utf-8")
    assert "(tiktok.chart.svg)" in text
    for name in ("tiktok.chart.svg", "tiktok.timeline.svg"):
        root = ElementTree.fromstring((tmp_path / name).read_text("utf-8"))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_html_is_one_file(world: Subgraph, tmp_path: Path) -> None:
    write_briefing(world, OPTIONS, tmp_path / "tiktok.html")
    assert [p.name for p in tmp_path.iterdir()] == ["tiktok.html"]


def test_an_unknown_ending_is_refused(world: Subgraph, tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"end in \.md or \.html"):
        write_briefing(world, OPTIONS, tmp_path / "tiktok.pdf")
    assert not list(tmp_path.iterdir())


PARTS = {
    Section.BOTTOM_LINE: "Bottom line",
    Section.JUDGEMENTS: "Key judgements",
    Section.CHART: "Network",
    Section.FINDINGS: "Findings",
    Section.TIMELINE: "Timeline",
    Section.DOUBTS: "Contested",
    Section.METHOD: "Method",
    Section.SOURCES: "Sources",
    Section.DISCLAIMER: "implies no wrongdoing",
}


@pytest.mark.parametrize("section", list(PARTS))
def test_every_part_can_be_switched_off(world: Subgraph, section: Section) -> None:
    kept = frozenset(Section) - {section}
    options = OPTIONS.model_copy(update={"sections": kept})
    brief = make_brief(world, world.seeds, options)
    markdown = render_markdown(brief)
    for part, words in PARTS.items():
        if part is Section.DISCLAIMER:
            present = words in markdown
        else:
            present = re.search(rf"^## {words}", markdown, re.MULTILINE) is not None
        assert present is (part is not section), part
    assert lint(brief) == []
    assert "<html" in render_html(brief)
