"""Care of the graph: judgements, rebuild, check, servers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from kg.analysis.merging import differences, merge
from kg.assembly import graph, graph_home, judgement, neo4j_home
from kg.errors import BadSource, KgError, NotFound
from kg.export import replace_file
from kg.identity import identify
from kg.lookup import find_entity, is_id, judged_entity
from kg.model import Changes, Entity, Subgraph
from kg.ports import Graph
from kg.settings import settings
from kg.store import local, neo4j_server
from kg.ui.intake import Jars
from kg.ui.kept import say_merge
from kg.ui.terminal import (
    say,
    say_changes,
    say_judgements,
    say_log,
    say_note,
    say_stats,
)
from kg.vocabulary import Verdict

Name = Annotated[str, typer.Argument(help="Name or id of an entity.")]
About = Annotated[str | None, typer.Option("--about", help="An entity, article or claim.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]

neo4j = typer.Typer(help="A real Neo4j on this machine, without Docker.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Put these commands on the command line."""
    app.command()(same)
    app.command()(different)
    app.command()(undo)
    for command in (judgements, log, rebuild, check, stats, backup, restore, stop):
        app.command()(command)
    app.add_typer(neo4j, name="neo4j")


def same(
    left: Name,
    right: Name,
    why: Why = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what it would join, and judge nothing.")
    ] = False,
) -> None:
    """Judge that two entities are one. Nothing is lost; `kg undo` takes it back."""
    if not preview:
        _judge(left, right, Verdict.SAME, why)
        return
    with graph() as g:
        pair = find_entity(g, left), find_entity(g, right)
        say_merge(merge(pair, (_around(g, pair[0]), _around(g, pair[1]))))


def _around(g: Graph, entity: Entity) -> Subgraph:
    return g.subgraph([entity.id], hops=1, limit=10_000)


def different(left: Name, right: Name, why: Why = "") -> None:
    """Judge that two entities are not one; it holds whatever is loaded later."""
    _judge(left, right, Verdict.DIFFERENT, why)


def undo(left: Name, right: Name, why: Why = "") -> None:
    """Take back what was judged of two entities."""
    _judge(left, right, Verdict.UNDONE, why)


def judgements() -> None:
    """List all judgements, with who, when and why."""
    with graph() as g:
        found = g.judgements()
        say_judgements(found)
        for conflict in identify(found).conflicts:
            say_note(conflict)


def log(
    about: About = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
) -> None:
    """Tell who did what to the graph, when and why, newest first."""
    with graph() as g:
        thing = find_entity(g, about).id if about and not is_id(about) else about
        say_log(g.log(about=thing, limit=limit))


def backup(
    file: Annotated[Path, typer.Argument(help="File to write, for example graph.kg.zip")],
) -> None:
    """Write articles, claims, judgements, reviews and the log into one file."""
    done = Changes()

    def write(out: BinaryIO) -> None:
        nonlocal done
        done = g.backup(out)

    with graph() as g:
        replace_file(file, write)
    say(f"{file}: {done.articles_new:,} articles, {done.claims_new:,} claims.")


def restore(file: Annotated[Path, typer.Argument(help="A file of `kg backup`.")]) -> None:
    """Fill an empty graph from a backup, whichever engine wrote it."""
    try:
        data = file.open("rb")
    except OSError as error:
        raise BadSource(str(file), f"cannot be read: {error.strerror}") from error
    with data, graph() as g:
        say_changes(g.restore(data))
        say_stats(g.stats())


def rebuild() -> None:
    """Make all edges anew from the claims; a sound graph comes out as it was."""
    with graph() as g:
        say_changes(g.rebuild())
        say_stats(g.stats())


def check() -> None:
    """Look for any breach of the graph's promises."""
    with graph() as g:
        breaches = g.check()
    for breach in breaches:
        say(f"- {breach}")
    if breaches:
        raise KgError(f"{len(breaches)} breaches found", hint="kg rebuild makes the edges anew")
    say("The graph is sound: every edge has evidence, every quote is at its place.")


def stats() -> None:
    """Count what is in the graph."""
    with graph() as g:
        say_stats(g.stats())


def stop() -> None:
    """Stop the embedded graph's server; it starts again when it is needed."""
    say("Stopped." if local.stop(graph_home()) else "It was not running.")


@neo4j.command("start")
def neo4j_start() -> None:
    """Start a real Neo4j Community server; prints the settings that point here."""
    with Jars() as jars:
        server = neo4j_server.start(neo4j_home(), maven=settings().maven, progress=jars.seen)
    say("Neo4j is ready. To use it, set:")
    say(f"export NEO4J_URI={server.uri}")
    say(f"export NEO4J_USER={server.user}")
    say(f"export NEO4J_PASSWORD={server.password}")


@neo4j.command("stop")
def neo4j_stop() -> None:
    """Stop the Neo4j that `kg neo4j start` began."""
    say("Stopped." if neo4j_server.stop(neo4j_home()) else "It was not running.")


def _judge(left: str, right: str, verdict: Verdict, why: str) -> None:
    with graph() as g:
        one, two = (judged_entity(g, name) for name in (left, right))
        if one[0] == two[0]:
            raise KgError(f"{left!r} and {right!r} are one entity already: {one[0]}")
        if verdict is Verdict.SAME:
            _warn(g, one[0], two[0])
        known = set(identify(g.judgements()).conflicts)
        say_changes(g.judge(judgement(one, two, verdict, why)))
        for conflict in identify(g.judgements()).conflicts:
            if conflict not in known:
                say_note(conflict)


def _warn(g: Graph, one: str, two: str) -> None:
    """Say what speaks against two entities that are judged one."""
    try:
        pair = g.entity(one), g.entity(two)
    except NotFound:  # one that was judged before and has left the graph since
        return
    for warning in differences(*pair):
        say_note(f"{warning}: kg undo {one} {two} takes it back")
