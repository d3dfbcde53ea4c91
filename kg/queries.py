"""The library of questions: one file of Cypher a question, with a header that declares it.

    // title: Who owns this company or app, and through whom
    // group: control
    // params: id: entity, limit: int = 50
    // returns: owner, chain, sources, edges

A parameter is `name: type`, with ` = default` where it may be left out (`none`: no value). A file
whose header lacks a key, whose parameters or columns differ from those declared, or that
writes, is refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, cast, get_args

from kg.errors import BadQuery, NotFound
from kg.model import Param, Query, partial_date

_KEYS = ("title", "group", "params", "returns")
_MAY_BE_EMPTY = {"params"}
AS_OF = "as_of"
"""A parameter that the text need not use: it says of which day's graph the question is asked."""
ParamType = Literal["entity", "str", "int", "float", "date", "bool"]
_NOISE = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`]|``)*`", re.DOTALL
)
_WRITE = re.compile(
    r"(?<![.:$\w])(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|FOREACH|LOAD|CALL|INSERT)(?!\w|\s*[:.])",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\b(ORDER\s+BY|SKIP|LIMIT)\b", re.IGNORECASE)


def query_folder() -> Path:
    """Tell where the questions are: in the wheel, or beside `kg/` in a checkout."""
    packed = Path(__file__).with_name("_queries")
    return packed if packed.is_dir() else Path(__file__).parents[1] / "queries"


def library(folder: Path | None = None) -> dict[str, Query]:
    """Read all questions, by name. Raises `BadQuery` naming the file that breaks the format."""
    folder = folder or query_folder()
    if not folder.is_dir():
        raise BadQuery(f"no folder of queries at {folder}", hint="a folder of .cypher files")
    files = sorted(folder.glob("*.cypher"))
    return {file.stem: parse(file.stem, file.read_text("utf-8")) for file in files}


def find(name: str, folder: Path | None = None) -> Query:
    """Return one question by name. Raises `NotFound` with those called nearly so."""
    known = library(folder)
    if name not in known:
        raise NotFound("query", name, known)
    return known[name]


def parse(name: str, text: str) -> Query:
    """Read one question. Raises `BadQuery` that says what of the header does not fit."""
    header, body = _split(name, text)
    params = tuple(_param(name, p) for p in _listed(header["params"]))
    returns = tuple(_listed(header["returns"]))
    bare = _NOISE.sub(lambda m: "``" if m[0][0] in "`'\"" else "", body)
    if write := _WRITE.search(bare):
        raise BadQuery(f"query {name!r} uses {write[1].upper()}", hint="a question only reads")
    if ";" in bare.rstrip().rstrip(";"):
        raise BadQuery(f"query {name!r} holds several statements", hint="one question a file")
    used = set(re.findall(r"\$(\w+)", bare))
    declared = {p.name for p in params}
    _same(name, "parameters", declared, used | (declared & {AS_OF}))
    columns = _columns(name, bare)
    if columns != returns:
        raise BadQuery(
            f"query {name!r} declares the columns {', '.join(returns)} "
            f"but returns {', '.join(columns)}",
            hint="same names, same order; give each column a name by AS",
        )
    title, group = header["title"], header["group"]
    return Query(name=name, title=title, group=group, params=params, returns=returns, text=body)


def _split(name: str, text: str) -> tuple[dict[str, str], str]:
    header: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (match := re.fullmatch(r"//\s*(\w+):\s*(.*?)\s*", lines[0])):
        key, value = match[1].lower(), match[2]
        if key not in _KEYS or key in header:
            why = "twice" if key in header else "unknown"
            raise BadQuery(f"query {name!r}: header key {key!r} is {why}", hint=_wanted())
        header[key] = value
        lines.pop(0)
    lacking = [k for k in _KEYS if not header.get(k) and not (k in header and k in _MAY_BE_EMPTY)]
    if lacking:
        raise BadQuery(f"query {name!r}: the header lacks {', '.join(lacking)}", hint=_wanted())
    return header, "\n".join(lines).strip() + "\n"


def _wanted() -> str:
    return "a header has the lines " + ", ".join(f"// {k}:" for k in _KEYS)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _param(query: str, text: str) -> Param:
    match = re.fullmatch(r"(\w+)\s*:\s*(\w+)(?:\s*=\s*(.*))?", text)
    types = get_args(ParamType)
    if not match or match[2] not in types:
        raise BadQuery(
            f"query {query!r}: {text!r} is no parameter",
            hint=f"name: type = default; types are {', '.join(types)}",
        )
    kind = cast(ParamType, match[2])
    if match[3] is None:
        return Param(name=match[1], type=kind)
    try:
        default = _default(kind, match[3].strip())
    except ValueError as error:
        raise BadQuery(f"query {query!r}: {text!r} has no {kind} for default") from error
    return Param(name=match[1], type=kind, default=default, required=False)


def _default(kind: ParamType, text: str) -> str | int | float | bool | None:
    if text.lower() == "none":
        return None
    match kind:
        case "int":
            return int(text)
        case "float":
            return float(text)
        case "bool":
            return {"true": True, "false": False}.get(text.lower(), False)
        case "date":
            return partial_date(text)
        case _:
            return text.strip("\"'")


def _same(name: str, what: str, declared: set[str], used: set[str]) -> None:
    if declared != used:
        said = [f"declares {sorted(declared - used)} unused"] if declared - used else []
        said += [f"uses {sorted(used - declared)} undeclared"] if used - declared else []
        raise BadQuery(f"query {name!r}: its {what}: {' and '.join(said)}")


def _columns(name: str, bare: str) -> tuple[str, ...]:
    """Name the columns of the last RETURN: by AS, or as they are written."""
    at = [m.end() for m in re.finditer(r"\bRETURN\b(\s+DISTINCT\b)?", bare, re.IGNORECASE)]
    if not at:
        raise BadQuery(f"query {name!r} returns nothing", hint="it ends with RETURN ...")
    tail = bare[at[-1] :].rstrip().rstrip(";")
    if cut := _TAIL.search(tail):
        tail = tail[: cut.start()]
    return tuple(_column(part) for part in _top_level(tail))


def _column(text: str) -> str:
    named = re.search(r"\bAS\s+(\w+)\s*$", text, re.IGNORECASE)
    return named[1] if named else text.strip()


def _top_level(text: str) -> list[str]:
    """Split at the commas that stand in no bracket."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
