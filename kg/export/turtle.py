"""Turtle: asserted triples for what is live, and every claim as a node with where it stands.

Terms of PROV, Dublin Core, SKOS and RDF's own reification; ours lie under a host that does not
exist, on purpose. A claim that is not live is described, never asserted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import quote

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDFS, SKOS, XSD

from kg.export.evidence import proven, source_of, xml_text
from kg.model import Claim, Edge, Entity, Source, Subgraph
from kg.vocabulary import Predicate

HOST = "https://kg.invalid/"
KG = Namespace(HOST + "terms/")
_DATES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_EDGE_FIELDS = (
    *("live", "contested", "sources", "confidence", "since", "until"),
    *("amount_min", "amount_max", "currency", "share_min", "share_max", "role", "goods", "law"),
)
_CLAIM_FIELDS = (
    *("status", "polarity", "measure", "amount", "currency", "share", "role", "goods", "law"),
    *("since", "until", "reported", "speaker", "extractor", "confidence", "review", "withdrawn"),
    *("start", "end", "subject_name", "object_name"),
)


@dataclass(frozen=True, slots=True)
class TurtleExporter:
    """Writes Turtle, for triple stores and linked-data tools."""

    suffix: str = ".ttl"

    def write(self, subgraph: Subgraph, out: BinaryIO) -> None:
        """Write a subgraph. Same subgraph, same bytes."""
        graph = triples(proven(subgraph))
        out.write(graph.serialize(format="turtle", encoding="utf-8"))


def iri(id: str, room: str = "") -> URIRef:
    """Make the address of an entity, edge, claim or article of its id."""
    return URIRef(HOST + room + quote(id, safe="/"))


def term(predicate: Predicate) -> URIRef:
    """Give the property of a relation: OWNS is `kg:owns`, INVESTS_IN `kg:investsIn`."""
    first, *rest = predicate.value.lower().split("_")
    return KG[first + "".join(word.title() for word in rest)]


def triples(subgraph: Subgraph) -> Graph:
    """Turn a subgraph into triples."""
    graph = Graph()
    for prefix, space in {"kg": KG, "prov": PROV, "dcterms": DCTERMS, "skos": SKOS}.items():
        graph.bind(prefix, space)
    for entity in subgraph.entities:
        _add_entity(graph, entity)
    for source in subgraph.sources:
        _add_source(graph, source_of(source))
    for edge in subgraph.edges:
        _add_edge(graph, edge)
        for claim in edge.claims:
            _add_claim(graph, claim)
    return graph


def _add_entity(graph: Graph, entity: Entity) -> None:
    node = iri(entity.id, "entity/")
    graph.add((node, RDF.type, KG[entity.kind.value]))
    graph.add((node, RDFS.label, _text(entity.name)))
    for alias in entity.aliases:
        graph.add((node, SKOS.altLabel, _text(alias)))
    for name in ("country", "wikidata", "description"):
        _add_value(graph, node, name, getattr(entity, name))
    graph.add((node, DCTERMS.identifier, _text(entity.id)))


def _add_source(graph: Graph, source: Source) -> None:
    node = iri(source.id)
    graph.add((node, RDF.type, PROV.Entity))
    graph.add((node, RDF.type, KG.Article))
    graph.add((node, DCTERMS.title, _text(source.title)))
    graph.add((node, DCTERMS.language, _text(source.language)))
    graph.add((node, KG.origin, _text(source.origin)))
    if source.publisher:
        graph.add((node, DCTERMS.publisher, _text(source.publisher)))
    if source.reliability:
        graph.add((node, KG.reliability, _text(source.reliability)))
    if source.author:
        graph.add((node, DCTERMS.creator, _text(source.author)))
    if source.published:
        graph.add((node, DCTERMS.issued, _date(source.published)))
    if source.url:  # a literal: what was read as an address need not be a valid one
        graph.add((node, DCTERMS.identifier, _text(source.url)))


def _add_edge(graph: Graph, edge: Edge) -> None:
    subject, object = iri(edge.subject, "entity/"), iri(edge.object, "entity/")
    if edge.live:
        graph.add((subject, term(edge.predicate), object))
    node = iri(edge.id, "edge/")
    graph.add((node, RDF.type, KG.Edge))
    _add_statement(graph, node, (subject, term(edge.predicate), object))
    for name in ("status", "polarity", "measure", *_EDGE_FIELDS):
        _add_value(graph, node, name, getattr(edge, name))
    for claim in edge.claims:
        graph.add((node, PROV.wasDerivedFrom, iri(claim.id, "claim/")))


def _add_claim(graph: Graph, claim: Claim) -> None:
    node = iri(claim.id, "claim/")
    ends = (iri(claim.subject, "entity/"), iri(claim.object, "entity/"))
    graph.add((node, RDF.type, KG.Claim))
    graph.add((node, RDF.type, PROV.Entity))
    _add_statement(graph, node, (ends[0], term(claim.predicate), ends[1]))
    graph.add((node, PROV.value, _text(claim.quote)))
    graph.add((node, PROV.wasQuotedFrom, iri(claim.article)))
    for name in _CLAIM_FIELDS:
        _add_value(graph, node, name, getattr(claim, name))
    if claim.recorded:
        graph.add((node, PROV.generatedAtTime, Literal(claim.recorded)))


def _add_statement(graph: Graph, node: URIRef, said: tuple[URIRef, URIRef, URIRef]) -> None:
    for role, value in zip((RDF.subject, RDF.predicate, RDF.object), said, strict=True):
        graph.add((node, role, value))


def _add_value(graph: Graph, node: URIRef, name: str, value: object) -> None:
    if value is None or value == "":
        return
    first, *rest = name.split("_")
    property_ = KG[first + "".join(word.title() for word in rest)]
    if name in ("since", "until", "reported"):
        graph.add((node, property_, _date(str(value))))
    elif isinstance(value, str):
        graph.add((node, property_, _text(str(value))))
    else:
        graph.add((node, property_, Literal(value)))


def _date(day: str) -> Literal:
    return Literal(day, datatype=_DATES[len(day)])


def _text(text: str) -> Literal:
    return Literal(xml_text(text))
