"""What was extracted, as plain JSON values: one entity an identity, relations by its name."""

from __future__ import annotations

from typing import Any

from kg.model import Article, Draft, Mention
from kg.ports import Extraction

Json = dict[str, Any]


def as_json(article: Article, extraction: Extraction) -> Json:
    """Give entities and relations of one article, names as they stand in its text.

    `kind` is the measure of a REGULATES; amounts are in units of `currency`, shares in percent.
    """
    mentions = [m for m in extraction.mentions if m.origin != "coreference"]
    for draft in extraction.drafts:
        mentions += [m for m in (draft.subject, draft.object) if m.origin != "coreference"]
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(_identity(mention), []).append(mention)
    names = {who: _name(article, of) for who, of in groups.items()}
    entities = [
        {"name": names[who], "aliases": _aliases(of, names[who]), "type": str(of[0].kind)}
        for who, of in groups.items()
    ]
    relations = [_relation(d, names) for d in extraction.drafts]
    return {"entities": entities, "relations": relations}


def by_review(written: Json, accept: float, drop: float) -> Json:
    """Part relations by what becomes of them: `relations` are accepted, the rest stand apart.

    `pending` wait for a person, `dropped` are too unsure to be kept; none is left out.
    """
    parts: Json = {"entities": written["entities"], "relations": [], "pending": [], "dropped": []}
    for relation in written["relations"]:
        sure = relation["confidence"]
        part = "relations" if sure >= accept else "pending" if sure >= drop else "dropped"
        parts[part].append(relation)
    return parts


def _identity(mention: Mention) -> str:
    return mention.entity or f"{mention.kind}:{mention.name}"


def _name(article: Article, mentions: list[Mention]) -> str:
    """Choose the document's own fullest name, if the text has it, else the first as it stands."""
    first = mentions[0]
    return first.name if first.name in article.text else first.text


def _aliases(mentions: list[Mention], name: str) -> list[str]:
    texts = {m.text for m in mentions} | {a for m in mentions for a in m.aliases}
    return sorted(texts - {name})


def _relation(draft: Draft, names: dict[str, str]) -> Json:
    return {
        "subject": names.get(_identity(draft.subject), draft.subject.name),
        "predicate": str(draft.predicate),
        "object": names.get(_identity(draft.object), draft.object.name),
        "kind": str(draft.measure) if draft.measure else None,
        "status": str(draft.status),
        "polarity": str(draft.polarity),
        "amount": draft.amount,
        "currency": draft.currency,
        "share": draft.share,
        "role": draft.role,
        "quote": draft.quote,
        "start": draft.start,
        "end": draft.end,
        "confidence": draft.confidence,
    }
