"""Files that are there whole or not at all."""

from __future__ import annotations

import os
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
