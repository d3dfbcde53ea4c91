"""What an extractor made of one text, by the names the text uses."""

from __future__ import annotations

from kg.extract.output import as_json
from kg.model import Article, Draft, Value
from kg.ports import Extraction
from kg.vocabulary import Kind


class Named(Value):
    """Someone found in the text, one for all mentions that are taken for the same."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: Kind


class Said(Value):
    """One relation found, with the names of its ends."""

    subject: str
    object: str
    draft: Draft

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns that found it, as its reason begins: a language model's is "model"."""
        first = self.draft.reason.partition(";")[0].removeprefix("pattern ").strip()
        return tuple(first.split(", ")) if first else ("unsaid",)


class Answer(Value):
    """Everyone found (None: the names were given), everything said."""

    entities: tuple[Named, ...] | None = ()
    said: tuple[Said, ...] = ()


def answer(article: Article, extraction: Extraction) -> Answer:
    """Take an extraction exactly as `kg extract` writes it."""
    written = as_json(article, extraction)
    entities = tuple(
        Named(name=e["name"], aliases=tuple(e["aliases"]), kind=Kind(e["type"]))
        for e in written["entities"]
    )
    said = tuple(
        Said(subject=r["subject"], object=r["object"], draft=draft)
        for r, draft in zip(written["relations"], extraction.drafts, strict=True)
    )
    return Answer(entities=entities, said=said)


def answer_by_given_names(extraction: Extraction) -> Answer:
    """Take an extraction whose names were given, so that only what it says is of interest."""
    said = (Said(subject=d.subject.name, object=d.object.name, draft=d) for d in extraction.drafts)
    return Answer(entities=None, said=tuple(said))
