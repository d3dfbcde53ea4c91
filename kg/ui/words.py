"""Words for the screen: sentences and statuses; and text that stays text.

What is read from articles reaches the page escaped: as Markdown by `plain`, as HTML by
`quoted` and `marked`, as an address by `safe_url`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from urllib.parse import quote, urlsplit

from kg.model import Claim, Edge, Entity, Source
from kg.vocabulary import RELATIONS, Polarity, Status, verb
from kg.words import capital, is_withdrawn, publisher_words, statement

_SIGNS = re.compile(f"([{re.escape(string.punctuation)}])")
_BLANKS = re.compile(r"\s+")
_AROUND = 240  # characters on either side of a quotation that is shown in its place
_MARK = "background:rgba(240,176,48,.38);color:inherit;border-radius:3px;padding:1px 2px"
_QUOTE = "margin:0;padding-left:.8rem;border-left:3px solid rgba(128,140,155,.55);line-height:1.5"
_TEXT = "white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.65;max-width:42rem"


def plain(text: str) -> str:
    """Escape text for Markdown, so that it shows as it is, on one line."""
    return _SIGNS.sub(r"\\\1", _BLANKS.sub(" ", text))


def safe_url(url: str | None) -> str | None:
    """Give an address that may be linked: http or https with a host, without odd signs; or None."""
    if not url or any(ord(c) < 33 for c in url):
        return None
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
    except ValueError:
        return None
    return quote(url, safe="/:?#[]@!$&'*+,;=%~")


def quoted(text: str) -> str:
    """Make HTML of a quotation: the words as they are, and a line beside them."""
    return f'<blockquote style="{_QUOTE}">{escape(text)}</blockquote>'


def marked(text: str, spans: Sequence[tuple[int, int]], *, numbered: bool = True) -> str:
    """Make HTML of an article's text with these stretches marked, and numbered from 1.

    Stretches are code points of `text`; those that overlap are marked together.
    """
    cuts = sorted({0, len(text), *(p for span in spans for p in span)})
    out = []
    for start, end in pairwise(cuts):
        piece = escape(text[start:end])
        inside = any(a <= start and end <= b for a, b in spans)
        ends = [str(i) for i, (_, b) in enumerate(spans, 1) if b == end]
        note = f"<sup>{','.join(ends)}</sup>" if numbered and inside and ends else ""
        out.append(f'<mark style="{_MARK}">{piece}{note}</mark>' if inside else piece)
    return f'<div style="{_TEXT}">{"".join(out)}</div>'


def excerpt(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """Cut the passage around a stretch out of a text, at blanks, with where the stretch is in it.

    Offsets are code points. What is cut off is shown by an ellipsis.
    """
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if first and (blank := text.find(" ", first, start)) >= 0:
        first = blank + 1
    if last < len(text) and (blank := text.rfind(" ", end, last)) >= 0:
        last = blank
    before, after = "… " if first else "", " …" if last < len(text) else ""
    shift = len(before) - first
    return before + text[first:last] + after, (start + shift, end + shift)


def status_word(edge: Edge | Claim) -> str:
    """Name how real a relation is: "live", "announced", ..., "denied", "withdrawn"."""
    if is_withdrawn(edge):
        return "withdrawn"
    if edge.polarity is Polarity.DENIED:
        return "denied"
    if edge.live and edge.status is Status.FACT:
        return "live"
    return str(edge.status)


def label(edge: Edge) -> str:
    """Name a relation as on a line of the graph: "bans (proposed)"."""
    said = verb(edge.predicate, edge.measure)
    word = status_word(edge)
    return said + ("" if word == "live" else f" ({word})") + (" ≠" if edge.contested else "")


def sentence(edge: Edge | Claim, names: Mapping[str, str]) -> str:
    """Say a relation as a sentence: "ByteDance owns TikTok"."""
    subject, object = names.get(edge.subject, edge.subject), names.get(edge.object, edge.object)
    return f"{subject} {verb(edge.predicate, edge.measure)} {object}"


def headline(edge: Edge | Claim, names: Mapping[str, str]) -> str:
    """Say a relation as a sentence that cannot be taken for more than it is.

    "It is denied that Oracle owns TikTok", "Affinity Partners is to acquire Electronic Arts".
    """
    return capital(statement(edge, names, details=False))


def as_named(claim: Claim) -> str:
    """Say a claim as a sentence, with the names the article gives the two."""
    names = {claim.subject: claim.subject_name, claim.object: claim.object_name}
    return headline(claim, names)


def source_line(source: Source) -> str:
    """Say in Markdown where a sentence stands: publisher, date, linked title."""
    title, url = plain(source.title or "untitled"), safe_url(source.url)
    facts = [plain(publisher_words(source)), source.published or "undated"]
    return " · ".join([*facts, f"[{title}](<{url}>)" if url else title])


def also_called(entity: Entity) -> str:
    """List an entity's other names, in all scripts."""
    return ", ".join(
        dict.fromkeys(n for n in (*entity.aliases, *entity.weak_aliases) if n != entity.name)
    )


def symmetric(edge: Edge) -> bool:
    """Whether a relation has no direction."""
    return RELATIONS[edge.predicate].symmetric
