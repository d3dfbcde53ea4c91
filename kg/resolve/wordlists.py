"""Words that names are made of: legal and general words, units, places, titles, short names."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

_SHORT, _AS, _IS = "short for ", "as ", "is "


@dataclass(frozen=True)
class NameWords:
    """Which words say little in a name, and which say that another thing is meant.

    `groups` are form ("Technology"), unit ("Cloud"), place, title and stop ("of"). `short` holds
    given names by their short form, `alike` words that stand for one another ("Chinese", "China"),
    `meant` general words of other scripts in English ("集团", "group").
    """

    groups: dict[str, str] = field(default_factory=dict)
    short: dict[str, frozenset[str]] = field(default_factory=dict)
    alike: dict[str, str] = field(default_factory=dict)
    meant: dict[str, str] = field(default_factory=dict)

    def group(self, word: str) -> str:
        """Say to which group a word belongs; nothing for all others."""
        return self.groups.get(word, "")

    def plain(self, word: str) -> str:
        """Give the word that stands for this one: "china" for "chinese"."""
        return self.alike.get(word, word)

    def in_english(self, text: str) -> str:
        """Put general words of other scripts into English: "阿里巴巴集团" is "阿里巴巴 group "."""
        for word, meant in self.meant.items():
            if word in text and text != word:
                text = text.replace(word, f" {meant} ")
        return text

    def one_given_name(self, left: str, right: str) -> bool:
        """Say whether two given names can be one: an initial, a beginning or a short form."""
        low, high = sorted((left, right), key=len)
        begins = high.startswith(low) and (len(low) == 1 or len(low) >= 3)
        shortened = high in self.short.get(low, ()) or low in self.short.get(high, ())
        return begins or shortened


@cache
def name_words() -> NameWords:
    """Read the words of `kg/data/identity/words.tsv`, once a process."""
    groups: dict[str, str] = {}
    short: dict[str, frozenset[str]] = {}
    alike: dict[str, str] = {}
    meant: dict[str, str] = {}
    text = (files("kg.data") / "identity" / "words.tsv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        word, is_ = line.split("\t")
        if is_.startswith(_SHORT):
            short[word] = short.get(word, frozenset()) | {is_.removeprefix(_SHORT)}
        elif is_.startswith(_IS):
            meant[word] = is_.removeprefix(_IS)
        elif is_.startswith(_AS):
            alike[word] = is_.removeprefix(_AS)
        else:
            groups[word] = is_
    return NameWords(groups, short, alike, meant)
