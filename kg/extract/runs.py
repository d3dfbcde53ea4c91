"""Proper nouns that the model left untagged, taken only with a cue or when they recur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from kg.extract.acting import trades
from kg.extract.cues import kind_by_context
from kg.extract.document import Block, BlockKind
from kg.extract.found import Found
from kg.extract.kinds import by_form, by_noun, names_nobody
from kg.extract.persons import looks_personal
from kg.extract.slots import slot_of
from kg.extract.tagged import TITLES, trim
from kg.extract.words import Words
from kg.vocabulary import Kind

_RECURS = 2
_ACTING = frozenset({"nsubj", "nsubjpass", "poss", "agent"})
_LISTED_TOGETHER = frozenset({Kind.COMPANY, Kind.APP, Kind.ORGANIZATION, Kind.PERSON})


def find_runs(words: Words, view: str, taken: list[Found]) -> list[Found]:
    """Find runs of untaken proper nouns that a cue explains; their repeats follow elsewhere."""
    covered = bytearray(len(view))
    for find in taken:
        covered[find.start : find.end] = b"\x01" * (find.end - find.start)
    runs = [(block, run) for block, doc in words for run in _runs(doc, block, covered, words)]
    counts = Counter(run.text for block, run in runs if block.kind is not BlockKind.HEADING)
    actors = {
        run.text for _, run in runs if run.root.dep_ in _ACTING and counts[run.text] >= _RECURS
    }
    kinds = {at: f.kind for f in taken for at in range(f.start, f.end) if f.sure}
    surnames = {f.text.split()[-1] for f in taken if f.kind is Kind.PERSON}
    found = []
    for block, run in runs:
        if run.text in surnames:
            continue
        kind = _kind(run, block, view, kinds)
        if kind is Kind.PERSON and " " not in run.text:
            kind = None
        evident = _branded(run.text, counts) or run.text in actors or trades(run.root)
        if kind is None and (not evident or block.kind is BlockKind.HEADING):
            continue
        if kind is Kind.LAW and " " not in run.text:
            continue
        start, end = block.start + run.start_char, block.start + run.end_char
        if kind is not None:  # what is listed with it is of its kind
            kinds |= dict.fromkeys(range(start, end), kind)
        found.append(
            Found(start, end, view[start:end], kind or Kind.COMPANY, "cue", sure=kind is not None)
        )
    return found


def _kind(run: Span, block: Block, view: str, kinds: dict[int, Kind]) -> Kind | None:
    """Tell a run's kind by its words, the words beside it, or the names that it is listed with."""
    form = by_form(run.text)
    if form is not None:
        return form
    if looks_personal(run.text):
        return Kind.PERSON
    start, end = block.start + run.start_char, block.start + run.end_char
    slot = None if names_nobody(run.text) else slot_of(view, start, end)
    return (
        (slot.kind if slot else None)
        or kind_by_context(run, view, block.start)
        or _sibling_kind(run, block, kinds)
        or _titled_kind(run)
    )


def _sibling_kind(run: Span, block: Block, kinds: dict[int, Kind]) -> Kind | None:
    """Tell a name's kind by the names it is listed with: "Jacobs, Parsons and AECOM"."""
    root = run.root
    beside = [root.head] if root.dep_ == "conj" else []
    beside += [c for c in root.children if c.dep_ == "conj"]
    for token in beside:
        kind = kinds.get(block.start + token.idx)
        if kind in _LISTED_TOGETHER:
            return kind
    return None


def _titled_kind(run: Span) -> Kind | None:
    """Tell a full name after a title as a person's: "Judge Jane Roe"."""
    titled = run.start > 0 and run.doc[run.start - 1].lower_ in TITLES
    post = any(by_noun(t.lower_) is Kind.PERSON for t in run)
    return Kind.PERSON if titled and " " in run.text and not post else None


def _branded(text: str, counts: Counter[str]) -> bool:
    """Say whether a name is written as brands are, capitals inside, and recurs."""
    inner = any(c.isupper() for c in text[1:]) and any(c.islower() for c in text)
    return inner and " " not in text and "-" not in text and counts[text] >= _RECURS


def _runs(doc: Doc, block: Block, covered: bytearray, words: Words) -> Iterator[Span]:
    start: int | None = None
    for token in doc:
        at = block.start + token.idx
        part = (
            (token.pos_ == "PROPN" or words.coined(token))
            and token.text[0].isalnum()
            and (token.text[0].isupper() or any(c.isupper() for c in token.text))
            and not any(covered[at : at + len(token.text)])
            and token.lower_ not in TITLES
        )
        if part and start is None:
            start = token.i
        elif not part and start is not None:
            yield from _trimmed(doc[start : token.i])
            start = None
    if start is not None:
        yield from _trimmed(doc[start : len(doc)])


def _trimmed(span: Span) -> Iterator[Span]:
    trimmed = trim(span)
    if trimmed is not None and len(trimmed.text) > 1 and len(trimmed) <= 8:
        yield trimmed
