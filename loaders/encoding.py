"""From bytes to characters: what a file is when it is no text, and how it is written when it is."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import CharsetMatch, from_bytes

from kg.errors import BadSource

_MAGIC = (
    (b"%PDF-", "a PDF document", "save it as text or HTML first"),
    (b"PK\x03\x04", "a zip archive (Word, Excel and EPUB files are ones)", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as text or HTML first"),
    (b"{\\rtf", "an RTF document", "save it as text or HTML first"),
    (b"\x89PNG", "a PNG image", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"RIFF", "an image, sound or film (RIFF)", ""),
    (b"\x1f\x8b", "a gzip archive", "unpack it first: gunzip FILE"),
    (b"BZh", "a bzip2 archive", "unpack it first: bunzip2 FILE"),
    (b"\xfd7zXZ", "an xz archive", "unpack it first: unxz FILE"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first: unzstd FILE"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"PAR1", "a Parquet table", "export it as JSONL first"),
    (b"SQLite format 3", "an SQLite database", "export it as JSONL first"),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90", "a program", ""),
    (b"ID3", "a sound file", ""),
    (b"\x00asm", "a program", ""),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read under these labels, by the WHATWG encoding standard.
_LABELS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
}
# Codecs of Python that no page is written in; some take very long on long input.
_ODD = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"})
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WESTERN = re.compile(r"cp125[0278]|iso8859_\d+|mac_|latin")


def refuse_binary(data: bytes, where: str) -> None:
    """Raise `BadSource` that names what the file is, when it is no text."""
    for magic, kind, hint in _MAGIC:
        if data.startswith(magic):
            raise BadSource(where, f"is {kind}, not text", hint=hint)
    if data[4:8] == b"ftyp":
        raise BadSource(where, "is a film or a sound, not text")
    if _wide(data) is None and data[:4096].count(0) > 0:
        raise BadSource(
            where, "is binary, not text", hint="text, Markdown, HTML, JSON, feeds and mail are read"
        )


def decode(data: bytes, where: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Read bytes as text: the text, and notes on what had to be mended.

    In this order: byte order mark, `declared` (by header or page), UTF-8, detection. Raises
    `BadSource` when nothing fits.
    """
    if wide := _wide(data):
        return data.decode(wide, "replace"), ()
    notes = []
    if declared and (text := _try(data, _LABELS.get(declared.strip().lower(), declared))):
        return text, ()
    if (text := _try(data, "utf-8")) is not None:
        return text, ()
    if declared:
        notes.append(f"says it is {declared[:40]}, which does not fit")
    if patched := _mostly_utf8(data):
        return patched[0], (*notes, patched[1])
    best = _detect(data)
    text = str(best) if best else ""
    if best is None or len(_NOT_TEXT.findall(text)) > len(text) / 500:
        raise BadSource(where, "is in no encoding that is known", hint="save it as UTF-8")
    return text, (*notes, f"not UTF-8; read as {best.encoding}")


def declared_in_page(head: bytes) -> str | None:
    """Find the encoding that a page or XML file says it has."""
    match = re.search(
        rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)|"""
        rb"""<meta[^>]{0,400}charset\s*=\s*["']?\s*([\w.:-]+)""",
        head[:4096],
        re.IGNORECASE,
    )
    found = match and (match[1] or match[2])
    return found.decode("ascii") if found else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        odd = codecs.lookup(encoding).name.replace("_", "-") in _ODD
        return None if odd else data.decode(encoding)
    except (ValueError, LookupError):  # UnicodeError is a ValueError
        return None


def _wide(data: bytes) -> str | None:
    """Name the encoding by its byte order mark, or by zeros in every second place."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    head = data[:2000]
    half = len(head) // 2
    if half >= 8 and head.count(0) > half * 0.6:
        if head[1::2].count(0) == head.count(0):
            return "utf-16-le"
        if head[0::2].count(0) == head.count(0):
            return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> tuple[str, str] | None:
    """Read UTF-8 in which a few bytes are broken: better than another encoding for it all."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(sign > "\x7f" for sign in text) - broken
    if broken and whole >= broken * 4:
        return text, f"{broken} characters are not UTF-8; shown as \ufffd"
    return None


def _detect(data: bytes) -> CharsetMatch | None:
    """Detect the encoding; Windows-1252 where that fits as well as its rarer sisters."""
    matches = from_bytes(data[:200_000] if len(data) > 1_000_000 else data)
    best = matches.best()
    if best is None or not _WESTERN.match(best.encoding):
        return best
    for match in matches:
        near = match.chaos <= best.chaos + 0.1 and match.coherence >= best.coherence
        if match.encoding == "cp1252" and near:
            return match
    return best
