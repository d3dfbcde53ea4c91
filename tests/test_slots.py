"""Places that one kind of name fills, and names of a person's shape."""

from __future__ import annotations

import pytest

from kg.extract.persons import is_given, looks_personal
from kg.extract.slots import Slot, slot_of, slots

SLOTS = [pytest.param(s, id=s.id) for s in slots()]


def starred(text: str) -> tuple[str, int, int]:
    before, name, after = text.split("*")
    return before + name + after, len(before), len(before) + len(name)


def test_ids_are_unique() -> None:
    assert len({s.id for s in slots()}) == len(slots())


@pytest.mark.parametrize("slot", SLOTS)
def test_a_slot_holds_where_its_examples_say_so(slot: Slot) -> None:
    assert slot.match
    assert slot.avoid
    for example in slot.match:
        assert slot.holds(*starred(example)), example
        found = slot_of(*starred(example))
        assert found is not None
        assert found.kind is slot.kind, (example, found.id)
    for example in slot.avoid:
        assert not slot.holds(*starred(example)), example


@pytest.mark.parametrize(
    "name",
    ["Adaeze Okonkwo", "Sun-hee Paik", "Li Wenbo", "Ilse van den Berg", "Jean-Paul Marat"],
)
def test_names_of_people(name: str) -> None:
    assert looks_personal(name)


@pytest.mark.parametrize(
    "name",
    ["Adaeze", "Non-executive Director", "Grenzfeld Photonics", "Hong Kong", "Marta 3"],
)
def test_other_names(name: str) -> None:
    assert not looks_personal(name)


def test_given_names_are_known_by_list_or_by_their_syllables() -> None:
    assert is_given("Nkechi")
    assert is_given("Eun-ji")
    assert not is_given("Pre-seed")
