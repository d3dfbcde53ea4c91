"""Newsletters and other mail: .eml files, and .mbox files of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from kg.errors import BadSource
from loaders.encoding import declared_in_page, decode
from loaders.format import FormatLoader
from loaders.source import Content, Found, Part, noting, try_article
from loaders.structure import plain_from_html

_START = re.compile(rb"^From \S+[^\n]*\d{4}[^\n]*\r?\n", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ARCHIVED = re.compile(r"<\s*(https?://[^>\s]+)\s*>")


@dataclass(frozen=True)
class EmailLoader(FormatLoader):
    """A mail, or a mailbox of them: one article each, the sender as publisher."""

    @classmethod
    def parse(cls, content: Content) -> Iterator[Part]:
        """Read each mail as an article. Raises `BadSource` where there is none."""
        messages = _messages(content.data)
        parts = (
            _read(data, f"{content.where} mail {number}" if len(messages) > 1 else content.where)
            for number, data in enumerate(messages, start=1)
        )
        yield from noting(parts, content.notes)


def _messages(data: bytes) -> list[bytes]:
    """Split a mailbox at its "From " lines; a mail alone is one."""
    starts = [match for match in _START.finditer(data) if _opens(data, match.start())]
    if not starts or data[: starts[0].start()].strip():
        return [data]
    ends = [match.start() for match in starts[1:]] + [len(data)]
    bodies = (data[match.end() : end] for match, end in zip(starts, ends, strict=True))
    return [_QUOTED.sub(rb"\1", body) for body in bodies]


def _opens(data: bytes, at: int) -> bool:
    """Say whether a "From " line opens a mail: it stands first or after an empty line."""
    return at == 0 or data[:at].endswith((b"\n\n", b"\r\n\r\n"))


def _read(data: bytes, where: str) -> Part:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        if not message.keys() or not (message["from"] or message["subject"]):
            return BadSource(where, "is no mail", hint="a mail has From, Date and Subject lines")
        text, notes = _text(message, where)
        name, address = parseaddr(str(message["from"] or ""))
        archived = _ARCHIVED.search(str(message["archived-at"] or ""))
        return try_article(
            Found(
                where=where,
                text=text,
                title=str(message["subject"] or ""),
                url=archived[1] if archived else None,
                publisher=name or address.rpartition("@")[2],
                published=str(message["date"] or ""),
                language=str(message["content-language"] or ""),
                notes=notes,
            )
        )
    except BadSource as problem:
        return problem
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as error:
        return BadSource(where, f"a mail that cannot be read: {error}")


def _text(message: EmailMessage, where: str) -> tuple[str, tuple[str, ...]]:
    """Give the text of a mail: its HTML made plain, else its plain part; note attachments."""
    left = [part for part in message.walk() if part.get_content_disposition() == "attachment"]
    notes = (f"{len(left)} attachments left aside",) if left else ()
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        return "", notes
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return "", notes
    charset = part.get_content_charset()
    if part.get_content_subtype() != "html":
        text, more = decode(raw, where, charset)
        return text, (*notes, *more)
    text, more = decode(raw, where, charset or declared_in_page(raw))
    return plain_from_html(text) if text.strip() else "", (*notes, *more)
