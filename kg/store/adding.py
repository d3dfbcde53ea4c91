"""Readings into the graph: what changed is replaced whole, and its edges are brought in line.

One transaction a chunk, with the mark that a reading is kept in it: a load that dies anywhere
leaves the graph as it was before a chunk or after it, and running it again does the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from kg.model import ArticleId, Changes, Claim, EntityId, Reading
from kg.store import stories, vault
from kg.store.chunks import Chunk, Key, chunks
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import (
    Held,
    apply,
    claims_of_facts,
    compare,
    edges_of,
    mark,
    marks,
)
from kg.store.judging import canonicals, judged_in, recanonicalise
from kg.store.log import entry, note
from kg.store.options import StoreOptions
from kg.store.project import fact_id
from kg.store.removing import Removed, remove_readings
from kg.store.rows import claim_key, readings_of
from kg.store.schema import lock
from kg.store.sifting import Sifting, sift, turn_of
from kg.store.writing import (
    write_articles,
    write_claims,
    write_entities,
    write_mentions,
    write_refusals,
)
from kg.vocabulary import Deed, Review

Prints = Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Load:
    """How readings are added: `reviews` are decisions set aside with them, by a claim's key.

    What the graph puts in anew itself is not `noted` in the log.
    """

    options: StoreOptions
    reviews: Mapping[str, Row] = field(default_factory=dict)
    noted: bool = True


def add(connection: Connection, readings: Iterable[Reading], options: StoreOptions) -> Changes:
    """Keep readings; what is unchanged is not written, what is withdrawn stays so."""
    return add_as(connection, readings, Load(options))


def add_as(connection: Connection, readings: Iterable[Reading], load: Load) -> Changes:
    """Keep readings in a way of one's own."""
    total = Changes()
    for chunk in chunks(readings):
        sifted = connection.read(partial(sift, chunk=chunk, home=load.options.home))
        same = connection.read(partial(_same, prints=sifted.prints))
        if len(same) < len(chunk.readings) or sifted.whole:
            work = partial(_keep, chunk=chunk, sifted=sifted, load=load)
            total += connection.write(work, repeats=True)
        else:
            total += _unchanged(sifted.seen, same) + Changes(withheld=sifted.withheld)
    return total


def _same(tx: Tx, prints: Prints) -> set[Key]:
    """Read which of these readings the graph holds just so."""
    rows = fetch(
        tx,
        "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id, a.readings AS readings",
        ids=sorted({article for article, _ in prints}),
    )
    held = {
        (row["id"], name): print_
        for row in rows
        for name, (_, print_) in readings_of(row["readings"]).items()
    }
    return {key for key, print_ in prints.items() if held.get(key) == print_}


def _unchanged(chunk: Chunk, same: Collection[Key]) -> Changes:
    return Changes(articles_same=len({a for a, _ in same} - chunk.without(same).articles.keys()))


def _keep(tx: Tx, chunk: Chunk, sifted: Sifting, load: Load) -> Changes:
    lock(tx)
    if turn_of(tx) != sifted.turn:  # something was withdrawn or lifted since it was sifted
        sifted = sift(tx, chunk, load.options.home)
    if sifted.whole:
        vault.keep(tx, sifted.whole, load.options.clock())
    if sifted.turn:
        vault.drop(tx, chunk.readings.keys() - sifted.whole.keys())
    # Another loader may have been quicker, or an attempt of ours whose answer was lost.
    same = _same(tx, sifted.prints)
    left = sifted.seen.without(same)
    changes = _unchanged(sifted.seen, same) + Changes(withheld=sifted.withheld)
    hidden = _present(tx, sifted.hidden)
    if not left.readings and not hidden:
        return changes
    changes += _add_entities(tx, left)
    return changes + _add_rest(tx, left, replace(sifted, hidden=hidden), load)


def _present(tx: Tx, articles: Collection[ArticleId]) -> frozenset[ArticleId]:
    text = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN a.id AS id"
    return frozenset(row["id"] for row in fetch(tx, text, ids=sorted(articles)))


def _add_entities(tx: Tx, chunk: Chunk) -> Changes:
    new, turned = write_entities(tx, chunk)
    changes = Changes(entities_new=new)
    return changes + recanonicalise(tx) if turned & judged_in(tx) else changes


def _add_rest(tx: Tx, chunk: Chunk, sifted: Sifting, load: Load) -> Changes:
    going = {*_superseded(tx, chunk), *sifted.hidden}
    removed = remove_readings(tx, list(chunk.readings), going)
    removed.reviewed = {**load.reviews, **removed.reviewed}
    sketched = {id: stories.sketched(a) for id, a in chunk.articles.items()}
    told = stories.settle(tx, sketched, removed.stories)
    elsewhere = told.keys() - chunk.articles.keys()
    retold = stories.claims_of(tx, elsewhere)
    new = _claims(chunk, removed, told, load.options)
    canonical = canonicals(tx, {e for h in (*new, *removed.claims) for e in _ends(h.claim)})
    facts = {fact_id(h.claim, canonical) for h in new}
    facts |= {h.fact for h in (*removed.claims, *retold) if h.fact}
    others = claims_of_facts(tx, facts)
    after = stories.retold(others, told)
    canonical = canonicals(
        tx, {e for h in (*new, *removed.claims, *others) for e in _ends(h.claim)}
    )
    edges = edges_of([*after, *new], canonical)
    changed = compare(edges_of([*others, *removed.claims], canonical), edges)
    wanted = marks([*after, *new], edges, canonical)
    settled = {id: (of, told[id]) for id, of in sketched.items()}
    write_articles(tx, chunk, sifted.prints, removed, settled)
    stories.write_stories(tx, told, elsewhere)
    write_claims(tx, new, wanted, removed)
    write_mentions(tx, chunk)
    write_refusals(tx, chunk)
    mark(tx, others, wanted)
    apply(tx, changed)
    entities = removed.settle_entities(tx)
    fresh = set(chunk.articles) - removed.known_articles
    before, now = {h.key: h.claim for h in removed.claims}, {h.key: h.claim for h in new}
    counted = Changes(
        articles_new=len(fresh),
        articles_changed=len(chunk.articles) - len(fresh),
        articles_removed=removed.articles,
        claims_new=len(now.keys() - before.keys()),
        claims_removed=len(before.keys() - now.keys()),
        refusals=sum(len(r.refusals) for r in chunk.readings.values()),
    )
    changes = changed.counts + counted + entities
    if load.noted:
        who, when = load.options.who, load.options.clock()
        note(tx, entry(Deed.LOADED, who, when, chunk.articles, changes))
    return changes


def _superseded(tx: Tx, chunk: Chunk) -> list[str]:
    """Find articles that stood at one of these addresses with another text."""
    rows = [{"url": a.url, "id": a.id} for a in chunk.articles.values() if a.url is not None]
    text = """UNWIND $rows AS row MATCH (a:Article {url: row.url})
              WITH a, row WHERE a.id <> row.id RETURN DISTINCT a.id AS id"""
    return [row["id"] for row in fetch(tx, text, rows=rows)]


def _claims(
    chunk: Chunk, removed: Removed, told: stories.Stories, options: StoreOptions
) -> list[Held]:
    """Give the new claims, with what a person decided and the day they were first learned."""
    was = {h.key: h.claim for h in removed.claims}
    now = options.clock()
    found: dict[str, Held] = {}
    for reading in chunk.readings.values():
        for claim in reading.claims:
            key = claim_key(claim.id, claim.extractor)
            recorded = claim.recorded or now
            review = claim.review
            if key in was:
                recorded = was[key].recorded or recorded
            if key in removed.reviewed:
                review = Review(removed.reviewed[key]["review"])
            kept = claim.model_copy(update={"recorded": recorded, "review": review})
            found[key] = Held(key, kept, told[reading.article.id])
    return list(found.values())


def _ends(claim: Claim) -> tuple[EntityId, EntityId]:
    return claim.subject, claim.object
