"""What else of the graph tells of something erased: its log, judgements and other withdrawals."""

from __future__ import annotations

from collections.abc import Collection

from kg.store.blackout import black, merged
from kg.store.connection import Row, Tx, fetch
from kg.vocabulary import Deed


def blot(tx: Tx, ids: Collection[str], words: Collection[str]) -> None:
    """Take these ids and words out of all that people wrote beside the claims.

    An entry of the log stays, with who and when; what it said of the erased does not.
    """
    text = "MATCH (j:Judgement) WHERE j.left IN $ids OR j.right IN $ids DELETE j"
    fetch(tx, text, ids=sorted(ids))
    _blot_log(tx, set(ids), words)
    _blot_withdrawals(tx, set(ids), words)


def _blot_log(tx: Tx, ids: set[str], words: Collection[str]) -> None:
    text = """MATCH (e:Edit)
              WHERE any(x IN coalesce(e.things, []) WHERE x IN $ids)
                 OR any(w IN $words WHERE coalesce(e.said, '') CONTAINS w
                                       OR coalesce(e.why, '') CONTAINS w)
              RETURN e.turn AS turn, properties(e) AS edit"""
    for row in fetch(tx, text, ids=sorted(ids), words=sorted(words)):
        edit: Row = row["edit"]
        things = [x for x in edit.get("things", []) if x not in ids]
        about_it = len(things) < len(edit.get("things", [])) and edit["deed"] != Deed.LOADED
        told = {n: "" if about_it else inked(edit.get(n, ""), words) for n in ("said", "why")}
        write = """MATCH (e:Edit {turn: $turn}) WHERE e.deed = $deed
                   SET e.things = $things, e.said = $said, e.why = $why"""
        fetch(tx, write, turn=row["turn"], deed=edit["deed"], things=things, **told)


def _blot_withdrawals(tx: Tx, ids: set[str], words: Collection[str]) -> None:
    for row in fetch(tx, "MATCH (b:Withdrawal) RETURN properties(b) AS bar"):
        bar: Row = row["bar"]
        if bar.get("keyed"):
            continue
        if bar.get("thing") in ids or any(ids & set(mark.split(" ")) for mark in bar["marks"]):
            fetch(tx, "MATCH (b:Withdrawal {id: $id}) DELETE b", id=bar["id"])
            continue
        marks = [m for m in bar["marks"] if not any(w in m for w in words)]
        told = {n: inked(bar.get(n, ""), words) for n in ("name", "why")}
        text = "MATCH (b:Withdrawal {id: $id}) SET b.marks = $marks, b.name = $name, b.why = $why"
        fetch(tx, text, id=bar["id"], marks=marks, **told)


def inked(text: str, words: Collection[str]) -> str:
    """Ink these words over wherever they stand."""
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return black(text, merged(found))
