"""What a store is told when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


def now() -> datetime:
    """Tell the time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """Where the graph is and how long to wait for it.

    With `uri` the graph is on that Neo4j server; without, the embedded server of `home` is
    started on demand. `timeout` is what a query may take and `idle_stop` how long the embedded
    server lives without a caller, both in seconds; `patience` is how long a Neo4j server that
    does not answer is waited for. `clock` says when the graph learns something, where a claim
    does not say so itself. `who` writes, as the log says.
    """

    home: Path
    uri: str | None = None
    user: str = "neo4j"
    password: str = ""
    database: str = "neo4j"
    timeout: float = 30.0
    idle_stop: float = 1800.0
    patience: float = 20.0
    clock: Callable[[], datetime] = now
    who: str = "analyst"
