"""From what a person types to what the graph knows: names to entities, words to parameters."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import BadQuery, NotFound
from kg.model import ID_DIGITS, Entity, EntityId, Param, Query, partial_date
from kg.names import key
from kg.ports import Graph, GraphStore

_TRUE = {"true", "yes", "1", "on"}
_FALSE = {"false", "no", "0", "off"}


def find_entity(graph: GraphStore, text: str) -> Entity:
    """Find the entity a person means by a name or an id.

    An id is taken as it is; a name must be one that the entity is called, in any script and
    case. Raises `NotFound` with the nearest names.
    """
    wanted = text.strip()
    if "/" in wanted:
        try:
            return graph.entity(wanted)
        except NotFound:
            pass  # a name may hold a slash too
    hits = graph.search(wanted, limit=10)
    for hit in hits:
        if wanted.casefold() in {n.casefold() for n in (hit.name, *hit.aliases)}:
            return hit
    known = [n for h in hits for n in (h.name, *h.aliases)] or [
        h.name for h in _near(graph, wanted)
    ]
    raise NotFound("entity", text, known)


def is_id(text: str) -> bool:
    """Say whether a text is written as an id is: "company/bytedance", or 20 hex digits."""
    return "/" in text or (len(text) == ID_DIGITS and set(text) <= set("0123456789abcdef"))


def judged_entity(graph: Graph, text: str) -> tuple[EntityId, str]:
    """Find the id, before any judgement, and the name of what a person wants to judge.

    Two entities judged the same answer to one another's names; those in a judgement are known
    by the names they had then, so that it can be taken back.
    """
    wanted = text.strip()
    for past in reversed(graph.judgements()):
        for id, name in ((past.left, past.left_name), (past.right, past.right_name)):
            if wanted == id or (name and key(wanted) == key(name)):
                return id, name
    found = find_entity(graph, text)
    return found.id, found.name


def _near(graph: GraphStore, wanted: str) -> list[Entity]:
    """Look for names that begin as the wanted one does, for a hint on a misspelling."""
    for length in (len(wanted) - 2, 4, 3, 2):
        if 1 < length < len(wanted) and (hits := graph.search(wanted[:length], limit=50)):
            return hits
    return []


def bind(query: Query, given: Mapping[str, str], graph: GraphStore) -> dict[str, object]:
    """Turn typed `key=value` words into the parameters of a query.

    Entities may be given by name. Raises `BadQuery` naming a parameter that is missing, unknown
    or not of its type, and `NotFound` for an entity.
    """
    known = {p.name: p for p in query.params}
    words = (f"{p.name}=…" if p.required else f"[{p.name}=…]" for p in query.params)
    usage = f"kg query {query.name} " + " ".join(words)
    for name in given:
        if name not in known:
            raise BadQuery(f"query {query.name!r} has no parameter {name!r}", hint=usage)
    values: dict[str, object] = {}
    for param in query.params:
        if param.name in given:
            values[param.name] = _value(param, given[param.name], graph)
        elif param.required:
            raise BadQuery(f"query {query.name!r} needs {param.name!r} ({param.type})", hint=usage)
        else:
            values[param.name] = param.default
    return values


def _value(param: Param, text: str, graph: GraphStore) -> object:
    try:
        match param.type:
            case "entity":
                return find_entity(graph, text).id
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "date":
                return partial_date(text)
            case "bool":
                return _truth(text)
            case "str":
                return text
    except ValueError as error:
        raise BadQuery(f"{param.name}={text!r} is not a {param.type}", hint=str(error)) from error


def _truth(text: str) -> bool:
    if text.casefold() in _TRUE | _FALSE:
        return text.casefold() in _TRUE
    raise ValueError("yes or no")
