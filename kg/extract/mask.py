"""A sentence with each name as one sign, so that forms can be read as text.

"Microsoft-owned GitHub, whose chief is Thomas Dohmke" becomes
`@0C ~ owned @1A , whose chief is @2P`. Words are lower case, quotation marks are gone, `'s`
marks every possessive ("its" too, where it stands for somebody), `~` is a hyphen inside a word
and `-` a dash. Brackets that only repeat a name or hold no name are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.document import Sentence
from kg.extract.patterns import LETTER_OF
from kg.model import Mention

_QUOTES = frozenset("\"'“”‘’`«»„") | {"''", "``"}
Piece = tuple[str, Token]
_Piece = tuple[str, Token, int]
_CLOSED = re.compile(r"\)[:;,.]")  # "Tapwell (Oslo): $20m" has them as one token
_DASHES = frozenset({"-", "–", "—", "--", "‐", "‑", "―"})


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked words of a sentence and the way back to its mentions and tokens."""

    text: str
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]  # offset in `text` of each piece, ascending
    tokens: tuple[Token, ...]  # the token each piece came from
    base: int  # token offsets plus this are offsets of the article
    governed: bool = False  # a clause that another one governs: "halted a plan to use it"

    @property
    def pieces(self) -> list[Piece]:
        """Each word of the masked text with the token it came from."""
        return [*zip(self.text.split(" "), self.tokens, strict=True)] if self.tokens else []

    def of(self, pieces: list[Piece], *, governed: bool = False) -> Masked:
        """Mask other words of the same sentence."""
        made = _assemble([(w, t, -1) for w, t in pieces], [*self.mentions], self.base)
        return replace(made, governed=governed)

    def token_at(self, offset: int) -> Token:
        """Give the token of the piece that stands at an offset of the masked text."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        return self.tokens[low]


def outermost(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Keep the longest of overlapping mentions, in text order."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def mask(sentence: Sentence) -> Masked:
    """Mask the names of a sentence."""
    mentions = outermost(sentence.mentions)
    pieces: list[_Piece] = []  # words, token, index of its mention or -1
    number = 0
    shown = -1
    for token in sentence.span:
        at = token.idx + sentence.base
        while number < len(mentions) and mentions[number].end <= at:
            number += 1
        inside = number < len(mentions) and mentions[number].start < at + len(token)
        if inside and not (token.tag_ == "POS" and at + len(token) >= mentions[number].end):
            if shown != number:
                shown = number
                pieces.append((f"@{number}{LETTER_OF[mentions[number].kind]}", token, number))
                rest = token.text[max(mentions[number].end - at, 0) :]
                if rest.startswith("-") and len(rest) > 1:  # "U.S.-based" is one token
                    pieces += [("~", token, -1), (rest[1:].lower(), token, -1)]
                if token.tag_ == "PRP$" or mentions[number].text.endswith(("'s", "’s")):
                    pieces.append(("'s", token, -1))
            continue
        word = _word(token)
        if _CLOSED.fullmatch(word):
            pieces += [(sign, token, -1) for sign in word]
        elif word:
            pieces.append((word, token, -1))
    pieces = [*_joined(_without_age(_without_co(pieces)))]
    return _assemble(_without_brackets(pieces, mentions), mentions, sentence.base)


def _without_co(pieces: list[_Piece]) -> list[_Piece]:
    """Read "co-founder" as "founder"."""
    kept = []
    for i, piece in enumerate(pieces):
        before = pieces[i - 1][0] if i else ""
        if not (
            (piece[0] == "co" and _at(pieces, i + 1) == "~") or (piece[0] == "~" and before == "co")
        ):
            kept.append(piece)
    return kept


def _without_age(pieces: list[_Piece]) -> list[_Piece]:
    """Read "Jane Roe, 42, of Oslo, a lawyer" as "Jane Roe, a lawyer"."""
    kept: list[_Piece] = []
    i = 0
    while i < len(pieces):
        words = [p[0] for p in pieces[i : i + 4]]
        person = bool(kept) and kept[-1][0].startswith("@") and kept[-1][0].endswith("P")
        aged = len(words) > 2 and re.fullmatch(r"[1-9]\d", words[1]) and words[2] == ","
        homed = len(words) > 3 and words[1] == "of" and words[2].endswith("L") and words[3] == ","
        if person and words[0] == "," and (aged or homed):
            i += 2 if aged else 3
            continue
        kept.append(pieces[i])
        i += 1
    return kept


def _joined(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Read "TikTok and its owner" as "TikTok's owner"."""
    skip = 0
    for i, piece in enumerate(pieces):
        if skip:
            skip -= 1
            continue
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        named = piece[0] == "and" and i > 0 and pieces[i - 1][2] >= 0
        if named and after is not None and after[1].lower_ in ("its", "their"):
            skip = 2 if after[2] >= 0 else 1  # a linked pronoun is a sign and its 's
            yield "'s", piece[1], -1
            continue
        yield piece


def _at(pieces: list[_Piece], i: int) -> str:
    return pieces[i][0] if i < len(pieces) else ""


def _word(token: Token) -> str:
    text = token.text
    if token.tag_ == "POS" or text in ("'s", "’s"):
        return "'s"
    if text in _QUOTES or token.is_space:
        return ""
    if text in _DASHES:
        glued = token.i > 0 and not token.nbor(-1).whitespace_ and not token.whitespace_
        return "~" if glued and text in ("-", "‐", "‑") else "-"
    return text.lower().replace("@", "").replace(" ", "")


def _without_brackets(pieces: list[_Piece], mentions: list[Mention]) -> list[_Piece]:
    """Leave out brackets that name nobody new: "(CFIUS)", "(US$614 million)"."""
    kept: list[_Piece] = []
    i = 0
    while i < len(pieces):
        if pieces[i][0] == "(":
            close = next((j for j in range(i, len(pieces)) if pieces[j][0] == ")"), None)
            if close is not None:
                named = [mentions[p[2]].name for p in pieces[i:close] if p[2] >= 0]
                before = next((mentions[p[2]].name for p in reversed(kept) if p[2] >= 0), None)
                if not named or (len(named) == 1 and named[0] == before):
                    i = close + 1
                    continue
        kept.append(pieces[i])
        i += 1
    return kept


def _assemble(pieces: list[_Piece], mentions: list[Mention], base: int) -> Masked:
    starts: list[int] = []
    at = 0
    for word, _, _ in pieces:
        starts.append(at)
        at += len(word) + 1
    return Masked(
        " ".join(p[0] for p in pieces),
        tuple(mentions),
        tuple(starts) or (0,),
        tuple(p[1] for p in pieces),
        base,
    )
