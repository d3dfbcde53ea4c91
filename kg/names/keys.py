"""The form under which names are compared, and the ids made of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

from normality import ascii_text

from kg.model import EntityId
from kg.vocabulary import Kind

PREFIXES: dict[Kind, str] = {
    Kind.COMPANY: "company",
    Kind.APP: "app",
    Kind.PERSON: "person",
    Kind.GOVERNMENT: "government",
    Kind.PUBLIC_BODY: "public-body",
    Kind.ORGANIZATION: "organization",
    Kind.PLACE: "place",
    Kind.LAW: "law",
}
# Legal forms at the end of a name, as words of its key.
LEGAL_WORDS = frozenset(
    [
        "inc",
        "incorporated",
        "ltd",
        "limited",
        "llc",
        "corp",
        "corporation",
        "co",
        "plc",
        "gmbh",
        "ag",
        "bv",
        "nv",
        "kk",
        "pte",
        "pty",
        "llp",
        "lp",
        "sarl",
        "sas",
        "srl",
        "spa",
        "oyj",
        "kgaa",
        "jsc",
        "pjsc",
        "ojsc",
        "ooo",
        "oao",
        "pao",
        "zao",
        "ао",
        "оао",
        "пао",
        "зао",
        "ооо",
        "bhd",
        "sdn",
    ]
)
# Forms of two letters that are words or initials elsewhere: stripped only after another word
# and when the name writes them in capitals.
_CAPITAL_FORMS = frozenset({"SA", "SE", "AB", "AS", "OY", "SpA", "S.A.", "A.S.", "SAS"})
_CJK_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限公司|有限責任公司|集团公司|株式会社|株式會社|合同会社|"
    r"주식회사|유한회사|\(주\)|㈜|\(株\))"
)


@lru_cache(maxsize=100_000)
def key(name: str, kind: Kind | None = None) -> str:
    """Give the form under which a name is compared.

    NFKC, casefolded, accents off Latin letters, punctuation to spaces, "the" and legal forms of
    any script dropped (not from persons, places and laws), letters of every script kept. Names
    with equal keys and kinds are one entity.
    """
    text = unicodedata.normalize("NFKC", name).strip()
    if kind not in (Kind.PERSON, Kind.PLACE, Kind.LAW):
        text = _without_legal_form(text)
    folded = "".join(_plain(c) for c in text.casefold())
    folded = folded.replace("&", " and ").replace("+", " plus ")
    folded = re.sub(r"(?<=\w)[.'’](?=\w\b|\w[.])|['’`]", "", folded)  # U.S., D'Or
    words = re.findall(r"\w+", folded.replace("_", " "))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if kind not in (Kind.PERSON, Kind.PLACE, Kind.LAW):
        while len(words) > 1 and words[-1] in LEGAL_WORDS:
            words = words[:-1]
        if len(words) > 1 and words[0] in {"ооо", "оао", "пао", "зао", "ао", "ooo"}:
            words = words[1:]
    return " ".join(words) or text.casefold()


# Legal forms that are one: "Sea Ltd." is "Sea Limited".
_ALIKE = {"limited": "ltd", "corporation": "corp", "incorporated": "inc"}


def legal_form(name: str, kind: Kind | None = None) -> str:
    """Give the legal form that a name's key has lost, in short: "corp", or nothing."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold())
    last = words[-1] if len(words) > len(key(name, kind).split()) else ""
    return _ALIKE.get(last, last) if last in LEGAL_WORDS else ""


def entity_id(kind: Kind, name: str) -> EntityId:
    """Make an entity's id of its kind and name: `company/bytedance`.

    Letters outside the Latin script are transliterated for reading, and a short digest of the
    key keeps names apart that transliterate alike.
    """
    plain = key(name, kind)
    slug = "-".join(re.findall(r"[a-z0-9]+", (ascii_text(plain) or "").casefold()))
    if slug != plain.replace(" ", "-"):
        mark = sha256(plain.encode()).hexdigest()[:8]
        slug = f"{slug[:80]}-{mark}" if slug else mark
    return f"{PREFIXES[kind]}/{slug}"


def _plain(char: str) -> str:
    """Take the accent off a Latin letter; leave letters of other scripts alone."""
    if char.isascii():
        return char
    if char.isalpha() and unicodedata.name(char, "").startswith("LATIN"):
        return (ascii_text(char) or char).casefold()
    if unicodedata.combining(char):
        return "" if 0x300 <= ord(char) < 0x370 else char
    return char


def _without_legal_form(text: str) -> str:
    stripped = _CJK_FORMS.sub(" ", text).strip() or text
    words = stripped.split()
    if len(words) > 1 and words[-1] in _CAPITAL_FORMS:
        stripped = " ".join(words[:-1]).rstrip(",")
    return stripped
