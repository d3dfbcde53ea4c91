"""What ships with the program: known names, patterns, sample articles."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def samples() -> list[Path]:
    """List the sample articles, oldest first."""
    return sorted((FOLDER / "samples").glob("2*.md"))
