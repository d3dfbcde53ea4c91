"""Text made plain once: after this its code points never move, so an offset stays an offset."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u2007\u202f]")
# Control characters, zero-width signs, direction marks, soft hyphen, tag characters (which hide
# text from a reader and not from a model), annotation marks and noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_LONE = re.compile("[\ud800-\udfff]")
_GAP = re.compile("\n{3,}")


def make_plain(text: str) -> str:
    """Make a text plain: what an article holds from then on, untouched.

    Unicode NFC, lines ended by "\\n", ordinary spaces for tabs and no-break spaces, nothing
    unseen (control characters, zero-width signs, direction marks), no space at the end of a
    line, at most one blank line in a row. Doing it twice is doing it once.
    """
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    text = _LONE.sub("\ufffd", _UNSEEN.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _GAP.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """Make a title or a name plain, on one line."""
    return " ".join(make_plain(text).split())


def show(name: str) -> str:
    """Write a file name or an address so that it is safe to print: nothing unseen, 300 signs."""
    shown = "".join(_escape(sign) for sign in name[:300])
    return shown if len(name) <= 300 else shown + "…"


def _escape(sign: str) -> str:
    if sign.isprintable() and not _UNSEEN.match(sign):
        return sign
    return sign.encode("unicode_escape", "backslashreplace").decode("ascii")


def words(listed: str) -> tuple[str, ...]:
    """Read a list of words written as one text: for long tables of names in code."""
    return tuple(listed.split())
