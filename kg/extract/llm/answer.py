"""What a model may answer: a list of relations in closed words, checked one by one."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kg.model import PartialDate
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Status

MOST = 100  # relations of one part; a text of that length states far fewer
_TRIES = 50  # braces to try as the beginning of the answer
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)

_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Words = Annotated[str, Field(min_length=1, max_length=200)]
_Sum = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Told(BaseModel):
    """One relation as a model tells it. Nothing in it is believed yet."""

    model_config = ConfigDict(frozen=True)

    subject: _Name
    subject_kind: Kind
    predicate: Predicate
    object: _Name
    object_kind: Kind
    quote: Annotated[str, Field(min_length=1, max_length=4_000)]
    status: Literal[
        Status.FACT,
        Status.ANNOUNCED,
        Status.PROPOSED,
        Status.SPECULATED,
        Status.FORMER,
        Status.BLOCKED,
    ]
    polarity: Polarity
    measure: Measure | None = None
    amount: _Sum | None = None
    currency: _Words | None = None
    share: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    role: _Words | None = None
    goods: _Words | None = None
    law: _Words | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    speaker: _Words | None = None


class Answer(BaseModel):
    """A whole answer."""

    relations: list[Told]


class Bad(NamedTuple):
    """A relation of an answer that does not fit: what is wrong, and its quote if it has one."""

    reason: str
    quote: str


class Heard(NamedTuple):
    """An answer taken apart: what fits and what does not."""

    told: tuple[Told, ...]
    bad: tuple[Bad, ...]


class Unreadable(ValueError):
    """An answer that is no JSON object with relations."""


def schema() -> dict[str, Any]:
    """Give the JSON schema of an answer in the strict form endpoints ask for.

    Every property is required, none may be added, and words that some endpoints refuse (lengths,
    defaults, titles) are left out: the check of the answer holds them.
    """
    strict = _strict(Answer.model_json_schema())
    assert isinstance(strict, dict)
    return strict


_DROPPED = {"title", "default", "minLength", "maxLength", "minimum", "maximum", "description"}


def _strict(part: object) -> object:
    if isinstance(part, list):
        return [_strict(p) for p in part]
    if not isinstance(part, dict):
        return part
    kept = {k: _strict(v) for k, v in part.items() if k not in _DROPPED or isinstance(v, dict)}
    if "properties" in kept:
        properties = kept["properties"]
        assert isinstance(properties, dict)
        kept |= {"required": list(properties), "additionalProperties": False}
    return kept


def read(text: str) -> Heard:
    """Take an answer apart. Raises `Unreadable` when it is no object with a list `relations`.

    Text and code fences around the object are passed over.
    """
    items = _object(text)["relations"]
    if not isinstance(items, list):
        raise Unreadable("`relations` is no list")
    told: dict[Told, None] = {}
    bad: list[Bad] = []
    for number, item in enumerate(items[:MOST]):
        try:
            told[Told.model_validate(item)] = None
        except ValidationError as error:
            quote = item.get("quote") if isinstance(item, dict) else None
            bad.append(Bad(_said(number, error), quote[:300] if isinstance(quote, str) else ""))
    if len(items) > MOST:
        bad.append(Bad(f"{len(items)} relations in one part; {MOST} were looked at", ""))
    return Heard(tuple(told), tuple(bad))


def _object(text: str) -> dict[str, Any]:
    """Find the first JSON object that has `relations`."""
    text = _THOUGHT.sub("", text)
    decoder = json.JSONDecoder()
    at = text.find("{")
    for _ in range(_TRIES):
        if at < 0:
            break
        try:
            found, _ = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and "relations" in found:
            return found
        at = text.find("{", at + 1)
    raise Unreadable("no JSON object with `relations`")


def _said(number: int, error: ValidationError) -> str:
    """Say what is wrong with a relation, without repeating what it holds."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[:3]
    said = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'relation'}: {e['msg']}" for e in first)
    return f"relation {number + 1}: {said[:300]}"
