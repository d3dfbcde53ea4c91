"""Folders and globs: every file in them, in order of their names."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from kg.errors import BadSource
from loaders.files import FileLoader
from loaders.plain import show
from loaders.sniff import SUFFIXES
from loaders.source import Part, SourceLoader, noting


@dataclass(frozen=True)
class FolderLoader(SourceLoader):
    """All files of a folder and the folders in it, or of a glob such as "news/**/*.html".

    Files of other kinds and hidden ones are left aside; how many is noted on the first article.
    A file that cannot be read does not stop the rest.
    """

    def parts(self) -> Iterator[Part]:
        """Yield the articles of each file, and why a file cannot be read."""
        where = show(self.source)
        paths: Iterator[str]
        if os.path.isdir(self.source):
            left: Counter[str] = Counter()
            for path in _walk(self.source):
                if not _is_read(path):
                    left[PurePath(path).suffix.lower() or "no suffix"] += 1
            paths = filter(_is_read, _walk(self.source))
            notes = (_left_aside(left),) if left else ()
        elif is_glob(self.source):
            paths, notes = _matches(self.source), ()
        else:
            raise BadSource(where, "is no folder", hint="give a folder or a glob")
        yield from _some(noting(self._each(paths), notes), where, notes)

    def _each(self, paths: Iterator[str]) -> Iterator[Part]:
        for path in paths:
            try:
                yield from FileLoader(path, self.fetch).parts()
            except BadSource as problem:
                yield problem


def is_glob(source: str) -> bool:
    """Say whether a source is a pattern of file names, and not the name of a file."""
    return glob.has_magic(source) and not os.path.lexists(source)


def _walk(folder: str) -> Iterator[str]:
    """Yield the files of a folder in order of their paths; links to folders are not followed."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif not entry.is_dir():
            yield entry.path


def _is_read(path: str) -> bool:
    return PurePath(path).suffix.lower() in SUFFIXES


def _matches(pattern: str) -> Iterator[str]:
    yield from (
        path for path in sorted(glob.iglob(pattern, recursive=True)) if os.path.isfile(path)
    )


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
