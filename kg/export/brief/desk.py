"""What every part of a briefing needs at hand: the facts, their names, numbers and grades."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from kg.analysis.confidence import Grade, grade, official_sources, weakest
from kg.errors import NotFound
from kg.export.brief.citations import Citations
from kg.export.brief.values import BriefOptions, Cited
from kg.model import Edge, EntityId, Subgraph
from kg.vocabulary import Predicate
from kg.words import is_plain, is_withdrawn, shown, spoken, statement


@dataclass(frozen=True, slots=True)
class Desk:
    """The subgraph of a briefing, with what is asked again and again of it."""

    subgraph: Subgraph
    seeds: tuple[EntityId, ...]
    options: BriefOptions
    names: dict[EntityId, str] = field(init=False)
    spoken: dict[EntityId, str] = field(init=False)
    citations: Citations = field(init=False)
    official: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        names = {id: shown(name) for id, name in self.subgraph.names.items()}
        for seed in self.seeds:
            if seed not in names:
                raise NotFound("entity", seed, names)
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "spoken", {e.id: spoken(e) for e in self.subgraph.entities})
        object.__setattr__(self, "citations", Citations(self.subgraph))
        object.__setattr__(self, "official", official_sources(self.subgraph))

    def edges(
        self, *predicates: Predicate, live: bool | None = None, seeds_only: bool = False
    ) -> list[Edge]:
        """List facts of these relations: those of the seeds first, then the best sourced.

        What was withdrawn has a place of its own and is not among them.
        """
        found = [
            e
            for e in self.subgraph.edges
            if e.predicate in predicates
            and not is_withdrawn(e)
            and (live is None or e.live is live)
            and (not seeds_only or self.about_seed(e))
        ]
        return sorted(found, key=self.rank)

    def rank(self, edge: Edge) -> tuple[bool, int, str, str, str]:
        """Order facts: seeds first, more sources first, then by name."""
        ends = (self.names[edge.subject].casefold(), self.names[edge.object].casefold())
        return (not self.about_seed(edge), -edge.sources, *ends, edge.id)

    def about_seed(self, edge: Edge) -> bool:
        """Say whether a fact is about one of the entities the briefing is on."""
        return edge.subject in self.seeds or edge.object in self.seeds

    def grade(self, edges: Iterable[Edge]) -> Grade:
        """Grade what rests on all of these facts: as sure as the weakest."""
        return weakest([grade(e, self.official, self.options.reviewed) for e in edges])

    def cited(
        self,
        text: str,
        edges: Collection[Edge],
        *,
        control: bool = False,
        graded: bool = True,
    ) -> Cited:
        """Make a sentence of a text and the facts it rests on.

        If any of them is not a plain fact, the sentence is attributed to its sources.
        """
        return Cited(
            text=text,
            citations=self.citations.of(edges),
            attributed=not all(is_plain(e) for e in edges),
            grade=self.grade(edges) if graded else None,
            control=control,
        )

    def say(self, edge: Edge, *, details: bool = True) -> str:
        """Say one fact."""
        return statement(edge, self.spoken, details=details)

    def tell(self, edge: Edge, *, graded: bool = True) -> Cited:
        """Say one fact with its sources."""
        return self.cited(self.say(edge), [edge], graded=graded)

    def named(self, ids: Iterable[EntityId]) -> list[str]:
        """Give the names of these entities as in a sentence, each once, in their order."""
        return list(dict.fromkeys(self.spoken[i] for i in ids))

    @property
    def topic(self) -> str:
        """What the briefing is about, in words."""
        names = self.named(self.seeds)
        if not names:
            return "the whole graph"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def cut(rows: Sequence[object], most: int) -> int:
    """Say how many rows a limit leaves out."""
    return max(0, len(rows) - most)
