"""Roles without their organisation, on a page or in a section about one: "CEO X said"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.document import Document, Sentence
from kg.extract.mask import mask
from kg.extract.proposal import Proposal
from kg.vocabulary import Kind, Predicate

_LEADS = (
    r"(?:(?:co ~ )?founder and |president and |chairman and )?"
    r"(?:chief executive(?: officer)?|ceo|managing director|executive director)"
    r"|chairman|chairwoman|chairperson"
)
_FOUNDED = r"(?:co ~ )?founder(?: and (?:chief executive(?: officer)?|ceo|chairman))?|cofounder"
_LEAD = {"said", "says", "told", "and", "that", "but", "when", "as", ",", "its", "the", ";", "with"}
_FORMS = [
    (predicate, re.compile(form))
    for predicate, words in ((Predicate.LEADS, _LEADS), (Predicate.FOUNDED, _FOUNDED))
    for form in (
        rf"(?<!\S)(?P<t>{words}) (?:, )?@(?P<s>\d+)P(?!\S)",
        rf"@(?P<s>\d+)P , (?:the )?(?P<t>{words})(?= ?[,.;]|$)",
    )
]
_ORGANISED = (Kind.COMPANY, Kind.APP, Kind.ORGANIZATION, Kind.PUBLIC_BODY)


class Bare:
    """Proposes that a bare role is one in what the page or the section is about."""

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield who leads or founded the topic by a role that names nobody else's firm."""
        topic = document.topics.get(sentence.block)
        people = any(m.kind is Kind.PERSON for m in sentence.mentions)
        if topic is None or topic.kind not in _ORGANISED or not people:
            return
        masked = mask(sentence)
        for predicate, form in _FORMS:
            for found in form.finditer(masked.text):
                before = masked.text[: found.start()].split()[-1:]
                if found[0][0] != "@" and before and before[0] not in _LEAD:
                    continue
                yield Proposal(
                    subject=masked.mentions[int(found["s"])],
                    predicate=predicate,
                    object=topic,
                    trigger=masked.token_at(found.start("t")),
                    pattern="topic.role",
                    role=re.sub(r" ?~ ?", "-", found["t"]),
                    settled=True,
                )
