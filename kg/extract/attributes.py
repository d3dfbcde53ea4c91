"""What else the sentence says of a relation: amount, share, role, law, goods, dates, speaker."""

from __future__ import annotations

import re
from typing import Any

from spacy.tokens import Token

from kg.extract.dates import DateMention, dates
from kg.extract.document import Document, Sentence
from kg.extract.money import Money, money, shares
from kg.extract.proposal import Proposal
from kg.extract.wordlists import listed
from kg.vocabulary import RELATIONS, Kind, Measure, Predicate, Status

_FAR = 140  # characters between a sum and its relation; further apart it belongs to another
_OTHER_SUM = re.compile(
    r"(?:valu(?:ed|ation|ing)|worth|revenues?|sales|profits?|market cap\w*|capitali[sz]ation|debt"
    r"|losses|loss|earn(?:ed|ing|ings)|turnover|budget|salary)\W+(?:\w+\W+){0,4}$",
    re.I,
)
_OTHER_AFTER = re.compile(
    r"^\W*(?:in |of )?(?:annual )?(?:revenue|sales|valuation|profit|debt)", re.I
)
_OF_SHARE = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:stake|share|interest|holding|equity|of|owned|shareholding)\b", re.I
)
_OF = re.compile(r"\W*(?:(?:stake|share|interest|of|in|the|a)\W+){0,5}", re.I)
_NEAR_STAKE = re.compile(
    r"(?:stake|share|interest|holding|own\w*|control\w*)\W+(?:\w+\W+){0,3}$", re.I
)
_SAYING = listed("saying")
_DATED = {Predicate.OWNS, Predicate.INVESTS_IN, Predicate.REGULATES, Predicate.FOUNDED,
          Predicate.LEADS, Predicate.PARTNERS_WITH, Predicate.AFFILIATED_WITH}  # fmt: skip
_GOODS = 6  # words of goods to keep; longer phrases are clauses, not goods


class Attributes:
    """Finds values near a trigger in one sentence."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self._document = document
        self._sentence = sentence
        self._text = document.view[sentence.start : sentence.end]

    def of(self, same: list[Proposal], status: Status) -> dict[str, Any]:
        """Give the fields of a draft that these proposals, saying the same, have."""
        best = next((p for p in same if not p.settled), same[0])
        fields = RELATIONS[best.predicate].fields
        found: dict[str, Any] = {}
        if "amount" in fields and (sum_ := self._amount(best, same)):
            found |= {"amount": sum_.amount, "currency": sum_.currency}
        if "role" in fields or best.predicate is Predicate.AFFILIATED_WITH:
            found["role"] = max((p.role for p in same if p.role), key=len, default=None)
            if found["role"] in ("of", "at", "from", "with"):
                found["role"] = None
        if "share" in fields:
            found["share"] = self._share(best)
        if "law" in fields:
            found["law"] = self._law(best)
        if "goods" in fields:
            found["goods"] = self._goods(best)
        if best.predicate in _DATED and not best.settled:
            found |= self._dates(best, status)
        found["speaker"] = self._speaker(best)
        return {k: v for k, v in found.items() if v is not None}

    def _amount(self, proposal: Proposal, same: list[Proposal]) -> Money | None:
        """Take the nearest sum; none where several edges share it or it measures something else."""
        if proposal.measure not in (None, Measure.FINE):
            return None
        own = next((m for m in money(self._text) if self._follows(proposal, m.start)), None)
        if own is not None and max(p.doers for p in same) == 1:
            return own  # "fined A €5 million and B €2 million"
        if min(p.shared for p in same) > 1 or max(p.doers for p in same) > 1:
            return None
        if proposal.settled and proposal.predicate is not Predicate.REGULATES:
            return None
        ends = [self._at(proposal), *(m.start - self._sentence.start
                                      for m in (proposal.subject, proposal.object))]  # fmt: skip
        near = []
        for found in money(self._text):
            gap = min(abs(found.start - end) for end in ends)
            other = _OTHER_SUM.search(self._text[: found.start])
            after = _OTHER_AFTER.match(self._text[found.end :])
            if not found.converted and gap <= _FAR and not other and not after:
                near.append((gap, found.start, found))
        return min(near)[2] if near else None

    def _at(self, proposal: Proposal) -> int:
        return proposal.trigger.idx + self._sentence.base - self._sentence.start

    def _follows(self, proposal: Proposal, start: int) -> bool:
        """Say whether a value stands right behind the name of the object."""
        end = proposal.object.end - self._sentence.start
        return end <= start and not self._text[end:start].strip(" (")

    def _share(self, proposal: Proposal) -> float | None:
        if proposal.doers > 1:
            return None
        if proposal.shared > 1:
            at = proposal.object.start - self._sentence.start
            own = [s for s in shares(self._text) if _OF.fullmatch(self._text[s.end : at])]
            return own[0].share if own and own[0].high is None else None
        near = [
            (abs(s.start - self._at(proposal)), s.share)
            for s in shares(self._text)
            if s.high is None
            and s.share <= 100
            and (_OF_SHARE.match(self._text[s.end :]) or _NEAR_STAKE.search(self._text[: s.start]))
        ]
        found = min(near, default=None)
        return found[1] if found and found[0] <= _FAR else None

    def _law(self, proposal: Proposal) -> str | None:
        ends = {proposal.subject.start, proposal.object.start}
        laws = [m for m in self._sentence.mentions if m.kind is Kind.LAW and m.start not in ends]
        at = proposal.trigger.idx + self._sentence.base
        return min(laws, key=lambda m: abs(m.start - at)).name if laws else None

    def _goods(self, proposal: Proposal) -> str | None:
        for child in proposal.trigger.children:
            if child.dep_ == "dobj" and self._sentence.mention_at(child) is None:
                inner = [
                    t for t in child.subtree if t.i <= child.i and t.dep_ not in ("det", "poss")
                ]
                if 0 < len(inner) <= _GOODS and inner[-1].pos_ == "NOUN":
                    span = child.doc[inner[0].i : inner[-1].i + 1]
                    return span.text
        return None

    def _dates(self, proposal: Proposal, status: Status) -> dict[str, str]:
        """Read "in 2014", "since May", "until 2019" beside the trigger itself."""
        if status not in (Status.FACT, Status.FORMER):
            return {}
        for found in dates(self._text, self._document.article.published):
            word = self._governing(found, proposal.trigger)
            if word and found.value:
                ended = word in ("until", "till") or status is Status.FORMER
                return {"until" if ended else "since": found.value}
        return {}

    def _governing(self, found: DateMention, trigger: Token) -> str | None:
        """Give the preposition that hangs a date on the trigger ("" counts as "on")."""
        at = found.start + self._sentence.start - self._sentence.base
        span = trigger.doc.char_span(at, at + found.end - found.start, alignment_mode="expand")
        if span is None:
            return None
        token = span.root
        for _ in range(3):
            if token.head == trigger:
                return token.lower_ if token.dep_ == "prep" else "on"
            if token.head.pos_ in ("VERB", "NOUN") and token.dep_ != "pobj":
                return None
            token = token.head
        return None

    def _speaker(self, proposal: Proposal) -> str | None:
        """Give who says it: the subject of a verb of saying, or what follows "according to"."""
        token = proposal.trigger
        for _ in range(8):
            head = token.head
            if token.dep_ == "ccomp" and head.lemma_ in _SAYING:
                for child in head.children:
                    if child.dep_ == "nsubj" and (who := self._sentence.mention_at(child)):
                        return who.name
                return None
            if head == token:
                break
            token = head
        return self._according()

    def _according(self) -> str | None:
        found = re.search(r"\b[Aa]ccording to (?:the |an? )?", self._text)
        if found is None:
            return None
        at = found.end() + self._sentence.start
        return next((m.name for m in self._sentence.mentions if 0 <= m.start - at <= 2), None)
