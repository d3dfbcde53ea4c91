"""Sources become articles: files, folders, feeds, addresses.

    for part in loaders.read(["news/", "https://example.org/story"]):
        ...                          # an Article, or the BadSource that says why it is none

A loader is chosen by looking at the source, or by its name in `LOADERS`.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from kg.errors import BadSource
from kg.model import Article
from loaders.files import FORMATS, FileLoader, choose
from loaders.folder import FolderLoader, is_glob
from loaders.plain import show
from loaders.source import FetchLimits, Part, SourceLoader, is_address
from loaders.web import WebLoader

__all__ = [
    "LOADERS",
    "BadSource",
    "FetchLimits",
    "SourceLoader",
    "open_source",
    "read",
    "read_named",
]

LOADERS: dict[str, type[SourceLoader]] = {**FORMATS, "web": WebLoader, "folder": FolderLoader}


def open_source(
    source: str, *, loader: str | None = None, fetch: FetchLimits | None = None
) -> SourceLoader:
    """Open a source: a file, a folder, a glob, or an http or https address.

    Without the name of a loader (see `LOADERS`), one is chosen by what the source is. Raises
    `BadSource` for a source that is not there, is empty or that no loader reads.
    """
    limits = fetch or FetchLimits()
    if loader is not None:
        if loader not in LOADERS:
            hint = f"known: {', '.join(sorted(LOADERS))}"
            raise BadSource(show(source), f"no loader {show(loader)!r}", hint=hint)
        if loader in FORMATS and _holds_files(source):
            return FolderLoader(source, limits, named=loader)
        return LOADERS[loader](source, limits)
    if not source.strip():
        raise BadSource("source", "has no name", hint="give a file, folder, glob or address")
    if is_address(source):
        return WebLoader(source, limits)
    if _holds_files(source):
        return FolderLoader(source, limits)
    choose(source, limits)  # says now, not when the first article is asked for, what is amiss
    return FileLoader(source, limits)


def read(
    sources: Iterable[str], *, loader: str | None = None, fetch: FetchLimits | None = None
) -> Iterator[Part]:
    """Read sources one after the other: articles, and as values the problems among them.

    A source or a part of one that cannot be read does not stop the rest.
    """
    for source in sources:
        try:
            yield from open_source(source, loader=loader, fetch=fetch).parts()
        except BadSource as problem:
            yield problem
        except OSError as error:
            yield BadSource(show(source), f"cannot be read: {error.strerror or error}")
        except RecursionError:
            yield BadSource(show(source), "is nested too deep to be read")


def read_named(
    sources: Iterable[str], *, loader: str | None = None, fetch: FetchLimits | None = None
) -> Iterator[tuple[str, Part]]:
    """Read sources as `read` does, and give each part the name of its file, without the suffix.

    The names are safe as file names and no two are the same: "news", then "news-2".
    """
    given: Counter[str] = Counter()
    for source in sources:
        for path in _files_of(source):
            if isinstance(path, BadSource):
                yield "", path
                continue
            name = _file_name(path)
            for part in read([path], loader=loader, fetch=fetch):
                yield (_free(name, given) if isinstance(part, Article) else name), part


def _file_name(path: str) -> str:
    return re.sub(r"[^\w.-]+", "-", PurePath(show(path)).stem).strip("-.")[:100] or "article"


def _free(name: str, given: Counter[str]) -> str:
    """Give this name, or with the next number that makes it new."""
    free = name
    while free in given:
        given[name] += 1
        free = f"{name}-{given[name]}"
    given[free] += 1
    return free


def _files_of(source: str) -> Iterator[str | BadSource]:
    """Yield the files of a folder or a glob; of any other source, itself."""
    if not is_address(source) and _holds_files(source):
        yield from FolderLoader(source).files()
    else:
        yield source


def _holds_files(source: str) -> bool:
    return "\x00" not in source and (os.path.isdir(source) or is_glob(source))
