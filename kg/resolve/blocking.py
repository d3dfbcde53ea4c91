"""Which pairs of entities are compared at all: those that share a key, never all.

Every name gives keys; entities under one key are a block. A block that grows too large says
little and is cut: there, names are compared with their next neighbours in the alphabet only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from kg.model import EntityId
from kg.resolve.comparison import kinds_apart
from kg.resolve.forms import Form, Profile, is_legal
from kg.resolve.wordlists import name_words
from kg.vocabulary import Kind

_FULL = 24  # entities of a block up to which all its pairs are compared
_WINDOW = 3  # in a larger block: how many that follow in the alphabet each is compared with
_NEAR = 40  # entities beside one up to which they are paired, whoever is called a hub
_SLIPS = range(4, 25)  # letters of a name for which one wrong letter is looked for
_SOUNDS = 3  # consonants from which on a sound is a key by itself
_BEGIN = 3  # letters by which the names of one country are put side by side
_MOST = 5  # words of a name of which every two are a key
_LETTERS = 4  # initials from which on one may be missing at the end

Block = dict[Hashable, list[int]]
Pair = tuple[int, int]


def pairs(profiles: Sequence[Profile]) -> list[Pair]:
    """List which pairs to compare, by position, each once and in order.

    Kinds that are never two readings of one thing are not paired. The number grows with the
    number of entities, not with its square.
    """
    found: set[Pair] = set()
    for keys in (_exact, _slips, _words):
        found |= _of_blocks(profiles, _blocks(profiles, keys))
    found |= _around(profiles)
    return sorted(p for p in found if _fits(profiles, p))


def _fits(profiles: Sequence[Profile], pair: Pair) -> bool:
    left, right = (profiles[n].entity.kind for n in pair)
    return not kinds_apart(left, right)


def _blocks(profiles: Sequence[Profile], keys: Callable[[Profile], set[Hashable]]) -> Block:
    blocks: Block = defaultdict(list)
    for n, profile in enumerate(profiles):
        for key in keys(profile):
            blocks[key].append(n)
    return blocks


def _of_blocks(profiles: Sequence[Profile], blocks: Block) -> set[Pair]:
    found: set[Pair] = set()
    for members in blocks.values():
        if len(members) > _FULL:
            found.update(_neighbourhood(profiles, members))
        elif len(members) > 1:
            found.update(combinations(members, 2))
    return found


def _neighbourhood(profiles: Sequence[Profile], members: Iterable[int]) -> Iterator[Pair]:
    """Pair the entities of a large block with those next to them in the alphabet."""
    ordered = sorted((f.compact, n) for n in members for f in profiles[n].forms)
    for at, (_, one) in enumerate(ordered):
        for _, other in ordered[at + 1 : at + 1 + _WINDOW]:
            if one != other:
                yield min(one, other), max(one, other)


def _exact(profile: Profile) -> set[Hashable]:
    """Give the names as letters, without general words, as sound, and as initials."""
    keys: set[Hashable] = set()
    where = profile.entity.country, profile.entity.kind
    for form in profile.forms:
        keys |= {("name", form.compact), *(("core", c) for c in _cores(form))}
        heard = form.sound if len(form.sound) >= _SOUNDS else (form.sound, *where)
        keys |= {("sound", heard), *(("initials", i) for i in _initials(form))}
        keys |= {("number", w, *where) for w in re.findall(r"\d+", form.compact)}
        keys.add(("begins", form.compact[:_BEGIN], *where))
    return keys


def _cores(form: Form) -> set[tuple[str, ...]]:
    """Give the words of a name in order, without those that say little, as far as any stay."""
    words = form.telling
    lists = name_words()
    without = ({"form"}, {"form", "place"}, {"form", "place", "unit"})
    cores = (tuple(sorted(w for w in words if lists.group(w) not in g)) for g in without)
    return {tuple(sorted(words)), *(c for c in cores if c)}


def _initials(form: Form) -> set[str]:
    """Give the initials of a name, with and without little words, legal forms and the last."""
    if form.short:
        return _ends(form.compact)
    lists = name_words()
    whole = [w for w in form.whole if lists.group(w) != "stop"]
    bare = [w for w in whole if not is_legal(w)]
    kept = (form.whole, whole, bare, [*bare, *(w for w in whole[-1:] if is_legal(w))], form.words)
    return {i for w in kept if len(w) > 1 for i in _ends("".join(x[0] for x in w))}


def _ends(letters: str) -> set[str]:
    return {letters, letters[:-1]} if len(letters) > _LETTERS else {letters}


def _slips(profile: Profile) -> set[Hashable]:
    """Give each name with one letter left out: names that differ by one letter meet in one."""
    keys: set[Hashable] = set()
    for form in profile.forms:
        name = form.compact
        if len(name) in _SLIPS:
            keys |= {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}
    return keys


def _words(profile: Profile) -> set[Hashable]:
    """Give what two names may have in common: for persons a surname with an initial, for others
    the first word, and every word that is not general, alone and with the next."""
    keys: set[Hashable] = set()
    for form in profile.forms:
        if profile.entity.kind is Kind.PERSON:
            keys |= _person_words(form)
        else:
            words = form.telling
            keys |= {("word", w) for w in words if not _general(w)}
            keys |= {("two", *sorted(two)) for two in combinations(words[:_MOST], 2)}
    return keys


def _general(word: str) -> bool:
    return name_words().group(word) in {"form", "unit"}


def _person_words(form: Form) -> set[Hashable]:
    words = form.words
    if len(words) < 2:
        return set()
    given = {words[0], *name_words().short.get(words[0], ())}
    return {
        *(("person", words[-1], g[0]) for g in given),
        ("person", words[0], words[-1][0]),
        ("person", words[-1], words[-2][0]),
        ("sound of person", form.sound[:3], words[-1][:2]),
    }


def _around(profiles: Sequence[Profile]) -> set[Pair]:
    """Pair entities that share two neighbours, or one if no name of theirs is in one script."""
    near: dict[EntityId, list[int]] = defaultdict(list)
    for n, profile in enumerate(profiles):
        for neighbour in profile.near:
            near[neighbour].append(n)
    shared: Counter[Pair] = Counter()
    for members in near.values():
        if len(members) <= _NEAR:
            shared.update(combinations(members, 2))
    return {p for p, n in shared.items() if n > 1 or _unlike_by_nature(profiles, p)}


def _unlike_by_nature(profiles: Sequence[Profile], pair: Pair) -> bool:
    """Say whether two could be one though no names are alike: other scripts, or initials."""
    left, right = (profiles[n].forms for n in pair)
    scripts = {f.latin for f in left} & {f.latin for f in right}
    return not scripts or any(f.short for f in left) != any(f.short for f in right)
