"""What is said to a model: our instructions from files, and the article between marks."""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from importlib import resources
from string import Template

from kg.errors import BadData
from kg.extract.llm.answer import schema
from kg.extract.llm.chunks import Chunk
from kg.vocabulary import MEASURE_VERBS, RELATIONS, Kind, Relation

Message = dict[str, str]

_KINDS = {
    Kind.COMPANY: "a business",
    Kind.APP: "an app, platform, software or named service",
    Kind.PERSON: "a named person in a public role",
    Kind.GOVERNMENT: 'a state or its government; "Washington", "Beijing" when they act',
    Kind.PUBLIC_BODY: "a ministry, regulator, court, legislature, agency, EU institution",
    Kind.ORGANIZATION: "a think tank, NGO, university, outlet, foundation, fund, standards body",
    Kind.PLACE: "a country, region or city as a location",
    Kind.LAW: "a named act, regulation, order or treaty",
}


@cache
def version() -> str:
    """Give the version of the instructions: part of the extractor's name."""
    return _instructions()[0]


def messages(chunk: Chunk) -> list[Message]:
    """Say what to do and show one part of an article.

    The first message is the same for every part, so that an endpoint may keep it ready.
    """
    system = Template(_instructions()[1]).substitute(
        kinds="\n".join(f"- {k}: {_KINDS[k]}" for k in Kind),
        relations="\n".join(map(_relation, RELATIONS.values())),
        measures="\n".join(f"- {m}: {verbs[0]}" for m, verbs in MEASURE_VERBS.items()),
        schema=json.dumps(schema(), separators=(",", ":")),
    )
    shown = Template(_file("article.md")).substitute(
        nonce=nonce_of(chunk), about=chunk.about, text=chunk.text
    )
    return [{"role": "system", "content": system}, {"role": "user", "content": shown}]


def again(answer: str, reason: str) -> list[Message]:
    """Say that an answer does not fit, and why."""
    said = Template(_file("again.md")).substitute(reason=reason)
    return [{"role": "assistant", "content": answer}, {"role": "user", "content": said}]


def nonce_of(chunk: Chunk) -> str:
    """Make the mark around a part: 128 bits of a hash over instructions and text.

    The same part has the same mark, and no author can write it into a text, since the text
    decides it.
    """
    shown = "\x1f".join((_instructions()[1], chunk.about, chunk.text))
    nonce = sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    while nonce in shown:
        nonce = sha256(nonce.encode()).hexdigest()[:32]
    return nonce


@cache
def _instructions() -> tuple[str, str]:
    head, _, body = _file("relations.md").partition("\n\n")
    stated = re.fullmatch(r"version: (\w+)", head)
    if stated is None:
        raise BadData("kg/data/prompts/relations.md:1: no version", hint="version: 1")
    return stated[1], body


@cache
def _file(name: str) -> str:
    return (resources.files("kg.data") / "prompts" / name).read_text("utf-8").strip()


def _relation(relation: Relation) -> str:
    ends = " -> ".join("|".join(sorted(kinds)) for kinds in (relation.subjects, relation.objects))
    fields = f"; may have {', '.join(relation.fields)}" if relation.fields else ""
    both = "; both ways alike" if relation.symmetric else ""
    return f"- {relation.predicate}: {relation.verb}; {ends}{fields}{both}"
