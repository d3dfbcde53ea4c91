"""Answers kept on disk, so that a part of an article is paid for once."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import BadSettings
from kg.extract.llm.prompt import Message

_log = logging.getLogger(__name__)


class AnswerCache:
    """A folder of answers by the hash of model, schema, instructions and text.

    An entry holds the model's name and its answer; never a key, never an address.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder
        self._model = model

    def key(self, messages: Sequence[Message], schema: dict[str, Any]) -> str:
        """Name what is asked: the same words to the same model have the same name."""
        asked = json.dumps([self._model, schema, list(messages)], sort_keys=True)
        return sha256(asked.encode()).hexdigest()

    def find(self, key: str) -> str | None:
        """Give the answer kept under a key. A damaged entry is warned of and passed over."""
        path = self._path(key)
        try:
            entry = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            self._warn(path, type(error).__name__)
            return None
        if not isinstance(entry, dict) or not isinstance(entry.get("answer"), str):
            self._warn(path, "no answer in it")
            return None
        answer: str = entry["answer"]
        if entry.get("key") != key or entry.get("sum") != _sum(answer):
            self._warn(path, "its sum does not fit")
            return None
        return answer

    def keep(self, key: str, answer: str) -> None:
        """Keep an answer; a reader sees all of it or nothing. Raises `BadSettings`."""
        entry = {"key": key, "model": self._model, "sum": _sum(answer), "answer": answer}
        path = self._path(key)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(entry, file)
                os.replace(name, path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise BadSettings(
                f"answers of the model cannot be kept in {self._folder}: {error.strerror}",
                hint="set KG_LLM_CACHE to a folder that can be written",
            ) from error

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"

    def _warn(self, path: Path, why: str) -> None:
        _log.warning("%s: a kept answer is damaged (%s); the model is asked again", path, why)


def _sum(answer: str) -> str:
    return sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
