"""A graph to test on: the embedded server and a real Neo4j, the same tests on both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.model import Article, Claim, Entity, Reading, Refusal, claim_id
from kg.store import BoltGraph, StoreOptions, local, neo4j_server
from kg.store.connection import Connection, fetch
from kg.vocabulary import Kind, Predicate


@pytest.fixture(scope="session")
def local_options(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreOptions]:
    """The embedded server, started once a session."""
    options = StoreOptions(home=tmp_path_factory.mktemp("local"), timeout=10.0, idle_stop=600.0)
    yield options
    local.stop(options.home)


@pytest.fixture(scope="session")
def neo4j_options(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreOptions]:
    """A real Neo4j, started once a session; where CI is set it must be there."""
    home = tmp_path_factory.mktemp("neo4j")
    cache = os.environ.get("KG_NEO4J_CACHE")
    try:
        server = neo4j_server.start(
            home,
            cache=Path(cache) if cache else None,
            maven=os.environ.get("KG_MAVEN", neo4j_server.MAVEN_CENTRAL),
        )
    except KgError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no Neo4j server here: {error}")
    yield StoreOptions(
        home=home, uri=server.uri, user=server.user, password=server.password, timeout=10.0
    )
    neo4j_server.stop(home)


@pytest.fixture(params=["local", "neo4j"])
def store_options(request: pytest.FixtureRequest) -> StoreOptions:
    """How to open an empty graph, on each of the two servers."""
    options: StoreOptions = request.getfixturevalue(f"{request.param}_options")
    empty(options)
    return options


@pytest.fixture
def graph(store_options: StoreOptions) -> Iterator[BoltGraph]:
    """An empty graph, on each of the two servers."""
    opened = BoltGraph(store_options)
    yield opened
    opened.close()


@pytest.fixture
def other_options(
    request: pytest.FixtureRequest, store_options: StoreOptions
) -> Iterator[StoreOptions]:
    """The other of the two servers, empty too."""
    name = "neo4j" if store_options.uri is None else "local"
    options: StoreOptions = request.getfixturevalue(f"{name}_options")
    empty(options)
    yield options
    empty(options)


@pytest.fixture
def clear(store_options: StoreOptions) -> Callable[[], None]:
    """A way to take everything out of the graph."""
    return lambda: empty(store_options)


@pytest.fixture
def local_graph(local_options: StoreOptions) -> Iterator[BoltGraph]:
    """An empty embedded graph, where the server plays no part in the test."""
    empty(local_options)
    opened = BoltGraph(local_options)
    yield opened
    opened.close()


@pytest.fixture
def statements(store_options: StoreOptions) -> Iterator[Callable[..., list[dict[str, object]]]]:
    """A way past the store, to see what is in the graph and to break it."""
    connection = Connection(store_options)

    def run(text: str, **params: object) -> list[dict[str, object]]:
        return connection.write(lambda tx: fetch(tx, text, **params))

    yield run
    connection.close()


def empty(options: StoreOptions) -> None:
    """Take everything out of a graph but its constraints and version, and out of its memory."""
    (options.home / "erased.json").unlink(missing_ok=True)
    connection = Connection(options)
    try:
        connection.write(lambda tx: fetch(tx, "MATCH (n) WHERE NOT n:Meta DETACH DELETE n"))
        connection.write(lambda tx: fetch(tx, "MATCH (m:Meta) REMOVE m.bars"))
    finally:
        connection.close()


class Press:
    """Writes small articles whose every sentence is a claim, for tests that need a graph.

    `press.reading("n1", [("company/a", "OWNS", "app/b"), ...])`: kind from the id, names from
    the id too, the sentence composed of them; a fourth item holds fields of the claim.
    """

    kinds: dict[str, Kind] = {  # noqa: RUF012
        "company": Kind.COMPANY,
        "app": Kind.APP,
        "person": Kind.PERSON,
        "government": Kind.GOVERNMENT,
        "public-body": Kind.PUBLIC_BODY,
        "organization": Kind.ORGANIZATION,
        "place": Kind.PLACE,
        "law": Kind.LAW,
    }

    def entity(self, id: str, **fields: Any) -> Entity:
        """An entity named as its id says."""
        kind, word = id.split("/")
        name = fields.pop("name", word.replace("-", " ").title())
        return Entity(id=id, kind=self.kinds[kind], name=name, **fields)

    def reading(
        self,
        name: str,
        facts: list[tuple[Any, ...]],
        *,
        extractor: str = "rules@1",
        entities: tuple[Entity, ...] = (),
        **fields: Any,
    ) -> Reading:
        """A reading of an article that says these facts and nothing else."""
        said = [(*f, {}) if len(f) == 3 else f for f in facts]
        sentences = [f"{s} {p} {o} ({n})." for n, (s, p, o, _) in enumerate(said)]
        given = {
            "id": f"article/{name}",
            "title": f"Article {name}",
            "url": f"https://news.example/{name}",
            "publisher": "The Example",
            "published": "2024-03-01",
            "origin": f"origin/{name}",
            "text": " ".join(sentences),
        }
        article = Article(**{**given, **fields})
        known = {e.id: e for e in entities}
        for s, _, o, _ in said:
            known.setdefault(s, self.entity(s))
            known.setdefault(o, self.entity(o))
        claims = [
            self.claim(article, sentence, fact, known, extractor)
            for sentence, fact in zip(sentences, said, strict=True)
        ]
        return Reading(
            article=article,
            extractor=extractor,
            entities=tuple(known[i] for i in sorted(known)),
            claims=tuple(sorted(claims, key=lambda c: c.id)),
            refusals=(Refusal(article=article.id, reason="too vague", quote=sentences[0][:5]),)
            if sentences
            else (),
        )

    def claim(
        self,
        article: Article,
        sentence: str,
        fact: tuple[Any, ...],
        known: dict[str, Entity],
        extractor: str,
    ) -> Claim:
        """The claim of one sentence."""
        subject, predicate, object_, fields = fact
        found = article.cite(sentence)
        names = (known[subject].name, known[object_].name)
        values = {"reported": article.published, "confidence": 0.8, **fields}
        return Claim(
            id=claim_id(
                article.id,
                (found.start, found.end),
                Predicate(predicate),
                names,
                values.get("measure"),
            ),
            predicate=Predicate(predicate),
            subject=subject,
            object=object_,
            subject_name=names[0],
            object_name=names[1],
            article=article.id,
            quote=sentence,
            start=found.start,
            end=found.end,
            extractor=extractor,
            **values,
        )


@pytest.fixture(scope="session")
def press() -> Press:
    """A writer of small articles."""
    return Press()
