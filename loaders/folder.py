"""Folders and globs: every file in them, in order of their names."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from kg.errors import BadSource
from loaders.files import FORMATS, FileLoader
from loaders.plain import show
from loaders.sniff import SUFFIXES
from loaders.source import Part, SourceLoader, noting


@dataclass(frozen=True)
class FolderLoader(SourceLoader):
    """All files of a folder and the folders in it, or of a glob such as "news/**/*.html".

    Files of other kinds and hidden ones are left aside; how many is noted on the first article.
    A file that cannot be read does not stop the rest. `named` is the format of all of them.
    """

    named: str | None = None

    def parts(self) -> Iterator[Part]:
        """Yield the articles of each file, and why a file cannot be read."""
        left: Counter[str] = Counter()
        for path in _walk(self.source) if os.path.isdir(self.source) else ():
            if isinstance(path, str) and not _is_read(path):
                left[PurePath(path).suffix.lower() or "no suffix"] += 1
        notes = (_left_aside(left),) if left else ()
        yield from _some(noting(self._each(self.files()), notes), show(self.source), notes)

    def files(self) -> Iterator[str | BadSource]:
        """Yield the path of each file that is read, in order, and why a folder cannot be opened."""
        if os.path.isdir(self.source):
            yield from filter(_is_read, _walk(self.source))
        elif is_glob(self.source):
            yield from _matches(self.source)
        else:
            raise BadSource(show(self.source), "is no folder", hint="give a folder or a glob")

    def _each(self, paths: Iterator[str | BadSource]) -> Iterator[Part]:
        for path in paths:
            if isinstance(path, BadSource):
                yield path
                continue
            loader = FORMATS[self.named] if self.named else FileLoader
            try:
                yield from loader(path, self.fetch).parts()
            except BadSource as problem:
                yield problem
            except OSError as error:
                yield BadSource(show(path), f"cannot be read: {error.strerror or error}")
            except RecursionError:
                yield BadSource(show(path), "is nested too deep to be read")


def is_glob(source: str) -> bool:
    """Say whether a source is a pattern of file names, and not the name of a file."""
    return glob.has_magic(source) and not os.path.lexists(source)


def _walk(folder: str) -> Iterator[str | BadSource]:
    """Yield the files of a folder in order of their paths; links to folders are not followed."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        yield BadSource(show(folder), f"cannot be opened: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif not entry.is_dir():
            yield entry.path


def _is_read(path: str | BadSource) -> bool:
    return isinstance(path, BadSource) or PurePath(path).suffix.lower() in SUFFIXES


def _matches(pattern: str) -> Iterator[str | BadSource]:
    """Yield the files that a pattern matches, and those in the folders that it matches."""
    for path in sorted(glob.iglob(pattern, recursive=True)):
        if os.path.isfile(path):
            yield path
        elif os.path.isdir(path) and "**" not in pattern:
            yield from filter(_is_read, _walk(path))


def _left_aside(left: Counter[str]) -> str:
    kinds = ", ".join(f"{show(kind)} {count}" for kind, count in sorted(left.items())[:12])
    return f"left aside in its folder: files of other kinds ({kinds})"


def _some(parts: Iterator[Part], where: str, notes: tuple[str, ...]) -> Iterator[Part]:
    empty = True
    for part in parts:
        empty = False
        yield part
    if empty:
        known = ", ".join(sorted(SUFFIXES))
        raise BadSource(
            where, "; ".join(("no file that is read", *notes)), hint=f"read are {known}"
        )
