"""`kg demo` from an empty home: samples, question, briefing; twice is once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = str(Path(sys.executable).parent / "kg")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("demo")
    yield home
    kg(home, "stop")


def kg(home: Path, *words: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "NEO4J_"))}
    done = subprocess.run(
        [KG, *words],
        env=kept | {"KG_HOME": str(home), "COLUMNS": "160"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def first(home: Path) -> str:
    return kg(home, "demo", "--no-serve")


def test_the_demo_says_what_was_learned_and_answers_with_sources(first: str, home: Path) -> None:
    assert "The graph holds" in first
    assert "ByteDance owns TikTok" in first
    assert "“" in first
    assert (home / "briefings" / "TikTok.html").stat().st_size > 5_000


def test_a_second_demo_is_quick_and_changes_nothing(first: str, home: Path) -> None:
    start = time.monotonic()
    again = kg(home, "demo", "--no-serve")
    assert "Nothing changed" in again
    assert time.monotonic() - start < 60
    assert "sound" in kg(home, "check")
