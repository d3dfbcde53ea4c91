"""Numbers for sources: one number a story, reprints under it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.export.brief.values import Quote, Reference
from kg.model import Claim, Edge, Source, Subgraph
from kg.words import day_words, isolated, publisher_words, shown, spoken, statement

_UNDATED = "9999"  # articles without a date come last


class Citations:
    """The numbered sources of one subgraph: oldest first, reprints of a story share a number."""

    def __init__(self, subgraph: Subgraph) -> None:
        self._names = {e.id: spoken(e) for e in subgraph.entities}
        self._edges = subgraph.edges
        cited = {c.article for e in subgraph.edges for c in e.claims}
        stories: dict[str, list[Source]] = {}
        for source in sorted(subgraph.sources, key=lambda s: (s.published or _UNDATED, s.id)):
            if source.id in cited:
                stories.setdefault(source.origin, []).append(source)
        self._stories = list(stories.values())
        self._number = {
            s.id: number for number, story in enumerate(self._stories, 1) for s in story
        }

    def of(self, edges: Iterable[Edge]) -> tuple[int, ...]:
        """Give the numbers of the sources under these edges, in order."""
        return tuple(sorted({self._number[c.article] for e in edges for c in e.claims}))

    def of_claims(self, claims: Iterable[Claim]) -> tuple[int, ...]:
        """Give the numbers of the sources of these claims, in order."""
        return tuple(sorted({self._number[c.article] for c in claims}))

    @property
    def articles(self) -> int:
        """How many articles are cited, reprints too."""
        return len(self._number)

    @property
    def stories(self) -> int:
        """How many independent stories are cited."""
        return len(self._stories)

    def references(self) -> tuple[Reference, ...]:
        """Describe each source: where it stands, which facts it supports, its words."""
        backed: dict[int, list[tuple[Edge, Claim]]] = {}
        for edge in self._edges:
            for claim in edge.claims:
                backed.setdefault(self._number[claim.article], []).append((edge, claim))
        return tuple(
            self._reference(number, story, backed[number])
            for number, story in enumerate(self._stories, 1)
        )

    def _reference(
        self, number: int, story: list[Source], backed: list[tuple[Edge, Claim]]
    ) -> Reference:
        first, *reprints = story
        quotes = {
            c.quote: Quote(text=isolated(c.quote), speaker=shown(c.speaker or ""))
            for _, c in sorted(backed, key=lambda p: (p[1].article, p[1].start, p[1].id))
        }
        facts = {e.id: statement(e, self._names) for e, _ in backed}
        return Reference(
            number=number,
            title=shown(first.title) or "Untitled",
            publisher=publisher_words(first),
            day=day_words(first.published) or "date unknown",
            url=shown(first.url or ""),
            reprints=tuple(_where(s) for s in reprints),
            facts=tuple(dict.fromkeys(facts[i] for i in sorted(facts, key=lambda i: facts[i]))),
            quotes=tuple(quotes.values()),
        )


def _where(source: Source) -> str:
    parts = (publisher_words(source), day_words(source.published))
    return ", ".join(p for p in (*parts, shown(source.url or "")) if p)
