"""Annotated sentences: what a sentence names and states, written beside it.

    [Meta|Company] bought [WhatsApp|App] for $19 billion.
    > OWNS | Meta | WhatsApp
    > REGULATES/fine | EU | Meta | proposed

A sentence is one line with `[name|Kind]` around each name; `[It|Company=Meta]` says whom a
pronoun or a short name means. Lines with `>` below it are the relations it states: predicate
(with the measure after a slash), subject, object, and a status when it is not `fact` (`denied`
is a denial). Lines with `#` are remarks. A sentence without relations states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from kg.errors import BadData
from kg.extract.document import Block, BlockKind, Document, Sentence
from kg.extract.wordlists import listed
from kg.model import Article, Mention, digest
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Status

_NAME = re.compile(r"\[([^\[\]|]+)\|([A-Za-z]+)(?:=([^\[\]|]+))?\]")
_PRONOUNS = listed("pronouns")


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that a sentence states, by the names it uses."""

    predicate: Predicate
    subject: str
    object: str
    status: Status = Status.FACT
    polarity: Polarity = Polarity.ASSERTED
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence without its marks, the names in it, and what it states."""

    text: str
    mentions: tuple[Mention, ...]
    stated: tuple[Stated, ...] = ()
    where: str = field(default="", compare=False)

    @property
    def article(self) -> Article:
        """The sentence as an article of its own."""
        made = digest("article", "", self.text)
        return Article(
            id=f"article/{made}",
            title="",
            origin=f"origin/{digest('origin', self.text)}",
            text=self.text,
        )


def sentence(line: str, where: str = "") -> Annotated:
    """Read one annotated sentence, its relations after ` > ` on the same line if it has any.

    Raises `BadData` for an unknown kind, predicate, measure or status.
    """
    marked, *stated = re.split(r"\s+>\s+", line.strip())
    text, mentions, at = "", [], 0
    for found in _NAME.finditer(marked):
        text += marked[at : found.start()]
        mentions.append(_mention(found, len(text), where))
        text += found[1]
        at = found.end()
    text += marked[at:]
    return Annotated(text, tuple(mentions), tuple(_stated(s, where) for s in stated), where)


def read(path: Path) -> Iterator[Annotated]:
    """Read a file of annotated sentences. Raises `BadData` naming file and line."""
    held, place = "", ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith(">"):
            held = f"{held} {line}"
            continue
        if held:
            yield sentence(held, place)
        held, place = line, f"{path.name}:{number}"
    if held:
        yield sentence(held, place)


def _mention(found: re.Match[str], start: int, where: str) -> Mention:
    try:
        kind = Kind(found[2])
    except ValueError as error:
        kinds = ", ".join(Kind)
        raise BadData(f"{where}: no kind {found[2]!r}", hint=f"known: {kinds}") from error
    words = found[1]
    linked = found[3] is not None
    pronoun = words.casefold() in _PRONOUNS or words.casefold().startswith("the ")
    return Mention(
        text=words,
        start=start,
        end=start + len(words),
        kind=kind,
        name=found[3] or words,
        origin="coreference" if linked and pronoun else "list",
    )


def _stated(text: str, where: str) -> Stated:
    parts = [p.strip() for p in text.split("|")]
    try:
        name, _, measure = parts[0].partition("/")
        said = parts[3] if len(parts) > 3 else "fact"
        denied = said == "denied"
        return Stated(
            Predicate(name),
            parts[1],
            parts[2],
            Status.FACT if denied else Status(said),
            Polarity.DENIED if denied else Polarity.ASSERTED,
            Measure(measure) if measure else None,
        )
    except (ValueError, IndexError) as error:
        raise BadData(
            f"{where}: not a relation: {text!r}",
            hint="> PREDICATE/measure | subject | object | status",
        ) from error


def document_of(annotated: Annotated, nlp: Language) -> Document:
    """Make the document a reader would make that found exactly the annotated names."""
    article = annotated.article
    doc = nlp(article.text)
    ended = article.text.rstrip("\"”'’").endswith((".", "?", "!"))
    kind = BlockKind.PARAGRAPH if ended else BlockKind.HEADING
    if article.text.startswith("- "):
        kind = BlockKind.ITEM
    block = Block(kind, 0, len(article.text))
    spans = [s for s in doc.sents if s.text.strip()]
    sentences = tuple(
        Sentence(
            start=span.start_char,
            end=span.end_char,
            block=block,
            span=span,
            base=0,
            mentions=tuple(
                m for m in annotated.mentions if span.start_char <= m.start < span.end_char
            ),
        )
        for span in spans
    )
    return Document(article, article.text, (block,), sentences, annotated.mentions, {})
