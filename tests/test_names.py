from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadData
from kg.names import PREFIXES, KnownNames, entity_id, key
from kg.vocabulary import Kind

HEADER = "id\tname\taliases\tweak\tcountry\tdescription\n"


def write(path: Path, *rows: str) -> Path:
    path.write_text(HEADER + "".join(row + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ByteDance Ltd.", "bytedance"),
        ("ByteDance, Inc.", "ByteDance"),
        ("北京字节跳动科技有限公司", "北京字节跳动科技"),
        ("ООО Яндекс", "Яндекс"),
        ("株式会社ソフトバンク", "ソフトバンク"),
        ("삼성전자 주식회사", "삼성전자"),
        ("The Washington Post", "Washington Post"),
        ("L’Oréal", "L'Oreal"),
        ("U.S. Steel", "US Steel"),
        ("Ｈｕａｗｅｉ", "Huawei"),
        ("Telefónica SA", "Telefonica"),
    ],
)
def test_names_of_one(one: str, other: str) -> None:
    assert key(one) == key(other)
    assert entity_id(Kind.COMPANY, one) == entity_id(Kind.COMPANY, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Disney", "Disney+"),
        ("小米", "小红书"),
        ("李伟", "李薇"),
        ("Яндекс", "Andeks"),
        ("C", "C++"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert key(one) != key(other)
    assert entity_id(Kind.APP, one) != entity_id(Kind.APP, other)


def test_a_person_keeps_what_looks_like_a_legal_form() -> None:
    assert key("Jane Co", Kind.PERSON) == "jane co"
    assert key("Jane Co", Kind.COMPANY) == "jane"


@pytest.mark.parametrize(
    ("kind", "name", "id"),
    [
        (Kind.COMPANY, "ByteDance Ltd.", "company/bytedance"),
        (Kind.PUBLIC_BODY, "Federal Trade Commission", "public-body/federal-trade-commission"),
        (Kind.LAW, "Digital Services Act", "law/digital-services-act"),
        (Kind.COMPANY, "AT&T", "company/at-and-t"),
    ],
)
def test_ids_say_what_they_are(kind: Kind, name: str, id: str) -> None:
    assert entity_id(kind, name) == id


@given(st.text(min_size=1).filter(str.strip), st.sampled_from(list(Kind)))
def test_keys_and_ids_hold_for_any_text(name: str, kind: Kind) -> None:
    assert key(name, kind)
    assert entity_id(kind, name).startswith(PREFIXES[kind] + "/")
    assert entity_id(kind, name).isascii()


def test_a_user_s_file_adds_names_and_replaces_rows(tmp_path: Path) -> None:
    ours = KnownNames.load()
    row = ours.entries[0]
    mine = write(
        tmp_path / "mine.tsv",
        "app/zephyrium\tZephyrium\tZephyr? | 西風\t\tNL\tAn app",
        f"{row.id}\tRenamed\t\t\t\t",
    )
    names = KnownNames.load(mine)
    found = names.find("西風")
    assert found is not None
    assert (found.id, found.kind, found.country) == ("app/zephyrium", Kind.APP, "NL")
    assert ("app/zephyrium", "Zephyr") in names.doubtful
    renamed = names.get(row.id)
    assert renamed is not None
    assert renamed.name == "Renamed"
    assert len(names.entries) == len(ours.entries) + 1


def test_find_prefers_the_exact_name_then_the_key_within_a_kind(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    write(folder / "apps.tsv", "app/zephyrium\tZephyrium\t\t\t\t")
    write(folder / "companies.tsv", "company/zephyrium\tZephyrium Holdings\tZephyrium\t\t\t")
    names = KnownNames.load(folder)

    def id_of(name: str, kind: Kind | None = None) -> str | None:
        found = names.find(name, kind)
        return found.id if found else None

    assert id_of("Zephyrium") == "app/zephyrium"
    assert id_of("Zephyrium", Kind.COMPANY) == "company/zephyrium"
    assert id_of("zephyrium ltd", Kind.COMPANY) == "company/zephyrium"
    assert id_of("Zephyr") is None
    assert id_of("Zephyrium", Kind.LAW) is None


@pytest.mark.parametrize(
    ("rows", "line", "says"),
    [
        (["app/a\tA\t\t\t"], 2, "5 columns"),
        (["app/a\tA\t\t\t\t\t"], 2, "7 columns"),
        (["company/a\tA\t\t\t\t"], 2, "bad id"),
        (["app/Some App\tA\t\t\t\t"], 2, "bad id"),
        (["app/a\t\t\t\t\t"], 2, "no name"),
        (["app/a\tAa\t\t\tUSA\t"], 2, "bad country"),
        (["app/a\tAa\t\t\t\t", "app/a\tBb\t\t\t\t"], 3, "stands twice"),
        (["app/a\tAa\tSame\t\t\t", "app/b\tBb\tSame\t\t\t"], 3, "already a name of app/a"),
    ],
)
def test_a_row_that_breaks_the_format_is_refused(
    tmp_path: Path, rows: list[str], line: int, says: str
) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    path = write(folder / "apps.tsv", *rows)
    with pytest.raises(BadData, match=says) as caught:
        KnownNames.load(folder)
    assert f"{path}:{line}" in str(caught.value)


def test_a_file_without_the_header_or_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "apps.tsv"
    path.write_text("app/a\tA\n", "utf-8")
    with pytest.raises(BadData, match="header"):
        KnownNames.load(path)
    with pytest.raises(BadData, match="no such file"):
        KnownNames.load(tmp_path / "nothing")
