"""`kg show` on a terminal: an entity, an article or an edge, with its sentences."""

from __future__ import annotations

from kg.lookup import find_entity
from kg.model import Article, Claim, Edge, Entity, Subgraph
from kg.ports import Graph
from kg.ui.briefing import as_of_day
from kg.ui.terminal import say, say_claim, say_edge
from kg.vocabulary import Predicate
from kg.words import day_words


def show_thing(graph: Graph, thing: str, day: str | None = None) -> None:
    """Print whatever has this id, or the entity of this name; an entity as of a day, if any.

    Raises `NotFound`.
    """
    if thing.startswith("article/"):
        _show_article(graph, graph.article(thing))
        return
    if _looks_like_edge(thing):
        _show_edge(graph, thing)
        return
    entity = find_entity(graph, thing)
    _show_entity(entity, graph.subgraph([entity.id], hops=1, limit=200, as_of=as_of_day(day)))


def _looks_like_edge(thing: str) -> bool:
    return len(thing) == 20 and set(thing) <= set("0123456789abcdef")


def _show_entity(entity: Entity, around: Subgraph) -> None:
    say(entity.name, "bold")
    facts = [entity.kind, entity.country, entity.description, entity.id]
    say("  " + " · ".join(f for f in facts if f), "dim")
    if others := [*entity.aliases, *entity.weak_aliases]:
        say(f"  also called {', '.join(others)}", "dim")
    if around.as_of:
        say(f"  as of {day_words(around.as_of)}", "dim")
    sources = {s.id: s for s in around.sources}
    for edge in sorted(around.edges, key=_weight):
        say("")
        say_edge(edge, around.names, sources)
    if not around.edges:
        say("  Nothing is claimed of it.", "dim")
    if around.omitted:
        say(f"\n{around.omitted} weaker relations are not shown.", "dim")


def _weight(edge: Edge) -> tuple[bool, int, int, str]:
    """Put live facts first, ownership before all else, and what many say before what one says."""
    return not edge.live, list(Predicate).index(edge.predicate), -edge.sources, edge.id


def _show_edge(graph: Graph, id: str) -> None:
    edge = graph.edge(id)
    names = {i: graph.entity(i).name for i in (edge.subject, edge.object)}
    articles = {c.article for c in edge.claims}
    say_edge(edge, names, {i: graph.article(i).source for i in articles})


def _standing(claim: Claim) -> str:
    marks = (claim.status, claim.polarity, claim.review, "withdrawn" if claim.withdrawn else "")
    return ", ".join(m for m in marks if m)


def _show_article(graph: Graph, article: Article) -> None:
    say(article.title, "bold")
    facts = [article.publisher, article.author, article.published, article.url, article.id]
    say("  " + " · ".join(f for f in facts if f), "dim")
    readings = graph.reading(article.id)
    for reading in readings:
        for claim in sorted(reading.claims, key=lambda c: c.start):
            said = f"{claim.subject_name} {claim.predicate} {claim.object_name}"
            say(f"\n{said} ({_standing(claim)})", "bold")
            say_claim(claim, article.source)
        for refusal in reading.refusals:
            say(f"\nrefused: {refusal.reason}", "dim")
            if refusal.quote:
                say(f"  “{refusal.quote}”", "dim")
    if not any(r.claims for r in readings):
        say("  No claim was found in it.", "dim")
