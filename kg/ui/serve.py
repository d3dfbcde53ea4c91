"""How the explorer is started: Streamlit, on this machine alone, with everything said to it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kg.ui.theme import STREAMLIT

_ADDRESS = "127.0.0.1"
_OPTIONS = {
    "server.address": _ADDRESS,
    "browser.serverAddress": _ADDRESS,
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer",
    "client.showErrorLinks": "false",
    **STREAMLIT,
}


def app_path() -> Path:
    """Find the entry of the explorer: `app.py` of a checkout, or its copy in the package."""
    package = Path(__file__).parents[1]
    installed = package / "_app.py"
    return installed if installed.exists() else package.parent / "app.py"


def streamlit_command(port: int | None = None) -> list[str]:
    """Give the command that serves the explorer on localhost; without a port Streamlit takes 8501
    or the next that is free.
    """
    options = {**_OPTIONS, **({"server.port": str(port)} if port else {})}
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(app_path()), *flags]


def streamlit_environment() -> dict[str, str]:
    """Give the environment for that command: this one, without any other Streamlit settings."""
    return {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
