"""What this home remembers of the erased: a key, and hashes made with it.

The file stands beside the graph, not in it, so that an old backup restored here does not bring
back what was erased since.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kg.errors import BadData
from kg.store.bars import Bar, bar_of, bar_row, hashed

_FILE = "erased.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """The key of this home, empty where nothing was ever erased, and what was."""

    key: bytes = b""
    bars: tuple[Bar, ...] = ()

    @property
    def name(self) -> str:
        """Name the key without telling it."""
        return hashed("the name of this key", self.key)[:12] if self.key else ""


def recall(home: Path) -> Memory:
    """Read what this home remembers. Raises `BadData` for a file that was spoilt."""
    file = home / _FILE
    try:
        found = json.loads(file.read_text("utf-8"))
        return Memory(bytes.fromhex(found["key"]), tuple(map(bar_of, found["bars"])))
    except FileNotFoundError:
        return Memory()
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(
            f"{file} cannot be read, and without it what was erased would come back",
            hint="put the file back from a copy of this folder",
        ) from error


def with_key(home: Path) -> Memory:
    """Read what this home remembers; make a key where there is none."""
    memory = recall(home)
    return memory if memory.key else remember(home, Memory(secrets.token_bytes(32)), ())


def remember(home: Path, memory: Memory, more: Collection[Bar]) -> Memory:
    """Write what was erased beside what is known, in a file only its owner may read."""
    bars = {b.id: b for b in (*memory.bars, *more)}
    memory = Memory(memory.key, tuple(bars[i] for i in sorted(bars)))
    rows = [bar_row(b) for b in memory.bars]
    half = home / (_FILE + ".part")
    home.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump({"key": memory.key.hex(), "bars": rows}, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    half.replace(home / _FILE)
    return memory
