"""How sure: the measured precision of the pattern, bent by what else is known.

`kg/data/patterns/counts.tsv` holds how often each pattern was right and wrong on annotated text;
`benchmarks/patterns.py` recomputes it. A pattern that was never seen starts at three out of four.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from kg.extract.proposal import Proposal
from kg.model import Mention

_RIGHT, _WRONG = 3.0, 1.0  # what a pattern is credited with before it is measured
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


def prior(pattern: str) -> float:
    """Give the smoothed precision of a pattern."""
    right, wrong = counts().get(pattern, (0, 0))
    return (right + _RIGHT) / (right + wrong + _RIGHT + _WRONG)


def confidence(same: Sequence[Proposal]) -> float:
    """Weigh proposals that say the same of one sentence.

    Different patterns are taken for half independent: the second halves what doubt the first
    left, weighted by its own precision.
    """
    priors = sorted({p.pattern: prior(p.pattern) for p in same}.values(), reverse=True)
    doubt = 1 - priors[0]
    for other in priors[1:]:
        doubt *= 1 - other / 2
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
