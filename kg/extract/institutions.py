"""Names that their own words give away: "Ministry of Commerce", "Clean Air Act of 1990"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.demonyms import ADJECTIVES, OTHER_NAMES
from kg.extract.found import Found
from kg.extract.kinds import by_form, by_noun, legal_tail
from kg.extract.territories import state_names
from kg.extract.words import Words
from kg.extract.wordset import wordset
from kg.vocabulary import Kind

_HEADS = (
    "Ministry|Department|Bureau|Office|Committee|Commission|Council|Court|Agency|Authority|Board"
    "|Administration|Directorate|House|Parliament|Chamber|Bank|University|Institute|Observatory"
    "|Academy|Association|Federation|Union|School|College|Center|Centre|Society|Foundation|Fund"
    "|Organi[sz]ation|Alliance|Coalition|Conference|League|Initiative"
)
_CAP = r"(?:[A-Z][\w'&-]*\w|[A-Z]\.(?:[A-Z]\.)+|[A-Z])"
_INSTITUTION = re.compile(
    rf"(?<![\w'&-])(?:{_CAP} ){{0,4}}(?:{_HEADS}) (?:of|for|on) (?:the )?{_CAP}"
    rf"(?:(?:,? and|,)? (?:(?:of|for|on|in)(?: the)? |the )?{_CAP}){{0,7}}"
)
_JOINED = re.compile(
    rf"(?<![\w'&-]){_CAP}(?: {_CAP})? (?:and|&) {_CAP}(?: {_CAP})? (?:Authority|Agency|Commission"
    r"|Bureau|Administration|Board|Committee|Ministry|Department|Directorate|Office|Court|Service"
    r"|Council|Institute|Foundation|Association|Union|Society)(?![\w-])"
)
_LAW = re.compile(
    rf"(?<![\w'&-]){_CAP}"
    rf"(?: (?:(?:and|of|to|for|from|on|in|by|with|the|against) ){{0,2}}{_CAP}){{0,9}}"
    r" (?:Act|Directive|Treaty|Ordinance|Convention)\b(?: of \d{4}\b| \d{4}\b)?"
    r"|(?:Executive Order|E\.O\.|EO|Presidential Decree|Proclamation)(?: No\.)? \d[\d-]*\d"
    r"|(?:Regulation|Directive) \(E[CU]\)(?: No\.?)? \d+/\d+"
)
_FORM = (
    r"(?:Inc|Incorporated|Ltd|Limited|LLC|L\.L\.C|LLP|L\.P|LP|Corp|Corporation|PLC|plc|GmbH|AG|B\.V"
    r"|N\.V|S\.A|SpA|S\.p\.A|Pte|Pty|Oyj|KGaA|PJSC|JSC|Bhd)\b\.?"
)
_LEGAL = re.compile(
    rf"(?<![\w'&-])(?:{_CAP} (?:of |& )?){{0,7}}{_CAP}(?:,? \([A-Z][\w ]+\))?,? (?:Co\.,? )?{_FORM}"
)
_LEADING = wordset(
    """The A An In On At By Of For From To With And But Or Under As While When After Before Since
    Although If This That These Those Its Their His Her Our Today Meanwhile However Last According
    Minister Secretary President Chairman Director Deputy Former Section Sec Title Both All Per
    of for from to with the and by in on under"""
)
# Where a name has ended and the sentence goes on: "on Wednesday", "in January", "at Monday's".
_DAY = (
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Q[1-4]|H[12]|Spring|Summer|Autumn|Fall"
    r"|Winter|Christmas|Easter|Ramadan"
)
_TIME = re.compile(
    rf",?\s(?:(?:on|in|at|by|since|until|from|for|of|and|last|this|next|late|early|the)\s)*"
    rf"(?:(?:{_DAY})\b|\d)"
)
_IN_PLACE = re.compile(r"\s(?:in|at)\s(?:the\s)?[A-Z]")
# What ministries are for: "Ministry of Science, Technology and Innovation" is one.
_PORTFOLIO = (
    r"(?:(?:the|of|for|Administrative|Public|Social|Economic|External|International|National"
    r"|Urban|Rural|Regional|Internal|Digital|Foreign|Human|Small|Civil|Maritime|Information"
    r"|Higher|Climate|Land|Consumer|Electronic|Natural|Population|Veterans?|Women|Home|Local"
    r"|Intellectual|Industrial)\s){0,3}"
    r"(?:Sciences?|Technology|Innovation|Trade|Industry|Industries|Energy|Environment|Agriculture"
    r"|Food|Fisheries|Forestry|Health|Welfare|Labou?r|Employment|Transport(?:ation)?"
    r"|Infrastructure|Tourism|Economy|Affairs|Services?|Development|Communications?|Culture"
    r"|Sports?|Youth|Education|Research|Commerce|Finance|Planning|Housing|Change|Policy|Security"
    r"|Interior|Justice|Business|Enterprises?|Water|Resources|Mines|Mining|Petroleum|Minerals"
    r"|Posts?|Telecommunications|ICT|IT|Defen[cs]e|Works|Cooperation|Investment|Growth|Analysis"
    r"|Regulation|Enforcement|Competition|Protection|Competitiveness|Informati[sz]ation|Reform"
    r"|Media|Broadcasting|Arts|Families|Children|Innovations|Customs|Excise|Revenue|Statistics"
    r"|Strategy|Space|Aviation|Family|Equality|Immigration|Citizenship|Budget|Skills|Property)"
)
_PORTFOLIOS = re.compile(rf"{_PORTFOLIO}(?:(?:,|,? and) {_PORTFOLIO})*(?:'s)?$")
_MINISTERIAL = re.compile(r"\b(?:Ministry|Department|Bureau|Office|Committee|Directorate)\b")
_STATES = frozenset(ADJECTIVES) | frozenset(OTHER_NAMES)
_HEAD_WORD = re.compile(rf"\b(?:{_HEADS})\b")


def find_institutions(view: str, taken: Sequence[Found]) -> list[Found]:
    """Find bodies, organisations and laws by the form of their names.

    A listed name at the end of a longer one keeps its identity ("United States Department of
    Commerce"); a listed name elsewhere in it cuts the longer one short.
    """
    found: list[Found] = []
    for pattern in (_LAW, _INSTITUTION, _JOINED):
        known = {at for f in (*taken, *found) for at in range(f.start, f.end)}
        at = 0
        while match := pattern.search(view, at):
            end = match.end()
            end = _timeless(match.start(), end, view) if pattern is _INSTITUTION else end
            if pattern is _JOINED:
                parted = known & set(range(*match.span()))
                settled = [] if parted else [_joined(match)]
            else:
                settled = list(_settled(match.start(), end, view, taken))
            found += settled
            # A match that was cut short may hold another name behind the cut.
            at = max((f.end for f in settled), default=match.end())
            at = max(at, match.start() + 1)
    return found


def _joined(match: re.Match[str]) -> Found:
    """Make a find of a body with "and" in its name: "Post and Telecom Authority"."""
    kind = by_form(match[0])
    start = match.start() + (4 if match[0].startswith("The ") else 0)
    text = match[0][start - match.start() :]
    return Found(start, match.end(), text, kind or Kind.ORGANIZATION, "cue")


def find_firms(view: str, taken: Sequence[Found]) -> list[Found]:
    """Find companies by their legal form, whole: "MineTwo Wyoming Data Center LLC".

    A listed company at the start makes the longer name another's only when more than the legal
    form follows it.
    """
    found = []
    places = (Kind.PLACE, Kind.GOVERNMENT)
    for match in _LEGAL.finditer(view):
        start, end = _led(match.start(), match.end(), view), match.end()
        owner = view.rfind("'s ", start, end)
        start = owner + 3 if owner >= 0 else start
        if view[end - 1] == "." and re.match(r"\s+[A-Z]|\s*$", view[end : end + 3]):
            end -= 1
        inside = [f for f in taken if f.start < end and start < f.end and f.kind not in places]
        text = view[start:end]
        if inside or " " not in text or legal_tail(" " + text):
            continue
        found.append(Found(start, end, text, Kind.COMPANY, "cue"))
    return found


# Names of the shape "Fight for the Future", "Tools for Humanity", "Reporters Without Borders".
_PURPOSE = re.compile(
    r"(?<!\w)(?<![A-Z]\. )(?P<first>[A-Z][a-z]+s?(?: [A-Z][a-z]+)?)"
    r" (?:for|for the|[Ww]ithout|[Aa]gainst) "
    r"(?P<rest>[A-Z][a-z]{3,}(?: (?:and )?[A-Z][a-z]{3,}){0,2})"
)
_ROLES = wordset(
    """President Director Minister Secretary Commissioner Head Chief Officer Manager Representative
    Envoy Adviser Advisor Deputy Vice Assistant Under Judge Attorney General Spokesman Spokeswoman
    Candidate Professor Chair Chairman Editor Fellow Act Bill Rules Law Regulation Directive Order
    Charges Case Lawsuit Deal Fine Sanctions Tariffs Controls Restrictions Measures War Fight_Back
    Looking Waiting Calls Call Bid Offer Search Plans Support Time Reasons What Not Good Great Best
    Vote Question Questions Evidence Claims Complaint Suit Ruling Decision Protest Protests Ready"""
)


def find_purposes(view: str, words: Words, taken: Sequence[Found]) -> list[Found]:
    """Find organisations named for what they want: "Fight for the Future"."""
    covered = {at for f in taken for at in range(f.start, f.end)}
    found = []
    for match in _PURPOSE.finditer(view):
        start, end = match.span()
        first, rest = match["first"].split(), words.at(match.start("rest"))
        tokens = words.between(start, end)
        if set(first) & _ROLES or not covered.isdisjoint(range(start, end)) or not tokens:
            continue
        opens = tokens[0].is_sent_start and tokens[0].pos_ not in {"PROPN", "NOUN"}
        if opens or rest is None or rest.ent_type_ in {"GPE", "PERSON", "DATE", "NORP"}:
            continue
        if words.in_heading(start) or tokens[0].lower_ in _STOP or rest.text.endswith("ing"):
            continue
        before = re.search(r"([a-z-]+) $", view[max(0, start - 20) : start])
        kind = by_noun(before[1]) if before else None
        kind = kind if kind in (Kind.COMPANY, Kind.APP) else Kind.ORGANIZATION
        found.append(Found(start, end, view[start:end], kind, "cue"))
    return found


_STOP = wordset("the a an and but or if as in on at by from to while since also not only")


def _settled(start: int, end: int, view: str, taken: Sequence[Found]) -> Iterator[Found]:
    start = _led(start, end, view)
    owner = view.rfind("'s ", start, end)
    start = owner + 3 if owner >= 0 else start
    end = _ended(start, end, view)
    end = end - 2 if view[end - 2 : end] == "'s" else end
    inside = [f for f in taken if f.start < end and start < f.end and f.entity is not None]
    inside = [f for f in inside if f.kind not in (Kind.GOVERNMENT, Kind.PLACE)]
    for find in inside:
        if find.start <= start and find.end >= end:
            return
        if find.end == end and view[start : find.start].strip() in _STATES:
            yield find.cut(start, end, view)
            return
        if find.start > start and not _governed(start, find, view):
            end = _before(start, find.start, view)
    end = _stateless(start, end, view)
    text = view[start:end]
    kind = by_form(text)
    if kind in (Kind.PUBLIC_BODY, Kind.ORGANIZATION, Kind.LAW, Kind.COMPANY) and " " in text:
        yield Found(start, end, text, kind, "cue")


def _stateless(start: int, end: int, view: str) -> int:
    """End a ministry's name before the state that it is of: "Ministry of Trade of Moldova"."""
    head = re.match(r"(?:Ministry|Department) (?:of|for) .+?( of (?:the )?)", view[start:end])
    while head is not None:
        if view[start + head.end() : end] in state_names():
            return start + head.start(1)
        head = re.compile(rf".{{{head.end()}}}.*?( of (?:the )?)").match(view[start:end])
    return end


def _led(start: int, end: int, view: str) -> int:
    """Move the start past words that lead into a name: "Under the", "Minister of"."""
    while start < end:
        word = re.compile(r"\S+").match(view, start)
        if word is None or word[0].strip(",") not in _LEADING:
            break
        start = min(end, word.end() + 1)
    return start


def _timeless(start: int, end: int, view: str) -> int:
    """End a name before words that say when or where: "on Wednesday", "in England"."""
    when = _TIME.search(view, start, end)
    end = when.start() if when else end
    where = _IN_PLACE.search(view, start, end)
    if where is None or _in_acronym(start, end, view):
        return end
    return where.start()


def _in_acronym(start: int, end: int, view: str) -> bool:
    """Say whether the acronym after a name is made of the whole of it."""
    short = re.compile(r"\s\(([A-Z]{3,8})\)").match(view, end)
    letters = re.findall(r"\b[A-Z]", view[start:end])
    return short is not None and short[1] == "".join(letters)


def _governed(start: int, find: Found, view: str) -> bool:
    """Say whether a listed name is what a body is for: "Committee on Foreign Affairs"."""
    lead = re.search(rf"\b(?:{_HEADS}) (of|on|for) (?:the )?$", view[start : find.start])
    return lead is not None and find.kind in (Kind.ORGANIZATION, Kind.LAW)


def _ended(start: int, end: int, view: str) -> int:
    """End a name where "and" or a comma leads on to another institution or person."""
    ministerial = _MINISTERIAL.search(view, start, end) is not None
    for join in re.compile(r",? and |, ").finditer(view, start, end):
        rest = view[join.end() : end]
        if ministerial and _PORTFOLIOS.match(rest) and not _HEAD_WORD.search(rest):
            continue
        if ministerial and not re.match(_PORTFOLIO, rest):
            return join.start()
        if _HEAD_WORD.search(rest) or join[0] == ", " or _follows_on(view, end):
            return join.start()
    return end


def _follows_on(view: str, end: int) -> bool:
    """Say whether a name goes on behind its end as a person's or institution's would."""
    return re.compile(rf"(?:'s)? (?:{_HEADS}|Minister|Secretary)\b").match(view, end) is not None


def _before(start: int, end: int, view: str) -> int:
    cut = re.compile(r"(?:\s|,|\band\b|\bof\b|\bthe\b)+$")
    text = view[start:end]
    while match := cut.search(text):
        text = text[: match.start()]
    return start + len(text)


def whole_law(find: Found, view: str) -> Found:
    """Give a law's name its year: "Defense Production Act of 1950"."""
    tail = re.compile(r" of (?:19|20)\d{2}\b").match(view, find.end)
    if find.kind is not Kind.LAW or tail is None:
        return find
    return replace(find, end=tail.end(), text=view[find.start : tail.end()])
