"""How often each pattern was right and wrong: what confidence is worked out from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.evaluation.answer import Said
from kg.evaluation.gold import symmetric
from kg.evaluation.run import given_names
from kg.extract.inline import Annotated, Stated, sentence
from kg.extract.patterns import patterns
from kg.model import Draft

Counts = Mapping[str, tuple[int, int]]
"""Pattern to how often it was right and wrong."""


def examples() -> list[Annotated]:
    """Give all sentences of the patterns themselves that must match."""
    return [sentence(line, p.id) for p in patterns().all for line in p.match]


def count_patterns(sentences: Iterable[Annotated]) -> Counts:
    """Count by pattern, names given; predicate, both ends and measure must be right."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one, extraction in given_names(sentences):
        wanted = {_key(s) for s in one.stated}
        for draft in extraction.drafts:
            tally = right if _key(draft) in wanted else wrong
            found = Said(subject=draft.subject.name, object=draft.object.name, draft=draft)
            tally.update(found.patterns)
    return {p: (right[p], wrong[p]) for p in sorted(right | wrong)}


def write_counts(counts: Counts, path: Path) -> None:
    """Keep the counts as the reader of articles finds them."""
    rows = [f"{pattern}\t{right}\t{wrong}" for pattern, (right, wrong) in counts.items()]
    path.write_text("\n".join(["pattern\tright\twrong", *rows]) + "\n", encoding="utf-8")


def _key(relation: Stated | Draft) -> tuple[str, str, str, str]:
    ends = [e if isinstance(e, str) else e.name for e in (relation.subject, relation.object)]
    subject, other = sorted(ends) if symmetric(relation.predicate) else ends
    return relation.predicate, subject, other, relation.measure or ""
