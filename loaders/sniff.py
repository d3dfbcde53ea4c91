"""Which format a source is in, told by its content before its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from kg.errors import BadSource
from loaders.encoding import decode, refuse_binary
from loaders.jsonfile import read_json

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".eml": "email",
    ".mbox": "email",
}
HEAD = 1_000_000  # bytes looked at

_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*", re.S | re.I)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)\b", re.I)
_PAGE = re.compile(
    r"<(?:html|head|body|article|main|section|div|p|h[1-6]|ul|ol|table|span|meta|title|link|script)"
    r"[\s>/]",
    re.I,
)
_MAIL = re.compile(
    r"(?:From \S+.*\n)?(?:(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Reply-To"
    r"|DKIM-Signature|X-[\w-]+|Date|From|To|Subject|Content-Type|List-[\w-]+):[^\n]*\n"
    r"(?:[ \t]+[^\n]*\n)*){3}",
    re.I,
)


def sniff(head: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """Say in which format the content is, and note where its name says otherwise.

    `head` is the first megabyte, or all of it. Raises `BadSource` for what is no text.
    """
    refuse_binary(head, where)
    named = SUFFIXES.get(PurePath(where).suffix.lower())
    text = _peek(head, where)
    found = _by_content(text, named, where)
    if found is None:
        return (named if named in ("markdown", "json", "jsonl", "feed", "email") else "text"), (
            ("named as html, read as text",) if named == "html" else ()
        )
    if named in (None, found):
        return found, ()
    return found, (f"named as {named}, read as {found}",)


def _peek(head: bytes, where: str) -> str:
    """Decode the head, whatever its encoding; its last character may be cut."""
    text = head.decode("utf-8", "ignore") if b"\x00" not in head[:200] else decode(head, where)[0]
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _by_content(text: str, named: str | None, where: str) -> str | None:
    start = text.lstrip()
    if re.match(r'\[\s*[\[{\]]|\{\s*["}]', start):
        return _which_json(start, named, where)
    if re.match(r"---[ \t]*\n[^\n]*\w+:", start):
        return "markdown"
    if _MAIL.match(text):
        return "email"
    if not start.startswith("<"):
        return None
    root = start[match.end() :] if (match := _PROLOG.match(start)) else start
    if _FEED.match(root):
        return "feed"
    if _PAGE.match(root) or re.match(r"<!doctype html", start, re.I):
        return None if named == "markdown" and not _is_page(root, start) else "html"
    return None


def _is_page(root: str, start: str) -> bool:
    """Tell a page from Markdown that opens with a piece of HTML."""
    return bool(re.match(r"<html\b", root, re.I) or re.match(r"<!doctype html", start, re.I))


def _which_json(start: str, named: str | None, where: str) -> str:
    """Tell JSON from JSON lines: by whether the first line is whole, then by name."""
    first, _, rest = start.partition("\n")
    try:
        read_json(first, where)
    except BadSource:
        opened = first.strip() in ("{", "[", "[{")
        return "jsonl" if named == "jsonl" and not opened else "json"
    if first.startswith("["):
        return "jsonl" if named == "jsonl" else "json"
    return "jsonl" if named == "jsonl" or rest.strip() else "json"
