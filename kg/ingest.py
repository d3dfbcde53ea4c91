"""One article in, one reading kept.

Three short questions of every draft: does the article contain those words, does the vocabulary
allow that sentence, who is meant? What passes becomes a claim; what does not, a refusal with its
reason. Knows only the seams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from kg.errors import Ungrounded
from kg.model import Article, Claim, Draft, Entity, Evidence, Reading, Refusal, Statement, claim_id
from kg.ports import Extractor, Resolver
from kg.vocabulary import Review, allows

_A = TypeVar("_A")
_T = TypeVar("_T")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Ingest:
    """Turns articles into readings.

    Drafts at or above `accept` enter as accepted claims, those below `drop` are refused, the
    rest wait as pending. `clock` says when the graph learned something.
    """

    extractor: Extractor
    resolver: Resolver
    accept: float = 0.6
    drop: float = 0.3
    clock: Callable[[], datetime] = _now

    def read(self, article: Article) -> Reading:
        """Read one article: everything kept, everything refused."""
        found = self.extractor.extract(article)
        entities: dict[str, Entity] = {}
        claims: dict[str, Claim] = {}
        refusals = list(found.refusals)
        for mention in found.mentions:
            _gather(entities, self.resolver.resolve(mention, article))
        for draft in found.drafts:
            result = self._judge(draft, article)
            if isinstance(result, Refusal):
                refusals.append(result)
                continue
            _gather(entities, result.subject)
            _gather(entities, result.object)
            best = claims.get(result.claim.id)
            if best is None or best.confidence < result.claim.confidence:
                claims[result.claim.id] = result.claim
        return Reading(
            article=article,
            extractor=self.extractor.name,
            entities=tuple(entities[i] for i in sorted(entities)),
            claims=tuple(claims[i] for i in sorted(claims)),
            refusals=tuple(refusals),
        )

    def _judge(self, draft: Draft, article: Article) -> _Kept | Refusal:
        def refuse(reason: str) -> Refusal:
            return Refusal(article=article.id, reason=reason, quote=draft.quote, start=draft.start)

        try:
            evidence = _ground(draft, article)
        except Ungrounded as error:
            return refuse(str(error))
        subject = self.resolver.resolve(draft.subject, article)
        object_ = self.resolver.resolve(draft.object, article)
        sentence = f"{subject.name} {draft.predicate} {object_.name}"
        if not allows(subject.kind, draft.predicate, object_.kind):
            return refuse(f"{sentence}: no such relation from {subject.kind} to {object_.kind}")
        if subject.id == object_.id:
            return refuse(f"{sentence}: both ends are the same entity")
        if draft.confidence < self.drop:
            return refuse(f"{sentence}: confidence {draft.confidence:.2f} is below {self.drop:.2f}")
        return _Kept(self._claim(draft, article, evidence, (subject, object_)), subject, object_)

    def _claim(
        self, draft: Draft, article: Article, evidence: Evidence, ends: tuple[Entity, Entity]
    ) -> Claim:
        names = (draft.subject.name, draft.object.name)
        span = (evidence.start, evidence.end)
        return Claim(
            id=claim_id(article.id, span, draft.predicate, names, draft.measure),
            predicate=draft.predicate,
            subject=ends[0].id,
            object=ends[1].id,
            subject_name=names[0],
            object_name=names[1],
            article=article.id,
            quote=evidence.quote,
            start=evidence.start,
            end=evidence.end,
            reported=article.published,
            recorded=self.clock(),
            extractor=self.extractor.name,
            review=Review.ACCEPTED if draft.confidence >= self.accept else Review.PENDING,
            **{name: getattr(draft, name) for name in Statement.model_fields},
        )


class _Kept(NamedTuple):
    claim: Claim
    subject: Entity
    object: Entity


def _ground(draft: Draft, article: Article) -> Evidence:
    if article.text[draft.start : draft.end] == draft.quote:
        return Evidence(article=article.id, quote=draft.quote, start=draft.start, end=draft.end)
    return article.cite(draft.quote, near=draft.start)


def _gather(entities: dict[str, Entity], entity: Entity) -> None:
    """Keep one entity an id, with the names of all its mentions."""
    known = entities.get(entity.id)
    if known is None:
        entities[entity.id] = entity
        return
    names = {*known.aliases, *entity.aliases, entity.name} - {known.name}
    if names - set(known.aliases):
        entities[entity.id] = known.model_copy(update={"aliases": tuple(sorted(names))})


def read_all(
    read: Callable[[_A], _T],
    articles: Iterable[_A],
    executor: Executor | None = None,
    *,
    ahead: int = 32,
) -> Iterator[_T]:
    """Read many articles, in their order, in this process or on an executor.

    At most `ahead` articles are under way at once, so memory stays bounded. `read` must be
    picklable for processes and clusters.
    """
    if executor is None:
        yield from map(read, articles)
        return
    stream = iter(articles)
    queue: list[Future[_T]] = [executor.submit(read, a) for a in islice(stream, ahead)]
    try:
        while queue:
            yield queue.pop(0).result()
            queue.extend(executor.submit(read, a) for a in islice(stream, 1))
    finally:  # who stops early waits for nothing more
        for future in queue:
            future.cancel()


def batches(readings: Iterable[Reading], size: int = 50) -> Iterator[list[Reading]]:
    """Cut a stream of readings into lists of at most `size`, for writing."""
    stream = iter(readings)
    while batch := list(islice(stream, size)):
        yield batch
