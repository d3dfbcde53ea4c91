"""Which article is which, and text made plain once."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.language import guess_language, read_language
from loaders.dates import read_date
from loaders.identity import canonical_address, fingerprint, identify, site_of, tidy_address
from loaders.plain import make_plain, one_line, show

TEXT = "ByteDance, which owns TikTok, will spend 4.5 billion yuan on a computing centre in Shanxi."

hosts = st.from_regex(r"(www\.|m\.|amp\.)?[a-z]{1,8}(\.[a-z]{2,5}){1,2}", fullmatch=True)
paths = st.text(st.characters(codec="utf-8", exclude_characters="?#\\"), max_size=30)
keys = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
queries = st.dictionaries(keys, st.text(max_size=8), max_size=4)
tracking = st.dictionaries(
    st.sampled_from(["utm_source", "utm_campaign", "fbclid", "gclid", "mc_cid", "UTM_Medium"]),
    st.text("abc1", max_size=5),
    min_size=1,
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    from urllib.parse import urlencode

    query = urlencode(draw(queries))
    port = draw(st.sampled_from(["", ":80", ":443", ":8080"]))
    scheme = draw(st.sampled_from(["http", "https", "HTTPS"]))
    end = draw(st.sampled_from(["", "/", "#part", "?" + query]))
    return f"{scheme}://{draw(hosts)}{port}/{draw(paths)}{end}"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/news/chips",
        "http://www.example.org/news/chips/",
        "HTTPS://M.Example.ORG:443/news/chips#top",
        "https://amp.example.org//news/chips?utm_source=x&fbclid=1",
        "https://user:secret@www.example.org/news/%63hips",
        " https://example.org/news/chips?utm_medium=mail&amp=1\n",
    ],
)
def test_all_spellings_of_an_address_are_one(address: str) -> None:
    assert canonical_address(address) == "https://example.org/news/chips"


def test_a_query_that_says_which_page_it_is_stays() -> None:
    assert canonical_address("https://a.org/?p=7&b=2&utm_term=x") == "https://a.org?b=2&p=7"


def test_international_names_are_written_in_their_script() -> None:
    assert canonical_address("https://xn--bcher-kva.example/") == "https://bücher.example"
    assert canonical_address("https://BÜCHER.example/") == "https://bücher.example"
    assert site_of("https://新华网.example/a") == "新华网.example"


NO_WEB_ADDRESSES = ["", "n/a", "example.org/a", "ftp://a.org/x", "file:///etc/passwd"]
NO_WEB_ADDRESSES += ["javascript:alert(1)", "http://", "http://a b/", "https://[::1"]
NO_WEB_ADDRESSES += ["http://a.org:port/", "https://<script>/"]


@pytest.mark.parametrize("address", NO_WEB_ADDRESSES)
def test_what_is_no_web_address_is_none(address: str) -> None:
    assert canonical_address(address) is None
    assert tidy_address(address) is None


def test_a_tidy_address_can_still_be_opened() -> None:
    tidy = tidy_address("http://www.Example.org/a/?utm_source=x&id=3#top")
    assert tidy == "http://www.example.org/a/?id=3"


def test_an_address_never_keeps_a_password() -> None:
    assert "secret" not in str(tidy_address("https://user:secret@example.org/a"))


@given(addresses())
@example("https://www.www.a.org/")
@example("https://a.org/%2541")
@example("https://a.org/?a=%26&a=b")
def test_canonical_twice_is_canonical_once(address: str) -> None:
    once = canonical_address(address)
    assert once is not None
    assert canonical_address(once) == once
    assert canonical_address(str(tidy_address(address))) == once


@given(addresses(), tracking)
def test_tracking_changes_nothing(address: str, extra: dict[str, str]) -> None:
    from urllib.parse import urlencode

    bare = address.split("#")[0].strip()
    tracked = f"{bare}{'&' if '?' in bare else '?'}{urlencode(extra)}"
    assert canonical_address(tracked) == canonical_address(bare)
    assert identify(tracked, None, TEXT) == identify(address, "Anyone", TEXT)


def test_a_reprint_is_another_article_of_the_same_origin() -> None:
    here, there = identify("https://a.org/1", None, TEXT), identify("https://b.org/2", None, TEXT)
    assert here[0] != there[0]
    assert here[1] == there[1]
    assert identify("https://www.a.org/other?id=9", "A", TEXT)[0] == here[0]


def test_without_an_address_the_publisher_counts() -> None:
    assert identify(None, "Wire", TEXT)[0] != identify(None, "Ledger", TEXT)[0]
    assert identify(None, "Wire", TEXT) == identify(None, "Wire", TEXT)


@given(st.text(max_size=200))
@example("a\u200d\u0301")
@example("e\u00ad\u0301 \u00a0\r\n\r\n\r\n\x00b\ud800")
def test_plain_twice_is_plain_once(text: str) -> None:
    plain = make_plain(text)
    assert make_plain(plain) == plain
    assert plain == unicodedata.normalize("NFC", plain)
    assert "\n\n\n" not in plain
    assert not any(line != line.rstrip() for line in plain.split("\n"))
    assert not {unicodedata.category(c) for c in plain.replace("\n", "")} & {"Cc", "Cs"}
    plain.encode("utf-8")


@given(st.text(max_size=200))
def test_the_fingerprint_knows_neither_case_nor_form(text: str) -> None:
    assert fingerprint(text) == fingerprint(unicodedata.normalize("NFD", text))
    assert fingerprint(text) == fingerprint(f" «{text}»\n\n")
    assert fingerprint(make_plain(text)) == fingerprint(fingerprint(make_plain(text)))


def test_what_cannot_be_seen_is_taken_out() -> None:
    hidden = "\U000e0049\U000e0067"  # tag characters: a text that only a model reads
    assert make_plain(f"Tik\u200bTok\u202e is{hidden}\u00a0\ufefffine\x07.") == "TikTok is fine."


def test_names_are_safe_to_print() -> None:
    assert show("a\x1b[31m\nb\u202ec") == "a\\x1b[31m\\nb\\u202ec"
    assert show("\udcff") == "\\udcff"
    assert len(show("x" * 9000)) == 301
    assert one_line(" a\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [
        ("2021", "2021"),
        (2021, "2021"),
        ("2021-08", "2021-08"),
        ("2021-08-03", "2021-08-03"),
        ("2021-08-03T23:59:00-05:00", "2021-08-03"),
        ("20250114T123000Z", "2025-01-14"),
        ("20250114", "2025-01-14"),
        ("2025/1/4", "2025-01-04"),
        ("Tue, 14 Jan 2025 09:00:00 GMT", "2025-01-14"),
        ("January 14, 2025", "2025-01-14"),
        ("14th January 2025", "2025-01-14"),
        ("Sept. 2025", "2025-09"),
        ("2025年1月14日", "2025-01-14"),
        ("31/12/2025", "2025-12-31"),
        (1736851200, "2025-01-14"),
        (1736851200000, "2025-01-14"),
        ("1736851200", "2025-01-14"),
        (date(2025, 1, 14), "2025-01-14"),
        (None, None),
        ("", None),
    ],
)
def test_dates_are_as_precise_as_given(given_date: object, expected: str | None) -> None:
    assert read_date(given_date) == (expected, None)


@pytest.mark.parametrize("given_date", ["2025-13-40", "30 February 2024", "0000-01-01", "20251399"])
def test_a_date_that_cannot_be_is_said(given_date: str) -> None:
    found, note = read_date(given_date)
    assert found is None
    assert note == f"date {given_date!r} cannot be; left out"


def test_a_date_that_is_unclear_is_said() -> None:
    assert read_date("yesterday") == (None, "date 'yesterday' not understood; left out")
    assert read_date("03/04/2025") == (
        "2025",
        "date '03/04/2025' may mean two days; only its year kept",
    )


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.dates()))
def test_no_date_breaks_the_reader(given_date: object) -> None:
    found, note = read_date(given_date)
    assert found is None or note is None or "only its year" in note


def test_languages() -> None:
    assert read_language("en-GB") == read_language("eng") == read_language("English") == "en"
    assert read_language("zh_Hans_CN") == "zh"
    assert read_language("klingonese") is None
    assert guess_language("TikTok: Verbot") == "en"
    assert (
        guess_language("字节跳动将在山西投资四十五亿元建设数据中心，这是该公司最大的投资之一。")
        == "zh"
    )
    german = "Die Bundesregierung hat den Verkauf des Chipherstellers an einen Investor untersagt."
    assert guess_language(german) == "de"
    assert guess_language(TEXT) == "en"
