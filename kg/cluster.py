"""A Dask cluster as an executor: the same work, on other machines.

The only module that imports `distributed`. What runs there is what runs here: a cluster whose
workers have another program, list of names or setting is refused before anything is read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from typing import Any, TypeVar

from kg.errors import BadSettings, MissingPart, ReadersUnavailable

_A = TypeVar("_A")
_T = TypeVar("_T")
Marks = Mapping[str, str]
_SECONDS = 6.0  # until a scheduler answers, and has a worker
_START = "dask scheduler, and dask worker ADDRESS --nthreads 1 on each core, start a cluster"
_ALONE = Lock()


class Cluster:
    """A cluster that answers: how many workers it has, and an executor over them."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at an address, host:port or tcp://host:port.

        Raises `MissingPart` without Dask and `ReadersUnavailable` where nobody answers or no
        worker is there.
        """
        self.address = address
        self._distributed = _distributed()
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in our words
        self._client: Any = None
        try:
            self._client = self._distributed.Client(address, timeout=_SECONDS, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_SECONDS)
        except (OSError, ValueError) as error:  # a time that ran out is an OSError too
            what = "has no worker" if self._client is not None else "does not answer"
            self.close()
            raise ReadersUnavailable(
                f"the Dask cluster at {address} {what}", hint=_START
            ) from error

    @property
    def workers(self) -> int:
        """How many workers there are now."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def agree(self, marks: Callable[[], Marks]) -> None:
        """See that every worker reads as this process does. Raises `BadSettings` naming what not.

        `marks` is asked here and there: names of things that decide what is read, with values.
        """
        ours = marks()
        with self.said():
            theirs: dict[str, Marks | Exception] = self._client.run(marks, on_error="return")
        for worker, found in sorted(theirs.items()):
            if isinstance(found, Exception):
                raise BadSettings(
                    f"worker {worker} cannot read: {str(found)[:300]}",
                    hint="install this program there, in the same version",
                )
            other = [name for name in ours if found.get(name) != ours[name]]
            if other:
                raise BadSettings(
                    f"worker {worker} differs in {', '.join(other)}",
                    hint="give every worker the same program, lists and KG_* settings",
                )

    def executor(self) -> Executor:
        """Give the executor. What a worker that died had in hand goes to another."""
        made: Executor = self._client.get_executor(pure=False)
        return made

    @contextmanager
    def said(self) -> Iterator[None]:
        """Say what goes wrong on the cluster in the words of our own errors."""
        try:
            yield
        except (CancelledError, OSError) as error:
            raise ReadersUnavailable(
                f"the Dask cluster at {self.address} went away",
                hint="start it again; what is kept is not read into the graph twice",
            ) from error
        except self._distributed.KilledWorker as error:
            raise ReadersUnavailable(
                f"workers of {self.address} died again and again at one article",
                hint="most likely for want of memory; give each worker 1 GB or more",
            ) from error

    def close(self) -> None:
        """Let go of the cluster; it goes on for others."""
        if self._client is not None:
            self._client.close(timeout=2)


def alone(work: Callable[[_A], _T], article: _A) -> _T:
    """Do work while no other thread of this process does: parsers are not made for threads."""
    with _ALONE:
        return work(article)


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise MissingPart(
            "Dask is not installed here", hint="pip install 'kg-tech-geopolitics[dask]'"
        ) from error
