"""Articles on their way in: a progress bar, notes, and problems counted to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.errors import BadSource, KgError
from kg.model import Article
from kg.ui.terminal import err, say_error, say_note


class Intake:
    """Shows articles coming in and remembers what could not be read."""

    def __init__(self, title: str, *, kept: str) -> None:
        """Make a progress bar with this title; it is drawn on a terminal only.

        `kept` says where articles are that are done, "in the graph": for who is cut off.
        """
        self._progress = Progress(
            TextColumn(title),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[last]}"),
            TimeElapsedColumn(),
            console=err,
            disable=not err.is_terminal,
        )
        self._task = self._progress.add_task(title, total=None, last="")
        self._kept = kept
        self._problems = 0
        self._seen = 0
        self._done = 0

    def __enter__(self) -> Intake:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
        if isinstance(error, KeyboardInterrupt | KgError | OSError):
            some = "1 article is" if self._done == 1 else f"{self._done} articles are"
            say_note(f"cut off: {some} {self._kept}; the same command again does the rest")

    def articles(self, found: Iterable[Article | BadSource]) -> Iterator[Article]:
        """Pass articles on; print notes and problems as they come."""
        return (article for _, article in self.named(("", item) for item in found))

    def named(
        self, found: Iterable[tuple[str, Article | BadSource]]
    ) -> Iterator[tuple[str, Article]]:
        """Pass articles on with their names; print notes and problems as they come."""
        for name, item in found:
            if isinstance(item, BadSource):
                self._problems += 1
                say_error(item)
                continue
            self._seen += 1
            for note in item.notes:
                say_note(f"{item.title or item.id}: {note}")
            yield name, item

    def done(self, batch: Sized) -> None:
        """Count a batch as finished."""
        self._done += len(batch)
        self._progress.update(self._task, advance=len(batch), total=self._seen)

    def close(self) -> None:
        """End with an error if anything could not be read. Raises `KgError`."""
        if self._problems:
            some = "source" if self._problems == 1 else "sources"
            rest = "1 article was" if self._seen == 1 else f"{self._seen} articles were"
            raise KgError(
                f"{self._problems} {some} could not be read; {rest}",
                hint="see the messages above",
            )


class Jars:
    """Shows the parts of Neo4j arriving."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("Fetching Neo4j"),
            BarColumn(),
            MofNCompleteColumn(),
            console=err,
            disable=not err.is_terminal,
        )
        self._task = self._progress.add_task("jars", total=None)

    def __enter__(self) -> Jars:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def seen(self, done: int, of: int) -> None:
        """Count parts that are there."""
        self._progress.start()
        self._progress.update(self._task, completed=done, total=of)
