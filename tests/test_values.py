from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.dates import dates
from kg.extract.money import money, shares
from kg.model import partial_date

FRIDAY = "2024-03-15"


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$19 billion", 19e9, "USD"),
        ("€1.2bn", 1.2e9, "EUR"),
        ("1.2 billion euros", 1.2e9, "EUR"),
        ("US$5bn", 5e9, "USD"),
        ("Rs 1,337 crore", 1337e7, "INR"),
        ("¥500 million", 5e8, "JPY"),
        ("A$30m", 3e7, "AUD"),
        ("600 million yuan", 6e8, "CNY"),
        ("30.5 million euro", 30.5e6, "EUR"),
        ("$2.7-billion", 2.7e9, "USD"),
        ("HK$2.3 billion", 2.3e9, "HKD"),
        ("15 million pounds", 15e6, "GBP"),
        ("$1.5 trillion", 1.5e12, "USD"),
        ("500,000 yuan", 5e5, "CNY"),
        ("a 1.2-billion euro fine", 1.2e9, "EUR"),
        ("2.4 trillion won", 2.4e12, "KRW"),
        ("3 million Swiss francs", 3e6, "CHF"),
        ("£3m", 3e6, "GBP"),
        ("$76,500", 76_500, "USD"),
        ("4.3 billion roubles", 4.3e9, "RUB"),
        ("$200M", 2e8, "USD"),
        ("RM5 per month", 5, "MYR"),
        ("NT$1 million", 1e6, "TWD"),
        ("CNY 4.5 billion", 4.5e9, "CNY"),
        ("EUR 200 million", 2e8, "EUR"),
        ("a billion dollars", 1e9, "USD"),
        ("half a million pounds", 5e5, "GBP"),
        ("RMB 18.2 billion", 18.2e9, "CNY"),
        ("two billion Hong Kong dollars", 2e9, "HKD"),
    ],
)
def test_money(text: str, amount: float, currency: str) -> None:
    (found,) = money(text)
    assert found.currency == currency
    assert found.amount == pytest.approx(amount)


@pytest.mark.parametrize(
    "text", ["140 million monthly users", "5G", "2,000 users", "it won 3 seats"]
)
def test_not_money(text: str) -> None:
    assert money(text) == []


def test_a_sum_in_parentheses_restates_the_one_before() -> None:
    first, second = money("It put 4.5 billion yuan (US$614 million) into the site.")
    assert (first.amount, first.currency, first.converted) == (4.5e9, "CNY", False)
    assert (second.amount, second.currency, second.converted) == (614e6, "USD", True)


def test_a_hedge_makes_a_sum_approximate() -> None:
    assert money("nearly $3 billion")[0].approximate
    assert not money("for $3 billion")[0].approximate


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a 19.9% stake", 19.9, None),
        ("60 percent of it", 60, None),
        ("less than 20 per cent", 20, None),
        ("a 15-percent holding", 15, None),
        ("10 to 15 percent", 10, 15),
        ("between 5% and 8%", 5, 8),
    ],
)
def test_shares(text: str, low: float, high: float | None) -> None:
    (found,) = shares(text)
    assert (found.share, found.high) == (low, high)


def test_percentage_points_are_no_share() -> None:
    assert shares("up 3 percentage points, or 2 percent points") == []


@pytest.mark.parametrize(
    ("text", "label", "precision"),
    [
        ("last Tuesday", "2024-03-12", "day"),
        ("in June 2020", "2020-06", "month"),
        ("two weeks ago", "2024-03-01", "week"),
        ("yesterday", "2024-03-14", "day"),
        ("on Friday", "2024-03-15", "day"),
        ("earlier this month", "2024-03", "month"),
        ("last year", "2023", "year"),
        ("Q3 2021", "2021-Q3", "quarter"),
        ("the third quarter of 2021", "2021-Q3", "quarter"),
        ("March 5", "2024-03-05", "day"),
        ("5 March 2024", "2024-03-05", "day"),
        ("2023-11-02", "2023-11-02", "day"),
        ("in late 2019", "2019", "year"),
        ("mid-2018", "2018", "year"),
        ("since 2015", "2015", "year"),
        ("next week", "2024-03-22", "week"),
        ("this spring", "2024", "year"),
        ("in the 1990s", "199X", "decade"),
        ("in January", "2024-01", "month"),
        ("in December", "2023-12", "month"),
        ("Oct. 29, 2019", "2019-10-29", "day"),
        ("on November 3", "2023-11-03", "day"),
        ("three months ago", "2023-12", "month"),
        ("last month", "2024-02", "month"),
        ("on Monday", "2024-03-11", "day"),
        ("by the end of 2027", "2027", "year"),
        ("in April", "2023-04", "month"),
        ("early 2024", "2024", "year"),
        ("late last year", "2023", "year"),
        ("last quarter", "2023-Q4", "quarter"),
        ("next Monday", "2024-03-18", "day"),
        ("before 2030", "2030", "year"),
    ],
)
def test_dates(text: str, label: str, precision: str) -> None:
    (found,) = dates(text, FRIDAY)
    assert (found.label, found.precision) == (label, precision)


@pytest.mark.parametrize("text", ["5G", "2,000 users", "it may rise", "31 February 2020"])
def test_no_dates(text: str) -> None:
    assert [d.label for d in dates(text, FRIDAY)] in ([], ["2020-02"])


def test_what_the_article_s_date_cannot_tell_is_left_out() -> None:
    text = "yesterday, last month, last year, in June 2020"
    assert [d.label for d in dates(text, None)] == ["2020-06"]
    assert [d.label for d in dates(text, "2024")] == ["2023", "2020-06"]
    assert [d.label for d in dates(text, "2024-03")] == ["2024-02", "2023", "2020-06"]


def test_coarser_value_where_the_form_has_none() -> None:
    assert dates("Q3 2021")[0].value == "2021"
    assert dates("two weeks ago", FRIDAY)[0].value == "2024-03"
    assert dates("in the 1990s")[0].value is None


_PIECES = st.lists(
    st.sampled_from(
        [
            "$",
            "€",
            "Rs",
            "5",
            "1,200",
            "3.5",
            "billion",
            "bn",
            "yuan",
            "%",
            "percent",
            "to",
            "March",
            "Monday",
            "2021",
            "last",
            "year",
            "ago",
            "two",
            "in",
            "Q3",
            "the",
            "1990s",
            "31",
            "February",
            "9999-12-31",
            "0000-01-01",
            "of",
            "quarter",
            "(",
        ]
    ),
    max_size=14,
)


@given(_PIECES)
def test_every_value_stands_at_its_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = [(m.start, m.end) for m in money(text)]
    spans += [(s.start, s.end) for s in shares(text)]
    spans += [(d.start, d.end) for d in dates(text, FRIDAY)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for one in dates(text, FRIDAY):
        if one.value is not None:
            partial_date(one.value)
