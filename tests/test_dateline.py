"""The day an article gives itself: taken from a dateline, never from a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

import loaders
from kg.model import Article
from loaders.dateline import own_date

BODY = "Nordwind Group bought the app Fjordchat on 9 May 2023, the company said."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("OSLO, 3 March 2024 - ", "2024-03-03"),
        ("BRUSSELS, Feb. 7, 2023 (Example Wire) — ", "2023-02-07"),
        ("São Paulo, 12 de facto, Monday, 1 July 2019: ", "2019-07-01"),
        ("WASHINGTON (March 3, 2024) – ", "2024-03-03"),
        ("Published: Tuesday, March 5, 2024 10:32 GMT\n\n", "2024-03-05"),
        ("2021-08-03\n\n", "2021-08-03"),
        ("By Ana Lee\n\n14 September 2020\n\n", "2020-09-14"),
    ],
)
def test_a_dateline_or_a_line_of_its_own_is_taken(line: str, day: str) -> None:
    assert own_date(f"A title\n\n{line}{BODY}") == day


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Updated: 3 March 2024\n\n{BODY}",
        "Nordwind signed on 3 March 2024 in Oslo - and paid at once.",
        f"31 February 2024\n\n{BODY}",
        "\n".join([BODY] * 9) + "\n\n3 March 2024",
        "OSLO, 3 March - " + BODY,
    ],
)
def test_a_day_in_a_sentence_is_not(text: str) -> None:
    assert own_date(text) is None


def test_a_field_comes_first_and_a_taken_date_is_noted(tmp_path: Path) -> None:
    text = f"OSLO, 3 March 2024 - {BODY}"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (tmp_path / "b.md").write_text(f"---\ndate: 2024-03-05\n---\n{text} Again.", "utf-8")
    read = loaders.read([str(tmp_path / "a.txt"), str(tmp_path / "b.md")])
    plain, marked = (article for article in read if isinstance(article, Article))
    assert plain.published == "2024-03-03"
    assert "date 2024-03-03 taken from its first lines" in plain.notes
    assert marked.published == "2024-03-05"
    assert not any("taken" in note for note in marked.notes)
