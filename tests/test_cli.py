"""The command line, as a new user meets it: a subprocess in an empty home."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = str(Path(sys.executable).parent / "kg")
STORY = """Nordwind Group buys Fjordchat

OSLO, 3 March 2024 - Nordwind Group Ltd. acquired the messaging app Fjordchat in 2023
for $40 million.

The European Commission fined Nordwind Group 12 million euros. Nordwind Group denied that
it owns Pebblepay Inc.
"""


class Shell:
    """Runs `kg` in one folder with one home."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "NEO4J_"))}
        self.environment = kept | {"KG_HOME": str(folder / "home"), "COLUMNS": "200"}

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [KG, *words],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def ok(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def fails(self, *words: str, **environment: str) -> str:
        done = self.run(*words, **environment)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("cli"))
    (shell.folder / "story.txt").write_text(STORY, "utf-8")
    shell.ok("load", "story.txt")
    yield shell
    shell.run("stop")


def rows(text: str) -> list[dict[str, object]]:
    found = json.loads(text)
    assert isinstance(found, list)
    return found


def test_loading_twice_changes_nothing(kg: Shell) -> None:
    assert "Nothing changed" in kg.ok("load", "story.txt")


def test_what_cannot_be_read_is_said_and_the_rest_is_loaded(kg: Shell) -> None:
    (kg.folder / "empty.txt").write_text("")
    other = kg.folder / "other.txt"
    other.write_text("Pebblepay Inc. invested in Fjordchat.\n", "utf-8")
    said = kg.fails("load", "missing.txt", "empty.txt", "other.txt")
    assert "missing.txt" in said
    assert "empty.txt" in said
    assert "2 sources could not be read; 1 article was" in said
    found = rows(kg.ok("cypher", "MATCH (a:Article) RETURN a.text AS text", "-f", "json"))
    assert any("Pebblepay Inc. invested" in str(r["text"]) for r in found)
    id = rows(
        kg.ok(
            "cypher",
            "MATCH (a:Article) WHERE a.text CONTAINS 'invested' RETURN a.id AS id",
            "-f",
            "json",
        )
    )
    assert "1 article removed" in kg.ok("forget", str(id[0]["id"]))


def test_an_edge_is_shown_with_its_sentence(kg: Shell) -> None:
    shown = kg.ok("show", "Fjordchat")
    assert "owns Fjordchat" in shown
    assert "acquired the messaging app Fjordchat" in shown


def test_a_denial_is_no_edge(kg: Shell) -> None:
    found = rows(kg.ok("cypher", "MATCH (a)-[r:OWNS]->(b) RETURN b.name AS name", "-f", "json"))
    assert [r["name"] for r in found] == ["Fjordchat"]


def test_queries_take_names_and_answer_in_three_formats(kg: Shell) -> None:
    assert "Fjordchat" not in kg.ok("query")
    assert "owners" in kg.ok("query")
    assert "Nordwind" in kg.ok("query", "owners", "id=fjordchat")
    found = rows(kg.ok("query", "owners", "id=Fjordchat", "-f", "json"))
    table = list(csv.DictReader(io.StringIO(kg.ok("query", "owners", "id=Fjordchat", "-f", "csv"))))
    assert len(found) == len(table) >= 1
    assert list(found[0]) == list(table[0])


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("show", "Fjordchatt"), "did you mean Fjordchat"),
        (("find", "zzzz"), "no entity 'zzzz'"),
        (("query", "ownrs"), "owners"),
        (("query", "owners"), "needs 'id'"),
        (("query", "owners", "TikTok"), "not key=value"),
        (("query", "owners", "who=me"), "no parameter 'who'"),
        (("cypher", "CREATE (n:Entity) RETURN n"), "read"),
        (("cypher", "MATCH (n RETURN n"), "error"),
        (("export", "--out", "x.json"), "--around NAME"),
        (("export", "--all", "--out", "x.docm"), ".graphml"),
        (("brief", "Fjordchat", "--out", "x.odt"), ".html"),
        (("forget", "article/none"), "no article"),
        (("same", "Fjordchat", "Fjordchat"), "one entity already"),
        (("load", "story.txt", "--loader", "pdf"), "pdf"),
    ],
)
def test_a_mistake_says_what_would_have_worked(kg: Shell, words: tuple[str, ...], why: str) -> None:
    assert why in kg.fails(*words)


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"NEO4J_URI": "bolt://127.0.0.1:9"}, "127.0.0.1:9"),
        ({"NEO4J_URI": "http://127.0.0.1:9"}, "bolt://host:port"),
        ({"KG_ACCEPT": "much"}, "KG_ACCEPT"),
        ({"KG_HOME": __file__}, "set KG_HOME"),
        ({"KG_ACCEPT": "0.1"}, "KG_DROP"),
    ],
)
def test_a_wrong_setting_is_named(kg: Shell, environment: dict[str, str], why: str) -> None:
    assert why in kg.fails("stats", **environment)


def test_a_misspelt_setting_is_said(kg: Shell) -> None:
    assert "KG_ROWLIMIT is no setting; did you mean KG_ROW_LIMIT?" in (
        kg.run("stats", KG_ROWLIMIT="5").stderr
    )


def test_a_list_of_names_that_is_no_text_is_named(kg: Shell) -> None:
    (kg.folder / "broken.tsv").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in kg.fails("load", "story.txt", KG_NAMES="broken.tsv")


def test_a_file_that_cannot_be_written_is_named(kg: Shell) -> None:
    said = kg.fails("extract", "story.txt", "--out", "story.txt")
    assert "error: story.txt" in said


def test_nothing_judged_is_said(kg: Shell) -> None:
    assert "Nothing has been judged" in kg.ok("judgements")


def test_a_briefing_takes_title_author_and_fewer_parts(kg: Shell) -> None:
    kg.ok(
        *("brief", "Nordwind Group", "--out", "own.md", "--title", "Who owns Fjordchat"),
        *("--author", "A. Lind", "--without", "disclaimer", "--without", "chart"),
    )
    text = (kg.folder / "own.md").read_text("utf-8")
    assert text.startswith("# Who owns Fjordchat")
    assert "A. Lind" in text
    assert not (kg.folder / "own.chart.svg").exists()


@pytest.mark.parametrize("name", ["part.json", "part.graphml", "part.csv.zip", "part.ttl"])
def test_exports_are_written(kg: Shell, name: str) -> None:
    assert "entities" in kg.ok("export", "--around", "Fjordchat", "--hops", "2", "--out", name)
    assert (kg.folder / name).stat().st_size > 100


@pytest.mark.parametrize("name", ["brief.md", "brief.html"])
def test_a_briefing_quotes_its_sources(kg: Shell, name: str) -> None:
    kg.ok("brief", "Nordwind Group", "--out", name)
    assert "acquired the messaging app Fjordchat" in (kg.folder / name).read_text("utf-8")


def test_what_changed_between_two_days_is_told(kg: Shell) -> None:
    said = kg.ok("diff", "2024-02", "2024-04", "--around", "Fjordchat")
    assert "Begun or newly known" in said
    assert "acquired the messaging app Fjordchat" in " ".join(said.split())
    rows = json.loads(kg.ok("diff", "2024-02", "2024-04", "--format", "json"))
    assert {r["turn"] for r in rows} >= {"begun", "said"}
    assert "Nothing was reported" in kg.ok("diff", "2024-04", "2024-05")
    assert "not a day" in kg.fails("diff", "last week")
    assert "is not before" in kg.fails("diff", "2024-05", "2024-04")
    kg.ok("brief", "Fjordchat", "--out", "since.md", "--since", "2024-02")
    assert "## What changed since 29 February 2024" in (kg.folder / "since.md").read_text("utf-8")


def test_a_claim_is_rejected_and_taken_back(kg: Shell) -> None:
    (claim,) = rows(
        kg.ok("cypher", "MATCH (c:Claim {measure: 'fine'}) RETURN c.id AS id", "-f", "json")
    )
    id = str(claim["id"])
    kg.ok("review", "reject", id, "--why", "misread")
    assert "Nordwind" not in kg.ok("show", "European Commission").split("public-body")[1]
    assert "misread" in kg.ok("log")
    kg.ok("review", "undo", id)
    assert "fines Nordwind Group" in kg.ok("show", "European Commission")
    assert "No claim waits" in kg.ok("review")
    assert "was not reviewed" in kg.fails("review", "undo", id)
    assert "no claim 'nothing'" in kg.fails("review", "accept", "nothing")


def test_a_backup_is_restored_into_a_new_home(kg: Shell) -> None:
    assert "1 articles" in kg.ok("backup", "graph.kg.zip")
    home = str(kg.folder / "second")
    done = kg.run("restore", "graph.kg.zip", KG_HOME=home)
    assert done.returncode == 0, done.stderr
    assert "1 article" in done.stdout
    again = kg.run("restore", "graph.kg.zip", KG_HOME=home)
    assert "not empty" in again.stderr
    assert "no backup" in kg.run("restore", "story.txt", KG_HOME=home).stderr
    assert "missing.zip: cannot be read" in kg.fails("restore", "missing.zip")
    kg.run("stop", KG_HOME=home)


def test_a_judgement_holds_through_a_reload_and_can_be_taken_back(kg: Shell) -> None:
    before = kg.ok("export", "--all", "--out", "before.json")
    kg.ok("same", "Fjordchat", "Nordwind Group", "--why", "a test of what cannot be")
    kg.ok("load", "story.txt")
    assert "Fjordchat" in kg.ok("judgements")
    assert "Nordwind Group" in kg.ok("find", "Fjordchat")
    kg.ok("undo", "Fjordchat", "Nordwind Group")
    assert before.replace("before", "after") == kg.ok("export", "--all", "--out", "after.json")
    one, two = ((kg.folder / f).read_bytes() for f in ("before.json", "after.json"))
    assert one == two


def test_rebuild_and_check_find_a_sound_graph(kg: Shell) -> None:
    assert "Nothing changed" in kg.ok("rebuild")
    assert "sound" in kg.ok("check")


def test_extract_writes_one_file_an_article(kg: Shell) -> None:
    kg.ok("extract", "story.txt", "--out", "said")
    said = json.loads((kg.folder / "said" / "story.json").read_text("utf-8"))
    assert {r["predicate"] for r in said["relations"]} >= {"OWNS", "REGULATES"}
    for relation in said["relations"]:
        assert relation["quote"] == STORY[relation["start"] : relation["end"]]


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    shell = Shell(tmp_path_factory.mktemp("twins"))
    for name in ("Nordwindd", "Nordwind"):
        story = f"OSLO, 3 March 2024 - {name} Group Ltd. acquired the app Fjordchat in 2023.\n"
        (shell.folder / f"{name}.txt").write_text(story, "utf-8")
    shell.ok("load", "Nordwind.txt", "Nordwindd.txt")
    yield shell
    shell.run("stop")


def test_candidates_tell_why_and_how_to_judge_and_go_when_judged(twins: Shell) -> None:
    told = twins.ok("candidates")
    assert "differ by one letter" in told
    assert "“OSLO" in told or "“Nordwind" in told
    [line] = [w.strip() for w in told.splitlines() if w.strip().startswith("kg different")]
    assert twins.ok("candidates", "Nordwindd Group Ltd.") == told
    twins.ok(*line.split()[1:], "--why", "two firms")
    assert "No entities wait" in twins.ok("candidates")
    twins.ok("undo", *line.split()[2:])
    assert twins.ok("candidates") == told
    assert "Nordwind" in twins.fails("candidates", "Nordwin")


def test_what_is_taken_back_is_shown_hidden_or_gone(twins: Shell) -> None:
    asked = ("cypher", "MATCH (c:Claim) WHERE c.quote CONTAINS 'Nordwindd' RETURN c.id AS id")
    [found] = rows(twins.ok(*asked, "-f", "json"))
    claim = str(found["id"])
    twins.ok("retract", claim, "--why", "misprint")
    assert "has been withdrawn, that Nordwindd" in twins.ok("show", "Fjordchat")
    assert "misprint" in twins.ok("withdrawals")
    twins.ok("brief", "Fjordchat", "--out", "brief.md")
    assert "### Withdrawn since" in (twins.folder / "brief.md").read_text("utf-8")
    twins.ok("lift", claim)
    twins.ok("restrict", "Nordwindd Group Ltd.", "--why", "a court asks")
    assert "Nordwindd" not in twins.ok("show", "Fjordchat")
    assert "left out in whole or in part" in twins.run("load", "Nordwindd.txt").stderr
    twins.ok("lift", "Nordwindd Group Ltd.")
    assert "Nordwindd" in twins.ok("show", "Fjordchat")
    assert "no claim" in twins.fails("erase", "0" * 20, "--why", "x", "--yes")
    assert twins.run("erase", claim, "--why", "x").returncode != 0  # nobody answers
    twins.ok("erase", "Nordwindd Group Ltd.", "--why", "gone", "--yes")
    assert "Nordwindd" in twins.fails("lift", "Nordwindd Group Ltd.")
    assert "sound" in twins.ok("check")


def test_a_publisher_is_rated_and_an_unknown_one_is_refused(kg: Shell) -> None:
    (kg.folder / "told.md").write_text(
        "---\ntitle: A takeover\npublisher: The Fjord\ndate: 2024-03-04\n---\n\n"
        "Oslo: Nordwind Group Ltd. acquired the messaging app Fjordchat in 2023.\n",
        "utf-8",
    )
    kg.ok("load", "told.md")
    assert "The Fjord" in kg.ok("publisher")
    assert "no publisher" in kg.fails("publisher", "The Fiord", "--reliability", "low")
    assert "low" in kg.ok("publisher", "the fjord", "--reliability", "low", "--why", "hearsay")
    assert "The Fjord (low reliability)" in kg.ok("show", "Fjordchat")
    assert "hearsay" in kg.ok("log")
    kg.ok("publisher", "The Fjord", "--reliability", "unrated")
    assert "reliability)" not in kg.ok("show", "Fjordchat")
    asked = "MATCH (a:Article {publisher: 'The Fjord'}) RETURN a.id AS id"
    [told] = rows(kg.ok("cypher", asked, "-f", "json"))
    kg.ok("forget", str(told["id"]))


def test_a_preview_shows_what_a_judgement_would_join(twins: Shell) -> None:
    (twins.folder / "third.txt").write_text(
        "OSLO, 3 March 2024 - Nordvind Group Ltd. acquired the app Fjordchat in 2023.\n", "utf-8"
    )
    twins.ok("load", "third.txt")
    told = twins.ok("same", "Nordwind Group Ltd.", "Nordvind Group Ltd.", "--preview")
    assert "one edge of two: Nordwind Group Ltd. owns Fjordchat / Nordvind" in told
    assert "Together they would have" in told
    assert "Nordvind" not in twins.ok("judgements")
