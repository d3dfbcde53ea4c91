"""Names to entities; who is one with whom by judgement is `kg.identity`."""

from kg.resolve.names import NameResolver

__all__ = ["NameResolver"]
