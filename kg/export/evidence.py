"""No fact leaves without its evidence, and no text leaves that breaks a file format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import Ungrounded
from kg.model import Claim, Edge, Source, Subgraph, digest

# Everything that XML 1.0 cannot hold; such characters come from broken pages, never from names.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def proven(subgraph: Subgraph) -> Subgraph:
    """Give this subgraph back, sorted, or raise if a fact lacks what it rests on.

    Every edge needs claims, every claim its words and an article that is in the subgraph and
    can be named. Publisher, date and address may be unknown to the loader; every format then
    says so by an empty field. Raises `Ungrounded` with the first fact that is not proven.
    """
    for fault in faults(subgraph):
        raise Ungrounded(fault, hint="rebuild the graph, or check it with `kg check`")
    return subgraph.model_copy(
        update={
            "entities": tuple(sorted(subgraph.entities, key=lambda e: e.id)),
            "edges": tuple(sorted(subgraph.edges, key=lambda e: e.id)),
            "sources": tuple(sorted(subgraph.sources, key=lambda s: s.id)),
        }
    )


def faults(subgraph: Subgraph) -> Iterator[str]:
    """Say in words what each unproven fact lacks."""
    names = subgraph.names
    sources = {s.id: s for s in subgraph.sources}
    for edge in subgraph.edges:
        what = f"edge {edge.id} ({edge.subject} {edge.predicate} {edge.object})"
        if edge.subject not in names or edge.object not in names:
            yield f"{what} joins an entity that is not in the subgraph"
        if not edge.claims:
            yield f"{what} has no claim to rest on"
        elif edge.live and not any(c.live for c in edge.claims):
            yield f"{what} is called live, but no claim asserts it as live"
        for claim in edge.claims:
            yield from _claim_faults(claim, edge, sources.get(claim.article))


def _claim_faults(claim: Claim, edge: Edge, source: Source | None) -> Iterator[str]:
    what = f"claim {claim.id} under edge {edge.id}"
    if not claim.quote.strip():
        yield f"{what} quotes nothing"
    if source is None:
        yield f"{what} rests on article {claim.article}, which is not in the subgraph"
    elif not (source.title.strip() or source.url or source.publisher):
        yield f"{what} rests on article {claim.article}, which has no title, publisher or address"
    if claim.predicate is not edge.predicate:
        yield f"{what} says {claim.predicate}, the edge {edge.predicate}"


def snapshot(subgraph: Subgraph) -> str:
    """Name the content of a subgraph: the same facts give the same name, whenever loaded."""
    ordered = proven(subgraph)
    claims = [c.model_dump_json(exclude={"recorded"}) for c in ordered.claims]
    edges = [
        e.model_dump_json(exclude={"claims"}) + "".join(sorted(c.id for c in e.claims))
        for e in ordered.edges
    ]
    entities = [e.model_dump_json() for e in ordered.entities]
    sources = [source_of(s).model_dump_json() for s in ordered.sources]
    return digest("snapshot", *entities, *edges, *claims, *sources)


def source_of(source: Source) -> Source:
    """Give what may leave of an article: everything but its text."""
    return Source(**{name: getattr(source, name) for name in Source.model_fields})


def xml_text(text: str) -> str:
    """Replace what XML cannot hold by the sign for a character that could not be shown."""
    return _NOT_XML.sub("\ufffd", text)
