from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.document import BlockKind
from kg.extract.segment import segment

K = BlockKind
PAGE = """# Chips and Bans

By Jane Doe

BRUSSELS (Reuters) - The [Commission](https://ec.europa.eu/x_(y)) fined
**Acme** on Monday. It said the sum was
right.

Share on Facebook

## Companies

### Acme

- Founder: Jo Smith
* makes chips
3. sells them

Name | Country
Acme | NL

Photo: Jane Doe / Getty Images

You've successfully subscribed to Chip News.
"""


def kinds(text: str) -> list[tuple[BlockKind, str]]:
    view, blocks = segment(text)
    return [(b.kind, " ".join(view[b.start : b.end].split())) for b in blocks]


def test_a_page_with_everything() -> None:
    assert kinds(PAGE) == [
        (K.HEADING, "Chips and Bans"),
        (K.BYLINE, "By Jane Doe"),
        (K.PARAGRAPH, "The Commission fined Acme on Monday. It said the sum was right."),
        (K.FURNITURE, "Share on Facebook"),
        (K.HEADING, "Companies"),
        (K.HEADING, "Acme"),
        (K.ITEM, "Founder: Jo Smith"),
        (K.ITEM, "makes chips"),
        (K.ITEM, "sells them"),
        (K.ROW, "Name | Country"),
        (K.ROW, "Acme | NL"),
        (K.CAPTION, "Photo: Jane Doe / Getty Images"),
        (K.FURNITURE, "You've successfully subscribed to Chip News."),
    ]


def test_a_block_knows_the_headings_above_it() -> None:
    _, blocks = segment(PAGE)
    item = next(b for b in blocks if b.kind is K.ITEM)
    assert item.section == ("Chips and Bans", "Companies", "Acme")


@pytest.mark.parametrize(
    "line",
    [
        "Loading the Audio Player...",
        "Great! You’ve successfully signed up.",
        "Success! Check your email for magic link to sign-in.",
        "Your billing was not updated.",
        "Sign up for our daily newsletter",
        "Subscribe now to read on",
        "We use cookies to make this site better.",
        "Facebook Twitter LinkedIn",
        "Read more: five chips to watch",
        "© 2025 Chip News",
        "All rights reserved.",
        "Related stories",
    ],
)
def test_furniture(line: str) -> None:
    assert kinds(f"Acme makes chips.\n\n{line}\n\nIt sells them.")[1][0] is K.FURNITURE


@pytest.mark.parametrize(
    "line",
    [
        "(c) The sale was never filed with the regulator, the order says.",
        "Share prices of Acme fell on Monday.",
        "Subscribers of Acme may leave, and the company said that it would let all of them go.",
        "Email providers must now register with the ministry, it said.",
        "Facebook bought Instagram.",
    ],
)
def test_no_furniture(line: str) -> None:
    assert kinds(f"Acme makes chips.\n\n{line}\n\nIt sells them.")[1][0] in (K.PARAGRAPH, K.ITEM)


def test_a_heading_that_comes_again_is_furniture() -> None:
    text = (
        "Acme Buys Widget Makers of Delft\n\nAcme did.\n\nAcme Buys Widget Makers of Delft\n\nYes."
    )
    assert [k for k, _ in kinds(text)] == [K.HEADING, K.PARAGRAPH, K.FURNITURE, K.PARAGRAPH]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    long = "Acme said that it would buy the widget maker for a sum that nobody knows, and that it "
    text = f"{long * 2}is glad.\n{long * 2}is sorry."
    assert len(kinds(text)) == 2


def test_a_date_or_dateline_names_nobody() -> None:
    assert kinds("Tuesday, March 8, 2011\n\nAcme rose.")[0][0] is K.BYLINE
    assert kinds("SAN FRANCISCO, March 8 (AP) — Acme rose.")[0][1] == "Acme rose."


_PIECES = st.lists(
    st.sampled_from(
        ["Acme", "# ", "- ", "\n", "\n\n", " | ", "**", "[a](b)", "https://x.y/z", "’", "“", "By ",
         "<b>", "(c)", "1. ", ": ", ".", " ", "\t", "\u00a0", "\u2028", "小红书", "\r\n", "![i](j)",
         "Subscribe now", "`", "_", "&nbsp;", "{{x}}", "BRUSSELS - "]
    )
    | st.text(max_size=6),
    max_size=30,
)  # fmt: skip


@settings(max_examples=300)
@given(_PIECES)
def test_blocks_cover_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    view, blocks = segment(text)
    assert len(view) == len(text)
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not view[at : block.start].strip()
        at = block.end
    assert not view[at:].strip()


@given(_PIECES)
def test_a_view_only_blanks_and_folds(pieces: list[str]) -> None:
    text = "".join(pieces)
    view, _ = segment(text)
    for seen, written in zip(view, text, strict=True):
        assert seen == written or seen.isspace() or seen in "'\"-"
