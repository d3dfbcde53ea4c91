"""What people say a text names and states: annotated sentences and annotated articles.

An annotated article is two files, `articles/NAME.json` (any format a loader reads) and
`gold/NAME.json` with `entities` and `relations`. `optional` parts neither help nor hurt; the
`..._alt` are other readings that count as right. Annotated sentences are `*.txt` in the format
of `kg.extract.inline`.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from kg.errors import BadData
from kg.evaluation.same import fold
from kg.extract.inline import Annotated
from kg.model import Mention, Value
from kg.vocabulary import RELATIONS, Kind, Measure, Polarity, Predicate, Status


class Sum(Value):
    """An amount of money."""

    amount: float
    currency: str | None = None


class GoldEntity(Value):
    """Someone or something that the text names, under all names it uses."""

    name: str
    aliases: tuple[str, ...] = ()
    type: Kind
    types_alt: tuple[Kind, ...] = ()
    optional: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds that count as right."""
        return (self.type, *self.types_alt)


class GoldRelation(Value):
    """A relation that the text states, or denies; `kind` is the measure of a REGULATES."""

    subject: str
    predicate: Predicate
    object: str
    subject_alt: tuple[str, ...] = ()
    predicate_alt: tuple[Predicate, ...] = ()
    object_alt: tuple[str, ...] = ()
    kind: Measure | None = None
    kind_alt: tuple[Measure, ...] = ()
    status: Status = Status.FACT
    status_alt: tuple[Status, ...] = ()
    polarity: Literal["asserted", "negated"] = "asserted"
    amount: float | None = None
    currency: str | None = None
    amount_alt: tuple[Sum, ...] = ()
    date: str | None = None
    quote: str = ""
    optional: bool = False
    note: str = ""

    @property
    def denied(self) -> bool:
        """Whether the text says that it is not so."""
        return self.polarity == "negated"

    @property
    def said(self) -> str:
        """The relation in a line."""
        return f"{self.subject} {self.predicate} {self.object}"

    @property
    def cited(self) -> str:
        """The words it rests on, to be put after what is said of it."""
        return f": {self.quote}" if self.quote else ""


# The annotation of articles leaves out what belongs to what.
_OF_ARTICLES = frozenset(Predicate) - {Predicate.PART_OF}


class Gold(Value):
    """What one text names and states. Predicates that it does not cover are not scored."""

    where: str = ""
    entities: tuple[GoldEntity, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    covers: frozenset[Predicate] = Field(default=_OF_ARTICLES)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        named = {fold(e.name) for e in self.entities}
        for relation in self.relations:
            ends = (relation.subject, relation.object, *relation.subject_alt, *relation.object_alt)
            for name in ends:
                if fold(name) not in named:
                    raise ValueError(f"{relation.said}: no entity is called {name!r}")
        return self


class _File(Value):
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]


def gold_of_article(path: Path) -> Gold:
    """Read the annotation of an article. Raises `BadData` naming the file and what is amiss."""
    try:
        file = _File.model_validate_json(path.read_bytes())
        return Gold(where=path.stem, entities=file.entities, relations=file.relations)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        hint = "the page on evaluating shows the format"
        raise BadData(f"{path}: {place}: {first['msg']}", hint=hint) from error


def gold_of_sentence(annotated: Annotated, *, given: bool) -> Gold:
    """Give an annotated sentence the form of an annotated article.

    A pronoun or "the company" names no one. Where the sentence has only such words for someone,
    the name is known only if it is `given`; else neither it nor its relations need be found.
    """
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in annotated.mentions:
        groups[mention.name].append(mention)
    entities = tuple(_entity(name, of) for name, of in groups.items())
    unnamed = set() if given else {fold(e.name) for e in entities if e.optional}
    relations = tuple(
        GoldRelation(
            optional=not unnamed.isdisjoint((fold(s.subject), fold(s.object))),
            subject=s.subject,
            predicate=s.predicate,
            object=s.object,
            kind=s.measure,
            status=s.status,
            polarity="negated" if s.polarity is Polarity.DENIED else "asserted",
            quote=annotated.text,
        )
        for s in annotated.stated
    )
    try:
        return Gold(
            where=annotated.where,
            entities=entities,
            relations=relations,
            covers=frozenset(Predicate),
        )
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        hint = "relations use the name in brackets, or the one after ="
        raise BadData(f"{annotated.where}: {said}", hint=hint) from error


def _entity(name: str, mentions: list[Mention]) -> GoldEntity:
    names = {m.text for m in mentions if _names_someone(m)}
    return GoldEntity(
        name=name,
        aliases=tuple(sorted(names - {name})),
        type=mentions[0].kind,
        types_alt=tuple(sorted({m.kind for m in mentions} - {mentions[0].kind})),
        optional=not names,
    )


def _names_someone(mention: Mention) -> bool:
    """Tell "the Commission" from "the company" and "It"."""
    words = mention.text.split()
    linked = words[0].casefold() == "the" and any(w[0].isupper() for w in words[1:])
    return mention.origin != "coreference" or linked


def symmetric(predicate: Predicate) -> bool:
    """Whether the two ends may change places."""
    return RELATIONS[predicate].symmetric
