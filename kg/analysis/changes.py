"""What changed between two views of the same neighbourhood."""

from __future__ import annotations

from kg.model import Edge, Subgraph, Value


class Difference(Value):
    """What a later view says that an earlier one did not, and the other way round."""

    new: tuple[Edge, ...] = ()
    gone: tuple[Edge, ...] = ()
    changed: tuple[tuple[Edge, Edge], ...] = ()  # before, after


def difference(before: Subgraph, after: Subgraph) -> Difference:
    """Compare two views by the ids of their edges; a changed edge has new claims or figures."""
    old = {e.id: e for e in before.edges}
    new = {e.id: e for e in after.edges}
    return Difference(
        new=tuple(new[i] for i in sorted(new.keys() - old.keys())),
        gone=tuple(old[i] for i in sorted(old.keys() - new.keys())),
        changed=tuple(
            (old[i], new[i]) for i in sorted(new.keys() & old.keys()) if _said(old[i], new[i])
        ),
    )


def _said(before: Edge, after: Edge) -> bool:
    return {c.id for c in before.claims} != {c.id for c in after.claims} or (
        before.model_dump(exclude={"claims"}) != after.model_dump(exclude={"claims"})
    )
