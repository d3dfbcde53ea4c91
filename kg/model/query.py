"""Questions of the library and their parameters."""

from __future__ import annotations

from typing import Literal

from kg.model.base import (
    Value,
)


class Param(Value):
    """A parameter of a query: its name, its type and, where it may be left out, its default.

    An `entity` is given as a name or an id and reaches the query as an id.
    """

    name: str
    type: Literal["entity", "str", "int", "float", "date", "bool"]
    default: str | int | float | bool | None = None
    required: bool = True


class Query(Value):
    """A question of the library: one file of `queries/`."""

    name: str
    title: str
    group: str
    params: tuple[Param, ...] = ()
    returns: tuple[str, ...] = ()
    text: str
