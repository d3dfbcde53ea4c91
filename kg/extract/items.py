"""Headlines aside, what verbless lines say: key-value rows, list items and table rows.

"Founder: Pavel Durov" under the topic Telegram, "- Apple: €1.8bn fine (European Commission)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.extract.document import BlockKind, Document, Sentence
from kg.extract.mask import outermost
from kg.extract.proposal import Proposal
from kg.model import Mention
from kg.vocabulary import Kind, Measure, Predicate

K, P = Kind, Predicate
# Key of a row -> what it says of the topic: predicate, whether the value is the subject.
_KEYS: tuple[tuple[str, Predicate, bool], ...] = (
    (r"(?:co-?)?found(?:er|ers|ed by)(?:\(s\))?", P.FOUNDED, True),
    (
        r"(?:current |corporate |beneficial |ultimate )?(?:owners?|owned by|parent(?: company)?"
        r"|parent organi[sz]ation|developers?|operated by|developed by)",
        P.OWNS,
        True,
    ),
    (r"subsidiar(?:y|ies)|brands?|divisions?|products?|apps?|services?", P.OWNS, False),
    (
        r"(?:ceo|chief executive(?: officer)?|chair(?:man|woman|person)?|president|director"
        r"|managing director|head|leader)",
        P.LEADS,
        True,
    ),
    (r"(?:headquarters|head office|hq|based in|location|seat|country|place)", P.LOCATED_IN, False),
    (r"(?:investors?|backers?|backed by|funded by|shareholders?|funding)", P.INVESTS_IN, True),
    (r"(?:partners?|partnerships?)", P.PARTNERS_WITH, False),
    (r"(?:competitors?|rivals?)", P.COMPETES_WITH, False),
    (r"(?:customers?|clients?)", P.SUPPLIES, False),
    (r"(?:suppliers?|vendors?)", P.SUPPLIES, True),
)
_KEY = [(re.compile(rf"^[\s\-*•|]*(?:{words})\s*[:|]", re.I), p, s) for words, p, s in _KEYS]
_MEASURES = (
    (re.compile(r"\bfin(?:e|ed)\b|\bpenalty\b", re.I), Measure.FINE),
    (re.compile(r"\bban(?:ned)?\b", re.I), Measure.BAN),
    (re.compile(r"\bsanction(?:s|ed)?\b", re.I), Measure.SANCTION),
    (re.compile(r"\b(?:investigation|probe|inquiry)\b", re.I), Measure.INVESTIGATE),
    (re.compile(r"\blawsuit\b|\bsued\b", re.I), Measure.LAWSUIT),
)
_LINES = (BlockKind.ITEM, BlockKind.ROW, BlockKind.PARAGRAPH, BlockKind.HEADING)
_REGULATORS = (K.PUBLIC_BODY, K.GOVERNMENT)
_BOUND = (K.COMPANY, K.APP, K.PERSON, K.ORGANIZATION)


class Items:
    """Proposes what list items and rows say by their form alone."""

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield the relations of a row with its topic, and of an item with its brackets."""
        if sentence.block.kind not in _LINES:
            return
        yield from _keyed(sentence, document)
        if sentence.block.kind in (BlockKind.ITEM, BlockKind.ROW):
            yield from _measured(sentence)


def _keyed(sentence: Sentence, document: Document) -> Iterator[Proposal]:
    line = document.view[sentence.start : sentence.end]
    topic = document.topics.get(sentence.block)
    if topic is None or len(line) > 200:
        return
    for key, predicate, value_first in _KEY:
        if (found := key.match(line)) is None:
            continue
        after = sentence.start + found.end()
        values = [m for m in outermost(sentence.mentions) if m.start >= after]
        if predicate is P.LOCATED_IN:
            values = values[:1]
        for value in values:
            if value.name != topic.name:
                subject, other = (value, topic) if value_first else (topic, value)
                yield _proposal(sentence, subject, predicate, other, "item.key")
        return


def _measured(sentence: Sentence) -> Iterator[Proposal]:
    """Read "Apple: €1.8bn fine (European Commission)"."""
    mentions = outermost(sentence.mentions)
    text = sentence.span.text
    if len(mentions) != 2 or not re.match(r"^[\s\-*•]*[^:]{2,60}:", text) or len(text) > 120:
        return
    bound = [m for m in mentions if m.kind in _BOUND]
    regulators = [m for m in mentions if m.kind in _REGULATORS]
    measure = measure_in(text)
    if len(bound) == len(regulators) == 1 and measure is not None:
        yield _proposal(sentence, regulators[0], P.REGULATES, bound[0], "item.measure", measure)


def measure_in(text: str) -> Measure | None:
    """Give the measure that a line or a cell names first in our order: "€5m fine"."""
    return next((measure for pattern, measure in _MEASURES if pattern.search(text)), None)


def _proposal(
    sentence: Sentence,
    subject: Mention,
    predicate: Predicate,
    other: Mention,
    pattern: str,
    measure: Measure | None = None,
) -> Proposal:
    return Proposal(
        subject=subject,
        predicate=predicate,
        object=other,
        trigger=sentence.span[0],
        pattern=pattern,
        measure=measure,
        settled=True,
    )
