"""Care of the graph as a whole: projecting anew, counting, and checking every promise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model import Changes, Edge, Stats
from kg.store import stories
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import EdgeChanges as Plan
from kg.store.edges import Held, apply, edges_of, held_of, mark, marks, write
from kg.store.entities import joined
from kg.store.judging import follow, identity
from kg.store.log import entry, note
from kg.store.options import StoreOptions
from kg.store.project import Canonical
from kg.store.removing import delete_entities, put_together
from kg.store.rows import EDGE_PATTERN, LABELS, edge_row, edge_type, entity_of, entity_row
from kg.store.schema import lock
from kg.store.withdrawing import settle, unsettled
from kg.vocabulary import Deed, Kind

_EDGES = f"""MATCH (a:Entity)-[r:{EDGE_PATTERN}]->(b:Entity)
             RETURN a.id AS s, b.id AS o, type(r) AS type, properties(r) AS edge"""

_DELETE = f"""MATCH (:Entity)-[r:{EDGE_PATTERN}]->(:Entity)
              WHERE coalesce(r.id, '') = $id DELETE r"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A relationship as it stands in the graph."""

    subject: str
    object: str
    type: str
    row: Row

    @property
    def id(self) -> str:
        """The id it carries; none where somebody else wrote it."""
        return str(self.row.get("id", ""))

    def is_as(self, edge: Edge) -> bool:
        """Say whether this is what the projection makes of the edge."""
        return (self.subject, self.object, self.type, self.row) == (
            edge.subject,
            edge.object,
            edge_type(edge),
            edge_row(edge),
        )


def rebuild(connection: Connection, options: StoreOptions) -> Changes:
    """Put entities and stories together, follow the judgements and project all edges anew.

    On a sound graph nothing changes.
    """

    def work(tx: Tx) -> Changes:
        lock(tx)
        ids = {row["id"] for row in fetch(tx, "MATCH (e:Entity) RETURN e.id AS id")}
        alone = put_together(tx, ids)
        delete_entities(tx, alone)
        follow(tx)
        told = _untold(tx)
        stories.write_stories(tx, told, told.keys())
        changes = Changes(entities_removed=len(alone)) + _reproject(tx)
        note(tx, entry(Deed.REBUILT, options.who, options.clock(), (), changes))
        return changes

    apart = connection.read(lambda tx: unsettled(tx, options))
    changes = settle(connection, apart, options) + connection.write(work)
    wrong = connection.read(_wrongly_labelled)
    if wrong:
        connection.write(lambda tx: _label(tx, wrong))
    return changes


def _label(tx: Tx, entities: list[Row]) -> None:
    """Set kind labels, in a transaction of their own: the embedded engine asks for that."""
    by_kind: dict[Kind, list[Row]] = {}
    for row in entities:
        by_kind.setdefault(Kind(row["kind"]), []).append({"id": row["id"]})
    for kind, rows in by_kind.items():
        write(tx, f"MATCH (e:Entity {{id: row.id}}) SET e:{kind.value}", rows, "label")


def _untold(tx: Tx) -> dict[str, str]:
    """Work out anew which articles are one story; give those that do not stand under theirs."""
    every = stories.every(tx)
    told = stories.tell(tx, [replace(c, story=None) for c in every], {})
    return {c.id: told[c.id] for c in every if c.story != told[c.id]}


def _reproject(tx: Tx) -> Changes:
    canonical = identity(tx).canonical
    claims = _claims(tx)
    wanted = {e.id: e for e in edges_of(claims, canonical)}
    standing: dict[str, list[Standing]] = {}
    for there in _standing(tx):
        standing.setdefault(there.id, []).append(there)
    sound = {
        id
        for id, there in standing.items()
        if len(there) == 1 and id in wanted and there[0].is_as(wanted[id])
    }
    for id in sorted(standing.keys() - sound):
        fetch(tx, _DELETE, id=id)
    mark(tx, claims, marks(claims, wanted.values(), canonical))
    apply(tx, Plan(made=[wanted[id] for id in sorted(wanted.keys() - sound)]))
    return Changes(
        edges_new=len(wanted.keys() - standing.keys()),
        edges_changed=len((wanted.keys() & standing.keys()) - sound),
        edges_removed=len(standing.keys() - wanted.keys()),
    )


def _standing(tx: Tx) -> list[Standing]:
    return [Standing(r["s"], r["o"], r["type"], r["edge"]) for r in fetch(tx, _EDGES)]


def _claims(tx: Tx) -> list[Held]:
    rows = fetch(tx, "MATCH (c:Claim) RETURN properties(c) AS claim")
    return [held_of(row["claim"]) for row in rows]


def _wrongly_labelled(tx: Tx) -> list[Row]:
    rows = fetch(tx, "MATCH (e:Entity) RETURN properties(e) AS entity, labels(e) AS labels")
    return [r["entity"] for r in rows if r["entity"]["kind"] not in r["labels"]]


def stats(connection: Connection) -> Stats:
    """Count what is in the graph."""

    def work(tx: Tx) -> Stats:
        def count(match: str) -> int:
            return int(fetch(tx, f"MATCH {match} RETURN count(*) AS n")[0]["n"])

        pairs = f"(:Entity)-[r:{EDGE_PATTERN}]->(:Entity)"
        return Stats(
            articles=count("(a:Article)"),
            entities=count("(e:Entity) WHERE e.canonical = e.id"),
            claims=count("(c:Claim)"),
            edges=count(f"{pairs} WHERE r.live"),
            claimed=count(f"{pairs} WHERE NOT r.live"),
            pending=count("(c:Claim) WHERE c.review = 'pending'"),
            refusals=count("(r:Refusal)"),
        )

    return connection.read(work)


def check(connection: Connection, options: StoreOptions) -> list[str]:
    """List every breach of the graph's promises in words."""
    return connection.read(lambda tx: sorted(set(_breaches(tx, options))))


def _breaches(tx: Tx, options: StoreOptions) -> Iterator[str]:
    for article in unsettled(tx, options):
        yield f"article {article} does not stand as what is withdrawn or lifted asks"
    who = identity(tx)
    yield from who.conflicts
    yield from _entity_breaches(tx, who.canonical)
    for article, story in _untold(tx).items():
        yield f"article {article} does not stand under its story {story}"
    claims = _claims(tx)
    yield from _claim_breaches(tx)
    yield from _edge_breaches(tx, claims, who.canonical)


def _entity_breaches(tx: Tx, canonical: Canonical) -> Iterator[str]:
    said: dict[str, list[Row]] = {}
    text = "MATCH (:Article)-[m:MENTIONS]->(e:Entity) RETURN e.id AS id, properties(m) AS said"
    for row in fetch(tx, text):
        said.setdefault(row["id"], []).append(row["said"])
    rows = fetch(tx, "MATCH (e:Entity) RETURN properties(e) AS entity, labels(e) AS labels")
    for row in rows:
        # Earlier writers stored an empty list where nothing is stored today.
        id, props = row["entity"]["id"], {k: v for k, v in row["entity"].items() if v != []}
        kinds = sorted(set(row["labels"]) & set(LABELS))
        if kinds != [Kind(props["kind"]).value]:
            yield f"entity {id} is a {props['kind']} but has the labels {kinds}"
        if props["canonical"] != canonical(id):
            yield f"entity {id} stands under {props['canonical']}; by judgements {canonical(id)}"
        if id not in said:
            yield f"entity {id} is named by no article"
        elif entity_row(joined(map(entity_of, said[id])), props["canonical"]) != props:
            yield f"entity {id} differs from what its articles say of it"


def _claim_breaches(tx: Tx) -> Iterator[str]:
    whole = """MATCH (c:Claim) OPTIONAL MATCH (c)-[:SUBJECT]->(s:Entity)
               OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
               OPTIONAL MATCH (c)-[:STATED_IN]->(a:Article)
               RETURN c.id AS id, c.article AS article, c.article = a.id AS stated,
                      c.subject = s.id AND c.object = o.id AS ends,
                      c.quote AS quote, c.start AS start, c.end AS end"""
    texts: dict[str, str] = {}
    for row in fetch(tx, "MATCH (a:Article) RETURN a.id AS id, a.text AS text"):
        texts[row["id"]] = row["text"]
    for row in fetch(tx, whole):
        claim = f"claim {row['id']}"
        if not row["stated"]:
            yield f"{claim} has no article {row['article']}"
        if not row["ends"]:
            yield f"{claim} lacks an entity at one of its ends"
        if texts.get(row["article"], "")[row["start"] : row["end"]] != row["quote"]:
            yield f"{claim}: its words are not at {row['start']}:{row['end']} of {row['article']}"


def _edge_breaches(tx: Tx, claims: list[Held], canonical: Canonical) -> Iterator[str]:
    wanted = {e.id: e for e in edges_of(claims, canonical)}
    seen: set[str] = set()
    for there in _standing(tx):
        id = there.id
        sentence = f"{there.subject} {there.type} {there.object}"
        if id in seen:
            yield f"edge {id} ({sentence}) stands twice"
        elif id not in wanted:
            yield f"edge {id} ({sentence}) rests on no claim"
        elif not there.is_as(wanted[id]):
            yield f"edge {id} ({sentence}) differs from what its claims add up to"
        seen.add(id)
    for id in sorted(wanted.keys() - seen):
        edge = wanted[id]
        yield f"edge {id} ({edge.subject} {edge_type(edge)} {edge.object}) is missing"
    due = marks(claims, wanted.values(), canonical)
    for held in claims:
        if (held.fact, held.edge) != (due[held.key]["fact"], due[held.key]["edge"]):
            yield f"claim {held.claim.id} points to edge {held.edge}, not {due[held.key]['edge']}"
