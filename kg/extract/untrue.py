"""What a sentence, or the one behind it, says is untrue as a whole.

Grammar finds the denial that stands with its verb (`governors`, `gainsaid`). A telling is often
denied from further off: "the claim that A owns B, widely shared, is nonsense", "it would be wrong
to say that", "a hoax letter said", and, a sentence later, "that is not true".
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Token

from kg.extract.document import Sentence
from kg.extract.wordlists import listed

_FAR = 240  # characters of the sentence behind that are looked at
_SAYS = (
    r"(?:sa(?:y|ys|id)|wrote|claim(?:s|ed)?|announc\w+|stat(?:es|ed)|alleg\w+|show(?:s|ed)|that)"
)
_BE = r"(?:is|are|was|were|be|been|proved?|proves|turn(?:s|ed) out(?: to be)?|remains?)"
_HOW = r"(?: (?:all|also|pure|plain|a|an|simply|just|\w+ly))*"
_NOT = r"(?:not|n['’]t)"
_TELLS = r"(?:say|claim|suggest|conclude|describe|call|think|believe|assume|write|state|report)"
_NEVER = re.compile(
    r"\b(?:at no (?:point|time|stage|moment)|in no way|by no means|under no circumstances"
    r"|on no account)\b[^,;:.]*$",
    re.I,
)
_UNREAL = re.compile(r"^[^;.]*\bexists? only (?:on|in|as)\b", re.I)
_HEARD = re.compile(
    r"\b(?:report(?:s|ed|edly)?|according to|rumou?r\w*|wrote|newspaper|blog"
    r"|post(?:s|ed)?|claim\w*)\b",
    re.I,
)


def untrue(sentence: Sentence, trigger: Token) -> bool:
    """Say whether what a trigger states is called false from outside its clause."""
    text = sentence.span.doc.text
    at, end = trigger.idx, sentence.span.end_char
    before, after = text[sentence.span.start_char : at], text[at:end]
    if _NEVER.search(before) or _UNREAL.match(after) or _mistaken().search(before):
        return True
    if _forged().search(before) or (_told().search(before) and _called().match(after)):
        return True
    behind = text[end : end + _FAR]
    heard = _HEARD.search(before + after) is not None
    return bool(_taken_back().match(behind) or (heard and _turned_down().match(behind)))


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(listed(name), key=len, reverse=True))


@cache
def _false() -> str:
    made = (
        r"made[ -]up|invented|retracted|debunked|disproved|discredited|without (?:foundation|basis)"
    )
    return rf"(?:{_any('false')}|{made}|not true|not correct|not accurate|not the case)"


@cache
def _mistaken() -> re.Pattern[str]:
    """Read "it is not the case that", "it would be wrong to say"."""
    wrong = rf"(?:{_false()}|a mistake|an error|inaccurate)"
    return re.compile(
        rf"\b(?:is|was|['’]s)(?: \w+ly)? ?{_NOT} (?:the case|true|so|correct|right|accurate) that\b"
        rf"|\b{_BE}{_HOW} {wrong} to {_TELLS}\b",
        re.I,
    )


@cache
def _told() -> re.Pattern[str]:
    """Find the telling: "the claim that", "posts saying", up to the trigger."""
    return re.compile(
        rf"\b(?:{_any('tellings')})s?\b(?:[^;.]{{0,40}}?)\b(?:that|of|about|say(?:ing|s)?|claiming)\b",
        re.I,
    )


@cache
def _called() -> re.Pattern[str]:
    """Find what is then said of it, before another telling begins."""
    other = rf"\b(?:{_any('tellings')})s?\b"
    return re.compile(rf"^(?:(?!{other})[^;.])*\b{_BE}{_HOW} {_false()}(?!\w)", re.I)


@cache
def _forged() -> re.Pattern[str]:
    """Find a telling that is no true one: "a hoax letter said", "a parody account wrote"."""
    return re.compile(rf"\b(?:{_any('forged')})(?: [\w-]+){{1,3}}? {_SAYS}\b", re.I)


@cache
def _taken_back() -> re.Pattern[str]:
    """Find a sentence that takes the one before it back: "That is not true, X said."."""
    told = rf"(?:that|this|it|(?:the|this|that|these|those|both) (?:{_any('tellings')})s?)"
    says = r"(?:[A-Z][^.;]{0,60} (?:said|says|added|clarified)(?: that)? )?"
    negated = rf"{_BE}{_HOW} {_false()}|{_BE}{_NOT} (?:true|the case|so|correct)"
    return re.compile(rf"^\s*{says}{told} (?:{negated})(?!\w)", re.I)


@cache
def _turned_down() -> re.Pattern[str]:
    """Find a sentence that denies a report: "The company denied it."."""
    what = rf"(?:it|that|this|(?:the|this|that|these|those) (?:{_any('tellings')})s?)"
    denies = (
        r"(?:den(?:y|ies|ied)|dismiss(?:es|ed)?|reject(?:s|ed)?|disput(?:es|ed)|refut(?:es|ed))"
    )
    return re.compile(rf"^\s*[A-Z][^.;]{{0,60}}? (?:\w+ly )?{denies} {what}\s*(?:[.,]|as\b)", re.I)
