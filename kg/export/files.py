"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from kg.errors import BadSource

_LONGEST = 80  # signs of the name kept in that of the part file: names have a limit


def replace_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file beside its place and move it there when it is whole.

    Raises `BadSource` where the place cannot be written.
    """
    with _beside(path) as beside, beside.open("xb") as out:
        write(out)
        out.flush()
        os.fsync(out.fileno())


def make_folder(path: Path, write: Callable[[Path], object]) -> None:
    """Write files into a folder beside the place and move it there when all are whole.

    Raises `BadSource` where something stands there already or the place cannot be written.
    """
    with _beside(path) as beside:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise BadSource(
                str(path), "is there already", hint="name a folder that is new or empty"
            )
        beside.mkdir()
        write(beside)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a place beside the wanted one; what is made there moves, or goes."""
    beside = path.with_name(f".{path.name[:_LONGEST]}.{uuid4().hex}.part")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        raise BadSource(
            str(path), f"cannot be written: {error.strerror or error}", hint="is there the folder?"
        ) from error
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)
