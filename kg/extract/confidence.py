"""How sure: the measured precision of the pattern, bent by what else is known.

`kg/data/patterns/priors.toml` holds an estimate of how often claims of a relation are right on
real articles, `counts.tsv` how often each pattern was right and wrong on annotated sentences;
`benchmarks/patterns.py` recomputes the counts. The sentences were written by those who wrote the
patterns, so one of them counts for a third of one by somebody else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from kg.extract.proposal import Proposal
from kg.model import Mention
from kg.vocabulary import Predicate

_STRENGTH = 8.0  # sentences by others that the prior is worth
_AT_LARGE = 0.84  # the precision of all relations together on such text
_OWN = 0.3  # what a sentence by the pattern's author is worth
_TOP = 0.98  # nothing read by a rule is certain
# What a mention's origin costs: names that only the tagger or a run of capitals found are
# right in three of four cases, pronouns and "the company" in four of five.
_ORIGIN = {"model": 0.95, "run": 0.85, "coreference": 0.85}
_FAR = 18  # tokens between the two names above which parsers start to lose the thread
_FAR_COST = 0.9


@cache
def counts() -> dict[str, tuple[int, int]]:
    """Read how often each pattern was right and wrong."""
    file = resources.files("kg.data") / "patterns" / "counts.tsv"
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:] if line]
    return {pattern: (int(right), int(wrong)) for pattern, right, wrong in rows}


@cache
def families() -> dict[str, float]:
    """Read the estimated precision of each relation on real articles."""
    file = resources.files("kg.data") / "patterns" / "priors.toml"
    found: dict[str, float] = tomllib.loads(file.read_text("utf-8"))["prior"]
    return found


def prior(pattern: str, predicate: Predicate | None = None) -> float:
    """Give the smoothed precision of a pattern; without a predicate, of patterns at large."""
    right, wrong = counts().get(pattern, (0, 0))
    seen = _STRENGTH + _OWN * right + wrong  # a mistake counts in full
    base = families()[predicate] if predicate else _AT_LARGE
    return (_STRENGTH * base + _OWN * right) / seen


def confidence(same: Sequence[Proposal]) -> float:
    """Weigh proposals that say the same of one sentence.

    Different patterns read the same words and the same parse, so a second one takes only a third
    of the doubt the first left, weighted by its own precision.
    """
    priors = sorted({p.pattern: prior(p.pattern, p.predicate) for p in same}.values(), reverse=True)
    doubt = 1 - priors[0]
    for other in priors[1:]:
        doubt *= 1 - other / 3
    best = same[0]
    sure = (1 - doubt) * _mention(best.subject) * _mention(best.object)
    if _gap(best) > _FAR:
        sure *= _FAR_COST
    return round(min(sure, _TOP), 3)


def _mention(mention: Mention) -> float:
    return _ORIGIN.get(mention.origin, 1.0)


def _gap(proposal: Proposal) -> int:
    first, second = sorted((proposal.subject, proposal.object), key=lambda m: m.start)
    return abs(second.start - first.end) // 6  # six characters a token, blanks counted
