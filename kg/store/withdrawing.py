"""Articles, claims and entities taken back, hidden or erased; and the first two lifted again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from kg.errors import NotFound
from kg.model import Article, ArticleId, Changes, Claim, Edit, Entity, Reading, Withdrawal
from kg.store import vault
from kg.store.adding import Load, add_as
from kg.store.bars import (
    Bar,
    What,
    article_marks,
    bar_of,
    bar_row,
    claim_marks,
    entity_marks,
    hashed,
    telling_names,
)
from kg.store.connection import Connection, Tx, fetch
from kg.store.edges import write
from kg.store.erased import remember, with_key
from kg.store.forgetting import blot, inked
from kg.store.log import note
from kg.store.options import StoreOptions
from kg.store.reading import canonical_ids, readings_of_all
from kg.store.rows import batched, entity_of
from kg.store.schema import lock
from kg.store.sifting import sieve
from kg.vocabulary import Deed, Withdrawn

_SHOWN = Withdrawn.RETRACTED
_ARTICLES = 100  # articles whose readings are put through the sieve at once


@dataclass(frozen=True, slots=True)
class Thing:
    """What a person means to withdraw: what it is, what it is called, and where it stands."""

    what: What
    id: str
    name: str
    articles: frozenset[ArticleId] = frozenset()
    article: Article | None = None
    claim: Claim | None = None
    members: tuple[Entity, ...] = ()
    claims: frozenset[str] = frozenset()

    @property
    def ids(self) -> set[str]:
        """Give all ids under which others may speak of it, its claims' among them."""
        return {self.id, *(e.id for e in self.members), *self.claims}

    @property
    def words(self) -> set[str]:
        """Give the words of it that must not be left when it is erased."""
        names = {n for e in self.members for n in telling_names(e)}
        return names | ({self.claim.quote} if self.claim else set())

    def bar(self, by: Withdrawal) -> Bar:
        """Give what is noted of it."""
        if self.article is None:
            return Bar(by, frozenset(entity_marks(self.members, by.degree)))
        if self.claim is None:
            return Bar(by, frozenset(article_marks(self.article, by.degree)))
        marks = frozenset(claim_marks(self.claim, self.article, by.degree))
        hides = by.degree is not Withdrawn.RETRACTED
        return Bar(by, marks, (self.claim.start, self.claim.end) if hides else (0, 0))


def find(tx: Tx, id: str) -> Thing:
    """Find an article, claim or entity, set aside or in the graph. Raises `NotFound`."""
    aside = [o.reading for o in vault.held(tx).values()]
    if id.startswith("article/"):
        read = [o.reading for o in vault.originals(tx, [id]).values()]
        if read:
            claims = frozenset(c.id for r in read for c in r.claims)
            return _of_article(read[0].article, claims)
        raise NotFound("article", id)
    if "/" in id:
        return _entity(tx, id, aside)
    rows = fetch(tx, "MATCH (c:Claim {id: $id}) RETURN c.article AS article", id=id)
    where = {row["article"] for row in rows} or {
        r.article.id for r in aside for c in r.claims if c.id == id
    }
    for original in vault.originals(tx, where).values():
        for claim in original.reading.claims:
            if claim.id == id:
                return _of_claim(claim, original.reading.article)
    raise NotFound("claim", id)


def _of_article(article: Article, claims: frozenset[str]) -> Thing:
    return Thing("article", article.id, article.title, article=article, claims=claims)


def _of_claim(claim: Claim, article: Article) -> Thing:
    name = f"{claim.subject_name} {claim.predicate} {claim.object_name}"
    return Thing("claim", claim.id, name, article=article, claim=claim)


def _entity(tx: Tx, id: str, aside: Iterable[Reading]) -> Thing:
    """Find an entity with those judged the same, and the claims it is an end of."""
    text = """MATCH (x:Entity {id: $id}) MATCH (e:Entity {canonical: x.canonical})
              RETURN properties(e) AS entity"""
    members = {e.id: e for e in (entity_of(row["entity"]) for row in fetch(tx, text, id=id))}
    for reading in aside:
        members.update((e.id, e) for e in reading.entities if e.id == id and id not in members)
    if not members:
        raise NotFound("entity", id, canonical_ids(tx, [id]))
    text = """UNWIND $ids AS id MATCH (:Entity {id: id})<-[:SUBJECT|OBJECT]-(c:Claim)
              RETURN DISTINCT c.id AS id"""
    claims = {row["id"] for row in fetch(tx, text, ids=sorted(members))}
    chief = members.get(id) or members[min(members)]
    every = tuple(members[i] for i in sorted(members))
    return Thing("entity", id, chief.name, members=every, claims=frozenset(claims))


def withdraw(
    connection: Connection, id: str, degree: Withdrawn, why: str, options: StoreOptions
) -> Changes:
    """Withdraw an article, a claim or an entity to a degree. Raises `NotFound`.

    The graph follows at once; cut short, `kg rebuild` finishes it.
    """
    thing = connection.read(lambda tx: find(tx, id))
    about = {"degree": degree, "who": options.who, "when": options.clock()}
    memory = with_key(options.home) if degree is Withdrawn.ERASED else None
    told = {"thing": thing.id, "name": thing.name, "why": why} if memory is None else {}
    bar = thing.bar(Withdrawal.model_validate({**about, **told, "what": thing.what}))
    if memory is not None:
        marks = frozenset(hashed(mark, memory.key) for mark in bar.marks)
        bar = replace(bar, marks=marks, keyed=memory.name)
        remember(options.home, memory, [bar])
    return settle(connection, connection.write(lambda tx: _note(tx, thing, bar, why)), options)


def _note(tx: Tx, thing: Thing, bar: Bar, why: str) -> set[ArticleId]:
    """Write what is withdrawn and that it is; give the articles that follow from it."""
    lock(tx)
    affected = _affected(tx, thing, bar)
    said = f"{thing.what} {thing.name}"
    things: tuple[str, ...] = (thing.id,)
    if bar.keyed:
        blot(tx, thing.ids, thing.words)
        said, things, why = f"one {thing.what}", (), inked(why, thing.words)
    put_bars(tx, [bar])
    deed = Deed(bar.about.degree.value)
    who, when = bar.about.who, bar.about.when
    note(tx, Edit(deed=deed, who=who, when=when, things=things, said=said, why=why))
    return affected


def _affected(tx: Tx, thing: Thing, bar: Bar) -> set[ArticleId]:
    """Find the articles in which something withdrawn stands, or may stand."""
    found = {article for article, _ in vault.held(tx)}
    if thing.article is not None:
        here = thing.article
        found.add(here.id)
        text = "MATCH (a:Article) WHERE a.url = $url OR a.own_origin = $own RETURN a.id AS id"
        alike = fetch(tx, text, url=here.url, own=here.origin)
        return found | ({row["id"] for row in alike} if bar.about.degree is not _SHOWN else set())
    text = """UNWIND $ids AS id MATCH (a:Article)-[:MENTIONS]->(:Entity {id: id})
              RETURN DISTINCT a.id AS id"""
    found |= {row["id"] for row in fetch(tx, text, ids=sorted(e.id for e in thing.members))}
    if bar.about.degree is not _SHOWN:
        text = """MATCH (a:Article) WHERE any(w IN $words WHERE a.text CONTAINS w)
                  RETURN a.id AS id"""
        found |= {row["id"] for row in fetch(tx, text, words=sorted(thing.words))}
    return found


def put_bars(tx: Tx, bars: Iterable[Bar]) -> None:
    """Write what is withdrawn, and that it changed."""
    rows = [bar_row(bar) for bar in bars]
    write(tx, "MERGE (b:Withdrawal {id: row.id}) SET b = row", rows, "withdrawal")
    fetch(tx, "MATCH (m:Meta {id: 'schema'}) SET m.bars = coalesce(m.bars, 0) + 1")


def bars_of(tx: Tx) -> list[Bar]:
    """Read what the graph notes as withdrawn, in order."""
    rows = fetch(tx, "MATCH (b:Withdrawal) RETURN properties(b) AS bar")
    return sorted((bar_of(row["bar"]) for row in rows), key=lambda b: b.id)


def withdrawals(connection: Connection) -> list[Withdrawal]:
    """List what is withdrawn, the newest first."""
    found = [bar.about for bar in connection.read(bars_of)]
    return sorted(found, key=lambda w: (w.when, w.thing, w.degree), reverse=True)


def lift(connection: Connection, id: str, why: str, options: StoreOptions) -> Changes:
    """Take back that something was retracted or restricted. Raises `NotFound`."""

    def work(tx: Tx) -> set[ArticleId]:
        lock(tx)
        bars = [b for b in bars_of(tx) if b.about.thing == id]
        if not bars:
            raise NotFound("withdrawal of", id, {b.about.thing for b in bars_of(tx)} - {""})
        text = "UNWIND $ids AS id MATCH (b:Withdrawal {id: id}) DELETE b"
        fetch(tx, text, ids=[b.id for b in bars])
        put_bars(tx, ())
        said = f"{bars[0].about.what} {bars[0].about.name}"
        at = options.clock()
        note(tx, Edit(deed=Deed.LIFTED, who=options.who, when=at, things=(id,), said=said, why=why))
        marked = fetch(tx, "MATCH (c:Claim) WHERE c.withdrawn RETURN DISTINCT c.article AS a")
        return {row["a"] for row in marked} | {a for a, _ in vault.held(tx)}

    return settle(connection, connection.write(work), options)


def settle(
    connection: Connection, articles: Collection[ArticleId], options: StoreOptions
) -> Changes:
    """Put what was read in these articles through the sieve again."""
    changes = Changes()
    for some in batched(sorted(articles), _ARTICLES):
        found = connection.read(lambda tx, of=some: vault.originals(tx, of))  # type: ignore[misc]
        reviews = {key: row for o in found.values() for key, row in o.reviews.items()}
        load = Load(options, reviews, noted=False)
        changes += add_as(connection, (found[key].reading for key in sorted(found)), load)
    return changes


def unsettled(tx: Tx, options: StoreOptions) -> set[ArticleId]:
    """Find articles of which the graph shows what is withdrawn, or hides what is not."""
    through = sieve(tx, options.home)
    if not (through.bars or through.turn):
        return set()
    aside = vault.held(tx).values()
    found = {o.key[0] for o in aside if through.through(o.reading).whole is None}
    ids = sorted(row["id"] for row in fetch(tx, "MATCH (a:Article) RETURN a.id AS id"))
    for some in batched(ids, _ARTICLES):
        found |= {r.article.id for r in _sound(tx, some) if through.through(r).seen != r}
    return found


def _sound(tx: Tx, articles: list[ArticleId]) -> list[Reading]:
    """Read what was read in these articles, but for what is broken, which `check` names."""
    try:
        return readings_of_all(tx, articles)
    except ValueError:
        if len(articles) == 1:
            return []
        return [r for id in articles for r in _sound(tx, [id])]
