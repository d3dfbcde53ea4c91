"""The connection to the graph: one way to read, one to write, one to read what a person typed.

All goes through managed transactions: on the embedded server auto-commit is not atomic.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from random import random
from threading import Lock
from typing import Any, TypeVar

import neo4j
from neo4j import GraphDatabase, NotificationMinimumSeverity, unit_of_work
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConstraintError,
    DatabaseError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from kg.errors import QueryFailed, StoreUnavailable
from kg.store import local
from kg.store.options import StoreOptions

T = TypeVar("T")
Row = dict[str, Any]
Tx = neo4j.ManagedTransaction
_TOUCH_SECONDS = 5.0
_RETRIES = 30
_RESTARTS = 3  # of a server that dies again and again, or commits whose answer is lost


class Connection:
    """Drivers to one database, made when first needed and again when the server came back."""

    def __init__(self, options: StoreOptions) -> None:
        self.options = options
        self._drivers: dict[str, neo4j.Driver] = {}
        self._touched = 0.0
        self._opening = Lock()  # pages ask from several threads

    @property
    def embedded(self) -> bool:
        """Whether this is the embedded server."""
        return self.options.uri is None

    def read(self, work: Callable[[Tx], T]) -> T:
        """Read in one transaction."""
        return self._in_turn(lambda session: session.execute_read(work))

    def write(self, work: Callable[[Tx], T], *, repeats: bool = False) -> T:
        """Write in one transaction: all of it or nothing. Two who write take turns.

        Work that `repeats` does no more when done twice than when done once: it is done again
        where the connection broke before the server could say whether it was kept.
        """
        with local.turn(self.options.home) if self.embedded else nullcontext():
            return self._in_turn(lambda session: session.execute_write(work), repeats)

    def _in_turn(self, act: Callable[[neo4j.Session], T], repeats: bool = True) -> T:
        last = ""
        for attempt in range(_RETRIES):
            try:
                return self._run("write", act, repeats)
            except _Collision as error:
                last = str(error)
                time.sleep(min(0.02 * 2**attempt, 1.0) * (0.5 + random()))
        raise StoreUnavailable(
            f"others kept writing to the same part of the graph: {last}",
            hint="try again when they are done",
        )

    def rows(self, text: str, **params: object) -> list[Row]:
        """Read rows with one statement."""
        return self.read(lambda tx: fetch(tx, text, **params))

    def typed(
        self, text: str, params: Mapping[str, object], limit: int | None
    ) -> list[neo4j.Record]:
        """Read at most `limit` records of a statement somebody typed, as the reading user."""

        @unit_of_work(timeout=self.options.timeout)
        def work(tx: Tx) -> list[neo4j.Record]:
            result = tx.run(text, dict(params))
            return list(result) if limit is None else result.fetch(limit)

        try:
            return self._run("read", lambda session: session.execute_read(work))
        except _Collision as error:
            raise QueryFailed(str(error), hint="try again, or ask for less") from error

    def close(self) -> None:
        """Let go of the connection. The embedded server goes on for others."""
        with self._opening:
            drivers = list(self._drivers.values())
            self._drivers.clear()
        for driver in drivers:
            driver.close()

    def _run(self, who: str, act: Callable[[neo4j.Session], T], repeats: bool = True) -> T:
        with _said(self.options):
            for _ in range(_RESTARTS):
                try:
                    return self._act(who, act)
                except IncompleteCommit:
                    if not repeats:
                        raise
                except (ServiceUnavailable, SessionExpired):
                    if not self.embedded:  # the driver has waited for it already
                        raise
                self.close()  # it stopped or was killed: start it again
            return self._act(who, act)

    def _act(self, who: str, act: Callable[[neo4j.Session], T]) -> T:
        with self._session(who) as session:
            return act(session)

    def _session(self, who: str) -> neo4j.Session:
        self._touch()
        with self._opening:
            if who not in self._drivers:
                self._drivers[who] = self._open(who)
            driver = self._drivers[who]
        mode = neo4j.READ_ACCESS if who == "read" else neo4j.WRITE_ACCESS
        return driver.session(database=self.options.database, default_access_mode=mode)

    def _touch(self) -> None:
        if self.embedded and time.monotonic() - self._touched > _TOUCH_SECONDS:
            self._touched = time.monotonic()
            local.touch(self.options.home)

    def _open(self, who: str) -> neo4j.Driver:
        uri, auth = self._address(who)
        driver = GraphDatabase.driver(
            uri,
            auth=auth,
            connection_timeout=10.0,
            connection_acquisition_timeout=20.0,
            # The embedded server may be dead and has to be started again, not waited for.
            max_transaction_retry_time=0.5 if self.embedded else self.options.patience,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
            user_agent="kg-tech-geopolitics",
        )
        try:
            driver.verify_connectivity()
        except BaseException:
            driver.close()
            raise
        return driver

    def _address(self, who: str) -> tuple[str, tuple[str, str] | None]:
        options = self.options
        if options.uri is not None:
            if not options.uri.casefold().startswith(("bolt", "neo4j")):
                raise ConfigurationError("not an address of the Bolt protocol")
            named = options.user or options.password
            return options.uri, (options.user, options.password) if named else None
        server = local.ensure(options.home, options.timeout, options.idle_stop)
        user = "reader" if who == "read" else "root"
        return server.uri, (user, local.passwords(options.home)[user])


def fetch(tx: Tx, text: str, **params: object) -> list[Row]:
    """Read all rows of a statement inside a transaction."""
    return [record.data() for record in tx.run(text, params)]


class _Collision(Exception):
    """Two transactions met at one constraint or node; the loser may try again."""


@contextmanager
def _said(options: StoreOptions) -> Iterator[None]:
    """Say what the driver says in the words of our own errors."""
    where = options.uri or f"the embedded graph of {options.home}"
    try:
        yield
    except (ConstraintError, TransientError) as error:
        raise _Collision(_last_line(error)) from error
    except AuthError as error:
        raise StoreUnavailable(
            f"{where} refuses user {options.user!r} with this password",
            hint="check NEO4J_USER and NEO4J_PASSWORD",
        ) from error
    except DatabaseError as error:
        raise _not_kept(where, error) from error
    except ClientError as error:
        if "error on commit" in _first_line(error):  # how the embedded engine says it
            raise _not_kept(where, error) from error
        raise QueryFailed(_first_line(error), hint=_advice(error, options)) from error
    except (ConfigurationError, ValueError) as error:
        if isinstance(error, ValueError) and "URI" not in str(error):
            raise
        raise StoreUnavailable(f"{where}: {error}", hint="NEO4J_URI is bolt://host:port") from error
    except IncompleteCommit as error:
        raise StoreUnavailable(
            f"the connection to {where} broke while the change was being kept: it may be kept",
            hint="look whether it is before you do it again; kg log tells",
        ) from error
    except (Neo4jError, DriverError) as error:
        raise StoreUnavailable(
            f"{where} does not answer: {_first_line(error)}",
            hint="is the server running? check NEO4J_URI, or unset it for the embedded graph",
        ) from error


def _not_kept(where: str, error: Exception) -> StoreUnavailable:
    """Say that a server could not do its part: most often its disk is full."""
    return StoreUnavailable(
        f"{where} failed: {_first_line(error)}",
        hint="is its disk full? make room, start it again (kg stop, or restart Neo4j), and run "
        "the same command again: what was kept stays",
    )


def _first_line(error: Exception) -> str:
    text = (getattr(error, "message", None) or str(error)).strip()
    return text.splitlines()[0][:500] if text else type(error).__name__


def _last_line(error: Exception) -> str:
    """Give what collided: the embedded server quotes the whole statement before it says so."""
    text = (getattr(error, "message", None) or str(error)).strip()
    return text[-300:].splitlines()[-1] if text else type(error).__name__


def _advice(error: ClientError, options: StoreOptions) -> str:
    code = ""
    with suppress(AttributeError):
        code = error.code or ""
    if "Timed" in code:
        return f"queries may take {options.timeout:g} s; ask for less, or set KG_QUERY_TIMEOUT"
    if "Database" in code:
        return "check NEO4J_DATABASE"
    return ""
