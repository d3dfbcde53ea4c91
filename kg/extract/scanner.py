"""Many fixed phrases looked for in one pass: whole words, longest first, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation

_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Scanner:
    """Looks for these phrases, case as written."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = tuple(forms)
        self._automaton = AhoCorasick(
            self.forms or ("\u0000",), implementation=Implementation.ContiguousNFA
        )

    def scan(self, view: str) -> list[tuple[int, int, int]]:
        """List (start, end, number of the phrase) of disjoint hits, the longest kept, in order."""
        spans = [
            (start, end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(view, overlapping=True)
            if index < len(self.forms) and whole(view, start, end)
        ]
        spans.sort(key=lambda s: (s[0] - s[1], s[0]))
        taken = bytearray(len(view))
        kept = []
        for start, end, index in spans:
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                kept.append((start, end, index))
        return sorted(kept)


def whole(view: str, start: int, end: int) -> bool:
    """Say whether a match is a whole word, and no handle, address or longer compound."""
    first, last = view[start], view[end - 1]
    before = view[start - 1] if start else " "
    after = view[end] if end < len(view) else " "
    if _CJK.match(first) or _CJK.match(last):
        return True
    if first.isalnum() and (before.isalnum() or before in "@#_/$"):
        return False
    if before in ".'" and start > 1 and view[start - 2].isalnum():
        return False
    if last.isalnum() and (after.isalnum() or after in "_@$€£¥"):
        return False  # "US$614 million" names no state
    if after in "+&" and end + 1 < len(view) and view[end + 1] != " ":
        return False
    return not (after == "." and view[end + 1 : end + 2].isalnum())
