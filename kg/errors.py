"""What can go wrong, as one tree.

    KgError                     everything below; `.hint` says what would have worked
    ├── BadSource               a file, feed or address that cannot be read as articles
    ├── BadData                 a data file (names, patterns, exports) that breaks its format
    ├── BadSettings             a setting that cannot be
    ├── Ungrounded              words that the article does not contain
    ├── NotFound                no such entity, article, edge, query or judgement
    ├── BadQuery                a query file or a Cypher text that is refused before it runs
    │   └── QueryFailed         the server refused it or ran out of time
    ├── MissingPart             something optional that is not installed (browser part, model, Java)
    ├── ModelUnavailable        the language model does not answer
    ├── ReadersUnavailable      the processes or the cluster that read are not there, or died
    └── StoreUnavailable        the database does not answer
        └── NewerSchema         the graph was written by a later version

Each message says what, where, and what would have worked.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class KgError(Exception):
    """Anything this package refuses to do. `hint` says what would have worked."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class BadSource(KgError):
    """A source that cannot be read as articles. `where` names the file, line or address."""

    def __init__(self, where: str, message: str, *, hint: str = "") -> None:
        super().__init__(f"{where}: {message}", hint=hint)
        self.where = where


class BadData(KgError):
    """A data file of this project or of the user that breaks its format."""


class BadSettings(KgError):
    """A setting that cannot be used as given."""


class Ungrounded(KgError):
    """Words that the article does not contain, or an offset that does not fit them."""


class NotFound(KgError):
    """No such thing; `near` lists what is called nearly so."""

    def __init__(self, kind: str, wanted: str, known: Iterable[str] = ()) -> None:
        self.kind, self.wanted = kind, wanted
        self.near = tuple(_nearest(wanted, list(known)))
        hint = f"did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"no {kind} {wanted!r}", hint=hint)


class BadQuery(KgError):
    """A query that is refused before it runs."""


class QueryFailed(BadQuery):
    """A query that the server refused or that ran out of time."""


class MissingPart(KgError):
    """Something optional that is not installed here; the hint says how to get it."""


class ModelUnavailable(KgError):
    """The language model does not answer."""


class ReadersUnavailable(KgError):
    """The processes or the cluster that read are not there, or died."""


class StoreUnavailable(KgError):
    """The database does not answer."""


class NewerSchema(StoreUnavailable):
    """The graph was written by a later version of this program."""


def _nearest(wanted: str, known: list[str]) -> list[str]:
    by_fold = {name.casefold(): name for name in reversed(known)}
    if wanted.casefold() in by_fold:
        return [by_fold[wanted.casefold()]]
    inside = [name for name in known if wanted.casefold() in name.casefold()]
    close = [by_fold[k] for k in get_close_matches(wanted.casefold(), by_fold, n=5, cutoff=0.6)]
    return list(dict.fromkeys(inside[:5] + close))[:5]
