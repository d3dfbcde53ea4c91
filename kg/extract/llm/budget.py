"""How many tokens may still be spent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg.extract.llm.prompt import Message

_BYTES = 3  # of UTF-8 a token, at the least: English has four, Chinese three


class Budget:
    """Tokens of one run. Once a call would go beyond, no further call is made."""

    def __init__(self, tokens: int) -> None:
        self.tokens = tokens
        self.spent = 0
        self._closed = False

    def allows(self, needed: int) -> bool:
        """Say whether a call of so many tokens may be made."""
        self._closed = self._closed or self.spent + needed > self.tokens
        return not self._closed

    def spend(self, tokens: int) -> None:
        """Count what a call took."""
        self.spent += tokens


def estimate(messages: Iterable[Message], schema: dict[str, Any]) -> int:
    """Estimate the tokens of a request, rather too many than too few."""
    size = len(json.dumps(schema))
    size += sum(len(m["content"].encode("utf-8", "surrogatepass")) for m in messages)
    return size // _BYTES + 16
