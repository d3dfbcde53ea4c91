"""The whole graph in one file, and back, between engines.

A zip of JSON lines: what cannot be worked out anew. Entities and edges are not in it; they
follow from the readings and judgements. The same graph gives the same bytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import TextIOWrapper
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from kg.errors import BadData
from kg.model import Changes, Edit, Judgement, Reading
from kg.store import vault
from kg.store.adding import add
from kg.store.bars import Bar, bar_of, bar_row
from kg.store.connection import Connection, Row, Tx, fetch
from kg.store.edges import BATCH
from kg.store.edges import write as write_rows
from kg.store.forgetting import blot
from kg.store.judging import judgements, recanonicalise
from kg.store.log import edit_row, edits, entry, note
from kg.store.options import StoreOptions
from kg.store.publishers import put_rows, rated_rows
from kg.store.reading import readings_of_all
from kg.store.rows import REVIEWED, batched, judgement_row, present
from kg.store.schema import lock
from kg.store.sifting import Gone, gone
from kg.store.vault import original_of
from kg.store.withdrawing import bars_of, put_bars
from kg.vocabulary import Deed

FORMAT = 1
"""Version of the file's layout."""
_ARTICLES = 200  # articles read at once: a text is a few thousand letters


def write(connection: Connection, out: BinaryIO) -> Changes:
    """Write all that cannot be worked out anew; the counts say how much was written."""
    ids = sorted(
        row["id"] for row in connection.rows("MATCH (a:Article) RETURN a.id AS id ORDER BY id")
    )
    judged = connection.read(judgements)
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        _part(file, "meta.json", [{"format": FORMAT, "what": "kg-tech-geopolitics backup"}])
        claims = _part(file, "readings.jsonl", _readings(connection, ids))
        _part(file, "marks.jsonl", _marks(connection, ids))
        _part(file, "judgements.jsonl", (j.model_dump(mode="json") for j in judged))
        _part(file, "withdrawn.jsonl", map(bar_row, connection.read(bars_of)))
        aside = connection.read(vault.held)
        _part(file, "withheld.jsonl", (original.row() for original in aside.values()))
        _part(file, "publishers.jsonl", connection.read(rated_rows))
        _part(file, "log.jsonl", (e.model_dump(mode="json") for e in reversed(edits(connection))))
    return Changes(articles_new=len(ids), claims_new=claims)


def _part(file: ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> int:
    """Write one part, a row a line; return how many claims its rows hold."""
    info = ZipInfo(name)  # of the year 1980, so that the same graph gives the same bytes
    info.compress_type = ZIP_DEFLATED
    claims = 0
    with file.open(info, "w", force_zip64=True) as part:
        for row in rows:
            claims += len(row.get("claims", ()))
            part.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return claims


def _readings(connection: Connection, ids: list[str]) -> Iterator[dict[str, Any]]:
    for some in batched(ids, _ARTICLES):
        for reading in connection.read(lambda tx, of=some: readings_of_all(tx, of)):  # type: ignore[misc]
            yield reading.model_dump(mode="json")


def _marks(connection: Connection, ids: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what the graph notes of articles and claims beside what was read in them."""
    for some in batched(ids, BATCH):
        rows = connection.rows(
            "UNWIND $ids AS id MATCH (a:Article {id: id}) RETURN id, a.readings AS readings",
            ids=some,
        )
        yield from sorted(rows, key=lambda row: str(row["id"]))
        rows = connection.rows(
            """UNWIND $ids AS id MATCH (c:Claim {article: id}) WHERE c.reviewed_by IS NOT NULL
               RETURN properties(c) AS claim""",
            ids=some,
        )
        for row in sorted((r["claim"] for r in rows), key=lambda c: str(c["key"])):
            yield present({"key": row["key"], **{name: row.get(name) for name in REVIEWED}})


def restore(connection: Connection, file: BinaryIO, options: StoreOptions) -> Changes:
    """Fill an empty graph from a backup.

    A restore that was cut short is finished by running it again with the same file. Raises
    `BadData` for a file that is no backup, and for a graph that holds something else.
    """
    mark = sha256(file.read()).hexdigest()
    file.seek(0)
    try:
        with ZipFile(file) as opened:
            _checked(opened)
            connection.write(lambda tx: _begin(tx, mark, opened))
            readings = map(Reading.model_validate, _rows(opened, "readings.jsonl"))
            changes = add(connection, readings, options)
            done = connection.write(lambda tx: _finish(tx, opened, options), repeats=True)
    except (BadZipFile, zlib.error, KeyError, ValueError) as error:  # a broken file, line or value
        raise BadData(
            f"this file is no backup that can be read: {str(error).splitlines()[0][:200]}",
            hint="kg backup FILE writes one",
        ) from error
    return changes + done


def _checked(file: ZipFile) -> None:
    (meta,) = _rows(file, "meta.json")
    if meta.get("what") != "kg-tech-geopolitics backup":
        raise BadData("this file is no backup of a graph", hint="kg backup FILE writes one")
    if meta.get("format") != FORMAT:
        raise BadData(
            f"this backup has layout {meta.get('format')}; this program reads layout {FORMAT}",
            hint="restore it with the version that wrote it, or a newer one",
        )


def _rows(file: ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with TextIOWrapper(file.open(name), "utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise BadData(f"{name} of this backup holds a line that is no record")
            yield row


def _begin(tx: Tx, mark: str, file: ZipFile) -> None:
    """Take an empty graph, or one that this very file has begun to fill."""
    lock(tx)
    meta = fetch(tx, "MATCH (m:Meta {id: 'schema'}) RETURN m.restoring AS mark")
    full = fetch(tx, "MATCH (n) WHERE n:Article OR n:Judgement RETURN count(n) AS n")[0]["n"]
    if full and meta[0]["mark"] != mark:
        raise BadData(
            "the graph is not empty, and a restore would mix two graphs",
            hint="restore into a new KG_HOME or an empty database",
        )
    fetch(tx, "MATCH (m:Meta {id: 'schema'}) SET m.restoring = $mark", mark=mark)
    if plain := [b for b in _bars(file) if not b.keyed]:
        put_bars(tx, plain)


def _bars(file: ZipFile) -> list[Bar]:
    """Read what was withdrawn; a backup of an earlier version tells of nothing."""
    if "withdrawn.jsonl" not in file.namelist():
        return []
    return [bar_of(row) for row in _rows(file, "withdrawn.jsonl")]


def _finish(tx: Tx, file: ZipFile, options: StoreOptions) -> Changes:
    """Put judgements, reviews and the log back; only then is the graph whole."""
    lock(tx)
    rows = [judgement_row(Judgement.model_validate(row)) for row in _rows(file, "judgements.jsonl")]
    write_rows(tx, "MERGE (j:Judgement {id: row.id}) SET j = row", rows, "judgement")
    changes = recanonicalise(tx)
    if "publishers.jsonl" in file.namelist():  # a backup of an earlier version has none
        put_rows(tx, _rows(file, "publishers.jsonl"))
    if bars := _bars(file):
        # Of the erased nothing is in this file, so its key need not be here until now.
        put_bars(tx, bars)
        vault.put(tx, map(original_of, _rows(file, "withheld.jsonl")))
    erased = gone(map(Reading.model_validate, _rows(file, "readings.jsonl")), options.home)
    _put_marks(tx, _rows(file, "marks.jsonl"), erased)
    _put_log(tx, [Edit.model_validate(row) for row in _rows(file, "log.jsonl")])
    if erased.articles:
        blot(tx, erased.ids, erased.words)
        changes += recanonicalise(tx)
    fetch(tx, "MATCH (m:Meta {id: 'schema'}) REMOVE m.restoring")
    note(tx, entry(Deed.RESTORED, options.who, options.clock(), (), changes))
    return changes


def _put_marks(tx: Tx, rows: Iterable[dict[str, Any]], erased: Gone) -> None:
    for some in batched(rows, BATCH):
        marked = [r for r in some if "key" in r and r["key"] not in erased.keys]
        claims = [{"key": r["key"], "props": r} for r in marked]
        articles = [r for r in some if "key" not in r and r["id"] not in erased.articles]
        write_rows(tx, "MATCH (c:Claim {key: row.key}) SET c += row.props", claims, "claim")
        text = "MATCH (a:Article {id: row.id}) SET a.readings = row.readings"
        write_rows(tx, text, articles, "article")


def _put_log(tx: Tx, log: list[Edit]) -> None:
    """Write the log anew, in its order, in place of what the restore itself noted."""
    fetch(tx, "MATCH (e:Edit) DELETE e")
    rows: list[Row] = [{"props": {**edit_row(e), "turn": n}} for n, e in enumerate(log)]
    write_rows(tx, "CREATE (e:Edit) SET e = row.props", rows, "log")
    text = """MATCH (m:Meta {id: 'schema'})
              SET m.writes = CASE WHEN m.writes > $n THEN m.writes ELSE $n END"""
    fetch(tx, text, n=len(log))
