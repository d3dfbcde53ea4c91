"""The extractors with a model in them: the model alone, and the model beside the rules."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.confidence import prior
from kg.extract.document import Document
from kg.extract.llm.agreement import Ruled, agree, distinct, held_to
from kg.extract.llm.answer import schema
from kg.extract.llm.asking import Asker, Unread
from kg.extract.llm.budget import Budget
from kg.extract.llm.cache import AnswerCache
from kg.extract.llm.chunks import chunks
from kg.extract.llm.client import Client
from kg.extract.llm.options import LlmOptions
from kg.extract.llm.prompt import version
from kg.extract.llm.weighing import Band, Weighing
from kg.extract.reader import Reader
from kg.extract.rules import Rules, RulesExtractor
from kg.model import Article, Draft, Mention, Refusal
from kg.ports import Extraction

_TOP = 0.98  # nothing that is read is certain


class LlmExtractor:
    """Reads articles with a language model, and checks it by the article and the rules.

    All it finds waits for a person: its confidence lies in the band of pending claims.
    """

    def __init__(self, reader: Reader, options: LlmOptions, band: Band) -> None:
        """Take the reader of articles, the model's endpoint and the band of pending claims."""
        self.name = f"llm:{options.model}@{version()}"
        self._reader = reader
        self._rules = Rules()
        self._band = band
        self._asker = Asker(
            Client(options, schema()),
            AnswerCache(options.cache, options.model),
            Budget(options.budget),
        )

    def extract(self, article: Article) -> Extraction:
        """Say who is named and what is said, by the model.

        Raises `BadSettings` and `ModelUnavailable` when the endpoint gives nothing at all. A part
        it does not answer for is refused with the reason.
        """
        document = self._reader.read(article)
        told = self.told(document)
        ruled = Ruled(self._rules.apply(document).drafts)
        drafts: list[Draft] = []
        refusals = list(told.refusals)
        for draft in told.drafts:
            other = ruled.opposite(draft)
            if other is not None:
                refusals.append(_outvoted(article, other, draft))
                continue
            same = ruled.same(draft)
            drafts.append(held_to(same, draft) if same is not None else draft)
        return Extraction(
            mentions=_everyone(document, drafts), drafts=tuple(drafts), refusals=tuple(refusals)
        )

    def told(self, document: Document) -> Extraction:
        """Say what the model tells of a document, weighed, in the order of the text."""
        weighing = Weighing(document, self._band)
        drafts: list[Draft] = []
        refusals: list[Refusal] = []
        for chunk in chunks(document):
            try:
                heard = self._asker.ask(chunk)
            except Unread as why:
                id = document.article.id
                refusals.append(Refusal(article=id, reason=str(why), start=chunk.start))
                continue
            found, refused = weighing.of(heard, chunk)
            drafts += found
            refusals += refused
        drafts = sorted(distinct(drafts), key=_order)
        return Extraction(drafts=tuple(drafts), refusals=tuple(refusals))


class BothExtractor:
    """Reads articles by rule and by model: what both say is surer than what one says.

    What the rules say stands as it would without a model.
    """

    def __init__(self, model: LlmExtractor, reader: Reader, band: Band) -> None:
        """Take the model's extractor, the reader, and the band of pending claims."""
        self.name = f"{RulesExtractor.name}+{model.name}"
        self._model = model
        self._reader = reader
        self._rules = Rules()
        self._accept = band.accept

    def extract(self, article: Article) -> Extraction:
        """Say who is named and what is said. Raises as `LlmExtractor.extract`."""
        document = self._reader.read(article)
        ruled = self._rules.apply(document)
        told = self._model.told(document)
        by_rule = Ruled(ruled.drafts)
        agreed: set[int] = set()
        alone: list[Draft] = []
        refusals = [*ruled.refusals, *told.refusals]
        for draft in told.drafts:
            same = by_rule.same(draft)
            other = same or by_rule.opposite(draft)
            if other is None:
                alone.append(draft)
            elif other is same and agree(same, draft):
                agreed.add(id(same))
            else:
                refusals.append(_outvoted(article, other, draft))
        drafts = [self._raised(d) if id(d) in agreed else d for d in ruled.drafts] + alone
        return Extraction(
            mentions=_everyone(document, alone),
            drafts=tuple(sorted(drafts, key=_order)),
            refusals=tuple(refusals),
        )

    def _raised(self, draft: Draft) -> Draft:
        """Raise what both say: the model counts as one more pattern, half independent."""
        doubt = (1 - draft.confidence) * (1 - prior("llm") / 2)
        sure = round(max(min(1 - doubt, _TOP), self._accept, draft.confidence), 3)
        return draft.model_copy(
            update={"confidence": sure, "reason": f"{draft.reason}; the model agrees"}
        )


def _outvoted(article: Article, ruled: Draft, told: Draft) -> Refusal:
    """Refuse a model's word on what the rules read otherwise."""
    reason = f"model: {_words(told)}; the rules read {_words(ruled)}, which stands"
    return Refusal(article=article.id, reason=reason, quote=told.quote, start=told.start)


def _words(draft: Draft) -> str:
    said = f"{draft.subject.name} {draft.predicate} {draft.object.name}"
    return f"{said}, {draft.status}, {draft.polarity}"


def _everyone(document: Document, drafts: Iterable[Draft]) -> tuple[Mention, ...]:
    """Give the reader's mentions and the names that only the model found."""
    new = {m for d in drafts for m in (d.subject, d.object) if m.origin == "llm"}
    order = {*document.mentions, *new}
    return tuple(sorted(order, key=lambda m: (m.start, m.end, m.name, m.kind)))


def _order(draft: Draft) -> tuple[int, int, int, str, str]:
    ends = draft.subject.start, draft.object.start
    return draft.start, *ends, draft.predicate, draft.measure or ""
