"""A made load of any size: articles that name entities and say ten things of them.

The same number gives the same articles, one at a time: a load of a million needs no memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kg.model import Article, Claim, Entity, Reading, claim_id
from kg.vocabulary import Kind, Predicate

KINDS = {"company": Kind.COMPANY, "app": Kind.APP}
ENTITIES_AN_ARTICLE, CLAIMS_AN_ARTICLE = 3, 10
"""Entities an article is the first to name, and claims it makes."""
_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


def made(articles: int, *, confidence: float = 0.8) -> Iterator[Reading]:
    """Make the readings of so many articles: 3 entities and 10 claims each, old entities too."""
    for number in range(articles):
        yield reading(number, confidence)


def reading(number: int, confidence: float = 0.8) -> Reading:
    """Make the reading of one article."""
    chance = Random(number)
    first = number * ENTITIES_AN_ARTICLE
    named = [name(n) for n in range(first, first + ENTITIES_AN_ARTICLE)]
    pairs: list[tuple[str, str]] = []
    while len(pairs) < CLAIMS_AN_ARTICLE:
        pair = (chance.choice(named), name(chance.randrange(first + ENTITIES_AN_ARTICLE)))
        if pair[0] != pair[1]:
            pairs.append(pair)
    said = [f"{a} partners with {b}, says report {number}-{n}." for n, (a, b) in enumerate(pairs)]
    words = " ".join("".join(chance.choices(_SYLLABLES, k=3)) for _ in range(200))
    article = Article(
        id=f"article/{number}",
        title=f"Report {number}",
        url=f"https://news.example/{number}",
        publisher="Example",
        published=f"20{10 + number % 15}-0{1 + number % 9}",
        origin=f"origin/{number}",
        text=f"{' '.join(said)} {words}.",
    )
    known = {end for pair in pairs for end in pair} | set(named)
    claims = [
        claim_of(article, *told, Predicate.PARTNERS_WITH, confidence)
        for told in zip(pairs, said, strict=True)
    ]
    return Reading(
        article=article,
        extractor="bench@1",
        entities=tuple(
            Entity(id=i, kind=KINDS[i.split("/")[0]], name=i.split("/")[1]) for i in sorted(known)
        ),
        claims=tuple(sorted(claims, key=lambda c: c.id)),
    )


def name(number: int) -> str:
    """Give the id of an entity by its number."""
    return f"{'company' if number % 2 else 'app'}/number-{number}"


def claim_of(
    article: Article,
    pair: tuple[str, str],
    sentence: str,
    predicate: Predicate,
    confidence: float = 0.8,
) -> Claim:
    """Make the claim of one sentence of an article."""
    cited = article.cite(sentence)
    return Claim(
        id=claim_id(article.id, (cited.start, cited.end), predicate, pair),
        predicate=predicate,
        subject=pair[0],
        object=pair[1],
        subject_name=pair[0],
        object_name=pair[1],
        article=article.id,
        quote=sentence,
        start=cited.start,
        end=cited.end,
        reported=article.published,
        extractor="bench@1",
        confidence=confidence,
    )
