"""The evaluation: what counts as right, and what it says of it."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from kg.assembly import extractor
from kg.errors import BadData, BadSettings, BadSource
from kg.evaluation.answer import Answer, Named, Said
from kg.evaluation.compare import compare
from kg.evaluation.counts import count_patterns, write_counts
from kg.evaluation.floors import Floor, breaches, floors
from kg.evaluation.gold import Gold, GoldEntity, GoldRelation, gold_of_article, gold_of_sentence
from kg.evaluation.outcome import Mark, Marked
from kg.evaluation.page import page, write_page
from kg.evaluation.report import errors, sections
from kg.evaluation.run import Report, evaluate, evaluate_given
from kg.evaluation.same import fold
from kg.evaluation.scores import Mode, Thresholds, construction, reliability
from kg.evaluation.tally import Share, Tally
from kg.extract.inline import read, sentence
from kg.model import Draft, Mention
from kg.vocabulary import Kind, Measure, Polarity, Predicate, Status

KG = str(Path(sys.executable).parent / "kg")
THRESHOLDS = Thresholds(accept=0.7, drop=0.4)
NORDWIND = GoldEntity(name="Nordwind Group", aliases=("Nordwind",), type=Kind.COMPANY)
FJORDCHAT = GoldEntity(name="Fjordchat", type=Kind.APP, types_alt=(Kind.COMPANY,))
NORWAY = GoldEntity(name="Norway", aliases=("Oslo",), type=Kind.GOVERNMENT)
TELLUS = GoldEntity(name="Tellus", type=Kind.COMPANY, optional=True)
ENTITIES = (NORDWIND, FJORDCHAT, NORWAY, TELLUS)
SENTENCES = """
# Made for the tests.
[Microsoft|Company] bought [Activision Blizzard|Company] for $69 billion.
> OWNS | Microsoft | Activision Blizzard
[Google|Company] did not buy [Wiz|Company].
> OWNS | Google | Wiz | denied
[It|Company=Meta] acquired [WhatsApp|App].
> OWNS | Meta | WhatsApp
The weather in [Oslo|Place] was fine.
[Meta|Company] adores [Oslo|Place].
> LOCATED_IN | Meta | Oslo
"""


def relation(subject: str, predicate: Predicate, other: str, **more: Any) -> GoldRelation:
    return GoldRelation(subject=subject, predicate=predicate, object=other, **more)


def gold(*relations: GoldRelation) -> Gold:
    return Gold(where="a", entities=ENTITIES, relations=relations)


def said(subject: str, predicate: Predicate, other: str, **more: Any) -> Said:
    ends = [
        Mention(text=n, start=0, end=len(n), kind=Kind.COMPANY, name=n) for n in (subject, other)
    ]
    rest: dict[str, Any] = {"confidence": 0.8, "reason": "pattern own.acquire; fact"} | more
    draft = Draft(
        subject=ends[0], predicate=predicate, object=ends[1], quote="q", start=0, end=1, **rest
    )
    return Said(subject=subject, object=other, draft=draft)


OWNED = relation("Nordwind Group", Predicate.OWNS, "Fjordchat")
OWNS = said("Nordwind", Predicate.OWNS, "Fjordchat")
BAN = relation("Norway", Predicate.REGULATES, "Fjordchat", kind=Measure.BAN)
FINE = relation("Norway", Predicate.REGULATES, "Fjordchat", kind=Measure.FINE)


def tally(gold: Gold, *given: Said) -> Tally:
    return sum(compare(gold, Answer(said=given)).relations.values(), Tally())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nordwind Group Ltd.", "nordwind group"),
        ("the European Commission", "European Commission"),
        ("Amazon.com", "Amazon Inc."),
        ("U.S.", "United States of America"),
        ("Chinese authorities", "China"),
        ("the government of the Netherlands", "Dutch"),
        ("Nordwind's", "Nordwind"),
        ("www.fjordchat.com", "Fjordchat"),
    ],
)
def test_names_of_one_are_folded_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Meta", "Metal"), ("China", "China Mobile"), ("AT&T", "AT T"), ("Co", "")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_relation_is_right_under_any_of_its_names() -> None:
    assert tally(gold(OWNED), OWNS) == Tally(right=1)


def test_the_other_direction_is_wrong_and_said_to_be() -> None:
    outcome = compare(gold(OWNED), Answer(said=(said("Fjordchat", Predicate.OWNS, "Nordwind"),)))
    assert outcome.relations[Predicate.OWNS] == Tally(wrong=1, missed=1)
    assert outcome.details.direction == Share(ok=0, of=1)
    assert "direction wrong" in {f.what for f in outcome.faults}


def test_joint_relations_have_no_direction() -> None:
    partners = relation("Nordwind Group", Predicate.PARTNERS_WITH, "Norway")
    turned = said("Norway", Predicate.PARTNERS_WITH, "Nordwind")
    outcome = compare(gold(partners), Answer(said=(turned,)))
    assert outcome.relations[Predicate.PARTNERS_WITH] == Tally(right=1)
    assert outcome.details.direction == Share()


def test_what_is_said_twice_counts_once() -> None:
    assert tally(gold(OWNED), OWNS, OWNS) == Tally(right=1)
    wrong = said("Fjordchat", Predicate.OWNS, "Nordwind")
    assert tally(gold(OWNED), OWNS, wrong, wrong) == Tally(right=1, wrong=1)


def test_a_denied_relation_asserted_is_wrong() -> None:
    denied = relation("Nordwind Group", Predicate.OWNS, "Fjordchat", polarity="negated")
    outcome = compare(gold(denied), Answer(said=(OWNS,)))
    assert outcome.relations[Predicate.OWNS] == Tally(wrong=1)
    assert outcome.details.traps == Share(ok=0, of=1)
    assert outcome.marked[0].mark is Mark.TRAP
    no = said("Nordwind", Predicate.OWNS, "Fjordchat", polarity=Polarity.DENIED)
    heard = compare(gold(denied), Answer(said=(no,)))
    assert heard.relations == {}
    assert heard.details.traps == heard.details.denials == Share(ok=1, of=1)


def test_a_denial_of_what_is_so_finds_nothing() -> None:
    no = said("Nordwind", Predicate.OWNS, "Fjordchat", polarity=Polarity.DENIED)
    assert tally(gold(OWNED), no) == Tally(missed=1)


def test_optional_relations_neither_help_nor_hurt() -> None:
    optional = relation("Nordwind Group", Predicate.OWNS, "Fjordchat", optional=True)
    assert tally(gold(optional)) == tally(gold(optional), OWNS) == Tally()


def test_predicates_that_are_not_annotated_are_not_scored() -> None:
    part = said("Nordwind", Predicate.PART_OF, "Norway")
    assert tally(gold(OWNED), OWNS, part) == Tally(right=1)
    outcome = compare(gold(OWNED), Answer(said=(part,)))
    assert outcome.marked[0].mark is Mark.OPEN


def test_other_readings_count_as_right() -> None:
    either = relation(
        "Nordwind Group",
        Predicate.OWNS,
        "Fjordchat",
        predicate_alt=(Predicate.INVESTS_IN,),
        subject_alt=("Norway",),
    )
    assert tally(gold(either), said("Oslo", Predicate.INVESTS_IN, "Fjordchat")) == Tally(right=1)
    both = (OWNS, said("Oslo", Predicate.INVESTS_IN, "Fjordchat"))
    assert tally(gold(either), *both) == Tally(right=1)


def test_dev_against_itself_is_perfect() -> None:
    folder = Path(__file__).parents[1] / "benchmarks" / "gold" / "dev"
    for one in (a for path in sorted(folder.glob("*.txt")) for a in read(path)):
        made = gold_of_sentence(one, given=True)
        entities = tuple(Named(name=e.name, aliases=e.aliases, kind=e.type) for e in made.entities)
        all_said = tuple(
            said(
                r.subject,
                r.predicate,
                r.object,
                measure=r.kind,
                status=r.status,
                polarity=Polarity.DENIED if r.denied else Polarity.ASSERTED,
            )
            for r in made.relations
        )
        outcome = compare(made, Answer(entities=entities, said=all_said))
        assert not outcome.faults, f"{one.where}: {outcome.faults}"
        total = sum(outcome.relations.values(), Tally())
        assert total.right == sum(not r.denied for r in made.relations), one.where


def test_two_measures_of_one_pair_are_two_relations() -> None:
    ban = said("Norway", Predicate.REGULATES, "Fjordchat", measure=Measure.BAN)
    fine = said("Norway", Predicate.REGULATES, "Fjordchat", measure=Measure.FINE)
    assert tally(gold(BAN, FINE), ban, fine) == Tally(right=2)
    assert tally(gold(BAN, FINE), fine) == Tally(right=1, missed=1)


def test_details_are_counted_among_what_is_right() -> None:
    stated = FINE.model_copy(update={"status": Status.PROPOSED, "amount": 1e6})
    order = said("Norway", Predicate.REGULATES, "Fjordchat", measure=Measure.ORDER, amount=2e6)
    outcome = compare(gold(stated), Answer(said=(order,)))
    assert outcome.relations[Predicate.REGULATES] == Tally(right=1)
    wrong = Share(ok=0, of=1)
    details = outcome.details
    assert (details.status, details.measure, details.amount) == (wrong, wrong, wrong)
    assert not outcome.marked[0].fits
    more = {"measure": Measure.FINE, "status": Status.PROPOSED, "amount": 1.005e6}
    exact = said("Norway", Predicate.REGULATES, "Fjordchat", **more)
    details = compare(gold(stated), Answer(said=(exact,))).details
    right = Share(ok=1, of=1)
    assert (details.status, details.measure, details.amount) == (right, right, right)


def test_entities_found_twice_are_spurious_and_kinds_are_checked() -> None:
    found = (
        Named(name="Nordwind", kind=Kind.COMPANY),
        Named(name="Nordwind Group", kind=Kind.COMPANY),
        Named(name="Fjordchat", kind=Kind.PERSON),
        Named(name="Tellus", kind=Kind.COMPANY),
        Named(name="Pebblepay", kind=Kind.COMPANY),
    )
    outcome = compare(gold(), Answer(entities=found))
    assert outcome.entities == Tally(right=2, wrong=2, missed=1)
    assert outcome.kinds == Share(ok=1, of=2)
    whats = sorted(f.what for f in outcome.faults)
    assert whats == ["entity kind", "entity missed", "entity spurious", "entity twice"]


def test_an_entity_is_found_by_its_other_names() -> None:
    found = Named(name="NG", aliases=("Nordwind",), kind=Kind.COMPANY)
    ng = said("NG", Predicate.OWNS, "Fjordchat")
    outcome = compare(gold(OWNED), Answer(entities=(found,), said=(ng,)))
    assert outcome.entities.right == 1
    assert outcome.relations[Predicate.OWNS] == Tally(right=1)


def test_figures_of_nothing_and_of_something() -> None:
    assert (Tally().precision, Tally().recall, Tally(missed=1).precision) == (1.0, 1.0, 0.0)
    three = Tally(right=3, wrong=1, missed=3)
    assert (three.precision, three.recall) == (0.75, 0.5)
    assert three.f == pytest.approx(0.6)
    assert Share().rate is None
    assert Share(ok=8, of=10).interval == pytest.approx((0.490, 0.943), abs=0.001)


def test_bands_say_how_far_confidence_can_be_trusted() -> None:
    def one(confidence: float, mark: Mark) -> Marked:
        return Marked(predicate=Predicate.OWNS, patterns=("p",), confidence=confidence, mark=mark)

    marked = [one(0.92, Mark.RIGHT), one(0.9, Mark.WRONG), one(0.95, Mark.OPEN)]
    bands = reliability([*marked, one(0.65, Mark.RIGHT), one(0.98, Mark.TRAP)])
    assert [(b.low, b.right.ok, b.right.of) for b in bands if b.right.of] == [
        (0.6, 1, 1),
        (0.9, 1, 3),
    ]
    assert bands[-1].mean == pytest.approx((0.92 + 0.9 + 0.98) / 3, abs=0.001)


def test_constructions_are_read_from_the_patterns() -> None:
    assert construction("own.acquire") == "verb"
    assert construction("item.key") == "key and value"
    assert construction("a prompt") == "a prompt"


def test_patterns_are_named_at_the_beginning_of_a_reason() -> None:
    def named(reason: str) -> tuple[str, ...]:
        return said("Nordwind", Predicate.OWNS, "Tellus", reason=reason).patterns

    assert named("pattern own.acquire, own.has-parent; fact") == ("own.acquire", "own.has-parent")
    assert named("model; quote exact; names by list") == ("model",)
    assert named("") == ("unsaid",)


def test_a_name_of_a_file_cannot_break_the_page(report: Report) -> None:
    hostile = report.model_copy(update={"folder": "a | <b>"})
    (line,) = (row for row in page([hostile], "kg").splitlines() if "names given | 5 |" in row)
    assert line.startswith("| a \\| &lt;b&gt; | rules@1 | names given |")


def test_who_is_only_pointed_at_need_not_be_found_without_given_names() -> None:
    it = sentence("[It|Company=Meta] acquired [WhatsApp|App]. > OWNS | Meta | WhatsApp")
    assert gold_of_sentence(it, given=False).relations[0].optional
    assert not gold_of_sentence(it, given=True).relations[0].optional
    body = sentence("[The Commission|PublicBody=European Commission] fined [Meta|Company].")
    named = gold_of_sentence(body, given=False).entities[0]
    assert not named.optional
    assert named.aliases == ("The Commission",)


def test_a_relation_of_nobody_named_is_refused() -> None:
    broken = sentence("[Meta|Company] grew. > OWNS | Meta | WhatsApp", "f.txt:3")
    with pytest.raises(BadData, match=r"f\.txt:3.*WhatsApp"):
        gold_of_sentence(broken, given=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gold")
    (made / "sentences").mkdir()
    (made / "sentences" / "some.txt").write_text(SENTENCES, "utf-8")
    text = "Microsoft bought Activision Blizzard in 2023. Satya Nadella is chief executive of it."
    for name, content in (
        ("articles", {"title": "A deal", "published": "2023-10-14", "text": text}),
        ("gold", annotation()),
    ):
        (made / "set" / name).mkdir(parents=True)
        (made / "set" / name / "deal.json").write_text(json.dumps(content), "utf-8")
    (made / "set" / "articles" / "other.txt").write_text("Nothing is annotated here.", "utf-8")
    return made


def annotation() -> dict[str, Any]:
    names = [("Microsoft", "Company"), ("Activision Blizzard", "Company")]
    return {
        "entities": [
            *({"name": n, "aliases": [], "type": t} for n, t in names),
            {"name": "Satya Nadella", "aliases": [], "type": "Person"},
        ],
        "relations": [
            {
                "subject": "Microsoft",
                "predicate": "OWNS",
                "object": "Activision Blizzard",
                "status": "fact",
                "polarity": "asserted",
                "quote": "Microsoft bought Activision Blizzard in 2023.",
            }
        ],
    }


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return evaluate(folder, extractor(), THRESHOLDS)


def test_a_folder_of_sentences_and_articles_is_scored(report: Report) -> None:
    assert [s.mode for s in report.scores] == [Mode.GIVEN, Mode.FOUND, Mode.ARTICLES]
    given, found, articles = report.scores
    assert (given.texts, found.texts, articles.texts) == (5, 5, 1)
    assert given.relations == Tally(right=2, missed=1)
    assert given.details.traps == Share(ok=1, of=1)
    assert given.by_part == {"some": Tally(right=2, missed=1)}
    assert found.relations.right == 1
    assert found.by_origin["list"].said == Share(ok=1, of=1)
    assert articles.relations.right == 1
    assert articles.speed is not None
    assert articles.speed.texts_per_second > 0
    assert any("other" in note for note in report.notes)
    assert sum(b.right.of for b in given.bands) == sum(s.of for s in given.review.values()) == 2


def test_mistakes_are_named_with_their_sentence(tmp_path: Path) -> None:
    line = "[Oslo|Place] lies far from [Meta|Company].\n> LOCATED_IN | Meta | Oslo\n"
    (tmp_path / "a.txt").write_text(line, "utf-8")
    made = evaluate_given(tmp_path)
    assert [e[1:3] for e in errors(made)] == [("a.txt:1", "relation missed")]
    assert "Oslo lies far from Meta." in next(errors(made))[3]


def test_nothing_to_score_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match="no annotated text"):
        evaluate(tmp_path, extractor(), THRESHOLDS)


def test_broken_annotations_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    wrong = annotation()
    wrong["relations"][0]["object"] = "Nobody"
    path.write_text(json.dumps(wrong), "utf-8")
    with pytest.raises(BadData, match=r"x\.json.*Nobody"):
        gold_of_article(path)
    wrong["relations"][0] |= {"object": "Microsoft", "predicate": "EATS"}
    path.write_text(json.dumps(wrong), "utf-8")
    with pytest.raises(BadData, match=r"relations\.0\.predicate"):
        gold_of_article(path)
    path.write_text("{", "utf-8")
    with pytest.raises(BadData, match=r"x\.json"):
        gold_of_article(path)


def test_an_annotation_without_its_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("A text about Meta.", "utf-8")
    (tmp_path / "gold" / "b.json").write_text(json.dumps(annotation()), "utf-8")
    with pytest.raises(BadData, match="no article b"):
        evaluate(tmp_path, extractor(), THRESHOLDS)


def test_the_tables_hold_what_was_counted(report: Report) -> None:
    made = {s.title: s for s in sections(report.scores[0])}
    assert made["Relations"].rows[0] == ("all", "100.0", "66.7", "80.0", "2", "0", "1")
    assert all(len(r) == len(s.columns) for s in made.values() for r in s.rows)
    assert made["Files"].rows == (("some", "100.0", "66.7", "80.0", "2", "0", "1"),)


def test_the_page_is_the_same_each_time_and_its_drawings_are_xml(
    report: Report, tmp_path: Path
) -> None:
    files = sorted(write_page([report], tmp_path / "m.md", "kg eval here"), reverse=True)
    kept = [f.read_bytes() for f in files]
    write_page([report], tmp_path / "m.md", "kg eval here")
    assert [f.read_bytes() for f in files] == kept
    text = files[0].read_text("utf-8")
    assert "kg eval here" in text
    assert [f.name in text for f in files[1:]] == [True, True]
    for drawing in files[1:]:
        root = ET.fromstring(drawing.read_text("utf-8"))
        assert root.tag.endswith("svg")
        assert "nan" not in drawing.read_text("utf-8")
    assert "per second" not in page([report], "kg eval here")


def test_a_page_that_cannot_be_written_is_said(report: Report, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot be written"):
        write_page([report], tmp_path, "kg eval here")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe[Meta|Company]")
    with pytest.raises(BadSource, match=r"a\.txt.*UTF-8"):
        evaluate(tmp_path, extractor(), THRESHOLDS)


def test_floors_are_kept_and_breaches_said(report: Report) -> None:
    scores = report.scores[0]
    assert floors(scores, 4) == {"all": Floor(precision=96, recall=62)}
    assert not list(breaches(report, scores, floors(scores, 4)))
    low = scores.model_copy(update={"relations": Tally(right=1, missed=1)})
    assert list(breaches(report, low, {"all": Floor(precision=96, recall=96)})) == [
        f"{report.folder}, names given: recall of all is 50.0, the floor is 96.0"
    ]


def test_patterns_are_counted_by_what_they_found(tmp_path: Path) -> None:
    right = "[Microsoft|Company] acquired [Activision|Company]. > OWNS | Microsoft | Activision"
    wrong = "[Microsoft|Company] acquired [Nokia|Company]."
    counts = count_patterns([sentence(right), sentence(wrong)])
    assert counts["own.acquire"] == (1, 1)
    write_counts(counts, tmp_path / "counts.tsv")
    assert "own.acquire\t1\t1\n" in (tmp_path / "counts.tsv").read_text("utf-8")


def kg(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KG, "eval", *words], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_command_prints_json_and_writes_a_page(folder: Path, tmp_path: Path) -> None:
    done = kg(str(folder), "--format", "json", "--write", "page.md", "--list-errors",
              folder=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    (made,) = json.loads(done.stdout)
    assert made["scores"][0]["relations"]["precision"] == 1.0
    assert made["scores"][2]["speed"]["texts"] == 1
    assert ("relation missed", "names given") in {(m["what"], m["read"]) for m in made["mistakes"]}
    assert any("adores" in m["said"] for m in made["mistakes"])
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "page-confidence.svg",
        "page-relations.svg",
        "page.md",
    ]


def test_the_command_says_what_it_cannot_do(folder: Path, tmp_path: Path) -> None:
    nobody = kg(str(folder), "--extractor", "oracle", folder=tmp_path)
    assert nobody.returncode == 1
    assert "oracle" in nobody.stderr
    assert "rules" in nobody.stderr
    nowhere = kg("nowhere", folder=tmp_path)
    assert nowhere.returncode == 1
    assert "nowhere" in nowhere.stderr
    assert "Traceback" not in nobody.stderr + nowhere.stderr


def test_the_mistakes_of_a_blind_set_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "BLIND").write_text("", "utf-8")
    (tmp_path / "a.txt").write_text("[Meta|Company] adores [Oslo|Place].\n"
                                    "> LOCATED_IN | Meta | Oslo\n", "utf-8")  # fmt: skip
    for form in ("text", "json"):
        done = kg(".", "--list-errors", "--format", form, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "adores" not in done.stdout
    assert "blind" in done.stderr
