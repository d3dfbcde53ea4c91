"""The reader: an article in, a document out, with everyone in it who is named."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc, Span

from kg.extract.coref import corefer
from kg.extract.document import BlockKind, Document, Sentence
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import MentionFinder
from kg.extract.pipeline import pipeline
from kg.extract.segment import SILENT, segment
from kg.extract.topics import topics
from kg.extract.words import Words
from kg.language import is_english
from kg.model import Article, Mention
from kg.names import KnownNames


class Reader:
    """Reads articles: blocks, sentences, mentions. Made once, used for many."""

    def __init__(self, names: KnownNames, model: str | None = None) -> None:
        """Take the known names and, optionally, the name of a spaCy pipeline.

        Raises `MissingPart` when the pipeline is not installed.
        """
        self._nlp = pipeline(model)
        self._finder = MentionFinder(names)
        self._lexicon = Lexicon(self._nlp)

    def read(self, article: Article) -> Document:
        """Read an article. Offsets are code points of `article.text`.

        In a text that is not English the listed names are found, and no sentences.
        """
        view, blocks = segment(article.text)
        heard = [b for b in blocks if b.kind not in SILENT]
        docs = self._nlp.pipe(view[b.start : b.end] for b in heard)
        words = Words(zip(heard, docs, strict=True), self._lexicon)
        english = is_english(" ".join(view[b.start : b.end] for b in heard))
        mentions = self._finder.find(article.text, view, blocks, words, english=english)
        sentences = _sentences(words, mentions) if english else ()
        about = topics(view, blocks, sentences, mentions, article.title)
        sentences = corefer(sentences, topics(view, blocks, sentences, mentions), article)
        linked = {m for s in sentences for m in s.mentions if m.origin == "coreference"}
        everyone = sorted((*mentions, *linked), key=lambda m: (m.start, m.end, m.name))
        return Document(article, view, blocks, sentences, tuple(everyone), about)


def _sentences(words: Words, mentions: tuple[Mention, ...]) -> tuple[Sentence, ...]:
    starts = [m.start for m in mentions]
    sentences = []
    for block, doc in words:
        for span in _spans(doc, joined=block.kind in (BlockKind.ITEM, BlockKind.ROW)):
            start, end = block.start + span.start_char, block.start + span.end_char
            inside = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            sentences.append(Sentence(start, end, block, span, block.start, inside))
    return tuple(sentences)


_SHORT = 60  # code points of a key: "President:", "KakaoTalk:"


def _spans(doc: Doc, *, joined: bool) -> list[Span]:
    """Give the sentences of a block, white space at their ends cut off.

    `joined` keeps a key together with its value.
    """
    spans: list[Span] = []
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        before = spans[-1] if spans and joined else None
        keyed = before is not None and before.text.endswith(":") and len(before.text) < _SHORT
        if before is not None and keyed and start < end:
            spans[-1] = doc[before.start : end]
        elif start < end:
            spans.append(doc[start:end])
    return spans
