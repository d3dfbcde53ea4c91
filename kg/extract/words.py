"""What the tagger says of the words of an article, by offset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from spacy.tokens import Doc, Token

from kg.extract.document import Block, BlockKind
from kg.extract.lexicon import Lexicon

_NAME_LABELS = frozenset({"ORG", "PERSON", "PRODUCT", "GPE", "FAC", "LOC"})


class Words:
    """The tokens of the parsed blocks, found by their offsets in the article."""

    def __init__(self, docs: Iterable[tuple[Block, Doc]], lexicon: Lexicon | None = None) -> None:
        self.docs = tuple(docs)
        self._lexicon = lexicon
        self._at: dict[int, tuple[Token, Block]] = {
            block.start + token.idx: (token, block)
            for block, doc in self.docs
            for token in doc
            if not token.is_space
        }

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the text also writes small."""
        return frozenset(
            token.text
            for _, doc in self.docs
            for token in doc
            if token.is_lower and token.is_alpha and len(token.text) > 2
        )

    def coined(self, token: Token) -> bool:
        """Say whether a word with a capital is no word of the language: "Petrovolt"."""
        return self._lexicon is not None and self._lexicon.coined(token)

    def __iter__(self) -> Iterator[tuple[Block, Doc]]:
        return iter(self.docs)

    def at(self, offset: int) -> Token | None:
        """Give the token that begins at an offset."""
        hit = self._at.get(offset)
        return hit[0] if hit else None

    def block_at(self, offset: int) -> Block | None:
        """Give the block of the token that begins at an offset."""
        hit = self._at.get(offset)
        return hit[1] if hit else None

    def in_heading(self, offset: int) -> bool:
        """Say whether the word that begins at an offset stands in a heading."""
        block = self.block_at(offset)
        return block is not None and block.kind is BlockKind.HEADING

    def between(self, start: int, end: int) -> list[Token]:
        """List the tokens that begin between two offsets."""
        return [hit[0] for at in range(start, end) if (hit := self._at.get(at))]

    def may_name(self, start: int, form: str) -> bool:
        """Say whether the tagger takes the word here for a name, wherever it stands."""
        hit = self._at.get(start)
        if hit is None:
            return False
        return " " in form or hit[0].pos_ == "PROPN" or hit[0].ent_type_ in _NAME_LABELS

    def names_inside(self, start: int) -> bool:
        """Say whether a proper noun stands here that its place does not explain.

        The first word of a sentence and words of a heading are capitals anyway.
        """
        hit = self._at.get(start)
        if hit is None or hit[1].kind is BlockKind.HEADING:
            return False
        token = hit[0]
        opens = token.is_sent_start or (token.i > 0 and token.nbor(-1).is_punct and token.i < 3)
        return token.pos_ == "PROPN" and not opens
