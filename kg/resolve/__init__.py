"""Names to entities, and pairs of entities to judge; who is one by judgement is `kg.identity`."""

from kg.resolve.candidates import candidates
from kg.resolve.names import NameResolver
from kg.resolve.proposing import Proposal, propose

__all__ = ["NameResolver", "Proposal", "candidates", "propose"]
