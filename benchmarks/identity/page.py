"""The page of figures: `docs/identity.md`, made anew with the weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import fill

from benchmarks.identity.listed import Listed
from benchmarks.identity.measure import WANTED, Blocked, Scored
from benchmarks.identity.pairs import Pair
from kg.evaluation.tally import Share
from kg.resolve.comparison import RULES
from kg.resolve.weights import Weights

SHOWN = (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
_TOP = """# Who may be one

Names that look alike prove nothing: Line is not Lime, Apple Records is not Apple. So the graph
proposes and a person judges:

    kg candidates                pairs that may be one, the most consequential first
    kg candidates TikTok         those of one entity
    kg same A B                  a judgement; `kg undo A B` takes it back
    kg different A B

Each pair comes with a score, what speaks for it and against it in words, a sentence that names
either side, and a warning where two external ids differ. What somebody judged is left out. First
come pairs that are likely and on which much rests: edges of both sides, ownership and measures
three times.

This page says how pairs are found, what a score means, and how often it is right. It is made by

    python -m benchmarks.identity --write

which also learns the weights (`kg/data/identity/weights.json`).

Entities are compared when they share a key: a name in Latin letters, its sound, its initials, a
name with one letter left out, a word, or two neighbours in the graph that are no hubs. What is
found of a pair, each thing in words, adds up to a sum, and the logistic function makes a score of
it. The score says how likely pairs with such signs are one *among the labelled pairs*, which are
hard ones, and not in any graph.
"""
_PAIRS = """## The labelled pairs

`benchmarks/identity/pairs.tsv` holds {pairs} pairs of our own making, {same} of them one: legal
forms, slips, initials, scripts, former names, and against them units, siblings, makers and their
apps, namesakes. Each is scored by weights learned without it and without any pair that shares a
name with it ({folds} folds). What is compared was chosen with these pairs in sight, so an unseen
set would do somewhat worse.
"""
_UNSEEN = """## Pairs written afterwards

`benchmarks/identity/unseen.tsv` holds {pairs} more pairs, {same} of them one, by one hand. They
were written when the comparison was done, and their errors have been used for nothing. **This is
the figure to trust**: at {likely}, {right} % are right ({low:.0f} to {high:.0f} %), and {found} %
of those that are one are found.
"""
_LIST = """## The list of known names

Nothing is learned from it, though errors on it were read while the comparison was made. Its
{entries} entries are all different (likely pairs among them showed nine that stood there twice):
of those that blocking pairs, the table counts the ones that reach a
score as wrong. {cut} other names of entries, each cut off as an entity of its own with
the same country and no neighbours, are one with their entry; many of them are translations or
nicknames, which no likeness finds.
"""
_NEVER = """**Nothing is joined automatically.** That would ask for {wanted} % right with
confidence: also at the low end of the 95 % interval, on the labelled pairs and on the list. {best}
So every candidate waits for a person; from {likely} up it is called likely.
"""
_AUTOMATIC = """From a score of {automatic} up, precision is at least {wanted} % also at the low
end of the 95 % interval, on the labelled pairs and on the list; {best}
"""
_BLOCKING = """## Which pairs are compared

Measured in a crowd: the list, names put together of its words, one in ten with a letter wrong,
and the labelled pairs among them.

{table}

Each with each of {entities} would be {whole} pairs; {share} is compared, {more}. The
time for {entities} is {prepared} times that of preparing each name once; comparing each with each
in the same way would take {saved} times as long. One bare likeness of rapidfuzz for each with
each, in C, takes {bare} of that time, and would know no initials, scripts or neighbours.
"""
_WEIGHTS = """## What weighs how much

Above nothing speaks for one entity, below for two; the bias is {bias}. Two weights are set by
rule: one external id {same_id}, two different ones {other_id}.
"""


@dataclass(frozen=True)
class Measured:
    """All that the page tells: both sets of pairs, the list, and what blocking does."""

    scored: Scored
    unseen: Scored
    listed: Listed
    blocked: Sequence[Blocked]


def page(by: Weights, measured: Measured, folds: int) -> str:
    """Write the whole page."""
    scored, unseen, listed = measured.scored, measured.unseen, measured.listed
    same = sum(p.same for p in scored.pairs)
    parts = (
        _TOP,
        _verdict(by, scored),
        _PAIRS.format(pairs=len(scored.pairs), same=same, folds=folds),
        thresholds(scored),
        _unseen(by, unseen),
        thresholds(unseen),
        _LIST.format(entries=f"{listed.entries:,}", cut=f"{len(listed.one):,}"),
        thresholds(listed),
        _blocking(measured.blocked),
        _WEIGHTS.format(bias=by.bias, **RULES),
        weights(by, scored.pairs),
    )
    return wrapped("\n".join(parts))


def weights(by: Weights, pairs: Sequence[Pair]) -> str:
    """List the weights, each with an example of what it stands for."""
    examples: dict[str, str] = {}
    for sign in (s for p in pairs for s in p.signs):
        examples.setdefault(sign.feature, sign.words)
    ordered = sorted(by.weights, key=lambda name: (-by.weights[name], name))
    head = ("found", "weight", "as in")
    return table(head, ((n, f"{by.weights[n]:.2f}", examples.get(n, "")) for n in ordered))


def wrapped(text: str) -> str:
    """Break the lines of paragraphs anew, where figures have made them long."""
    parts = text.rstrip().split("\n\n")
    apart = ("#", "|", "    ")
    return "\n\n".join(p if p.startswith(apart) else fill(p.strip(), 100) for p in parts) + "\n"


def thresholds(measured: Scored | Listed) -> str:
    """Say how many pairs reach each score, how many of them are one, and of all that are one."""
    rows = []
    for least in SHOWN:
        right, found = measured.right(least), measured.found(least)
        rows.append((least, right.of, right.ok, *_percent(right), _rate(found)))
    head = ("score from", "pairs", "one", "precision", "95 % interval", "recall")
    return table(head, rows)


def _percent(share: Share) -> tuple[str, str]:
    low, high = share.interval
    return _rate(share), f"{100 * low:.1f} to {100 * high:.1f}" if share.of else ""


def _rate(share: Share) -> str:
    return f"{100 * share.rate:.1f}" if share.rate is not None else ""


def _verdict(by: Weights, scored: Scored) -> str:
    at = by.likely if by.automatic is None else by.automatic
    right, found = scored.right(at), scored.found(at)
    low, high = right.interval
    best = (
        f"At {at:.2f}, {right.ok} of {right.of} labelled pairs are one "
        f"({100 * low:.1f} to {100 * high:.1f} %), which is {_rate(found)} % of all that are one."
    )
    form = _NEVER if by.automatic is None else _AUTOMATIC
    likely, automatic = f"{by.likely:.2f}", f"{at:.2f}"
    return form.format(wanted=round(100 * WANTED), best=best, likely=likely, automatic=automatic)


def _unseen(by: Weights, unseen: Scored) -> str:
    right, found = unseen.right(by.likely), unseen.found(by.likely)
    low, high = (100 * x for x in right.interval)
    return _UNSEEN.format(
        pairs=len(unseen.pairs),
        same=found.of,
        likely=f"{by.likely:.2f}",
        right=_rate(right),
        low=low,
        high=high,
        found=_rate(found),
    )


def _blocking(blocked: Sequence[Blocked]) -> str:
    rows = [
        (f"{b.entities:,}", f"{b.paired:,}", f"{b.paired / b.entities:.1f}", _rate(b.found))
        for b in blocked
    ]
    first, last = blocked[-2], blocked[-1]
    whole = last.preparing + last.pairing + last.comparing
    each = last.comparing / last.paired * last.whole
    return _BLOCKING.format(
        table=table(("entities", "pairs", "pairs an entity", "% of those that are one"), rows),
        entities=f"{last.entities:,}",
        whole=f"{last.whole:,}",
        share=f"one in {last.whole // last.paired:,}",
        more=f"{last.paired / first.paired:.1f} times as many as of half the entities",
        prepared=f"{whole / last.preparing:.0f}",
        saved=f"{each / whole:,.0f}",
        bare=f"{100 * last.bare / whole:.0f} %",
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table, figures to the right."""
    lines = [" | ".join(head), " | ".join(["---", *["---:"] * (len(head) - 1)])]
    lines += [" | ".join(map(str, row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"
