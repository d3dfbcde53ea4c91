"""Which articles are one story: told by their texts, kept as `origin` on article and claim.

An article's own origin, given by its loader, covers exact copies. Here copies that differ a
little join too. A story is a connected group of reprints and is called by the smallest of its
own origins, so the order in which articles come plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.model import Article, ArticleId
from kg.reprints import SKETCH, Runs, one_story, runs, sketch
from kg.store.connection import Row, Tx, fetch
from kg.store.edges import BATCH, Held, held_of, write
from kg.store.rows import batched

Stories = Mapping[ArticleId, str]
KEYS = tuple(f"sketch_{n}" for n in range(SKETCH))
"""The properties of an Article node that hold its sketch."""
_LIGHT = "a.id AS id, a.own_origin AS own, a.origin AS story, " + ", ".join(
    f"a.{key} AS {key}" for key in KEYS
)
_NEAR = " UNION ALL ".join(  # one statement that gives only ids: servers plan it fast
    f"UNWIND ${key} AS v MATCH (a:Article {{{key}: v}}) RETURN a.id AS id"
    for key in (*KEYS, "own_origin")
)


@dataclass(frozen=True, slots=True)
class Sketched:
    """What tells the reprints of an article: its own origin, the runs of its text, their sketch."""

    own: str
    runs: Runs
    row: Row  # what the Article node holds so that its reprints are found: indexed numbers


def sketched(article: Article) -> Sketched:
    """Give what tells the reprints of an article as it was loaded."""
    found = runs(article.text)
    row = {key: f"{number:016x}" for key, number in zip(KEYS, sketch(found), strict=False)}
    return Sketched(article.origin, found, row)


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as far as telling stories needs it."""

    id: ArticleId
    own: str
    keys: tuple[str, ...]
    story: str | None = None  # None: not settled yet


def settle(tx: Tx, came: Mapping[ArticleId, Sketched], broken: Collection[str]) -> dict[str, str]:
    """Give the story of each article that came, and of those whose story changes by it.

    The articles that came are not yet written; those that went are no longer there, and
    `broken` are the stories they belonged to.
    """
    new = [_copy({"id": id, "own": s.own, **s.row}) for id, s in came.items()]
    near = {c.id: c for c in _like(tx, new) if c.id not in came}
    known = _of_stories(tx, {c.story for c in near.values() if c.story} | set(broken))
    old = {c.id: c for c in known if c.id not in came}
    loose = [*new, *(replace(c, story=None) for c in old.values() if c.story in broken)]
    fixed = [c for c in old.values() if c.story not in broken]
    told = tell(tx, [*loose, *fixed], {id: s.runs for id, s in came.items()})
    was = {c.id: c.story for c in old.values()}
    return {id: story for id, story in told.items() if id in came or was.get(id) != story}


def tell(tx: Tx, copies: Iterable[Copy], known: Mapping[ArticleId, Runs]) -> dict[ArticleId, str]:
    """Work out the story of each of these articles; those that have one stay in it.

    `known` holds those that are not in the graph yet; others are read when they are needed.
    """
    copies = list(copies)
    groups = _Groups(copies)
    for copy in copies:
        if copy.story is not None:
            groups.join(copy.id, groups.first(("story", copy.story), copy.id))
        groups.join(copy.id, groups.first(("own", copy.own), copy.id))
    pairs = list(_pairs(copies, groups))
    wanted = {id for pair in pairs for id in pair}
    found = _runs(tx, wanted, known)
    for left, right in pairs:
        if not groups.joined(left, right) and one_story(found[left], found[right]):
            groups.join(left, right)
    return groups.names()


def _pairs(copies: list[Copy], groups: _Groups) -> Iterable[tuple[ArticleId, ArticleId]]:
    """Yield articles that agree in a number of their sketches, where one is not settled yet."""
    shelf: dict[str, list[Copy]] = defaultdict(list)
    seen = set()
    for copy in sorted(copies, key=lambda c: (c.story is None, c.id)):
        for key in copy.keys:
            for other in shelf[key]:
                pair = (other.id, copy.id)
                if pair not in seen and (copy.story is None or other.story is None):
                    seen.add(pair)
                    if not groups.joined(*pair):
                        yield pair
            shelf[key].append(copy)


def _like(tx: Tx, new: list[Copy]) -> list[Copy]:
    """Read articles of the graph that agree with one of these in a number of their sketches."""
    if not new:
        return []
    values: dict[str, set[str]] = {key: set() for key in KEYS}
    for key, value in (mark.split(":", 1) for copy in new for mark in copy.keys):
        values[key].add(value)
    sought = {key: sorted(of) for key, of in values.items()}
    rows = fetch(tx, _NEAR, **sought, own_origin=sorted({c.own for c in new}))
    ids = sorted({row["id"] for row in rows})
    text = f"UNWIND $ids AS id MATCH (a:Article {{id: id}}) RETURN {_LIGHT}"
    return [_copy(row) for some in batched(ids, BATCH) for row in fetch(tx, text, ids=some)]


def _of_stories(tx: Tx, stories: Collection[str]) -> list[Copy]:
    text = f"UNWIND $stories AS s MATCH (a:Article {{origin: s}}) RETURN {_LIGHT}"
    return [
        _copy(row)
        for some in batched(sorted(stories), BATCH)
        for row in fetch(tx, text, stories=some)
    ]


def every(tx: Tx) -> list[Copy]:
    """Read all articles of the graph, as far as telling stories needs them."""
    return [_copy(row) for row in fetch(tx, f"MATCH (a:Article) RETURN {_LIGHT}")]


def _copy(row: Row) -> Copy:
    keys = tuple(f"{key}:{row[key]}" for key in KEYS if row.get(key) is not None)
    return Copy(row["id"], row["own"], keys, row.get("story"))


def _runs(
    tx: Tx, ids: Collection[ArticleId], known: Mapping[ArticleId, Runs]
) -> dict[ArticleId, Runs]:
    found = {id: known[id] for id in ids if id in known}
    text = "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN id, a.text AS text"
    for some in batched(sorted(set(ids) - set(found)), 200):
        found.update((row["id"], runs(row["text"])) for row in fetch(tx, text, ids=some))
    return found


def claims_of(tx: Tx, articles: Collection[ArticleId]) -> list[Held]:
    """Read all claims of these articles."""
    text = "UNWIND $ids AS id MATCH (c:Claim {article: id}) RETURN properties(c) AS claim"
    return [
        held_of(row["claim"])
        for some in batched(sorted(articles), BATCH)
        for row in fetch(tx, text, ids=some)
    ]


def retold(claims: Iterable[Held], stories: Stories) -> list[Held]:
    """Give claims with the stories their articles now belong to."""
    return [replace(h, origin=stories.get(h.claim.article, h.origin)) for h in claims]


def write_stories(tx: Tx, stories: Stories, among: Collection[ArticleId]) -> None:
    """Write the stories of these articles, and of their claims."""
    rows = [{"id": id, "story": stories[id]} for id in sorted(among)]
    write(tx, "MATCH (a:Article {id: row.id}) SET a.origin = row.story", rows, "article")
    text = "UNWIND $rows AS row MATCH (c:Claim {article: row.id}) SET c.origin = row.story"
    for some in batched(rows, BATCH):
        fetch(tx, text, rows=some)


class _Groups:
    """Articles joined into stories."""

    def __init__(self, copies: Iterable[Copy]) -> None:
        self._own = {c.id: c.own for c in copies}
        self._above = {id: id for id in self._own}
        self._firsts: dict[tuple[str, str], ArticleId] = {}

    def first(self, of: tuple[str, str], id: ArticleId) -> ArticleId:
        """Give the first article that was asked for with this mark."""
        return self._firsts.setdefault(of, id)

    def joined(self, left: ArticleId, right: ArticleId) -> bool:
        """Say whether two articles are one story already."""
        return self._top(left) == self._top(right)

    def join(self, left: ArticleId, right: ArticleId) -> None:
        """Make two stories one."""
        self._above[self._top(left)] = self._top(right)

    def names(self) -> dict[ArticleId, str]:
        """Give each article its story, called by the smallest own origin in it."""
        called: dict[ArticleId, str] = {}
        for id, own in self._own.items():
            top = self._top(id)
            called[top] = min(called.get(top, own), own)
        return {id: called[self._top(id)] for id in self._own}

    def _top(self, id: ArticleId) -> ArticleId:
        while self._above[id] != id:
            self._above[id] = self._above[self._above[id]]
            id = self._above[id]
        return id
