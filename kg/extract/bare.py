"""Roles without their organisation, on a page or in a section about one: "CEO X said"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.document import Document, Sentence
from kg.extract.mask import Masked, mask
from kg.extract.proposal import Proposal
from kg.model import Mention
from kg.vocabulary import Kind, Predicate

_LEADS = (
    r"(?:(?:co ~ )?founder and |president and |chairman and )?"
    r"(?:chief executive(?: officer)?|ceo|managing director|executive director)"
    r"|chairman|chairwoman|chairperson"
)
_FOUNDED = r"(?:co ~ )?founder(?: and (?:chief executive(?: officer)?|ceo|chairman))?|cofounder"
_OTHERS = (
    r"chief (?!executive)[a-z]+ officer|c[fot]o|vice president(?: of [a-z]+)?|vp(?: of [a-z]+)?"
    r"|head of [a-z]+(?: [a-z]+)?|director of [a-z]+|general counsel|chief scientist"
    r"|spokes(?:man|woman|person)|board member"
)
# A post in an organisation that calls itself "we".
_OUR = re.compile(rf"our (?:own |new |former )?(?P<t>{_OTHERS}) (?:, )?@(?P<s>\d+)P(?!\S)")
_SEAT = re.compile(
    r"(?:the|its|our) (?P<t>seat|headquarters|head office|main office) (?:is|are|was|were|has been"
    r"|have been|moved|was moved|were moved) (?:still |now )?(?:in|to) (?:[a-z]+ )?@(?P<o>\d+)L"
    r"(?!\S)"
)
_LEAD = {"said", "says", "told", "and", "that", "but", "when", "as", ",", "its", "the", ";", "with"}
_FORMS = [
    (predicate, re.compile(form))
    for predicate, words in ((Predicate.LEADS, _LEADS), (Predicate.FOUNDED, _FOUNDED))
    for form in (
        rf"(?<!\S)(?P<t>{words}) (?:, )?@(?P<s>\d+)P(?!\S)",
        rf"@(?P<s>\d+)P , (?:the |our |its )?(?P<t>{words})(?= ?[,.;&]|$)",
        rf"@(?P<s>\d+)P (?:, who )?(?:is|was|has been|had been|became|becomes|remains"
        rf"|stays on as|took over as|takes over as|serves as|resigned as|resigns as|steps down as"
        rf"|stepped down as"
        rf"|was appointed|was named|continues as) (?:the |its |our )?(?:[a-z]+ )?(?P<t>{words})"
        rf"(?= ?[,.;)]| for| until| since| from| in \d| when|$)",
        rf"(?:^|[,;:] |and |by )(?:the |its |our )?(?:then |former |new |current |late )?"
        rf"(?P<t>{words}) (?:at the time )?, @(?P<s>\d+)P(?= ?[,.;)]|$)",
        rf"as (?:the |its )?(?P<t>{words}) (?:in \d+ )?by @(?P<s>\d+)P(?!\S)",
    )
]
_ORGANISED = (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION, Kind.PUBLIC_BODY)


class Bare:
    """Proposes that a bare role is one in what the page or the section is about."""

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield who leads or founded the topic by a role that names nobody else's firm."""
        topic = document.topics.get(sentence.block)
        if topic is None or topic.kind not in _ORGANISED or not sentence.mentions:
            return
        masked = mask(sentence)
        for found in _SEAT.finditer(masked.text):
            place = masked.mentions[int(found["o"])]
            yield _of_topic(topic, Predicate.LOCATED_IN, place, masked, found)
        for found in _OUR.finditer(masked.text):
            person = masked.mentions[int(found["s"])]
            yield _of_topic(person, Predicate.AFFILIATED_WITH, topic, masked, found)
        for predicate, form in _FORMS:
            for found in form.finditer(masked.text):
                before = masked.text[: found.start()].split()[-1:]
                if found.start() == found.start("t") and before and before[0] not in _LEAD:
                    continue
                person = masked.mentions[int(found["s"])]
                yield _of_topic(person, predicate, topic, masked, found)


def _of_topic(
    subject: Mention, predicate: Predicate, other: Mention, masked: Masked, found: re.Match[str]
) -> Proposal:
    post = predicate is not Predicate.LOCATED_IN
    return Proposal(
        subject=subject,
        predicate=predicate,
        object=other,
        trigger=masked.token_at(found.start("t")),
        pattern="topic.role" if post else "topic.seat",
        role=re.sub(r" ?~ ?", "-", found["t"]) if post else None,
        settled=True,
    )
