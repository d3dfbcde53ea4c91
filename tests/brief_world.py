"""A neighbourhood of TikTok for tests of exports and briefings: every status, hostile names too.

Run by `runpy` from the test files, since test modules do not import each other. Sentences are
ours; facts are as reported at the time, but the hostile company and its article are invented.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kg.model import Claim, Edge, Entity, Source, Subgraph, claim_id, edge_id
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Review, Status, is_live

HOSTILE = (
    '=cmd|"/c calc"!A1 <script>alert(1)</script> [x](javascript:alert(1)) `| \u202eevil\nInc\\'
)
_FOLDERS = {"PublicBody": "public-body"}
_WHEN = datetime(2025, 1, 21, 12, tzinfo=UTC)


def entity(name: str, kind: Kind, id: str = "", **fields: Any) -> Entity:
    folder = _FOLDERS.get(kind.value, kind.value.lower())
    slug = id or name.lower().replace(" ", "-")
    return Entity(id=f"{folder}/{slug}", kind=kind, name=name, **fields)


K, P, S, M = Kind, Predicate, Status, Measure
ENTITIES = {
    e.id: e
    for e in (
        entity("ByteDance", K.COMPANY, aliases=("字节跳动", "Bytedance Ltd."), country="CN"),
        entity("TikTok", K.APP, country="CN", description="Short video app"),
        entity("Doubao", K.APP, aliases=("豆包",)),
        entity("RedNote", K.APP, "xiaohongshu", aliases=("Xiaohongshu", "小红书")),
        entity("Xingyin Information Technology", K.COMPANY, "xingyin"),
        entity("Tencent", K.COMPANY, country="CN"),
        entity("Oracle", K.COMPANY, country="US"),
        entity("Meta", K.COMPANY, country="US"),
        entity("Instagram", K.APP),
        entity("SoftBank Vision Fund", K.COMPANY),
        entity("Susquehanna", K.COMPANY),
        entity("United States", K.GOVERNMENT, "us", country="US", aliases=("Washington",)),
        entity("India", K.GOVERNMENT, "in", country="IN"),
        entity("China", K.GOVERNMENT, "cn", country="CN", aliases=("Beijing",)),
        entity("European Union", K.GOVERNMENT, "eu", country="EU"),
        entity("Data Protection Commission", K.PUBLIC_BODY, "ie-dpc", country="IE"),
        entity("CFIUS", K.PUBLIC_BODY, country="US"),
        entity("Zhang Yiming", K.PERSON),
        entity("Shou Zi Chew", K.PERSON),
        entity("Elon Musk", K.PERSON),
        entity("Paul Triolo", K.PERSON),
        entity("Albright Stonebridge Group", K.ORGANIZATION),
        entity("Shanxi", K.PLACE, country="CN"),
        entity("Digital Services Act", K.LAW),
        entity(HOSTILE, K.COMPANY, "hostile"),
        entity("شركة الاتصالات السعودية", K.COMPANY, "stc", country="SA", aliases=("stc",)),
    )
}
NAMES = {e.name: e.id for e in ENTITIES.values()}


def source(key: str, title: str, publisher: str | None, day: str | None, **fields: Any) -> Source:
    given = {"url": f"https://{key}.example/news/{key}", "origin": f"origin/{key}"} | fields
    return Source(id=f"article/{key}", title=title, publisher=publisher, published=day, **given)


SOURCES = {
    s.id.removeprefix("article/"): s
    for s in (
        source("refugees", "RedNote and the TikTok refugees", "Policy Weekly", "2025-01-21"),
        source("wire", "TikTok owner bets on computing", "Wire Service", "2025-01-20"),
        source(
            *("reprint", "TikTok owner bets on computing", "Morning Post", "2025-01-21"),
            origin="origin/wire",
        ),
        source("court", "Justices weigh the law", "Court Reporter", "2025-01-17"),
        source("fine", "Fine for TikTok", "Data Protection Commission", "2023-09-15"),
        source("india", "India bans 59 apps", "Asia Daily", "2020-06-29"),
        source("rumour", "Who could buy TikTok?", "Market Gossip", "2025-01-14"),
        source("denial", "TikTok: pure fiction", "Variety Desk", "2025-01-14"),
        source("profile", "The men behind ByteDance", "Profile Magazine", "2024-10"),
        source("blocked", "Order to divest", "Federal Gazette", "2020-08-14"),
        source("stake", "Who holds ByteDance", "Ledger", "2024"),
        source("eu", "Commission opens proceedings", "Brussels Note", "2024-02-19"),
        source("odd", HOSTILE, None, None, url="javascript:alert(document.cookie)"),
        source("memo", "Notes on a licence", None, "2023", url=None),
    )
}


def claim(
    key: str, subject: str, predicate: Predicate, object: str, quote: str, **fields: Any
) -> Claim:
    start = 40 * len(quote) % 997
    given: dict[str, Any] = {
        "extractor": "rules@1",
        "confidence": 0.8,
        "recorded": _WHEN,
        "subject_name": subject,
        "object_name": object,
        "reported": SOURCES[key].published,
    } | fields
    span = (start, start + len(quote))
    names = (str(given["subject_name"]), str(given["object_name"]))
    return Claim(
        id=claim_id(f"article/{key}", span, predicate, names, given.get("measure")),
        predicate=predicate,
        subject=NAMES[subject],
        object=NAMES[object],
        article=f"article/{key}",
        quote=quote,
        start=span[0],
        end=span[1],
        **given,
    )


def edge(*claims: Claim, **fields: Any) -> Edge:
    """Add claims up as the graph does, as far as these tests need it."""
    first = claims[0]
    live = is_live(first.predicate, first.status, first.polarity)
    telling = (first.status, first.polarity) if not live else (None, None)
    days = sorted(c.reported for c in claims if c.reported)
    shares = [c.share for c in claims if c.share is not None]
    amounts = [c.amount for c in claims if c.amount is not None]
    given = {
        "status": first.status,
        "polarity": first.polarity,
        "measure": first.measure,
        "sources": len({SOURCES[c.article.removeprefix("article/")].origin for c in claims}),
        "confidence": max(c.confidence for c in claims),
        "first_reported": days[0] if days else None,
        "last_reported": days[-1] if days else None,
        "since": first.since,
        "until": first.until,
        "amount_min": min(amounts, default=None),
        "amount_max": max(amounts, default=None),
        "currency": first.currency,
        "share_min": min(shares, default=None),
        "share_max": max(shares, default=None),
        "role": first.role,
        "goods": first.goods,
    } | fields
    return Edge(
        id=edge_id(first.predicate, first.subject, first.object, first.measure, *telling),
        predicate=first.predicate,
        subject=first.subject,
        object=first.object,
        live=live,
        claims=tuple(sorted(claims, key=lambda c: c.id)),
        **given,
    )


def _ownership() -> list[Edge]:
    bd = "ByteDance"
    return [
        edge(
            claim("refugees", bd, P.OWNS, "TikTok", "TikTok, owned by the Chinese firm ByteDance,"),
            claim("wire", bd, P.OWNS, "TikTok", "ByteDance owns TikTok.", share=100.0),
            claim("reprint", bd, P.OWNS, "TikTok", "ByteDance owns TikTok.", share=100.0),
            claim("court", bd, P.OWNS, "TikTok", "ByteDance, which owns the app"),
        ),
        edge(claim("wire", bd, P.OWNS, "Doubao", "Doubao, a chatbot of ByteDance")),
        edge(
            claim("profile", "Zhang Yiming", P.OWNS, bd, "Zhang holds 20 percent", share=20.0),
            claim("stake", "Zhang Yiming", P.OWNS, bd, "the founder's 21 percent", share=21.0),
            contested=True,
        ),
        edge(claim("stake", "Meta", P.OWNS, "Instagram", "Instagram, Meta's app", share=100.0)),
        edge(
            claim(
                *("refugees", "Xingyin Information Technology", P.OWNS, "RedNote"),
                "Xingyin, the owner of RedNote",
            )
        ),
        edge(
            claim(
                *("rumour", "Elon Musk", P.OWNS, "TikTok", "Officials weigh a sale to Elon Musk"),
                status=S.SPECULATED,
            )
        ),
        edge(
            claim(
                *("denial", "Elon Musk", P.OWNS, "TikTok", "A sale to Musk is pure fiction"),
                polarity=Polarity.DENIED,
                speaker="TikTok",
            )
        ),
        edge(
            claim(
                *("blocked", "Oracle", P.OWNS, "TikTok", "The sale to Oracle was shelved"),
                status=S.BLOCKED,
                since="2020-08-14",
            )
        ),
        edge(
            claim(
                *("odd", HOSTILE, P.OWNS, "شركة الاتصالات السعودية"),
                '=HYPERLINK("http://bad.example")\n</q><img src=x onerror=alert(1)> \u202e*x*',
                confidence=0.4,
                review=Review.PENDING,
            ),
            claim("odd", HOSTILE, P.OWNS, "شركة الاتصالات السعودية", "+1 | @SUM(A1)"),
        ),
    ]


def _measures() -> list[Edge]:
    def measure(key: str, by: str, on: str, quote: str, what: Measure, **fields: Any) -> Edge:
        return edge(claim(key, by, P.REGULATES, on, quote, measure=what, **fields))

    return [
        edge(
            claim(
                *("india", "India", P.REGULATES, "TikTok", "India banned TikTok and 58 others"),
                measure=M.BAN,
                since="2020-06-29",
            ),
            claim(
                *("refugees", "India", P.REGULATES, "TikTok", "India, where TikTok is banned"),
                measure=M.BAN,
                since="2020-06",
            ),
        ),
        measure(
            *("fine", "Data Protection Commission", "TikTok"),
            "The Commission fined TikTok €345 million",
            M.FINE,
            amount=345e6,
            currency="EUR",
            since="2023-09-01",
        ),
        measure(
            *("court", "United States", "TikTok", "a law that would ban TikTok unless it is sold"),
            M.BAN,
            status=S.ANNOUNCED,
            since="2025-01-19",
        ),
        measure(
            *("rumour", "United States", "RedNote", "Senators float limits on RedNote"),
            M.RESTRICT,
            status=S.PROPOSED,
        ),
        measure("eu", "European Union", "TikTok", "The EU has opened a case", M.INVESTIGATE),
        measure(
            *("blocked", "CFIUS", "ByteDance", "ordered ByteDance to divest"),
            M.ORDER,
            status=S.FORMER,
            until="2021-06",
        ),
        measure("eu", "Digital Services Act", "TikTok", "named under the Act", M.DESIGNATE),
    ]


def _others() -> list[Edge]:
    return [
        edge(
            claim(
                *("wire", "ByteDance", P.INVESTS_IN, "Shanxi"),
                "ByteDance will put 4.5 billion yuan ($614 million) into a centre in Shanxi",
                amount=4.5e9,
                currency="CNY",
                status=S.ANNOUNCED,
            ),
            claim(
                *("reprint", "ByteDance", P.INVESTS_IN, "Shanxi"),
                "ByteDance will put 4.5 billion yuan ($614 million) into a centre in Shanxi",
                amount=4.5e9,
                currency="CNY",
                status=S.ANNOUNCED,
            ),
        ),
        edge(
            claim("stake", "SoftBank Vision Fund", P.INVESTS_IN, "ByteDance", "SoftBank put in"),
        ),
        edge(
            claim(
                *("stake", "Susquehanna", P.INVESTS_IN, "ByteDance", "Susquehanna has 15 percent"),
                share=15.0,
            )
        ),
        edge(
            claim(
                *("profile", "Shou Zi Chew", P.LEADS, "TikTok", "Shou Zi Chew, TikTok's chief"),
                role="chief executive",
                since="2021-04-30",
            ),
            claim(
                *("court", "Shou Zi Chew", P.LEADS, "TikTok", "TikTok's CEO, Shou Chew"),
                role="chief executive",
            ),
        ),
        edge(claim("profile", "Zhang Yiming", P.FOUNDED, "ByteDance", "Zhang founded it in 2012")),
        edge(
            claim(
                *("refugees", "Paul Triolo", P.AFFILIATED_WITH, "Albright Stonebridge Group"),
                "Paul Triolo of the Albright Stonebridge Group",
                role="partner",
            )
        ),
        edge(claim("refugees", "RedNote", P.COMPETES_WITH, "TikTok", "RedNote, TikTok's rival")),
        edge(claim("stake", "Instagram", P.COMPETES_WITH, "TikTok", "TikTok's rival Instagram")),
        edge(
            claim(
                *("court", "Oracle", P.SUPPLIES, "TikTok", "Oracle hosts TikTok's data"),
                goods="cloud hosting",
            ),
            claim("refugees", "Oracle", P.SUPPLIES, "TikTok", "Oracle's cloud, used by TikTok"),
        ),
        edge(
            claim(
                *("memo", "Tencent", P.PARTNERS_WITH, "ByteDance", "Tencent will license to it"),
                status=S.ANNOUNCED,
            )
        ),
        edge(claim("wire", "Shanxi", P.PART_OF, "China", "the Chinese province of Shanxi")),
    ]


def build() -> Subgraph:
    """Build the whole neighbourhood, sorted as the graph sorts it."""
    edges = [*_ownership(), *_measures(), *_others()]
    return Subgraph(
        entities=tuple(sorted(ENTITIES.values(), key=lambda e: e.id)),
        edges=tuple(sorted(edges, key=lambda e: e.id)),
        sources=tuple(sorted(SOURCES.values(), key=lambda s: s.id)),
        seeds=(NAMES["TikTok"], NAMES["ByteDance"]),
        omitted=3,
        as_of="2025-01-21",
    )
