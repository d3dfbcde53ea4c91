"""The formats by name, and which of them reads a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import BadSource
from loaders.email import EmailLoader
from loaders.feed import FeedLoader
from loaders.format import FormatLoader
from loaders.jsonfile import JsonlLoader, JsonLoader
from loaders.page import HtmlLoader
from loaders.plain import show
from loaders.sniff import HEAD, sniff
from loaders.source import FetchLimits, Part, SourceLoader, check_file, noting
from loaders.text import MarkdownLoader, TextLoader

FORMATS: dict[str, type[FormatLoader]] = {
    "text": TextLoader,
    "markdown": MarkdownLoader,
    "html": HtmlLoader,
    "json": JsonLoader,
    "jsonl": JsonlLoader,
    "feed": FeedLoader,
    "email": EmailLoader,
}


@dataclass(frozen=True)
class FileLoader(SourceLoader):
    """A file in whatever format its content shows."""

    def parts(self) -> Iterator[Part]:
        """Yield the articles of a file, read in the format that it is in."""
        loader, notes = choose(self.source, self.fetch)
        yield from noting(loader.parts(), notes)


def choose(source: str, limits: FetchLimits) -> tuple[FormatLoader, tuple[str, ...]]:
    """Choose the loader of a file by looking into it. Raises `BadSource` when none reads it."""
    path = check_file(source)
    where = show(source)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise BadSource(where, f"cannot be read: {error.strerror}") from error
    name, notes = sniff(head, where)
    return FORMATS[name](source, limits), notes
