"""Nominal forms: role nouns, appositions, event nouns, possessives, hyphen compounds.

Read on the masked sentence rather than on the tree: between two names that stand close together
the words are a surer guide than a small parser.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from ahocorasick_rs import AhoCorasick, Implementation
from spacy.tokens import Doc, Token

from kg.extract.document import Document, Sentence
from kg.extract.mask import Masked, mask
from kg.extract.patterns import Form, Pattern, Patterns, VerbPattern
from kg.extract.proposal import Proposal
from kg.extract.readings import readings
from kg.extract.tree import CARRIERS
from kg.model import Mention
from kg.vocabulary import Kind
from kg.vocabulary import Predicate as P

_GOES_ON = re.compile(r",|and |or |&|as |along |together |\(|[$€£¥]|\d")
_PERCENT = r" \d[\d.]* (?:%|percent|per cent)"
_BODY_OF = re.compile(r"@\d+B of (?:the )?$")
_WITH = re.compile(r"(?<!\S)(?:with|against|alongside|from) (?:the )?$")
_SIGN = re.compile(r"@(\d+)([A-Z])")


class Nominals:
    """Proposes what the nouns of a sentence say."""

    def __init__(self, patterns: Patterns) -> None:
        self._able = _Able(patterns.forms)

    def propose(self, sentence: Sentence, document: Document, /) -> Iterable[Proposal]:
        """Yield one proposal for each pair that a form joins in one of the readings."""
        if not sentence.mentions:
            return
        said: set[tuple[str, Mention, Mention]] = set()
        for masked in readings(sentence, mask(sentence), document):
            for form in self._able.forms(masked.text):
                for found in _matches(form, masked):
                    key = (form.id, found.subject, found.object)
                    if key not in said:
                        said.add(key)
                        yield found


class _Able:
    """The forms that can match a text, by the words they need: a thousand are asked at once."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = tuple(forms)
        self._always = [n for n, form in enumerate(self._forms) if not form.needs]
        self._of: dict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self._forms):
            for word in form.needs:
                self._of[word].append(number)
        self._words = tuple(self._of)
        self._automaton = AhoCorasick(self._words, implementation=Implementation.ContiguousNFA)

    def forms(self, text: str) -> list[Form]:
        """Give those whose needs the text meets, in their order."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        able = {
            number for word in {hit[0] for hit in hits} for number in self._of[self._words[word]]
        }
        return [self._forms[number] for number in sorted(able.union(self._always))]


def _matches(form: Form, masked: Masked) -> Iterator[Proposal]:
    at = 0
    while (found := form.regex.search(masked.text, at)) is not None:
        yield from _pairs(form, found, masked)
        # The next match may begin inside this one: "A, parent of B, owner of C".
        step = masked.text.find(" ", found.start())
        at = step + 1 if step >= 0 else len(masked.text)


def _pairs(form: Form, found: re.Match[str], masked: Masked) -> Iterator[Proposal]:
    offset = found.start("t") if "t" in form.regex.groupindex and found["t"] else found.start()
    for joined in joins(form, found, masked, masked.token_at(offset)):
        ranked = P.AFFILIATED_WITH if _lower(form, found) else joined.predicate
        role = _role(form, found, joined.trigger)
        settled = form.settled and not masked.governed
        yield replace(joined, predicate=ranked, role=role, settled=settled)


_UNDER = re.compile(r"(?:deputy|vice|assistant|associate|regional|divisional|sub|junior) (?:~ )?$")
_PART = re.compile(
    r" 's (?:[a-z~]+ ){0,4}(?:business|businesses|unit|division|arm|department|team|operations"
    r"|office|programme|program|branch|desk|practice|subsidiary|lab|laboratory|group|section)(?!\S)"
)


def _lower(form: Form, found: re.Match[str]) -> bool:
    """Say whether a post is below the top: a deputy's, or in a part of the organisation."""
    if form.predicate is not P.LEADS or "o" not in found.re.groupindex:
        return False
    at = found.start("t") if found.groupdict().get("t") else found.end("s")
    return bool(_UNDER.search(found.string[:at]) or _PART.match(found.string, found.end("o")))


def joins(
    pattern: Pattern, found: re.Match[str], masked: Masked, trigger: Token
) -> Iterator[Proposal]:
    """Join the names in the groups `s` and `o` of a match, those of `s` in pairs without `o`."""
    subjects = _mentions(found["s"], masked)
    if _BODY_OF.search(found.string[: found.start("s")]):
        return  # "the Ministry of X and Y": the ministry is meant, not X
    if trigger.tag_ == "VB" and _after_with(found):
        return  # "agreed with X to build Y": it is not X who builds
    if len(subjects) > 1 and trigger.tag_ == "VBZ" and _follows(found):
        subjects = subjects[-1:]  # "paid A and B makes": B alone makes
    if "o" in found.re.groupindex:
        pairs = [(s, o) for s in subjects for o in _mentions(found["o"], masked)]
    else:
        pairs = [*combinations(subjects, 2)]
    if isinstance(pattern, VerbPattern):
        pairs = [
            (s, o)
            for s, o in pairs
            if s.kind in pattern.subject_kinds and o.kind in pattern.object_kinds
        ]
    last = _SIGN.search(found[0].rpartition(" ")[2])
    if isinstance(pattern, Form) and pattern.before_noun:
        last = None
    if last is not None and _modifies(masked.mentions[int(last[1])], trigger.doc, masked):
        pairs = [p for p in pairs if masked.mentions[int(last[1])] not in p]
    pairs = [(s, o) for s, o in pairs if s.name != o.name and not _has_own_share(o, masked)]
    for subject, other in pairs:
        yield Proposal(
            subject=subject,
            predicate=pattern.predicate,
            object=other,
            trigger=trigger,
            pattern=pattern.id,
            measure=pattern.measure,
            status=pattern.status,
            shared=len(pairs),
            doers=len({s.name for s, _ in pairs}),
        )


def _follows(found: re.Match[str]) -> bool:
    """Say whether the trigger stands right behind the subject, as the verb does."""
    named = "t" in found.re.groupindex and found.end("s") < found.start("t")
    return named and not found.string[found.end("s") : found.start("t")].strip(" ,")


def _after_with(found: re.Match[str]) -> bool:
    """Say whether the subject is somebody else's companion, and an infinitive follows it."""
    if "t" not in found.re.groupindex or found.start("t") < found.end("s"):
        return False
    between = found.string[found.end("s") : found.start("t")]
    return between.startswith(" to ") and bool(_WITH.search(found.string[: found.start("s")]))


def _has_own_share(mention: Mention, masked: Masked) -> bool:
    """Say whether a name begins a shortened clause: "owns 60 percent of B and C 30 percent"."""
    sign = rf"@{masked.mentions.index(mention)}[A-Z]{_PERCENT}"
    return re.search(sign, masked.text) is not None


def _modifies(mention: Mention, doc: Doc, masked: Masked) -> bool:
    """Say whether the last name of a match only modifies a noun: "a London-based Uber driver"."""
    if not 0 <= mention.start - masked.base < len(doc.text):
        return False  # it stands elsewhere, and is only meant here
    span = doc.char_span(
        mention.start - masked.base, mention.end - masked.base, alignment_mode="expand"
    )
    if span is None or span.end >= len(doc):
        return False
    root, after = span.root, doc[span.end]
    if after.tag_ == "POS" and _named_beside(root.head, masked):
        return True  # "X's chatbot, Y"
    if mention.kind in (Kind.PLACE, Kind.GOVERNMENT, Kind.PERSON):
        # "owned by China's Wingtech" does not speak of China
        return after.tag_ == "POS" and mention.kind is not Kind.PERSON
    if any(t.lower_ in ("million", "billion", "trillion") for t in doc[span.end : span.end + 4]):
        return False  # "fined Google 150 million euros"
    return (
        root.dep_ in ("compound", "nmod", "amod", "poss")
        and root.head.i >= span.end
        and (after.pos_ in ("NOUN", "NUM") or after.tag_ == "POS")
        and root.head.lemma_.lower() not in CARRIERS
    )


def _named_beside(noun: Token, masked: Masked) -> bool:
    """Say whether a noun is followed by the name of what it stands for."""
    starts = {m.start - masked.base for m in masked.mentions}
    named = (t for c in noun.children if c.dep_ == "appos" for t in c.subtree)
    return any(t.idx in starts for t in named)


def _mentions(group: str, masked: Masked) -> list[Mention]:
    """Give the names of a list; places among its modifiers ("the US firm X") are not of it."""
    listed = [(m.end(), int(m[1])) for m in _SIGN.finditer(group)]
    kept = []
    for end, number in listed:
        after = group[end:].lstrip()
        modifier = bool(after) and not _GOES_ON.match(after)
        if not modifier:
            kept.append(masked.mentions[number])
    return kept


def _role(form: Form, found: re.Match[str], trigger: Token) -> str | None:
    if form.predicate not in (P.LEADS, P.AFFILIATED_WITH) or not found.groupdict().get("t"):
        return None
    if trigger.pos_ in ("VERB", "AUX", "ADP", "PUNCT", "PART", "ADV", "PRON"):
        return None  # "said X of Y" names no post
    return re.sub(r" ?~ ?", "-", found["t"]).strip()
