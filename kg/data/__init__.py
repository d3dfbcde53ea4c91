"""What ships with the program: known names, patterns, sample articles."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def samples_folder() -> Path:
    """Where the sample articles lie."""
    return FOLDER / "samples"
