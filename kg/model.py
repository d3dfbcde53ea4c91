"""The values that pass from room to room: frozen, checked, without I/O.

    Article -> Draft (two Mentions) -> Claim -> Edge -> Subgraph

A Reading is what one extractor made of one article: claims, and refusals with their reason.
A Judgement is what a person says of two entities. Ids come from what the source says.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kg.errors import Ungrounded
from kg.vocabulary import (
    RELATIONS,
    Deed,
    Kind,
    Measure,
    Polarity,
    Predicate,
    Review,
    Status,
    Verdict,
    is_live,
)

ID_DIGITS = 20
"""Hex digits of an id: 80 bits, no collision expected below 10^11 items."""


def digest(*parts: str) -> str:
    """Make a short stable id of these parts: 20 hex digits of SHA-256 over them, separated."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:ID_DIGITS]


def partial_date(text: str) -> str:
    """Check a date as precise as it is known: `2021`, `2021-08` or `2021-08-03`."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    if not match:
        raise ValueError(
            f"not a date as precise as it is known: {text!r} (2021, 2021-08 or 2021-08-03)"
        )
    date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return text


PartialDate = Annotated[str, AfterValidator(partial_date)]
"""A date only as precise as the source: `2021`, `2021-08` or `2021-08-03`."""

EntityId = str
ArticleId = str
ClaimId = str
EdgeId = str


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Value):
    """Where a sentence stands: an article without its text, as exports may carry it.

    `origin` is shared by reprints of one story; independent sources are counted by it.
    """

    id: ArticleId
    title: str
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    language: str = "en"
    origin: str


class Evidence(Value):
    """Words of an article, verbatim, and their code points: `article.text[start:end] == quote`."""

    article: ArticleId
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int


class Article(Source):
    """One article as a loader yields it: its text made plain once, so offsets stay true.

    `text` keeps structure in plain signs: blank lines between blocks, `- ` before list items,
    ` | ` between the cells of a row. `notes` say what the loader had to mend.
    """

    text: str
    retrieved: datetime | None = None
    notes: tuple[str, ...] = ()

    def cite(self, quote: str, near: int = 0) -> Evidence:
        """Find these words in the article, at the occurrence nearest to offset `near`.

        Raises `Ungrounded` when the article does not contain them.
        """
        hits = [m.start() for m in re.finditer(re.escape(quote), self.text)] if quote else []
        if not hits:
            raise Ungrounded(f"article {self.id} does not say {quote[:120]!r}")
        start = min(hits, key=lambda h: abs(h - near))
        return Evidence(article=self.id, quote=quote, start=start, end=start + len(quote))

    @property
    def source(self) -> Source:
        """This article without its text."""
        return Source(**{name: getattr(self, name) for name in Source.model_fields})


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


class Statement(Value):
    """How and how surely something is said: what drafts and claims have in common.

    `amount` is in units of `currency` (ISO 4217), `share` in percent; `since` and `until` say
    when it holds in the world; `speaker` says so, when it is not the outlet itself.
    """

    status: Status = Status.FACT
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
    `object_name` what the article calls them.
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

    @property
    def live(self) -> bool:
        """Whether this claim, accepted, may hold up a plain edge."""
        return self.review is Review.ACCEPTED and is_live(
            self.predicate, self.status, self.polarity
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


class Edge(Value):
    """What the claims of one relation add up to. There is no edge without a claim.

    `live` edges are plain typed edges in the graph; all others stand as CLAIMED. `sources`
    counts independent origins. Disagreeing figures are a range.
    """

    id: EdgeId
    predicate: Predicate
    subject: EntityId
    object: EntityId
    live: bool
    status: Status
    polarity: Polarity = Polarity.ASSERTED
    measure: Measure | None = None
    claims: tuple[Claim, ...] = Field(min_length=1)
    sources: int = Field(ge=1)
    confidence: float
    contested: bool = False
    first_reported: PartialDate | None = None
    last_reported: PartialDate | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    amount_min: float | None = None
    amount_max: float | None = None
    currency: str | None = None
    share_min: float | None = None
    share_max: float | None = None
    role: str | None = None
    goods: str | None = None
    law: str | None = None


class Subgraph(Value):
    """Entities, edges and the evidence they rest on: what pages draw and exporters write.

    Sorted by id throughout. `omitted` counts edges left out by the limit. `as_of` is the day
    asked for, if any.
    """

    entities: tuple[Entity, ...] = ()
    edges: tuple[Edge, ...] = ()
    sources: tuple[Source, ...] = ()
    seeds: tuple[EntityId, ...] = ()
    omitted: int = 0
    as_of: PartialDate | None = None

    @property
    def names(self) -> dict[EntityId, str]:
        """What each entity is called."""
        return {e.id: e.name for e in self.entities}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims under the edges, by id."""
        found = {c.id: c for e in self.edges for c in e.claims}
        return tuple(found[i] for i in sorted(found))


class Judgement(Value):
    """What a person says of two entities, with who, when and why. The latest of a pair holds.

    `left_name` and `right_name` are what they were called then.
    """

    left: EntityId
    right: EntityId
    left_name: str = ""
    right_name: str = ""
    verdict: Verdict
    who: str
    when: datetime
    why: str = ""


class Edit(Value):
    """One thing done to the graph: who did what to which things, when and why.

    `things` are ids of articles, entities or claims, at most as many as a reader takes in;
    `said` tells what came of it.
    """

    deed: Deed
    who: str
    when: datetime
    things: tuple[str, ...] = ()
    said: str = ""
    why: str = ""


class Surrounding(Value):
    """An entity after judgements, with whom it has edges and how much rests on it.

    `members` are the ids that are judged to be it, its own among them; `weight` counts its edges,
    ownership and measures more than others.
    """

    entity: Entity
    members: frozenset[EntityId]
    neighbours: frozenset[EntityId] = frozenset()
    weight: float = 0.0


class Candidate(Value):
    """Two entities that may be one, for a person to judge; `left` is the smaller id.

    `score` is how likely pairs with such signs are one; `reasons` say in words what speaks for
    it and against it, the weightiest first; `warning` is what forbids it unless it is mistaken.
    Nothing follows from a candidate by itself.
    """

    left: EntityId
    right: EntityId
    left_name: str
    right_name: str
    score: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = Field(min_length=1)
    warning: str = ""


class AsOf(Value):
    """A day on both clocks: what held on `held`, as far as it was known by `known`."""

    held: PartialDate | None = None
    known: PartialDate | None = None


class Changes(Value):
    """What a write did to the graph."""

    articles_new: int = 0
    articles_changed: int = 0
    articles_same: int = 0
    articles_removed: int = 0
    entities_new: int = 0
    entities_removed: int = 0
    claims_new: int = 0
    claims_removed: int = 0
    edges_new: int = 0
    edges_changed: int = 0
    edges_removed: int = 0
    refusals: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(**{n: getattr(self, n) + getattr(other, n) for n in Changes.model_fields})

    @property
    def nothing(self) -> bool:
        """Whether the graph is as it was."""
        counted = set(Changes.model_fields) - {"articles_same", "refusals"}
        return not any(getattr(self, n) for n in counted)


class Param(Value):
    """A parameter of a query: its name, its type and, where it may be left out, its default.

    An `entity` is given as a name or an id and reaches the query as an id.
    """

    name: str
    type: Literal["entity", "str", "int", "float", "date", "bool"]
    default: str | int | float | bool | None = None
    required: bool = True


class Query(Value):
    """A question of the library: one file of `queries/`."""

    name: str
    title: str
    group: str
    params: tuple[Param, ...] = ()
    returns: tuple[str, ...] = ()
    text: str


class Stats(Value):
    """How much is in the graph."""

    articles: int
    entities: int
    claims: int
    edges: int
    claimed: int
    pending: int
    refusals: int


def claim_id(
    article: ArticleId,
    span: tuple[int, int],
    predicate: Predicate,
    names: tuple[str, str],
    measure: Measure | None = None,
) -> ClaimId:
    """Make a claim's id of where it stands and what it says, so that twice is once.

    `names` are subject and object as the article calls them. The measure is part of it: one
    sentence may report a ban and a fine.
    """
    return digest("claim", article, *map(str, span), predicate, *names, measure or "")


def edge_id(
    predicate: Predicate,
    subject: EntityId,
    object: EntityId,
    measure: Measure | None = None,
    status: Status | None = None,
    polarity: Polarity | None = None,
) -> EdgeId:
    """Make an edge's id of what it joins; a CLAIMED edge's also of its status and polarity.

    The ends of a symmetric relation are put in order first, so that there is one edge.
    """
    if RELATIONS[predicate].symmetric and object < subject:
        subject, object = object, subject
    return digest("edge", predicate, subject, object, measure or "", status or "", polarity or "")
