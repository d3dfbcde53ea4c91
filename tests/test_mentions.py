from __future__ import annotations

import itertools
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadData, MissingPart
from kg.extract.pipeline import pipeline, verify
from kg.extract.reader import Reader
from kg.extract.shortened import is_acronym
from kg.language import is_english
from kg.model import Article, Mention
from kg.names import KnownNames
from kg.vocabulary import Kind

K = Kind


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(KnownNames.load())


def read(reader: Reader, text: str) -> tuple[Mention, ...]:
    found = reader.read(Article(id="article/a", title="", origin="origin/a", text=text)).mentions
    assert all(text[m.start : m.end] == m.text for m in found)
    return tuple(m for m in found if m.origin != "coreference")


def named(reader: Reader, text: str) -> set[tuple[str, Kind]]:
    return {(m.name, m.kind) for m in read(reader, text)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("ByteDance’s TikTok left India.", "ByteDance", K.COMPANY),
        ("Microsoft-owned LinkedIn left China.", "Microsoft", K.COMPANY),
        ("Americans flocked to RedNote (Xiaohongshu).", "RedNote", K.APP),
        ("用户涌向小红书。", "小红书", K.APP),
        ("Chinese regulators fined Alibaba on Monday.", "China", K.GOVERNMENT),
        ("The U.S. Commerce Department added it.", "U.S. Commerce Department", K.PUBLIC_BODY),
        ("The US has sued the firm.", "US", K.GOVERNMENT),
        ("The EU and the UK agreed.", "UK", K.GOVERNMENT),
        ("He left after the European Union had imposed sanctions.", "European Union", K.GOVERNMENT),
        ("Beijing has warned the chipmaker.", "China", K.GOVERNMENT),
        ("It opened an office in Beijing.", "Beijing", K.PLACE),
        ("It built a plant in Texas.", "Texas", K.PLACE),
        ("The messaging app Qwoop was banned in Kenya.", "Qwoop", K.APP),
        ("Vantrix, a Taiwanese chipmaker, sued its rival.", "Vantrix", K.COMPANY),
        ("Zoltec Widgets Ltd. was fined.", "Zoltec Widgets Ltd.", K.COMPANY),
        ("The Ministry of Digital Trade fined it.", "Ministry of Digital Trade", K.PUBLIC_BODY),
        ("Researchers at the University of Borland wrote it.", "University of Borland",
         K.ORGANIZATION),
        ("Lawmakers passed the Widget Safety Act of 1998.", "Widget Safety Act of 1998", K.LAW),
        ("Mr. Harold Quimby resigned on Friday.", "Harold Quimby", K.PERSON),
        ("Qwantel CEO Adaeze Mbeki said so.", "Adaeze Mbeki", K.PERSON),
        ("We hear that Qwantel has been acquired by Intel.", "Qwantel", K.COMPANY),
        ("Intel bought a stake in Vantrix Mobility.", "Vantrix Mobility", K.COMPANY),
        ("Vodafone Polska raised prices.", "Vodafone Polska", K.COMPANY),
        ("The Brindaal-based firm grew.", "Brindaal", K.PLACE),
        ("It met Zoltec, a Brindaal start-up.", "Brindaal", K.PLACE),
        ("The Ministry of Digital Trade of Moldova fined it.", "Ministry of Digital Trade",
         K.PUBLIC_BODY),
        ("The Bank of Ghana fined it.", "Bank of Ghana", K.PUBLIC_BODY),
        ("Gazprom-Media grew.", "Gazprom-Media", K.COMPANY),
    ],
)  # fmt: skip
def test_who_is_named(reader: Reader, text: str, name: str, kind: Kind) -> None:
    assert (name, kind) in named(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "It must be sold to a non-Chinese buyer.",
        "The app was bought for $3 billion by an AI startup in March.",
        "The company makes chips, phones and cars.",
        "You’ve successfully subscribed to Cyber News Centre.\n\nLoading the Acme player...",
        "By Jane Doe and Jim Roe\n\nPhoto: Tim Cook / Getty Images",
    ],
)
def test_nobody_is_named(reader: Reader, text: str) -> None:
    assert read(reader, text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The European Commission on Wednesday acted.", "European Commission"),
        ("The Commerce Department on Friday acted.", "Commerce Department"),
        ("The Ministry of Widgets on Monday acted.", "Ministry of Widgets"),
        ("The Bureau of Widget Control in January 2023 acted.", "Bureau of Widget Control"),
        ("The Court of Widgets on Jan. 17 acted.", "Court of Widgets"),
        ("The University of Borland in England acted.", "University of Borland"),
        ("The Committee on Foreign Affairs voted.", "Committee on Foreign Affairs"),
        ("The Ministry of Science, Technology and Innovation voted.",
         "Ministry of Science, Technology and Innovation"),
        ("The Ministry of Widgets and Zoltec Ltd. voted.", "Ministry of Widgets"),
    ],
)  # fmt: skip
def test_a_body_s_name_ends_where_time_and_place_begin(
    reader: Reader, text: str, name: str
) -> None:
    bodies = [m.text for m in read(reader, text) if m.kind in (K.PUBLIC_BODY, K.ORGANIZATION)]
    assert bodies == [name]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Kremlin-owned gas producer grew.", "Kremlin"),
        ("The Russian state-owned oil firm grew.", "Russian state"),
        ("Beijing-backed hackers struck.", "Beijing"),
        ("A Russian court fined the firm.", "Russian court"),
        ("The Italian data protection authority fined the firm.",
         "Italian data protection authority"),
        ("The Biden administration fined the firm.", "Biden administration"),
    ],
)  # fmt: skip
def test_those_who_act_for_a_state_are_its_government(
    reader: Reader, text: str, words: str
) -> None:
    assert [(m.text, m.kind) for m in read(reader, text)] == [(words, K.GOVERNMENT)]


@pytest.mark.parametrize(
    "text",
    [
        "It paid 4.5 billion yuan (US$614 million) and A$20 million.",
        "The Hong Kong dollar weakened.",
        "The Chinese-owned firm makes Russian dolls.",
    ],
)
def test_currencies_and_adjectives_are_no_governments(reader: Reader, text: str) -> None:
    assert read(reader, text) == ()


def test_a_capital_in_a_longer_name_is_not_its_government(reader: Reader) -> None:
    found = named(reader, "Bank of China and the Washington Post declined to comment.")
    assert not [n for n, kind in found if kind is K.GOVERNMENT]


def test_an_acronym_in_parentheses_is_the_same_one(reader: Reader) -> None:
    text = "The Office of Widget Safety (OWS) sued. On Friday OWS said that it had won."
    found = [m for m in read(reader, text) if m.kind is K.PUBLIC_BODY]
    assert [m.text for m in found] == ["Office of Widget Safety", "OWS", "OWS"]
    assert {m.name for m in found} == {"Office of Widget Safety"}
    assert {m.aliases for m in found} == {("OWS",)}


def test_a_surname_is_the_full_name_s(reader: Reader) -> None:
    text = "Harold Quimby founded Zoltec Ltd. in 1990. Later Quimby sold it."
    assert [m.name for m in read(reader, text) if m.kind is K.PERSON] == ["Harold Quimby"] * 2


def test_a_name_found_once_is_found_everywhere(reader: Reader) -> None:
    text = "The messaging app Qwoop was banned. Nobody had heard of Qwoop before. We like Qwoop."
    assert [m.text for m in read(reader, text)] == ["Qwoop"] * 3


def test_a_doubtful_name_needs_support(reader: Reader) -> None:
    assert ("Signal", K.APP) in named(reader, "He wrote to her on the messaging app Signal.")
    assert named(reader, "Signal lights failed. Block the road. Line up here.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Commuters on the Circle Line waited.",
        "Planet Earth is warming.",
        "Sample Wire was cut.",
    ],
)
def test_a_doubtful_word_inside_a_longer_name_is_not_that_name(reader: Reader, text: str) -> None:
    assert not [m for m in read(reader, text) if m.origin == "list"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Malaysia could ban X if it does not comply.", "X", K.APP),
        ("Wiz, founded by Jane Roe, was bought by Google.", "Wiz", K.COMPANY),
        ("Swisscom has bought its rival.", "Swisscom", K.COMPANY),
        ("He wrote to Signal President Jane Roe.", "Signal", K.APP),
    ],
)
def test_what_a_sentence_does_with_a_name_supports_it(
    reader: Reader, text: str, name: str, kind: Kind
) -> None:
    assert (name, kind) in named(reader, text)


def test_names_listed_together_are_of_one_kind(reader: Reader) -> None:
    text = "Rivals sell to companies including Qwoop, Zoltec and AVQ, among others."
    assert named(reader, text) == {(n, K.COMPANY) for n in ("Qwoop", "Zoltec", "AVQ")}
    text = "It has applications including Documents, Spreadsheets and Slides."
    assert K.APP not in {kind for _, kind in named(reader, text)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Members of Fight for the Widgets signed.", "Fight for the Widgets", K.ORGANIZATION),
        ("The startup Tools for Widgetry grew.", "Tools for Widgetry", K.COMPANY),
        ("The provider zoltec.com gave servers.", "zoltec.com", K.COMPANY),
        ("It was bought by MineTwo Wyoming Data Center LLC in May.",
         "MineTwo Wyoming Data Center LLC", K.COMPANY),
        ("Qwoop chief Harold Quimby left.", "Qwoop", K.COMPANY),
        ("It lies near Harold Q. Quimby Air Force Base.", "Harold Q. Quimby Air Force Base",
         K.PLACE),
        ("Secretary of Agriculture Harold Quimby spoke.", "Harold Quimby", K.PERSON),
        ("District Judge Harold Quimby ruled.", "Harold Quimby", K.PERSON),
    ],
)  # fmt: skip
def test_names_of_unusual_shape(reader: Reader, text: str, name: str, kind: Kind) -> None:
    assert (name, kind) in named(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "He won the Quimby Prize and the Zoltec Medal.",
        "The Zoltec Index fell.",
        "The firm sells its Blackpool chips.",
        "A Linux is a Linux.",
        "Visit zoltec.com for more.",
        "Quimby smiled.",
    ],
)
def test_prizes_indices_chips_and_lone_surnames_are_nobody(reader: Reader, text: str) -> None:
    assert not [m for m in read(reader, text) if m.origin != "list"]


def test_a_state_goes_by_one_name(reader: Reader) -> None:
    text = "The United States sued. US officials said that the U.S. would win."
    found = read(reader, text)
    assert {m.entity for m in found} == {"government/us"}
    assert {m.name for m in found} == {"United States"}


def test_in_another_language_only_listed_names_count(reader: Reader) -> None:
    text = (
        "Der Konzern ByteDance will die Anwendung TikTok nicht verkaufen, sagte Sprecherin Anna "
        "Beispiel am Montag in der Hauptstadt. Die Behörde Musteramt hatte das verlangt, weil sie "
        "die Sicherheit der Daten in Gefahr sieht und dem Unternehmen nicht vertraut."
    )
    document = reader.read(Article(id="article/a", title="", origin="origin/a", text=text))
    assert {m.name for m in document.mentions} == {"ByteDance", "TikTok"}
    assert document.sentences == ()


def test_english_is_told_from_other_languages() -> None:
    assert is_english("ByteDance owns TikTok.")
    assert is_english("")
    assert not is_english("字节跳动拥有抖音。")
    assert not is_english("Компания не продаёт приложение.")
    french = "La commission a infligé une amende au groupe, qui fera appel de cette décision. "
    assert not is_english(french * 4)


@pytest.mark.parametrize(
    ("short", "long", "is_one"),
    [
        ("CFIUS", "Committee on Foreign Investment in the United States", True),
        ("OWS", "Office of Widget Safety", True),
        ("AT", "Acme Tools", True),
        ("FTC", "Federal Communications Commission", False),
        ("A", "Acme", False),
    ],
)
def test_acronyms(short: str, long: str, is_one: bool) -> None:
    assert is_acronym(short, long) is is_one


def test_weights_that_are_not_the_official_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ner").mkdir()
    (tmp_path / "ner" / "model").write_bytes(b"other weights")
    with pytest.raises(BadData, match="not the official weights"):
        verify(tmp_path)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(MissingPart, match="xx_no_such_model"):
        pipeline("xx_no_such_model")


_PIECES = st.lists(
    st.sampled_from(
        ["TikTok", "ByteDance", "Beijing", "'s", "’s", " ", " ", " ", ". ", "\n", "\n\n", "- ",
         "(CFIUS)", "the company", "It", "小红书", "said", "owns", "[", "](http://a.b)", "**", ",",
         "U.S.", "regulators", "Chinese", "Mr.", "Quimby", "Ltd.", "the", "of", "Ministry", "-"]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pieces=_PIECES)
def test_every_mention_stands_at_its_offsets(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)
    document = reader.read(Article(id="article/a", title="", origin="origin/a", text=text))
    assert len(document.view) == len(text)
    for mention in document.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.name not in mention.aliases
    named = [m for m in document.mentions if m.origin != "coreference"]
    assert all(a.end <= b.start for a, b in itertools.pairwise(named))
    within = [m for s in document.sentences for m in s.mentions]
    assert all(s.start <= m.start < s.end for s in document.sentences for m in s.mentions)
    assert set(within) <= set(document.mentions)


@pytest.mark.parametrize(
    "unit",
    ["[", "[ ", "![", "{{", "[a](b ", "A'", "A&", "Bank of ", "it ", "a", "A", "Xq Wz, ", "a."],
)
def test_hostile_texts_take_time_in_step_with_their_length(reader: Reader, unit: str) -> None:
    plain = "The company said on Monday that it would buy a rival in Texas for $3 billion. "
    usual = min(_seconds(reader, plain, 8_000) for _ in range(2))
    assert _seconds(reader, unit, 8_000) < 4 * usual + 0.2
    assert _seconds(reader, unit, 16_000) < 8 * usual + 0.4


def _seconds(reader: Reader, unit: str, length: int) -> float:
    text = (unit * length)[:length]
    began = process_time()
    reader.read(Article(id="article/a", title="", origin="origin/a", text=text))
    return process_time() - began


def test_twice_is_once(reader: Reader) -> None:
    text = "ByteDance owns TikTok. The company fought Washington, and Zoltec Widgets Ltd. sued."
    assert read(reader, text) == read(reader, text)


@pytest.mark.parametrize(
    ("text", "short", "whole"),
    [
        (
            "Viktor Halasz founded Orlinsk Microsystems. Orlinsk shipped its first chips.",
            "Orlinsk",
            "Orlinsk Microsystems",
        ),
        (
            "Lunex sells masts\n\nLunex Telecom will sell its masts. Lunex said so on Friday.",
            "Lunex",
            "Lunex Telecom",
        ),
        (
            "Meridian Gulf Components was fined. Meridian Gulf will appeal.",
            "Meridian Gulf",
            "Meridian Gulf Components",
        ),
    ],
)
def test_a_firm_is_called_by_its_first_words_later(
    reader: Reader, text: str, short: str, whole: str
) -> None:
    assert {m.name for m in read(reader, text) if m.text == short} == {whole}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Signal Capital paid. The messaging app Signal left.", "Signal", "Signal Capital"),
        (
            "Orlinsk said on Friday that it shipped chips. A rival, Orlinsk Foods, did not.",
            "Orlinsk",
            "Orlinsk Foods",
        ),
        (
            "The app Tidewheel Cloud is free. Tidewheel Inc. makes it.",
            "Tidewheel Inc",
            "Tidewheel Cloud",
        ),
    ],
)
def test_first_words_alone_do_not_make_two_firms_one(
    reader: Reader, text: str, one: str, other: str
) -> None:
    names = {m.name.removesuffix(".") for m in read(reader, text)}
    assert {one, other} <= names
