"""The list of known names keeps its format, and no row takes another's name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

import pytest
from babel import Locale

from kg.names import FILES, PREFIXES, KnownNames, key
from kg.vocabulary import Kind

HEADER = ["id", "name", "aliases", "weak", "country", "description"]
# Floors, set a little under what the files hold: a row is mended or replaced, not lost.
FLOORS = {
    "companies.tsv": 1140,
    "apps.tsv": 405,
    "people.tsv": 630,
    "governments.tsv": 190,
    "bodies.tsv": 308,
    "organizations.tsv": 395,
    "places.tsv": 460,
    "laws.tsv": 230,
}
# Scripts that the aliases cover, with a floor for each.
SCRIPTS = {"CJK": 1150, "CYRILLIC": 390, "ARABIC": 205, "HANGUL": 190, "KATAKANA": 150}
# Forms that begin sentences or headlines as ordinary words.
ORDINARY = (
    "Signal Line Block Square Target Snap Wire Element Threads Zoom Stripe Discord Slack Grab"
    " Unity X Arm Honor Visa Shell Orange Wise Circle Steam Edge Max Session Bolt Opera Claude"
)
DEMONYMS = (
    "American Chinese British Russian Indian Japanese Korean German French Dutch Taiwanese Israeli"
    " Saudi Emirati European Turkish Iranian Ukrainian Canadian Australian Brazilian Swiss"
)
NATIONS = frozenset(Locale("en").territories) | {"EU"}


@cache
def rows(name: str) -> list[list[str]]:
    lines = (files("kg.data") / "names" / name).read_text("utf-8").split("\n")
    return [line.split("\t") for line in lines[1:-1]]


def parts(cell: str) -> list[str]:
    return cell.split(" | ") if cell else []


@cache
def known() -> KnownNames:
    return KnownNames.load()


def test_the_list_loads_whole() -> None:
    assert len(known().entries) == sum(len(rows(name)) for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_bytes(name: str) -> None:
    data = (files("kg.data") / "names" / name).read_bytes()
    text = data.decode("utf-8")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert text.endswith("\n")
    assert text == unicodedata.normalize("NFC", text)
    assert text.split("\n")[0].split("\t") == HEADER
    assert not [
        c for c in text if unicodedata.category(c) in {"Cc", "Co", "Cn"} and c not in "\t\n"
    ]


@pytest.mark.parametrize("name", FILES)
def test_cells(name: str) -> None:
    prefix = PREFIXES[FILES[name]]
    for row in rows(name):
        assert len(row) == len(HEADER), row
        id, shown, aliases, weak, country, description = row
        assert re.fullmatch(rf"{prefix}/[a-z0-9]+(-[a-z0-9]+)*", id), row
        assert shown, row
        assert not shown.endswith("?"), row
        for cell in row:
            assert cell == " ".join(cell.split()), row
        for alias in (*parts(aliases), *parts(weak)):
            assert alias, row
            assert "|" not in alias, row
            assert "?" not in alias[:-1], row
        assert all(not alias.endswith("?") for alias in parts(weak)), row
        assert country == "" or country in NATIONS, row
        assert 8 <= len(description) <= 90, row
        assert not description.endswith("."), row


@pytest.mark.parametrize("name", FILES)
def test_rows_stand_in_the_order_of_their_ids(name: str) -> None:
    ids = [row[0] for row in rows(name)]
    assert ids == sorted(ids)
    assert [id for id, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_no_two_rows_of_a_kind_share_a_name(name: str) -> None:
    kind, owner = FILES[name], dict[str, str]()
    for id, shown, aliases, *_ in rows(name):
        for alias in (shown, *(a.removesuffix("?") for a in parts(aliases))):
            assert owner.setdefault(key(alias, kind), id) == id, alias


@pytest.mark.parametrize("name", FILES)
def test_aliases_add_something(name: str) -> None:
    for id, shown, aliases, weak, *_ in rows(name):
        names = [shown, *parts(aliases), *parts(weak)]
        assert len(set(names)) == len(names), id
        bare = [a.removesuffix("?") for a in (*parts(aliases), *parts(weak))]
        assert len(set(bare)) == len(bare), id


@pytest.mark.parametrize("name", FILES)
def test_a_single_letter_is_always_doubtful(name: str) -> None:
    for id, shown, aliases, *_ in rows(name):
        for alias in (shown, *parts(aliases)):
            short = len(alias.removesuffix("?")) < 2
            assert not short or f"{alias.removesuffix('?')}?" in parts(aliases), id


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_floors(name: str, floor: int) -> None:
    assert len(rows(name)) >= floor


def test_scripts() -> None:
    found = Counter(
        unicodedata.name(alias[0], "").split()[0]
        for entity in known().entries
        for alias in (entity.name, *entity.aliases)
    )
    assert {s: found[s] for s, floor in SCRIPTS.items() if found[s] < floor} == {}


def test_governments_are_named_by_their_code() -> None:
    for id, _, _, _, country, _ in rows("governments.tsv"):
        assert id == f"government/{country.lower()}"


def test_demonyms_are_no_aliases() -> None:
    states = [e for e in known().entries if e.kind is Kind.GOVERNMENT]
    taken = {n for e in states for n in (e.name, *e.aliases)} & set(DEMONYMS.split())
    assert taken == set()


def test_bare_surnames_are_doubtful() -> None:
    for id, shown, aliases, *_ in rows("people.tsv"):
        assert not set(parts(aliases)) & {shown.split()[-1]}, id


@pytest.mark.parametrize("word", ORDINARY.split())
def test_ordinary_words_need_support(word: str) -> None:
    sure = [e.id for e in known().called(word) if (e.id, word) not in known().doubtful]
    assert sure == []


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("app/rednote", "RedNote Xiaohongshu 小红书 小紅書"),
        ("app/x", "X Twitter Твиттер"),
        ("app/tiktok", "TikTok ТикТок 틱톡"),
        ("company/bytedance", "ByteDance 字节跳动 字節跳動"),
        ("company/tsmc", "TSMC 台积电 台積電"),
        ("company/huawei", "Huawei 华为 Хуавэй هواوي"),
        ("company/yandex", "Yandex Яндекс"),
        ("company/samsung-electronics", "삼성전자 サムスン電子"),
        ("government/us", "US U.S. USA America 美国 США"),
        ("government/gb", "UK Britain 英国"),
        ("government/cn", "China PRC 中国 Китай"),
        ("government/eu", "EU 欧盟"),
        ("person/elon-musk", "Musk 马斯克"),
        ("public-body/cfius", "CFIUS"),
        ("organization/quincy-institute", "Quincy_Institute"),
        ("place/shanxi", "Shanxi 山西"),
        ("law/digital-services-act", "DSA Digital_Services_Act"),
    ],
)
def test_one_entity_under_all_its_names(id: str, names: str) -> None:
    kind = next(k for k, p in PREFIXES.items() if id.startswith(p + "/"))
    for name in (n.replace("_", " ") for n in names.split()):
        found = known().find(name, kind)
        assert found is not None, name
        assert found.id == id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Line", "Lime"),
        ("Meta", "Metaverse Corp"),
        ("Viber", "Fiber"),
        ("Signal", "Signal Capital"),
        ("Micron", "Micro"),
        ("Apple", "Apple Records"),
        ("Douyin", "TikTok"),
        ("Alibaba", "Alipay"),
        ("Alibaba", "Ant Group"),
        ("Alipay", "Ant Group"),
        ("Arm", "Armada"),
        ("Facebook", "Meta"),
        ("Starlink", "SpaceX"),
        ("YouTube", "Google"),
        ("Google", "Alphabet"),
        ("Amazon", "Amazon Web Services"),
        ("WeChat", "Tencent"),
        ("Telegram", "Telegraph"),
        ("Shanxi", "Shaanxi"),
        ("South Korea", "North Korea"),
        ("Samsung Electronics", "Samsung SDI"),
        ("Groq", "Grok"),
        ("Temu", "Pinduoduo"),
        ("Nexperia", "Wingtech"),
    ],
)
def test_never_one_entity(one: str, other: str) -> None:
    first, second = known().find(one), known().find(other)
    assert first is not None
    assert second is None or second.id != first.id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("OpenAI", Kind.COMPANY),
        ("ChatGPT", Kind.APP),
        ("Telegram", Kind.APP),
        ("WhatsApp", Kind.APP),
        ("Instagram", Kind.APP),
        ("Grindr", Kind.APP),
        ("Nexperia", Kind.COMPANY),
        ("Kaspersky", Kind.COMPANY),
        ("YouTube", Kind.APP),
        ("Starlink", Kind.APP),
        ("NATO", Kind.ORGANIZATION),
        ("Reuters", Kind.ORGANIZATION),
        ("European Commission", Kind.PUBLIC_BODY),
        ("ByteDance Ltd.", Kind.COMPANY),
        ("Meta Platforms, Inc.", Kind.COMPANY),
        ("Arizona", Kind.PLACE),
        ("GDPR", Kind.LAW),
        ("FIRRMA", Kind.LAW),
    ],
)
def test_kinds(name: str, kind: Kind) -> None:
    found = known().find(name)
    assert found is not None
    assert found.kind is kind
