"""Names that the graph learned become a list of names again."""

from __future__ import annotations

from pathlib import Path

from kg.model import Entity
from kg.names import KnownNames, as_file
from kg.vocabulary import Kind

LEARNED = (
    Entity(
        id="company/nordwind-group",
        kind=Kind.COMPANY,
        name="Nordwind Group",
        aliases=("Nordwind", "Нордвинд"),
        country="NO",
    ),
    Entity(id="app/fjordchat", kind=Kind.APP, name="Fjordchat"),
)


def test_learned_names_are_read_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "learned.tsv"
    file.write_text(as_file(LEARNED), "utf-8")
    known = KnownNames.load(file)
    for entity in LEARNED:
        found = known.get(entity.id)
        assert found is not None
        assert (found.name, found.aliases, found.country) == (
            entity.name,
            entity.aliases,
            entity.country,
        )


def test_a_name_with_a_tab_cannot_break_the_file(tmp_path: Path) -> None:
    odd = Entity(id="company/odd", kind=Kind.COMPANY, name="Odd\tname\nhere", aliases=("a | b",))
    file = tmp_path / "odd.tsv"
    file.write_text(as_file([odd]), "utf-8")
    found = KnownNames.load(file).get("company/odd")
    assert found is not None
    assert (found.name, found.aliases) == ("Odd name here", ())
