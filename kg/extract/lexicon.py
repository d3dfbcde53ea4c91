"""Which words are English: a capital on any other is a name's, wherever it stands."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Token

_SHORTEST = 4
_ENDINGS = ("'s", "ies", "es", "s", "ed", "d", "ing", "er", "ers", "ly", "ness", "less", "like")


class Lexicon:
    """The words that the pipeline's lemmatizer knows; empty when it keeps no list."""

    def __init__(self, nlp: Language) -> None:
        """Take the pipeline whose lemmatizer lists words by part of speech."""
        self._words: frozenset[str] = frozenset()
        if nlp.has_pipe("lemmatizer"):
            lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
            if lookups is not None and lookups.has_table("lemma_index"):
                index = lookups.get_table("lemma_index")
                self._words = frozenset(word for words in index.values() for word in words)

    def coined(self, token: Token) -> bool:
        """Say whether a word with a capital is none of the language's own: "Petrovolt"."""
        word = token.text
        if not self._words or len(word) < _SHORTEST or not word.isalpha() or not word[0].isupper():
            return False
        return token.ent_type_ != "NORP" and not self.has(word) and not self.has(token.lemma_)

    def has(self, word: str) -> bool:
        """Say whether a word, or what it is made from, is listed: "regulators", "copied"."""
        lower = word.lower()
        stems = [lower, *(lower.removesuffix(e) for e in _ENDINGS if lower.endswith(e))]
        stems += [s + "y" for s in stems if lower.endswith(("ies", "ied"))]
        stems += [s + "e" for s in stems]
        return any(s in self._words for s in stems)
