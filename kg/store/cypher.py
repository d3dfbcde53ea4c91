"""Cypher that somebody typed: what is refused before it runs, and what comes back as plain values.

The guard reads the text as Cypher does: strings, comments and quoted names are no words. It
allows what reads and refuses the rest; the engines hold a second line (a user that may only
read, read access mode).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import neo4j.graph
import neo4j.spatial
import neo4j.time

from kg.errors import BadQuery
from kg.model import Query

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    | (?P<quoted>`(?:[^`]|``)*`)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<open>['"`]|/\*)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FIRST = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"}
_WRITES = {
    "CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "INSERT",
    "ALTER", "GRANT", "DENY", "REVOKE", "TERMINATE", "START", "STOP", "USE", "RENAME",
}  # fmt: skip
_PROCEDURES = {
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.schema.visualization",
    "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties",
}
_HINT = "only reading Cypher runs here: MATCH ... RETURN ..."
Token = tuple[str, str]


def refuse_writes(text: str) -> None:
    """Refuse Cypher that writes or reaches out: raises `BadQuery` with what is not allowed."""
    tokens = _tokens(text)
    while tokens and tokens[-1] == ("sign", ";"):
        tokens.pop()
    if not tokens:
        raise BadQuery("there is no Cypher to run", hint=_HINT)
    if ("sign", ";") in tokens:
        raise BadQuery("several statements in one text", hint="run them one by one")
    if tokens[0][0] != "word" or tokens[0][1].upper() not in _FIRST:
        raise BadQuery(f"a query may not begin with {tokens[0][1]!r}", hint=_HINT)
    for at in range(len(tokens)):
        _check(tokens, at)


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    if re.search(r"\\u[0-9a-fA-F]{4}", text):
        # Neo4j turns these into letters before it reads the text, wherever they stand.
        raise BadQuery("\\u escapes are not taken", hint="write the letter itself")
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "open":
            raise BadQuery(f"unfinished {match[0]} at character {match.start() + 1}")
        if kind != "space":
            found.append((kind, match[0]))
    return found


def _check(tokens: list[Token], at: int) -> None:
    kind, text = tokens[at]
    if kind == "quoted":
        _check_quoted(tokens, at)
    if kind != "word":
        return
    word = text.upper()
    before = tokens[at - 1][1] if at else ""
    after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
    name = before in {".", ":", "$", "|", "&", "!"} or (before in {"{", ","} and after == ":")
    if word == "CALL" and not name:
        _check_call(tokens, at)
    elif word in {"APOC", "GDS", "DBMS"} and after == "." and before != ".":
        raise BadQuery(f"{text}.* is not allowed", hint=_HINT)
    elif word == "IN" and after.upper() in {"TRANSACTIONS", "CONCURRENT"}:
        raise BadQuery("IN TRANSACTIONS is not allowed", hint=_HINT)
    elif word in _WRITES and not name and not _is_variable(word, before, after):
        raise BadQuery(f"{word} is not allowed", hint=_HINT)


def _is_variable(word: str, before: str, after: str) -> bool:
    """Say whether a word that could write is plainly a name: `n.set`, `start.id`, `(start)`."""
    return word in {"START", "STOP", "USE", "LOAD"} and (
        after in {".", ")", ":", "=", ",", "]", "<"} or before.upper() in {"AS", "(", "=", ","}
    )


def _check_call(tokens: list[Token], at: int) -> None:
    """Allow subqueries and the procedures that describe the graph."""
    if at + 1 < len(tokens) and tokens[at + 1][1] in {"{", "("}:
        return
    name = ""
    for kind, text in tokens[at + 1 :]:
        if kind not in {"word", "quoted"} and text != ".":
            break
        if kind == "word" and name and not name.endswith("."):
            break
        name += text.strip("`")
    if name.lower() not in _PROCEDURES:
        raise BadQuery(
            f"CALL {name} is not allowed", hint=f"allowed: {', '.join(sorted(_PROCEDURES))}"
        )


def _check_quoted(tokens: list[Token], at: int) -> None:
    name = tokens[at][1].strip("`").lower()
    after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
    before = tokens[at - 1][1] if at else ""
    called = after == "(" or (after == "." and before not in {".", ")"})
    if called and name.split(".")[0] in {"apoc", "gds", "dbms"}:
        raise BadQuery(f"{name} is not allowed", hint=_HINT)


def bind(query: Query, given: Mapping[str, object]) -> dict[str, object]:
    """Complete the parameters of a query with their defaults.

    Raises `BadQuery` for one that is missing or that the query does not have.
    """
    usage = f"{query.name} takes " + (", ".join(p.name for p in query.params) or "no parameters")
    unknown = sorted(given.keys() - {p.name for p in query.params})
    missing = sorted(p.name for p in query.params if p.required and p.name not in given)
    if unknown or missing:
        said = f"has no {', '.join(unknown)}" if unknown else f"lacks {', '.join(missing)}"
        raise BadQuery(f"query {query.name!r} {said}", hint=usage)
    return {p.name: given.get(p.name, p.default) for p in query.params}


def plain_row(record: neo4j.Record) -> dict[str, object]:
    """Turn a record into values that JSON knows."""
    return {name: plain_value(value) for name, value in record.items()}  # type: ignore[no-untyped-call]


def plain_value(value: Any) -> object:
    """Turn a value of the driver into one that JSON knows: nodes to dicts, dates to text."""
    match value:
        case neo4j.graph.Node():
            return {**_properties(value), "labels": sorted(value.labels)}
        case neo4j.graph.Relationship():
            return _relationship(value)
        case neo4j.graph.Path():
            return {
                "nodes": [plain_value(n) for n in value.nodes],
                "relationships": [plain_value(r) for r in value.relationships],
            }
        case Mapping():
            return {str(k): plain_value(v) for k, v in value.items()}
        case list() | tuple() if not isinstance(value, neo4j.spatial.Point):
            return [plain_value(v) for v in value]
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time():
            return value.iso_format()
        case float() if value != value or value in {float("inf"), float("-inf")}:
            return None  # JSON has no such number
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)


def _properties(entity: neo4j.graph.Node | neo4j.graph.Relationship) -> dict[str, object]:
    # `search` is for the search alone: its names stand in `name` and `aliases`.
    return {str(k): plain_value(v) for k, v in entity.items() if k != "search"}


def _relationship(value: neo4j.graph.Relationship) -> dict[str, object]:
    def end(node: neo4j.graph.Node | None) -> object:
        return None if node is None else node.get("id")

    return {
        **_properties(value),
        "type": value.type,
        "start": end(value.start_node),
        "end": end(value.end_node),
    }
