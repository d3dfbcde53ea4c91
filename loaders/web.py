"""Addresses: whatever is served there, read in the format that it is in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loaders.fetch import fetch
from loaders.files import FORMATS
from loaders.sniff import HEAD, sniff
from loaders.source import Part, SourceLoader


@dataclass(frozen=True)
class WebLoader(SourceLoader):
    """An address: a page, or a feed, JSON or text that is served there."""

    def parts(self) -> Iterator[Part]:
        """Yield the articles at an address, read in the format that the answer is in."""
        content = fetch(self.source, self.fetch)
        name, _ = sniff(content.data[:HEAD], content.where)
        yield from FORMATS[name].parse(content)
