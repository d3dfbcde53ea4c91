"""A part of an article to what a model tells of it: kept answer, budget, call, check, once more."""

from __future__ import annotations

from typing import NamedTuple

from kg.errors import ModelUnavailable
from kg.extract.llm import UNREAD
from kg.extract.llm.answer import Heard, Unreadable, read, schema
from kg.extract.llm.budget import Budget, estimate
from kg.extract.llm.cache import AnswerCache
from kg.extract.llm.chunks import Chunk
from kg.extract.llm.client import Client, Completion, Failed
from kg.extract.llm.prompt import Message, again, messages

_SHOWN = 8_000  # code points of a bad answer that are shown again
_GIVE_UP = 3  # parts in a row without an answer: the endpoint is not there


class Unread(Exception):
    """A part that no model read, and why."""


class Asker:
    """Asks a model about parts of articles, within a budget, never twice about the same."""

    def __init__(self, client: Client, cache: AnswerCache, budget: Budget) -> None:
        self._client = client
        self._cache = cache
        self._budget = budget
        self._failed = 0

    def ask(self, chunk: Chunk) -> Heard:
        """Give what the model tells of a part.

        Raises `Unread` when there is no usable answer, `ModelUnavailable` when there are none
        any more, `BadSettings` when there can be none.
        """
        asked = messages(chunk)
        key = self._cache.key(asked, schema())
        kept = self._cache.find(key)
        if kept is not None:
            return read(kept)
        text, heard = self._answer(chunk, asked)
        self._cache.keep(key, text)
        return heard

    def _answer(self, chunk: Chunk, asked: list[Message]) -> tuple[str, Heard]:
        """Ask, and once more if the answer does not fit; the second counts if it can be read."""
        first = self._call(chunk, asked)
        reason = first.reason
        if not reason and first.heard is not None:
            return first.text, first.heard
        try:
            second = self._call(chunk, [*asked, *again(first.text[:_SHOWN], reason)])
        except Unread:
            if first.heard is None:
                raise
            return first.text, first.heard
        best = second if second.heard is not None else first
        if best.heard is None:
            raise Unread(f"{UNREAD}: the answer has {second.reason}; {_size(chunk)}")
        return best.text, best.heard

    def _call(self, chunk: Chunk, asked: list[Message]) -> _Answered:
        """Make one call if the budget allows it, and take its answer apart."""
        prompt = estimate(asked, schema())
        needed = prompt + self._client.longest
        if not self._budget.allows(needed):
            raise Unread(
                f"{UNREAD}: {self._budget.spent} of {self._budget.tokens} tokens are spent and "
                f"a call may take {needed}; {_size(chunk)}"
            )
        try:
            said = self._client.ask(asked)
        except Failed as error:
            self._budget.spend(prompt)
            self._failed += 1
            if self._failed >= _GIVE_UP:
                raise ModelUnavailable(
                    f"{self._failed} parts in a row got no answer: {error}",
                    hint="what was answered is kept; run it again later",
                ) from error
            raise Unread(f"{UNREAD}: {error}; {_size(chunk)}") from error
        self._failed = 0
        self._budget.spend(said.tokens or prompt + len(said.text) // 3)
        return _taken(said)


class _Answered(NamedTuple):
    text: str
    heard: Heard | None
    reason: str


def _taken(said: Completion) -> _Answered:
    try:
        heard = read(said.text)
    except Unreadable as error:
        cut = ", cut off at its greatest length" if said.cut else ""
        return _Answered(said.text, None, f"{error}{cut}")
    return _Answered(said.text, heard, heard.bad[0].reason if heard.bad else "")


def _size(chunk: Chunk) -> str:
    count = chunk.sentences
    return f"{count} sentence{'s' * (count != 1)}, {chunk.start}:{chunk.end}"
