from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Entity, Mention
from kg.names import KnownNames, entity_id, key
from kg.resolve import NameResolver
from kg.vocabulary import Kind

ARTICLE = Article(id="article/a", title="", origin="origin/a", text="Lime and Line and Arm Ltd.")
LISTED = (
    Entity(
        id="app/rednote",
        kind=Kind.APP,
        name="RedNote",
        aliases=("Xiaohongshu", "小红书"),
        country="CN",
        known=True,
    ),
    Entity(id="company/arm", kind=Kind.COMPANY, name="Arm", aliases=("Arm Holdings",), known=True),
    Entity(id="government/cn", kind=Kind.GOVERNMENT, name="China", country="CN", known=True),
)


@pytest.fixture(scope="module")
def resolver() -> NameResolver:
    return NameResolver(KnownNames.of(LISTED))


def mention(name: str, kind: Kind, **more: object) -> Mention:
    return Mention.model_validate(
        {"text": name, "start": 0, "end": len(name), "kind": kind, "name": name, **more}
    )


def test_a_mention_that_matched_the_list_is_the_listed_entity(resolver: NameResolver) -> None:
    found = resolver.resolve(mention("小红书", Kind.APP, entity="app/rednote"), ARTICLE)
    assert found is LISTED[0]


@pytest.mark.parametrize("name", ["Arm Ltd.", "ARM Holdings", "arm"])
def test_a_listed_entity_is_known_by_key(resolver: NameResolver, name: str) -> None:
    assert resolver.resolve(mention(name, Kind.COMPANY), ARTICLE).id == "company/arm"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Line", "Lime"),
        ("Meta", "Metaverse Corp"),
        ("Viber", "Fiber"),
        ("Signal", "Signal Capital"),
        ("Micron", "Micro"),
        ("Apple", "Apple Records"),
        ("Douyin", "TikTok"),
        ("Alibaba", "Alipay"),
        ("Arm", "Armada"),
        ("Apple", "Apple Corps"),
        ("李伟", "李薇"),
        ("Disney", "Disney+"),
    ],
)
def test_likeness_never_joins(resolver: NameResolver, one: str, other: str) -> None:
    left = resolver.resolve(mention(one, Kind.COMPANY), ARTICLE)
    right = resolver.resolve(mention(other, Kind.COMPANY), ARTICLE)
    assert left.id != right.id


def test_same_key_and_kind_is_one_and_another_kind_is_not(resolver: NameResolver) -> None:
    one = resolver.resolve(mention("Zephyr Ltd.", Kind.COMPANY), ARTICLE)
    other = resolver.resolve(mention("Zephyr", Kind.COMPANY), ARTICLE)
    app = resolver.resolve(mention("Zephyr", Kind.APP), ARTICLE)
    assert one.id == other.id == "company/zephyr"
    assert app.id == "app/zephyr"


def test_a_state_goes_by_its_code(resolver: NameResolver) -> None:
    china = resolver.resolve(mention("Mainland", Kind.GOVERNMENT, country="CN"), ARTICLE)
    chad = resolver.resolve(mention("Chad", Kind.GOVERNMENT, country="TD"), ARTICLE)
    assert china is LISTED[2]
    assert chad.id == "government/td"


def test_a_new_entity_carries_the_document_s_other_names(resolver: NameResolver) -> None:
    said = mention("Zephyr Systems", Kind.COMPANY, aliases=("Zephyr", "Zephyr Systems"))
    found = resolver.resolve(said, ARTICLE)
    assert found.aliases == ("Zephyr",)
    assert not found.known


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(list(Kind)))
def test_ids_follow_keys(name: str, kind: Kind) -> None:
    again = f" {name}  "
    assert key(name, kind) == key(again, kind)
    assert entity_id(kind, name) == entity_id(kind, again)


@given(
    st.text(min_size=1).filter(str.strip),
    st.text(min_size=1).filter(str.strip),
    st.sampled_from(list(Kind)),
)
def test_different_keys_have_different_ids(one: str, other: str, kind: Kind) -> None:
    same_key = key(one, kind) == key(other, kind)
    assert (entity_id(kind, one) == entity_id(kind, other)) == same_key


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("News", False),
        ("The News", False),
        ("News Inc.", False),
        ("News Corp", True),
        ("News Corp.", True),
        ("News Corporation", True),
        ("Zoltec Widgets", True),
        ("Arm", True),
        ("Arm Ltd.", True),
    ],
)
def test_a_common_word_is_no_company_without_its_legal_form(name: str, known: bool) -> None:
    listed = (
        Entity(id="company/news-corp", kind=Kind.COMPANY, name="News Corp", known=True),
        Entity(id="company/zoltec", kind=Kind.COMPANY, name="Zoltec Widgets Inc", known=True),
        LISTED[1],
    )
    resolver = NameResolver(KnownNames.of(listed))
    assert resolver.resolve(mention(name, Kind.COMPANY), ARTICLE).known is known
