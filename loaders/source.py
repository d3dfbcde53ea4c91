"""What every loader has: a source, its parts, and its articles."""

from __future__ import annotations

import re
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kg.errors import BadSource
from kg.language import guess_language, read_language
from kg.model import Article
from loaders.dateline import own_date
from loaders.dates import read_date
from loaders.encoding import refuse_binary
from loaders.identity import fingerprint, identify, site_of, tidy_address
from loaders.plain import make_plain, one_line, show

Part = Article | BadSource
"""What comes of one part of a source: an article, or why it is none."""

_BLANK = b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_WHOLE = 100_000_000  # bytes of a file that is read whole; far above any article or feed


@dataclass(frozen=True)
class FetchLimits:
    """How far a web request may go.

    `timeout` in seconds for the whole of it, `max_bytes` after unpacking, `max_redirects` hops;
    `allow_private` lets private and local addresses be read.
    """

    timeout: float = 20.0
    max_bytes: int = 10_000_000
    max_redirects: int = 5
    allow_private: bool = False


@dataclass(frozen=True)
class Content:
    """Bytes of a file or an answer, and what is known of them. `where` is safe to print."""

    where: str
    data: bytes
    address: str | None = None
    charset: str | None = None
    retrieved: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceLoader(ABC):
    """A source that is read as articles. `source` is a path or an address, as typed."""

    source: str
    fetch: FetchLimits = field(default_factory=FetchLimits)

    @abstractmethod
    def parts(self) -> Iterator[Part]:
        """Yield each article, and in place of one that cannot be read, why."""

    def articles(self) -> Iterator[Article]:
        """Yield all that can be read; then raise `BadSource` for the first that could not."""
        problems = []
        for part in self.parts():
            if isinstance(part, Article):
                yield part
            else:
                problems.append(part)
        if len(problems) == 1:
            raise problems[0]
        if problems:
            hint = f"{problems[0].hint}; " if problems[0].hint else ""
            raise BadSource(
                problems[0].where,
                problems[0].message.removeprefix(f"{problems[0].where}: "),
                hint=f"{hint}and {len(problems) - 1} more of its parts could not be read",
            )


@dataclass(frozen=True)
class Found:
    """An article as a source gives it, before it is checked and made plain."""

    where: str
    text: str
    title: str = ""
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: object = None
    language: str | None = None
    retrieved: datetime | None = None
    notes: tuple[str, ...] = ()

    def article(self) -> Article:
        """Make it an article. Raises `BadSource` when it has no text."""
        text = make_plain(self.text)
        if not fingerprint(text):
            named = f" ({one_line(self.title)[:80]!r})" if self.title.strip() else ""
            raise BadSource(self.where, f"an article without text{named}")
        notes = list(self.notes)
        published, trouble = read_date(self.published)
        if published is None and (own := own_date(text)):
            published = own
            notes.append(f"date {own} taken from its first lines")
        url = tidy_address(self.url) if self.url else None
        if trouble:
            notes.append(trouble)
        if self.url and not url:
            notes.append(f"address {show(self.url)[:80]!r} is no web address; left out")
        publisher = one_line(self.publisher or "") or site_of(url) or None
        id, origin = identify(url, publisher, text)
        return Article(
            id=id,
            origin=origin,
            title=one_line(self.title) or one_line(text[:80]),
            url=url,
            publisher=publisher,
            author=_BY.sub("", one_line(self.author or "")) or None,
            published=published,
            language=read_language(self.language) or guess_language(text),
            retrieved=self.retrieved,
            text=text,
            notes=tuple(dict.fromkeys(notes)),
        )


def try_article(found: Found) -> Part:
    """Make an article, or give the reason why it is none."""
    try:
        return found.article()
    except BadSource as problem:
        return problem


def noting(parts: Iterator[Part], notes: tuple[str, ...]) -> Iterator[Part]:
    """Write notes that concern a whole source on its first article."""
    for part in parts:
        if notes and isinstance(part, Article):
            yield part.model_copy(update={"notes": (*notes, *part.notes)})
            notes = ()
        else:
            yield part


def is_address(source: str) -> bool:
    """Say whether a source is an address ("scheme://...") and not a path."""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and scheme.replace("+", "").isalnum() and scheme.isascii()


def check_file(source: str) -> Path:
    """Return the path of a file that can be read. Raises `BadSource` saying why it cannot."""
    where = show(source)
    try:
        state = Path(source).stat()
    except FileNotFoundError:
        raise BadSource(
            where, "no such file", hint="give a file, folder, glob or address"
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a file name"
        raise BadSource(where, f"cannot be opened: {why}") from error
    if stat.S_ISDIR(state.st_mode):
        raise BadSource(where, "is a folder", hint="use the folder loader, or leave out --loader")
    if not stat.S_ISREG(state.st_mode):
        raise BadSource(where, "is a device or a pipe, not a file", hint="save it to a file first")
    if not state.st_size:
        raise BadSource(where, "is empty")
    return Path(source)


def read_file(source: str) -> Content:
    """Read a file whole. Raises `BadSource` for one that is missing, empty, huge or binary."""
    path, where = check_file(source), show(source)
    if path.stat().st_size > _WHOLE:
        raise BadSource(
            where, f"has more than {_WHOLE:,} bytes", hint="JSONL of any size is read line by line"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadSource(where, f"cannot be read: {error.strerror}") from error
    return checked(Content(where, data))


def checked(content: Content) -> Content:
    """Pass on content that holds text. Raises `BadSource` when it is empty or binary."""
    if not content.data.strip(_BLANK):
        raise BadSource(content.where, "is empty")
    refuse_binary(content.data, content.where)
    return content
