"""Who is named and what is said: mentions, drafts, claims, readings."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from kg.model.article import Article
from kg.model.base import (
    ArticleId,
    ClaimId,
    EntityId,
    PartialDate,
    Value,
)
from kg.vocabulary import (
    Kind,
    Measure,
    Polarity,
    Predicate,
    Review,
    Status,
    is_live,
)


class Entity(Value):
    """A company, app, person, government, public body, organisation, place or law.

    `id` says what it is (`company/bytedance`). `aliases` are matched on, `weak_aliases` only
    shown. `country` is ISO 3166-1 alpha-2. `known` marks entries of the list of known names.
    """

    id: EntityId
    kind: Kind
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    description: str | None = None
    known: bool = False


class Mention(Value):
    """A name as it stands in an article, and who the document says is meant.

    `text` is the words at `start:end` ("It", "the company", "ByteDance"); `name` is the fullest
    name the document gives for the same entity; `aliases` are its other names there. `entity`
    is set when a known name matched. `origin` says what found it: list, territory, model,
    cue, repeat, or coreference.
    """

    text: str
    start: int = Field(ge=0)
    end: int
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    entity: EntityId | None = None
    origin: str = "list"
    country: str | None = None


def _read(status: Status) -> Status:
    if status is Status.WITHDRAWN:
        raise ValueError("no article says of a thing that it is withdrawn; kg retract does")
    return status


class Statement(Value):
    """How and how surely something is said: what drafts and claims have in common.

    `amount` is in units of `currency` (ISO 4217), `share` in percent; `since` and `until` say
    when it holds in the world; `speaker` says so, when it is not the outlet itself.
    """

    status: Annotated[Status, AfterValidator(_read)] = Status.FACT
    polarity: Polarity = Polarity.ASSERTED
    measure: Measure | None = None
    amount: float | None = None
    currency: str | None = None
    share: float | None = None
    role: str | None = None
    goods: str | None = None
    law: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    speaker: str | None = None
    confidence: float = Field(ge=0, le=1)
    reason: str = ""


class Draft(Statement):
    """What an extractor thinks an article says: two mentions, a relation, and the words for it."""

    subject: Mention
    predicate: Predicate
    object: Mention
    quote: str
    start: int
    end: int


class Claim(Statement):
    """One article's word for one relation: immutable, with the sentence it rests on.

    `reported` is the article's date, `recorded` when the graph learned it (no part of the id).
    `subject` and `object` are entity ids before any judgement; `subject_name` and
    `object_name` what the article calls them. `withdrawn` marks one that was taken back: it is
    kept and shown, and holds up no fact.
    """

    id: ClaimId
    predicate: Predicate
    subject: EntityId
    object: EntityId
    subject_name: str
    object_name: str
    article: ArticleId
    quote: str = Field(min_length=1)
    start: int
    end: int
    reported: PartialDate | None = None
    recorded: datetime | None = None
    extractor: str
    review: Review = Review.ACCEPTED
    withdrawn: bool = False

    @property
    def live(self) -> bool:
        """Whether this claim, accepted, may hold up a plain edge."""
        return (
            self.review is Review.ACCEPTED
            and not self.withdrawn
            and is_live(self.predicate, self.status, self.polarity)
        )


class Refusal(Value):
    """Something read but not taken: which words, and why."""

    article: ArticleId
    reason: str
    quote: str = ""
    start: int | None = None


class Reading(Value):
    """What one extractor made of one article: everything kept, everything refused.

    `entities` are those the claims join and those `mentioned` by id beside them.
    """

    article: Article
    extractor: str
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        known = {e.id for e in self.entities}
        for c in self.claims:
            if self.article.text[c.start : c.end] != c.quote or c.article != self.article.id:
                raise ValueError(
                    f"claim {c.id}: quote is not at {c.start}:{c.end} of {self.article.id}"
                )
            if c.subject not in known or c.object not in known:
                raise ValueError(f"claim {c.id}: its entities are not in the reading")
        return self
