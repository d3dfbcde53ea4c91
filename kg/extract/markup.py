"""Markup blanked out, length kept: what is left reads as plain sentences at the same offsets."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)")
_LINK = re.compile(
    r"\[(?P<label>[^\[\]\n]+)\](?P<target>\((?:[^()\s]"
    r"|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)|\[\w*\])"
)
_NOTE = re.compile(r"\[(?:\d{1,3}|\^\w+|citation needed|edit)\]|\{\{[^{}\n]*\}\}")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>|&(?:nbsp|#160|zwj);")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\]|]+", re.I)
_LEADER = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|={2,6}[ \t]+)", re.M)
_SHORTCODE = re.compile(r":[a-z][a-z0-9_-]+(?:-[a-z0-9]+)*:|\{ ?[.#:][^{}\n]*\}")
_EMPHASIS = re.compile(r"\*\*|__|~~|(?<![\w*])[*_](?=\S[^*_\n]*[*_])|(?<=\S)[*_](?!\w)|`+")
_RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]?){3,}$|^[ \t|:-]{4,}$", re.M)
_LONE = re.compile(r"(?:[\[\]{}<>()*~^!\\\"$#|] ?){6,}")  # signs in a row that hold no words
_FOLD = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": " ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u3000": " ",
        "\u200b": " ",
        "\u200e": " ",
        "\u200f": " ",
        "\ufeff": " ",
        "\t": " ",
        "\r": " ",
        "\v": " ",
        "\f": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\x85": "\n",
    }
)


def blank(text: str) -> str:
    """Blank out markup and addresses and fold quotes and spaces; the length stays the same.

    A link keeps its label. Line breaks stay where they are.
    """
    view = text.translate(_FOLD)
    view = _ADDRESS.sub(_address, view) if "[" not in view else view
    view = _IMAGE.sub(_spaces, view)
    view = _LINK.sub(_label, view)
    for pattern in (_ADDRESS, _NOTE, _TAG, _RULE, _LEADER, _SHORTCODE, _EMPHASIS):
        view = pattern.sub(_address if pattern is _ADDRESS else _spaces, view)
    return _LONE.sub(_spaces, view)


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _address(match: re.Match[str]) -> str:
    """Blank an address, but not the full stop or comma after it."""
    tail = len(match[0]) - len(match[0].rstrip(".,;:!?\"'"))
    return " " * (len(match[0]) - tail) + match[0][len(match[0]) - tail :]


def _label(match: re.Match[str]) -> str:
    return " " + match["label"] + " " * (len(match["target"]) + 1)
