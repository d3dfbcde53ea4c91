"""Lines without a subject, about what they open with: "Signal: run by ...", "Owned by X".

An item, a row or a profile's paragraph names its subject once, before a colon or in a heading, and
then goes on without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.document import BlockKind, Document, Sentence
from kg.extract.mask import Masked, mask
from kg.extract.proposal import Proposal
from kg.extract.wordset import wordset
from kg.model import Mention
from kg.vocabulary import Kind, Predicate, Status, allows

P = Predicate
_ONCE = r"(?P<once>formerly |once |previously |originally |until \d+ )?"
_IN = r"(?:in \d+ |last [a-z]+ |this [a-z]+ |since \d+ |in [a-z]+ |jointly |mainly |now |today )?"
_DESC = (
    r"(?:(?:the|an?|its|his) )?(?:(?!(?:and|or|but|of|in|by|to|that|which) )[^\W\d_@][^\s@]* ){0,4}"
)
_TO = r"(?:(?:the|an?) )?(?:(?!(?:and|or|but|by|that|which) )[^\W\d_@][^\s@]* ){0,4}"
# What the words say of the topic: predicate, whether the name after them is the subject.
_FORMS: tuple[tuple[Predicate, bool, re.Pattern[str]], ...] = tuple(
    (predicate, first, re.compile(rf"(?<!\S){_ONCE}(?P<t>{words}) {_IN}{tail}@(?P<v>\d+)[{kinds}]"))
    for predicate, first, words, tail, kinds in (
        (
            P.OWNS,
            True,
            "owned|wholly owned|majority ~ owned|controlled|operated|developed|published|maintained"
            "|run|made|produced|provided|acquired|bought|taken over",
            f"(?:and [a-z]+ )?by {_DESC}",
            "COPG",
        ),
        (
            P.OWNS,
            True,
            "belongs to|belonging to|part of|subsidiary of|unit of|property of"
            "|division of|product of|app of|service of|bought from|now with",
            _TO,
            "COPG",
        ),
        (
            P.FOUNDED,
            True,
            "founded|co ~ founded|started|begun|created|launched|set up|established|built",
            rf"(?:in {_DESC}(?:@\d+[LG] )?)?(?:in \d+ )?by {_DESC}",
            "P",
        ),
        (P.LEADS, True, "led|headed|chaired|run|managed", rf"(?:out of @\d+[LG] )?by {_DESC}", "P"),
        (P.INVESTS_IN, True, "backed|funded|financed|supported", f"by {_DESC}", "COGB"),
        (
            P.LOCATED_IN,
            False,
            "based|headquartered|registered|incorporated|domiciled|run|seat|offices|founded",
            "(?:out of|in|near) (?:[a-z]+ )?",
            "LG",
        ),
    )
)
_OPENS = re.compile(r"(?:[|*•-] )*(?:@\d+[A-Z] (?:: |- |\| |, )(?:an? [a-z ~-]{2,40} )?)?$")
_OWNER = re.compile(r"^@(?P<s>\d+)A (?:: |\| |- )@(?P<v>\d+)C(?= ?[,.;(]| -|$)")
_LINES = (BlockKind.ITEM, BlockKind.ROW)


class Terse:
    """Proposes what lines without a subject say of what they are about."""

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield the relations that a clause without a subject states of the topic."""
        topic = document.topics.get(sentence.block)
        if topic is None or sentence.block.kind not in _LINES or not sentence.mentions:
            return
        masked = mask(sentence)
        owner = _OWNER.match(masked.text)
        if owner is not None:
            yield _proposal(masked, owner, P.OWNS, topic, first=True)
        for predicate, first, form in _FORMS:
            for found in form.finditer(masked.text):
                if _subjectless(masked, found.start("t"), topic):
                    yield _proposal(masked, found, predicate, topic, first=first)


def _subjectless(masked: Masked, at: int, topic: Mention) -> bool:
    """Say whether a clause begins here that only the topic can be the subject of."""
    before = masked.text[:at]
    sentence = re.split(r"[.;] |\) , ", before)[-1]
    others = {masked.mentions[int(n)].name for n in re.findall(r"@(\d+)[A-FH-KM-Z]", sentence)}
    if not others <= {topic.name}:
        return False
    clause = re.split(r"[:,] ", sentence)[-1]
    opened = _OPENS.match(sentence) is not None
    return opened or (not clause.strip(" |-") and not others) or set(clause.split()) <= _ADVERBS


_ADVERBS = wordset(
    "now later since then today still formerly once previously originally a an the first"
)


def _proposal(
    masked: Masked, found: re.Match[str], predicate: Predicate, topic: Mention, *, first: bool
) -> Proposal:
    value = masked.mentions[int(found["v"])]
    subject, other = (value, topic) if first else (topic, value)
    if predicate is P.OWNS and value.kind is Kind.PERSON and found.groupdict().get("t") == "run":
        predicate = P.LEADS
    once = bool(found.groupdict().get("once"))
    if not allows(subject.kind, predicate, other.kind):
        subject, other = value, topic
    return Proposal(
        subject=subject,
        predicate=predicate,
        object=other,
        trigger=masked.token_at(found.start("t") if "t" in found.groupdict() else found.start("v")),
        pattern="topic.terse",
        status=Status.FORMER if once else None,
        settled=True,
    )
