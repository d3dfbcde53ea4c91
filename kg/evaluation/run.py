"""A folder of annotated texts, read and scored."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import Field

from kg.errors import BadData, BadSource
from kg.evaluation.answer import answer, answer_by_given_names
from kg.evaluation.compare import compare
from kg.evaluation.gold import Gold, gold_of_article, gold_of_sentence
from kg.evaluation.outcome import Outcome
from kg.evaluation.scores import Mode, Scores, Speed, Thresholds, summarise
from kg.extract.inline import Annotated, document_of, read
from kg.extract.pipeline import pipeline
from kg.extract.rules import Rules
from kg.model import Article, Value
from kg.ports import Extraction, Extractor
from loaders import read_named

BLIND = "BLIND"
"""A file of this name in a folder says that its mistakes are not to be looked at."""


class Report(Value):
    """The figures of a folder, and the mistakes in words, by the way it was read."""

    folder: str
    extractor: str
    scores: tuple[Scores, ...]
    blind: bool = False
    outcomes: dict[Mode, tuple[Outcome, ...]] = Field(default_factory=dict, exclude=True)
    notes: tuple[str, ...] = ()

    def of(self, mode: Mode) -> Scores | None:
        """Give the figures of one way of reading."""
        return next((s for s in self.scores if s.mode is mode), None)

    @property
    def name(self) -> str:
        """The folder, said to be blind if nothing in its name says so."""
        marked = self.blind and "blind" not in self.folder.casefold()
        return f"{self.folder} (blind)" if marked else self.folder

    @property
    def chief(self) -> Scores:
        """Give the figures that count: from the bare text, not with names given."""
        return self.scores[-1]


def evaluate(
    folder: Path, extractor: Extractor, thresholds: Thresholds, *, given: bool = True
) -> Report:
    """Score all annotated sentences and articles below a folder.

    `given` reads the sentences with their annotated names too, which only rules can.
    Raises `BadSource` when there is nothing to score, `BadData` for a broken annotation.
    """
    sentences = read_sentences(folder)
    articles, notes = _articles(folder)
    if not sentences and not articles:
        hint = "sentences in *.txt, or articles/NAME.json with gold/NAME.json"
        raise BadSource(str(folder), "no annotated text here", hint=hint)
    made: list[tuple[Scores, tuple[Outcome, ...]]] = []
    if sentences and given:
        made.append(_given(sentences, thresholds))
    if sentences:
        texts = [(a.article, gold_of_sentence(a, given=False)) for a in sentences]
        made.append(_read(Mode.FOUND, texts, extractor, thresholds))
    if articles:
        made.append(_read(Mode.ARTICLES, articles, extractor, thresholds))
    blind = _blind(folder)
    return Report(
        folder=folder.resolve().name,
        extractor=extractor.name,
        scores=tuple(_unseen(s) if blind else s for s, _ in made),
        blind=blind,
        outcomes={s.mode: o for s, o in made},
        notes=tuple(notes),
    )


def evaluate_given(folder: Path) -> Report:
    """Score the rules alone, on annotated sentences with their names given.

    Raises `BadSource` when there are none, `BadData` for a broken annotation.
    """
    sentences = read_sentences(folder)
    if not sentences:
        raise BadSource(str(folder), "no annotated sentences here", hint="they stand in *.txt")
    scores, outcomes = _given(sentences, Thresholds(accept=0.0, drop=0.0))
    return Report(
        folder=folder.resolve().name,
        extractor="rules, names given",
        scores=(scores,),
        blind=_blind(folder),
        outcomes={scores.mode: outcomes},
    )


def _unseen(scores: Scores) -> Scores:
    """Leave out what each single pattern did: who writes patterns would tune them by it."""
    return scores.model_copy(update={"by_pattern": {}})


def _blind(folder: Path) -> bool:
    above = (folder, *folder.resolve().parents)
    return any((p / BLIND).exists() for p in above) or any(folder.rglob(BLIND))


def given_names(sentences: Iterable[Annotated]) -> Iterator[tuple[Annotated, Extraction]]:
    """Apply the rules to sentences whose names are given."""
    rules, nlp = Rules(), pipeline()
    for one in sentences:
        yield one, rules.apply(document_of(one, nlp))


def _given(
    sentences: Sequence[Annotated], thresholds: Thresholds
) -> tuple[Scores, tuple[Outcome, ...]]:
    outcomes = tuple(
        compare(gold_of_sentence(one, given=True), answer_by_given_names(extraction))
        for one, extraction in given_names(sentences)
    )
    words = sum(len(a.text.split()) for a in sentences)
    return summarise(Mode.GIVEN, outcomes, words=words, thresholds=thresholds), outcomes


def _read(
    mode: Mode,
    texts: Sequence[tuple[Article, Gold]],
    extractor: Extractor,
    thresholds: Thresholds,
) -> tuple[Scores, tuple[Outcome, ...]]:
    words = sum(len(a.text.split()) for a, _ in texts)
    extractor.extract(texts[0][0])  # what is loaded once is not part of the speed
    cpu, clock = time.process_time(), time.perf_counter()
    extractions = [extractor.extract(a) for a, _ in texts]
    speed = Speed(
        texts=len(texts),
        words=words,
        seconds=time.process_time() - cpu,
        elapsed=time.perf_counter() - clock,
    )
    outcomes = tuple(
        compare(gold, answer(article, extraction))
        for (article, gold), extraction in zip(texts, extractions, strict=True)
    )
    return summarise(mode, outcomes, words=words, thresholds=thresholds, speed=speed), outcomes


def read_sentences(folder: Path) -> list[Annotated]:
    """Read all annotated sentences below a folder, or of a file.

    Raises `BadSource` for a file that cannot be read as text, `BadData` for a broken annotation.
    """
    found: list[Annotated] = []
    for path in _sentence_files(folder):
        try:
            found += read(path)
        except (OSError, UnicodeDecodeError) as error:
            hint = "annotated sentences are UTF-8 text"
            raise BadSource(str(path), f"cannot be read: {error}", hint=hint) from error
    return found


def _sentence_files(folder: Path) -> list[Path]:
    """List the files of sentences; what belongs to a set of annotated articles is none."""
    if folder.is_file():
        return [folder]
    of_articles = {p / name for p in _article_sets(folder) for name in ("articles", "gold")}
    return sorted(p for p in folder.rglob("*.txt") if not of_articles & set(p.parents))


def _article_sets(folder: Path) -> list[Path]:
    return [g.parent for g in sorted(folder.rglob("gold")) if (g.parent / "articles").is_dir()]


def _articles(folder: Path) -> tuple[list[tuple[Article, Gold]], list[str]]:
    """Read all annotated articles, and say which articles have no annotation."""
    found: list[tuple[Article, Gold]] = []
    notes: list[str] = []
    for place in _article_sets(folder):
        golds = {p.stem: p for p in sorted((place / "gold").glob("*.json"))}
        articles: dict[str, Article] = {}
        for name, part in read_named([str(place / "articles")]):
            if isinstance(part, BadSource):
                raise part
            articles[name] = part
        for name in sorted(golds):
            if name not in articles:
                hint = f"put the article into {place / 'articles'}"
                raise BadData(f"{golds[name]}: there is no article {name}", hint=hint)
            found.append((articles[name], gold_of_article(golds[name])))
        notes += [f"{n}: no annotation, left out" for n in sorted(articles) if n not in golds]
    return found, notes
