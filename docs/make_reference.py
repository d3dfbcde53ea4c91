"""Make `docs/reference/` from the code: commands, settings, vocabulary, queries.

python docs/make_reference.py [FOLDER]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer.main
from typer.core import TyperCommand, TyperGroup, TyperOption

from kg.cli import app
from kg.model import Query
from kg.queries import library
from kg.settings import Settings
from kg.vocabulary import MEASURE_VERBS, RELATIONS, Kind

MADE = "<!-- Made by `make docs` from the code; change it there. -->\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a Markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [
        " | ".join(str(c).replace("|", "\\|").replace("\n", " ") for c in row) for row in rows
    ]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def commands() -> str:
    """Describe every command with its arguments and options."""
    root = typer.main.get_command(app)
    parts = ["# Commands\n", MADE]
    for name, command in _walk(root, "kg"):
        parts.append(f"## `{name}`\n\n{(command.help or '').strip()}\n")
        rows = [_parameter(p) for p in command.params if p.name != "help"]
        if rows:
            parts.append(table(("parameter", "needed", "default", "what it is"), rows))
    return "\n".join(parts)


def _walk(command: object, name: str) -> Iterable[tuple[str, TyperCommand]]:
    if isinstance(command, TyperGroup):
        for child in sorted(command.commands):
            yield from _walk(command.commands[child], f"{name} {child}")
    elif isinstance(command, TyperCommand):
        yield name, command


def _parameter(parameter: object) -> tuple[str, ...]:
    given = vars(parameter)
    shown = given["opts"][0] if isinstance(parameter, TyperOption) else given["name"].upper()
    default = "" if given["default"] in (None, (), [], ...) else f"`{given['default']}`"
    return f"`{shown}`", "yes" if given["required"] else "", default, given.get("help") or ""


def settings() -> str:
    """Describe every setting, by its environment variable."""
    rows = []
    for name, field in Settings.model_fields.items():
        variable = name.upper() if name.startswith("neo4j") else f"KG_{name.upper()}"
        made = field.default_factory is not None
        default = "the platform's user data folder" if made else f"`{field.default}`"
        rows.append((f"`{variable}`", default, field.description or ""))
    return "\n".join(["# Settings\n", MADE, table(("variable", "default", "what it sets"), rows)])


def vocabulary() -> str:
    """Describe the kinds, the relations and the measures."""
    relations = (
        (
            f"`{r.predicate}`",
            ", ".join(sorted(r.subjects)),
            ", ".join(sorted(r.objects)),
            ", ".join(sorted(r.live)),
            ", ".join(r.fields),
        )
        for r in RELATIONS.values()
    )
    measures = ((f"`{m}`", *verbs) for m, verbs in MEASURE_VERBS.items())
    return "\n".join(
        (
            "# Vocabulary\n",
            MADE,
            "## Kinds\n\n" + "\n".join(f"- `{k}`" for k in Kind) + "\n",
            "## Relations\n",
            table(("relation", "from", "to", "live when", "fields"), relations),
            "## Measures of `REGULATES`\n",
            table(("measure", "active", "passive"), measures),
        )
    )


def queries() -> str:
    """Describe the library of questions, with their Cypher."""
    ordered = sorted(library().values(), key=lambda q: (q.group, q.name))
    return "\n".join(["# Questions\n", MADE, *map(_query, ordered)])


def _query(query: Query) -> str:
    given = " ".join(f"{p.name}=…" for p in query.params if p.required)
    rows = ((f"`{p.name}`", p.type, "" if p.required else f"`{p.default}`") for p in query.params)
    asked = table(("parameter", "type", "default"), rows) if query.params else ""
    returned = f"Returns: {', '.join(query.returns)}."
    use = f"`kg query {query.name} {given}`".replace(" `", "`")
    head = f"## {query.title}\n\nGroup {query.group}: {use}\n"
    return f"{head}\n{asked}\n{returned}\n\n```cypher\n{query.text.strip()}\n```\n"


PAGES = {
    "commands.md": commands,
    "settings.md": settings,
    "vocabulary.md": vocabulary,
    "queries.md": queries,
}


def main(folder: Path) -> None:
    """Write all pages of the reference into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in PAGES.items():
        (folder / name).write_text(make(), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "reference")
