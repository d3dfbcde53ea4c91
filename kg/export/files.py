"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from kg.errors import BadSource

_LONGEST = 80  # signs of the name kept in that of the part file: names have a limit


def replace_file(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file beside its place and move it there when it is whole.

    Raises `BadSource` where the place cannot be written.
    """
    beside = path.with_name(f".{path.name[:_LONGEST]}.{uuid4().hex}.part")
    try:
        with beside.open("xb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError as error:
        raise BadSource(
            str(path), f"cannot be written: {error.strerror or error}", hint="is there the folder?"
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def make_folder(path: Path, write: Callable[[Path], object]) -> None:
    """Write files into a folder beside the place and move it there when all are whole.

    Raises `BadSource` where something stands there already or the place cannot be written.
    """
    beside = path.with_name(f".{path.name[:_LONGEST]}.{uuid4().hex}.part")
    try:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise BadSource(
                str(path), "is there already", hint="name a folder that is new or empty"
            )
        beside.mkdir()
        write(beside)
        beside.replace(path)
    except OSError as error:
        raise BadSource(
            str(path), f"cannot be written: {error.strerror or error}", hint="is there the folder?"
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
