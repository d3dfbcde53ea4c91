"""A small world for tests of the explorer: every status, a denial, a merge, a hostile article.

Run by `runpy` from the test files, since test modules do not import each other. The sentences are
ours; the hostile company and its article are invented.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kg.model import Article, Claim, Entity, Judgement, Reading, Refusal, claim_id, digest
from kg.ports import Graph
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Status, Verdict

HOSTILE = '<img src=x onerror="window.hacked=1"> **Evil** :red[Inc] [x](javascript:alert(1))'
K, P, S, M = Kind, Predicate, Status, Measure
_FOLDER = {Kind.PUBLIC_BODY: "public-body"}
_WHEN = datetime(2025, 1, 21, 12, tzinfo=UTC)


def entity(name: str, kind: Kind, slug: str, **fields: Any) -> Entity:
    id = f"{_FOLDER.get(kind, kind.lower())}/{slug}"
    return Entity(id=id, kind=kind, name=name, known=slug != "rednote-video", **fields)


ENTITIES = {
    e.id.partition("/")[2]: e
    for e in (
        entity("ByteDance", K.COMPANY, "bytedance", aliases=("字节跳动",), country="CN",
               description="Chinese owner of TikTok and Douyin"),
        entity("TikTok", K.APP, "tiktok", country="US", description="Short-video app"),
        entity("Douyin", K.APP, "douyin", aliases=("抖音",), country="CN"),
        entity("Xiaohongshu", K.APP, "xiaohongshu", aliases=("RedNote", "小红书"), country="CN"),
        entity("RedNote Video", K.APP, "rednote-video"),
        entity("Oracle", K.COMPANY, "oracle", country="US"),
        entity("Huawei", K.COMPANY, "huawei", aliases=("华为",), country="CN"),
        entity("TSMC", K.COMPANY, "tsmc", country="TW"),
        entity("Zhang Yiming", K.PERSON, "zhang-yiming", country="CN"),
        entity("United States", K.GOVERNMENT, "us", aliases=("Washington", "the US")),
        entity("European Union", K.GOVERNMENT, "eu"),
        entity("CFIUS", K.PUBLIC_BODY, "cfius", country="US"),
        entity("Quincy Institute", K.ORGANIZATION, "quincy-institute", country="US"),
        entity("Denis Simon", K.PERSON, "denis-simon"),
        entity("Shanxi", K.PLACE, "shanxi", country="CN"),
        entity("Digital Services Act", K.LAW, "digital-services-act"),
        entity(HOSTILE, K.COMPANY, "evil"),
        entity("Lonely Labs", K.COMPANY, "lonely-labs", wikidata="Q1"),
        entity("Lonely Labs, Inc.", K.COMPANY, "lonely-labs-inc", wikidata="Q2"),
    )
}  # fmt: skip

# title, publisher, date, address, sentences: (words, subject, predicate, object, fields)
Row = tuple[str, str, Predicate, str, dict[str, Any]]
ARTICLES: tuple[tuple[str, str | None, str | None, str | None, tuple[Row, ...]], ...] = (
    ("Who is behind TikTok", "Field Notes", "2023-03-24", "https://example.org/who", (
        ("ByteDance owns TikTok.", "bytedance", P.OWNS, "tiktok", {}),
        ("ByteDance also runs Douyin.", "bytedance", P.OWNS, "douyin", {}),
        ("Zhang Yiming founded ByteDance in 2012.", "zhang-yiming", P.FOUNDED, "bytedance",
         {"since": "2012"}),
        ("Oracle supplies cloud services to TikTok.", "oracle", P.SUPPLIES, "tiktok",
         {"goods": "cloud services"}),
    )),
    ("A ban looms", "Daily Ledger", "2025-01-18", "https://example.org/ban", (
        ("ByteDance, the owner of TikTok, faces a deadline.", "bytedance", P.OWNS, "tiktok", {}),
        ("The United States may ban TikTok unless it is sold.", "us", P.REGULATES, "tiktok",
         {"measure": M.BAN, "status": S.PROPOSED}),
        ("Oracle is said to bid for TikTok.", "oracle", P.OWNS, "tiktok",
         {"status": S.SPECULATED, "confidence": 0.55, "speaker": "two people close to the talks"}),
        ("Xiaohongshu competes with TikTok for its users.", "xiaohongshu", P.COMPETES_WITH,
         "tiktok", {}),
    )),
    ("Oracle answers", "Morning Wire", "2025-01-20", "javascript:alert(1)", (
        ("Oracle denied that it had bought TikTok.", "oracle", P.OWNS, "tiktok",
         {"polarity": Polarity.DENIED}),
    )),
    ("Computing in Shanxi", "Field Notes", "2025-01-15", "https://example.org/shanxi", (
        ("ByteDance will invest US$614 million in Shanxi.", "bytedance", P.INVESTS_IN, "shanxi",
         {"status": S.ANNOUNCED, "amount": 614e6, "currency": "USD"}),
        ("Denis Simon of the Quincy Institute doubts it.", "denis-simon", P.AFFILIATED_WITH,
         "quincy-institute", {"role": "fellow"}),
    )),
    ("Rules and lists", "Daily Ledger", "2019-05-16", "https://example.org/lists", (
        ("The United States put Huawei on a list of export controls.", "us", P.REGULATES,
         "huawei", {"measure": M.EXPORT_CONTROL, "since": "2019-05-16"}),
        ("TSMC no longer supplies Huawei.", "tsmc", P.SUPPLIES, "huawei", {"status": S.FORMER}),
        ("CFIUS is a body of the United States.", "cfius", P.PART_OF, "us", {}),
        ("CFIUS investigated ByteDance.", "cfius", P.REGULATES, "bytedance",
         {"measure": M.INVESTIGATE}),
        ("The Digital Services Act binds TikTok.", "digital-services-act", P.REGULATES, "tiktok",
         {"measure": M.DESIGNATE}),
    )),
    (HOSTILE, HOSTILE, None, "https://example.org/?a=<script>(x)", (
        (f"{HOSTILE} competes with TikTok & <b>friends</b>.", "evil", P.COMPETES_WITH, "tiktok",
         {"reason": HOSTILE, "speaker": HOSTILE}),
    )),
)  # fmt: skip


def readings() -> list[Reading]:
    return [_reading(*row) for row in ARTICLES]


def article_id(title: str) -> str:
    return "article/" + digest("article", title)


def _reading(
    title: str, publisher: str | None, published: str | None, url: str | None, rows: tuple[Row, ...]
) -> Reading:
    text = f"{title}\n\n" + " ".join(words for words, *_ in rows) + "\n\n- An end, with *stars*.\n"
    article = Article(
        id=article_id(title), title=title, url=url, publisher=publisher, published=published,
        origin="origin/" + digest("origin", title), text=text, retrieved=_WHEN,
    )  # fmt: skip
    claims = tuple(sorted((_claim(article, row) for row in rows), key=lambda c: c.id))
    named = {i: ENTITIES[i] for row in rows for i in (row[1], row[3])} | (
        {"lonely-labs": ENTITIES["lonely-labs"]} if title == "A ban looms" else {}
    )
    refusals = (Refusal(article=article.id, reason="no verb between <them>", quote=title),)
    return Reading(
        article=article, extractor="test@1", entities=tuple(named[i] for i in sorted(named)),
        claims=claims, refusals=refusals,
    )  # fmt: skip


def _claim(article: Article, row: Row) -> Claim:
    words, subject, predicate, object, fields = row
    found = article.cite(words)
    names, measure = (ENTITIES[subject].name, ENTITIES[object].name), fields.get("measure")
    return Claim(**{
        "id": claim_id(article.id, (found.start, found.end), predicate, names, measure),
        "article": article.id, "predicate": predicate, "subject": ENTITIES[subject].id,
        "object": ENTITIES[object].id, "subject_name": names[0], "object_name": names[1],
        "quote": words, "start": found.start, "end": found.end, "reported": article.published,
        "recorded": _WHEN, "extractor": "test@1", "confidence": 0.9, "reason": "a test",
        **fields,
    })  # fmt: skip


def fill(graph: Graph) -> None:
    """Put the world into a graph; RedNote Video is judged to be Xiaohongshu."""
    graph.add(readings())
    graph.add([_reading("RedNote Video in the news", "Field Notes", "2025-01-19", None, (
        ("RedNote Video competes with TikTok.", "rednote-video", P.COMPETES_WITH, "tiktok", {}),
    ))])  # fmt: skip
    graph.judge(Judgement(
        left="app/xiaohongshu", right="app/rednote-video", verdict=Verdict.SAME, who="tester",
        when=_WHEN,
    ))  # fmt: skip


def waiting(graph: Graph) -> None:
    """Add what a person must decide on: two claims that wait, and a company written in two ways."""
    graph.add([
        _reading("Rumours of a sale", "Evening Post", "2025-02-03", "https://example.org/sale", (
            ("Oracle may now own a part of TikTok.", "oracle", P.OWNS, "tiktok",
             {"review": "pending", "confidence": 0.45}),
            ("Huawei is thought to supply Oracle.", "huawei", P.SUPPLIES, "oracle",
             {"review": "pending", "confidence": 0.4}),
        )),
        _reading("Two spellings", "Evening Post", "2025-02-04", None, (
            ("Lonely Labs, Inc. competes with Huawei.", "lonely-labs-inc", P.COMPETES_WITH,
             "huawei", {}),
            ("Lonely Labs competes with Oracle.", "lonely-labs", P.COMPETES_WITH, "oracle", {}),
        )),
    ])  # fmt: skip
