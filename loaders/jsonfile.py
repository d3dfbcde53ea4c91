"""JSON and JSONL files of articles."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import BadSource
from loaders.encoding import decode, refuse_binary
from loaders.format import FormatLoader
from loaders.plain import show
from loaders.records import RecordReader
from loaders.source import Content, Part, check_file, is_address, noting

_LINE = 20_000_000  # bytes of a line; far above the longest article


@dataclass(frozen=True)
class JsonLoader(FormatLoader):
    """A JSON file: one article, a list of them, or the answer of a news API."""

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read JSON as articles. Raises `BadSource` where it is no JSON or no articles."""
        text, notes = decode(content.data, content.where, content.charset)
        value = read_json(text, content.where)
        yield from RecordReader(content.where, (*content.notes, *notes)).parts(value)


@dataclass(frozen=True)
class JsonlLoader(FormatLoader):
    """A file with one JSON article a line, of any size: it is read line by line."""

    def parts(self) -> Iterator[Part]:
        """Yield each article of the file, and for a line that is none, why."""
        if is_address(self.source):
            yield from FormatLoader.parts(self)
            return
        path, where = check_file(self.source), show(self.source)
        with path.open("rb") as lines:
            refuse_binary(lines.peek(4096)[:4096], where)
            yield from _read_lines(lines, where)

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read lines of JSON as articles."""
        text, notes = decode(content.data, content.where, content.charset)
        lines = io.BytesIO(text.encode("utf-8", "surrogatepass"))
        yield from noting(_read_lines(lines, content.where), (*content.notes, *notes))


def read_json(text: str, where: str) -> object:
    """Read a JSON text. Raises `BadSource` that says where it breaks."""
    try:
        return json.loads(text.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            raise BadSource(
                where,
                f"more than one JSON value (line {error.lineno})",
                hint="one article a line is read with --loader jsonl",
            ) from error
        cut = "; it may be cut off" if error.pos >= len(text.rstrip()) - 1 else ""
        place = f"line {error.lineno}, column {error.colno}"
        raise BadSource(where, f"no whole JSON: {error.msg} ({place}){cut}") from error
    except RecursionError as error:
        raise BadSource(where, "JSON nested too deep to be articles") from error
    except ValueError as error:
        raise BadSource(where, f"JSON that cannot be read: {show(str(error))[:120]}") from error


def _read_lines(lines: BinaryIO, where: str) -> Iterator[Part]:
    reader = RecordReader(where)
    number, empty = 0, True
    while line := lines.readline(_LINE + 1):
        number += 1
        reader.where = f"{where} line {number}"
        if len(line) > _LINE:
            _skip_line(lines, line)
            empty = False
            yield BadSource(reader.where, f"has more than {_LINE:,} bytes")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            empty = False
            yield from _read_line(line, reader)
    if empty:
        raise BadSource(where, "is empty")


def _read_line(line: bytes, reader: RecordReader) -> Iterator[Part]:
    try:
        text, notes = decode(line.removeprefix(b"\xef\xbb\xbf"), reader.where)
        reader.notes = notes
        yield from reader.parts(read_json(text.strip(), reader.where))
    except BadSource as problem:
        yield problem


def _skip_line(lines: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = lines.readline(_LINE)
