"""The command line: one verb a task, at most ten lines a command."""

from __future__ import annotations

import os
import sys

import typer

from kg.cli import ask, candidates, demo, evaluate, keep, load, names, publishers, review, withdraw
from kg.errors import KgError
from kg.settings import misspelt
from kg.ui.terminal import say_error, say_note

app = typer.Typer(
    name="kg",
    help="A knowledge graph of tech geopolitics: every edge shows the sentence it rests on.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for room in (load, ask, review, candidates, withdraw, publishers, keep, demo, names, evaluate):
    room.add_to(app)


def main() -> None:
    """Run `kg`; what cannot be done is said in a line on standard error, with exit code 1."""
    try:
        for name, near in misspelt(os.environ):
            say_note(f"{name} is no setting" + (f"; did you mean {near}?" if near else ""))
        app()
    except KgError as error:
        say_error(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `kg query ... | head`
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:  # a full disk, a folder that may not be written
        what = f"{error.filename or 'a file'}: {error.strerror or error}"
        say_error(KgError(what, hint="is the disk full, or may it not be read or written?"))
        sys.exit(1)
