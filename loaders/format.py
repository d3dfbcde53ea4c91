"""A format: how the bytes of a file, or of an answer from the web, are read as articles."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.fetch import fetch
from loaders.source import (
    Content,
    FetchLimits,
    Part,
    SourceLoader,
    is_address,
    read_file,
)


@dataclass(frozen=True)
class FormatLoader(SourceLoader):
    """A source in one format, as a file or at an address."""

    def parts(self) -> Iterator[Part]:
        """Yield each article of the source, and why a part of it is none."""
        yield from self.parse(obtain(self.source, self.fetch))

    @classmethod
    @abstractmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read content of this format. Raises `BadSource` when it is not of this format."""


def obtain(source: str, limits: FetchLimits) -> Content:
    """Get the bytes of a file or an address."""
    return fetch(source, limits) if is_address(source) else read_file(source)
