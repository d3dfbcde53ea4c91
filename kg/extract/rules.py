"""The rules: an article in, drafts out, each with its sentence and the pattern that found it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extract.attributes import Attributes
from kg.extract.bare import Bare
from kg.extract.confidence import confidence
from kg.extract.document import Document, Sentence
from kg.extract.ended import ended
from kg.extract.frames import Frames
from kg.extract.items import Items
from kg.extract.joint import renamed, weighed
from kg.extract.near import Near
from kg.extract.nominal import Nominals
from kg.extract.patterns import Patterns, patterns
from kg.extract.powers import Powers
from kg.extract.proposal import Proposal, Proposer
from kg.extract.reader import Reader
from kg.extract.rulings import ruled
from kg.extract.signs import Judged
from kg.extract.status import judge
from kg.extract.tables import Tables
from kg.extract.terse import Terse
from kg.extract.vetoes import allowed
from kg.model import Article, Draft, Refusal
from kg.names import KnownNames
from kg.ports import Extraction
from kg.vocabulary import RELATIONS, Polarity, Predicate, Status, allows

_LONG = 700  # characters of an introducing sentence and its list that still make a quote
_PRONOUNS = ("it", "them", "they")  # "its chief" is safe, "it is led by" was not
_Key = tuple[str, Predicate, str, str]


class RulesExtractor:
    """Reads articles by rule: dependency frames, nominal forms, list grammar."""

    name = "rules@1"

    def __init__(self, names: KnownNames, model: str | None = None) -> None:
        """Take the known names and, optionally, the name of a spaCy pipeline."""
        self._reader = Reader(names, model)
        self._rules = Rules()

    def extract(self, article: Article) -> Extraction:
        """Say who is named and what is said."""
        return self._rules.apply(self._reader.read(article))


class Rules:
    """Applies all proposers to a document that is already read."""

    def __init__(self, given: Patterns | None = None) -> None:
        known = given or patterns()
        self._proposers: tuple[Proposer, ...] = (
            Frames(known),
            Near(known),
            Powers(known),
            Nominals(known),
            Items(),
            Tables(),
            Bare(),
            Terse(),
        )

    def apply(self, document: Document) -> Extraction:
        """Propose, judge, weigh and check, sentence by sentence."""
        drafts: list[tuple[Draft, Token]] = []
        refusals: list[Refusal] = []
        for sentence in document.sentences:
            found: list[tuple[Draft, Token]] = []
            for same in self._grouped(sentence, document):
                judged = [judge(sentence, p) for p in same]
                reason = _refused(sentence, same[0]) or _unended(same, judged)
                if reason:
                    refusals.append(_refusal(document, sentence, reason))
                else:
                    found.append((_draft(document, sentence, same, judged), same[0].trigger))
            after = ruled(draft for draft, _ in found)
            drafts += zip(after, (trigger for _, trigger in found), strict=True)
        return Extraction(
            mentions=document.mentions, drafts=tuple(ended(drafts)), refusals=tuple(refusals)
        )

    def proposals(self, sentence: Sentence, document: Document) -> Iterator[Proposal]:
        """Yield what every proposer makes of a sentence."""
        for proposer in self._proposers:
            yield from proposer.propose(sentence, document)

    def _grouped(self, sentence: Sentence, document: Document) -> Iterable[list[Proposal]]:
        """Group proposals that say the same, and leave out those that a better one excludes."""
        groups: dict[_Key, list[Proposal]] = defaultdict(list)
        for proposal in self.proposals(sentence, document):
            proposal = weighed(sentence, proposal)
            groups[_key(proposal)].append(proposal)
        for same in groups.values():
            # A name is a better end than a pronoun, a nearer one than one further off.
            same.sort(key=lambda p: (_linked(p), abs(p.subject.start - p.object.start), p.pattern))
        kept = [g for k, g in groups.items() if not _excluded(k, groups)]
        kept = allowed(sentence, [g for g in kept if not _farther(g[0], kept)])
        return sorted(kept, key=lambda g: (g[0].subject.start, g[0].object.start, g[0].predicate))


def _farther(proposal: Proposal, kept: list[list[Proposal]]) -> bool:
    """Say whether the words say it of a nearer one: "A and B, led by X", "founded by X"."""
    if proposal.predicate not in (Predicate.LEADS, Predicate.FOUNDED):
        return False
    at, mine = proposal.trigger.idx, proposal.object
    verbs = proposal.trigger.tag_ == "VBN"
    return verbs and any(
        mine.start < other.object.start
        for group in kept
        for other in group
        if other.predicate is proposal.predicate
        and other.trigger.idx == at
        and other.subject.name == proposal.subject.name
        and other.object.end < proposal.subject.start
        and mine.end < proposal.subject.start
    )


def _linked(proposal: Proposal) -> int:
    return sum(m.origin == "coreference" for m in (proposal.subject, proposal.object))


def _key(proposal: Proposal) -> _Key:
    subject, other = proposal.subject.name, proposal.object.name
    if RELATIONS[proposal.predicate].symmetric:
        subject, other = sorted((subject, other))
    return subject, proposal.predicate, other, proposal.measure or ""


def _excluded(key: _Key, groups: dict[_Key, list[Proposal]]) -> bool:
    """Say whether another reading of the same pair is the better one."""
    subject, predicate, other, measure = key

    def said(p: Predicate, m: str = "") -> list[Proposal]:
        a, b = sorted((subject, other)) if RELATIONS[p].symmetric else (subject, other)
        return groups.get((a, p, b, m), [])

    if predicate is Predicate.PARTNERS_WITH:
        owned = groups.keys() & {
            (subject, Predicate.OWNS, other, ""),
            (other, Predicate.OWNS, subject, ""),
        }
        return bool(owned)  # "X and its parent Y signed": with others, not with each other
    if predicate is Predicate.LEADS:
        # "executive vice president" is read as "president" too; the longer role is right.
        mine = max((len(p.role or "") for p in groups[key]), default=0)
        rival = [p for p in said(Predicate.AFFILIATED_WITH) if p.role and len(p.role) > mine]
        return bool(rival)
    if predicate is Predicate.AFFILIATED_WITH:
        leads = max((len(p.role or "lead") for p in said(Predicate.LEADS)), default=0)
        return leads > 0 and leads >= max(len(p.role or "") for p in groups[key])
    if predicate is Predicate.INVESTS_IN:
        stake = any(p.pattern == "invest.stake" for p in groups[key])
        return not stake and bool(said(Predicate.OWNS))
    if predicate is Predicate.OWNS:
        stake = any(p.pattern == "invest.stake" for p in said(Predicate.INVESTS_IN))
        return stake or bool(said(Predicate.COMPETES_WITH))
    if predicate is Predicate.REGULATES and measure == "ban":
        return bool(said(predicate, "export_control") or said(predicate, "block_deal"))
    if predicate is Predicate.REGULATES and measure == "order":
        return bool(said(predicate, "ban"))
    return False


def _refused(sentence: Sentence, proposal: Proposal) -> str:
    """Say why a proposal cannot stand, or nothing."""
    subject, other = proposal.subject, proposal.object
    if subject.name == other.name or (subject.entity and subject.entity == other.entity):
        return f"{proposal.pattern}: both ends are {subject.name}"
    if renamed(sentence, proposal):
        return f"{proposal.pattern}: {subject.name} is {other.name} under another name"
    if not allows(subject.kind, proposal.predicate, other.kind):
        return f"{proposal.pattern}: no {subject.kind} {proposal.predicate} {other.kind}"
    if proposal.predicate is Predicate.LEADS and other.text.casefold() in _PRONOUNS:
        return f"{proposal.pattern}: who leads {other.text!r} is a guess"
    return ""


def _unended(same: list[Proposal], judged: list[Judged]) -> str:
    """Refuse an end that has not come: "plans to sell X" neither ends nor states ownership."""
    for proposal, one in zip(same, judged, strict=True):
        done = one.status in (Status.FACT, Status.FORMER) and one.polarity is Polarity.ASSERTED
        lasts = proposal.predicate is Predicate.LEADS and one.status is Status.ANNOUNCED
        if proposal.status is Status.FORMER and not done and not lasts:
            return f"{proposal.pattern}: an end that has not come"
    return ""


def _yet_to_leave(proposal: Proposal, judged: Judged) -> bool:
    """Say whether someone is still in office who will leave it: "will step down in May"."""
    leaves = proposal.predicate is Predicate.LEADS and proposal.status is Status.FORMER
    return leaves and judged.status is Status.ANNOUNCED


def _refusal(document: Document, sentence: Sentence, reason: str) -> Refusal:
    quote = document.article.text[sentence.start : sentence.end].strip()
    return Refusal(article=document.article.id, reason=reason, quote=quote, start=sentence.start)


def _draft(
    document: Document, sentence: Sentence, same: list[Proposal], judged: list[Judged]
) -> Draft:
    best = same[0]
    start, end = _quoted(document, sentence, best)
    status, polarity = _status(same, judged)
    attributes = Attributes(document, sentence)
    return Draft(
        subject=best.subject,
        predicate=best.predicate,
        object=best.object,
        quote=document.article.text[start:end],
        start=start,
        end=end,
        status=status,
        polarity=polarity,
        measure=best.measure,
        confidence=confidence(same),
        reason=_reason(same, status, polarity),
        **attributes.of(same, status),
    )


def _status(same: list[Proposal], judged: list[Judged]) -> tuple[Status, Polarity]:
    """Take the status of the proposal whose words say most of it."""
    order = list(Status)
    found = []
    for proposal, one in zip(same, judged, strict=True):
        status = one.status
        if _yet_to_leave(proposal, one):
            found.append(Status.FACT)
            continue
        if proposal.status and order.index(status) < order.index(proposal.status):
            status = proposal.status
        found.append(status)
    denied = any(j.polarity is Polarity.DENIED for j in judged)
    return max(found, key=order.index), Polarity.DENIED if denied else Polarity.ASSERTED


def _quoted(document: Document, sentence: Sentence, proposal: Proposal) -> tuple[int, int]:
    """Give the sentence, and on to the item of its list that names the object, if that is near."""
    start, end = _trimmed(document.article.text, sentence.start, sentence.end)
    item = next((b for b in document.blocks if b.start <= proposal.object.start < b.end), None)
    if item is not None and sentence.end <= proposal.object.start and item.end - start <= _LONG:
        return _trimmed(document.article.text, start, item.end)
    return start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _reason(same: list[Proposal], status: Status, polarity: Polarity) -> str:
    ids = ", ".join(sorted({p.pattern for p in same}))
    origins = {same[0].subject.origin, same[0].object.origin}
    known = "both names known" if origins == {"list"} else f"names by {', '.join(sorted(origins))}"
    return f"pattern {ids}; {known}; {status}, {polarity}"
