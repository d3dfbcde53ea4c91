"""The format of annotated sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import BadData
from kg.extract.inline import document_of, read, sentence
from kg.extract.pipeline import pipeline
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Status


def test_marks_are_taken_off_and_offsets_fit() -> None:
    read_ = sentence("The [EU|Government] fined [Meta|Company]. > REGULATES/fine | EU | Meta")
    assert read_.text == "The EU fined Meta."
    assert [(m.text, m.kind) for m in read_.mentions] == [
        ("EU", Kind.GOVERNMENT),
        ("Meta", Kind.COMPANY),
    ]
    for mention in read_.mentions:
        assert read_.text[mention.start : mention.end] == mention.text
    (stated,) = read_.stated
    assert (stated.predicate, stated.measure) == (Predicate.REGULATES, Measure.FINE)
    assert (stated.status, stated.polarity) == (Status.FACT, Polarity.ASSERTED)


def test_a_pronoun_may_say_whom_it_means() -> None:
    (mention,) = sentence("[It|Company=ByteDance] grew.").mentions
    assert (mention.text, mention.name, mention.origin) == ("It", "ByteDance", "coreference")


def test_denied_is_a_polarity() -> None:
    (stated,) = sentence("[A|Company] x [B|App]. > OWNS | A | B | denied").stated
    assert (stated.status, stated.polarity) == (Status.FACT, Polarity.DENIED)


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    path.write_text(
        "# remark\n[A|Company] owns [B|App].\n> OWNS | A | B\n\nNothing here.\n", encoding="utf-8"
    )
    first, second = read(path)
    assert len(first.stated) == 1
    assert first.where == "some.txt:2"
    assert second.stated == ()


@pytest.mark.parametrize(
    "line",
    [
        "[A|Firm] grew.",
        "[A|App] grew. > LIKES | A | B",
        "[A|App] grew. > OWNS | A",
        "[A|App] grew. > OWNS | A | B | hoped",
        "[A|App] grew. > REGULATES/scold | A | B",
    ],
)
def test_what_is_wrong_is_refused(line: str) -> None:
    with pytest.raises(BadData):
        sentence(line)


def test_a_document_holds_exactly_the_given_names() -> None:
    annotated = sentence("[Meta|Company] bought [WhatsApp|App]. Google did not.")
    document = document_of(annotated, pipeline())
    assert [m.text for s in document.sentences for m in s.mentions] == ["Meta", "WhatsApp"]
    for part in document.sentences:
        assert document.view[part.start : part.end] == part.span.text
