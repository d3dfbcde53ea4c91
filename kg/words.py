"""Facts in words: names, dates, amounts and shares as a reader expects them, statuses kept apart.

A live fact is said flatly ("ByteDance owns TikTok"). Everything else is worded so that it cannot
be taken for one ("it is proposed that ...", "no longer owns", "was stopped").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from kg.model import Claim, Edge, Entity, EntityId, Source
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Status, verb

_LOCALE = "en_GB"
_MANY = 1_000_000  # from here on "4.5 billion" reads better than digits
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI"}
_OPENERS = frozenset({"a", "it", "no", "sources", "the"})
_BODY = re.compile(
    r"^(Ministry|Department|Bureau|Office|Committee|Court|House|Commission|Council) |"
    r" (Commission|Committee|Department|Ministry|Agency|Administration|Authority|Board|Bureau"
    r"|Council|Court|Office|Service|Parliament|Senate)$"
)
_ARTICLE = {
    Kind.GOVERNMENT: re.compile(r"^United |Union$|^(Netherlands|Philippines|Czech Republic)$"),
    Kind.PUBLIC_BODY: _BODY,
    Kind.LAW: re.compile(r" (Act|Regulation|Law|Order|Directive|Treaty|Rule)$"),
}
_BASE = {
    Predicate.OWNS: "acquire",
    Predicate.INVESTS_IN: "invest in",
    Predicate.REGULATES: "regulate",
    Predicate.FOUNDED: "found",
    Predicate.LEADS: "lead",
    Predicate.AFFILIATED_WITH: "join",
    Predicate.PARTNERS_WITH: "partner with",
    Predicate.SUPPLIES: "supply",
    Predicate.COMPETES_WITH: "compete with",
    Predicate.LOCATED_IN: "move to",
    Predicate.PART_OF: "become part of",
}
_MEASURE_BASE = {
    Measure.BAN: "ban",
    Measure.RESTRICT: "restrict",
    Measure.SANCTION: "sanction",
    Measure.FINE: "fine",
    Measure.INVESTIGATE: "investigate",
    Measure.EXPORT_CONTROL: "control exports to",
    Measure.APPROVE: "approve",
    Measure.BLOCK_DEAL: "block a deal of",
    Measure.ORDER: "issue an order to",
    Measure.LAWSUIT: "sue",
    Measure.DESIGNATE: "designate",
}


def shown(text: str) -> str:
    """Give a text as one line that cannot reorder or break what stands around it."""
    one_line = " ".join(_DIRECTION.sub("", text).split())
    return "".join(c if unicodedata.category(c) != "Cc" else "\ufffd" for c in one_line)


def spoken(entity: Entity) -> str:
    """Give a name as it stands in a sentence: "the United States", "the Digital Services Act"."""
    name = shown(entity.name)
    takes_article = entity.kind in _ARTICLE and _ARTICLE[entity.kind].search(name)
    return f"the {name}" if takes_article else name


def capital(words: str) -> str:
    """Begin a sentence of ours with a capital; a name keeps the letters it has."""
    return words[0].upper() + words[1:] if words.split(" ", 1)[0] in _OPENERS else words


def isolated(quote: str) -> str:
    """Wrap words that run right to left so that they leave the line around them alone."""
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in quote):
        return f"\u2068{quote}\u2069"
    return quote


def day_words(day: str | date | None) -> str:
    """Write a date as precisely as it is known: "3 August 2021", "August 2021", "2021"."""
    if not day:
        return ""
    text = day.isoformat() if isinstance(day, date) else day
    if len(text) == 4:
        return text
    whole = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    return str(format_date(whole, "d MMMM y" if len(text) == 10 else "LLLL y", locale=_LOCALE))


def number_words(value: float) -> str:
    """Write a number: "4.5 billion", "345 million", "12,500"."""
    if abs(value) >= _MANY:
        short = format_compact_decimal(value, format_type="long", locale=_LOCALE, fraction_digits=2)
        return str(short)
    return str(format_decimal(value, locale=_LOCALE))


def amount_words(edge: Edge) -> str:
    """Write an amount, or the range where sources differ: "CNY 4.5 billion"."""
    if edge.amount_min is None or edge.amount_max is None:
        return ""
    low, high = number_words(edge.amount_min), number_words(edge.amount_max)
    figure = low if low == high else f"{low} to {high}"
    return f"{shown(edge.currency)} {figure}" if edge.currency else figure


def share_words(low: float | None, high: float | None) -> str:
    """Write a share in percent, or the range where sources differ: "20 to 21 %"."""
    if low is None or high is None:
        return ""
    first, last = f"{low:.4g}", f"{high:.4g}"
    return f"{first} %" if first == last else f"{first} to {last} %"


def listed(items: Sequence[str], most: int = 4) -> str:
    """Join items as in a sentence: "India, the EU and 3 more"."""
    if not items:
        return ""
    kept = (
        list(items[:most]) if len(items) <= most else [*items[:most], f"{len(items) - most} more"]
    )
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1]}"


def count_words(number: int, singular: str, plural: str = "") -> str:
    """Write a number with its noun: "1 source", "3 sources"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def is_plain(edge: Edge) -> bool:
    """Say whether a fact may be said flatly: live, and done rather than promised."""
    return edge.live and edge.status is Status.FACT


def is_withdrawn(said: Edge | Claim) -> bool:
    """Say whether something was taken back, and is only shown as that."""
    return said.withdrawn if isinstance(said, Claim) else said.status is Status.WITHDRAWN


def publisher_words(source: Source) -> str:
    """Name a publisher, and how far it is relied on: "The Example (low reliability)"."""
    name = shown(source.publisher or "") or "publisher unknown"
    return f"{name} ({source.reliability} reliability)" if source.reliability else name


def base_verb(edge: Edge | Claim) -> str:
    """Give the verb as after "to": "acquire", "ban"."""
    if edge.predicate is Predicate.REGULATES and edge.measure:
        return _MEASURE_BASE[edge.measure]
    return _BASE[edge.predicate]


def statement(edge: Edge | Claim, names: Mapping[EntityId, str], *, details: bool = True) -> str:
    """Say what an edge or a claim says, without its citation and without a full stop.

    An entity that `names` lacks is called by its id; the figures of `details` are an edge's.
    """
    subject = shown(names.get(edge.subject, edge.subject))
    object = shown(names.get(edge.object, edge.object))
    said = _said(edge, subject, object)
    if isinstance(edge, Claim):
        return said
    if edge.law and shown(edge.law) in subject:  # the law itself bans: say it once
        edge = edge.model_copy(update={"law": None})
    more = detail_words(edge) if details else ""
    return f"{said} ({more})" if more else said


def _said(edge: Edge | Claim, subject: str, object: str) -> str:
    now, base = verb(edge.predicate, edge.measure), base_verb(edge)
    if is_withdrawn(edge):
        told = "denied" if edge.polarity is Polarity.DENIED else "said"
        return f"it was {told}, and has been withdrawn, that {subject} {now} {object}"
    if edge.polarity is Polarity.DENIED:
        then = "" if edge.status is Status.FACT else f" or will {base}"
        return f"it is denied that {subject} {now}{then} {object}"
    match edge.status:
        case Status.FACT:
            return f"{subject} {now} {object}"
        case Status.ANNOUNCED:
            return f"{subject} is to {base} {object}"
        case Status.PROPOSED if edge.predicate is Predicate.REGULATES:
            return f"{subject} proposes or threatens to {base} {object}"
        case Status.PROPOSED:
            return f"it is proposed that {subject} {base} {object}"
        case Status.SPECULATED:
            return (
                f"it is speculated, not established, that {subject} {now} or will {base} {object}"
            )
        case Status.FORMER:
            return f"{subject} no longer {now} {object}"
        case Status.BLOCKED:
            return f"a plan for {subject} to {base} {object} was stopped"
        case Status.WITHDRAWN:
            raise AssertionError("said above")


def detail_words(edge: Edge) -> str:
    """List the figures of a fact: role, share, amount, goods, law and dates."""
    begun = "since" if is_plain(edge) else "from"
    parts = (
        shown(edge.role or ""),
        share_words(edge.share_min, edge.share_max),
        amount_words(edge),
        shown(edge.goods or ""),
        f"under {shown(edge.law)}" if edge.law else "",
        f"{begun} {day_words(edge.since)}" if edge.since else "",
        f"until {day_words(edge.until)}" if edge.until else "",
    )
    return ", ".join(p for p in parts if p)
