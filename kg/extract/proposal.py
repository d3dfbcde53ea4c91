"""What a proposer thinks a sentence says, before status, values and confidence are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Token

from kg.extract.document import Document, Sentence
from kg.model import Mention
from kg.vocabulary import Measure, Predicate, Status


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two mentions and a relation, with the word that says so and the pattern that found it.

    `noun` is the event noun beside a light verb ("took a *stake*"). `status` is set when the
    pattern itself decides it ("sold": former), `settled` when the clause around says nothing of
    it (role nouns, rows). `shared` counts the edges the same words assert, since a joint amount
    belongs to none of them; `doers` counts those who do it together.
    """

    subject: Mention
    predicate: Predicate
    object: Mention
    trigger: Token
    pattern: str
    measure: Measure | None = None
    noun: Token | None = None
    status: Status | None = None
    role: str | None = None
    shared: int = 1
    doers: int = 1
    settled: bool = False


class Proposer(Protocol):
    """Something that finds relations in one sentence."""

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield what the sentence seems to say."""
        ...
