"""What is withdrawn, as the graph notes it: marks by which it is known when it comes again.

Of something retracted or restricted the marks are plain. Of something erased they are keyed
hashes: the key is in the graph's home, and without it nobody can try names on them.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.model import Article, Claim, Entity, Withdrawal, digest
from kg.store.blackout import folded, is_dense
from kg.store.rows import Row, present, stamp
from kg.vocabulary import Kind, Withdrawn

What = Literal["article", "claim", "entity"]
_KEPT = ("degree", "what", "thing", "name", "who", "why")


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that is withdrawn. `span` is where the words of a hidden claim stand.

    `keyed` names the key that its marks were hashed with; plain marks have none.
    """

    about: Withdrawal
    marks: frozenset[str]
    span: tuple[int, int] = (0, 0)
    keyed: str = ""

    @property
    def id(self) -> str:
        """What is withdrawn twice to the same degree is withdrawn once."""
        where = map(str, self.span)
        return digest("withdrawal", self.about.degree, *sorted(self.marks), *where)


def article_marks(article: Article, degree: Withdrawn) -> set[str]:
    """Give the marks of an article; a hidden one is known by its address and its words too."""
    marks = {f"article {article.id}"}
    if degree is not Withdrawn.RETRACTED:
        marks.add(f"words {article.origin}")
        if article.url:
            marks.add(f"at {article.url}")
    return marks


def claim_marks(claim: Claim, article: Article, degree: Withdrawn) -> set[str]:
    """Give the marks of a claim: what it says in its article, or where its words stand."""
    if degree is Withdrawn.RETRACTED:
        return {said(claim)}
    marks = {f"quoted in {article.id}", f"quote {claim.quote}"}
    return marks | ({f"quoted at {article.url}"} if article.url else set())


def said(claim: Claim) -> str:
    """Give the mark of what a claim says in its article, whoever read it there."""
    return "said " + " ".join(
        (claim.article, claim.predicate, claim.subject, claim.object, claim.measure or "")
    )


def entity_marks(members: Iterable[Entity], degree: Withdrawn) -> set[str]:
    """Give the marks of an entity and of those judged the same: ids and, to hide it, names."""
    marks = set()
    for entity in members:
        marks.add(f"entity {entity.id}")
        if degree is not Withdrawn.RETRACTED:
            marks.add(f"who {entity.kind} {folded(entity.name)}")
            word = "person" if entity.kind is Kind.PERSON else "name"
            marks |= {f"{word} {folded(name)}" for name in telling_names(entity)}
    return marks


def telling_names(entity: Entity) -> set[str]:
    """Give the names under which texts speak of an entity and of nobody else.

    Other names of a person count where they are of two words or of a dense script; a firm's
    may be those of its apps.
    """
    told = {entity.name}
    if entity.kind is Kind.PERSON:
        told |= {a for a in entity.aliases if " " in folded(a) or (is_dense(a) and len(a) > 1)}
    return {name for name in told if folded(name)}


def hashed(mark: str, key: bytes) -> str:
    """Hash a mark with a key, so that it is known again and cannot be guessed."""
    return hmac.digest(key, mark.encode(), "sha256").hex()[:40]


def bar_row(bar: Bar) -> Row:
    """Give the properties of a Withdrawal node, or of a line of a backup."""
    row = {name: getattr(bar.about, name) for name in _KEPT}
    return present(
        {
            **{k: str(v) for k, v in row.items() if v},
            "id": bar.id,
            "when": stamp(bar.about.when),
            "marks": sorted(bar.marks),
            "span": list(bar.span),
            "keyed": bar.keyed or None,
        }
    )


def bar_of(row: Row) -> Bar:
    """Make a bar of its node, or of a line of a backup."""
    about = Withdrawal.model_validate({k: row[k] for k in Withdrawal.model_fields if k in row})
    return Bar(
        about, frozenset(row.get("marks", ())), _span(row["span"]), str(row.get("keyed", ""))
    )


def _span(pair: list[int]) -> tuple[int, int]:
    return pair[0], pair[1]
