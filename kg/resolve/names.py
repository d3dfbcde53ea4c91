"""Names to entities: the list of known names first, then the key of the fullest name."""

from __future__ import annotations

from kg.model import Article, Entity, Mention
from kg.names import KnownNames, entity_id
from kg.vocabulary import Kind


class NameResolver:
    """Knows who is meant by what the document and the list of known names say.

    The same mention always gives the same entity, whatever was read before; likeness of names
    never joins two.
    """

    def __init__(self, names: KnownNames) -> None:
        self._names = names

    def resolve(self, mention: Mention, article: Article) -> Entity:  # noqa: ARG002
        """Return who is meant: the listed entity, else a new one with a stable id.

        A new entity carries the document's other names for it as aliases.
        """
        return self._known(mention) or self._new(mention)

    def _known(self, mention: Mention) -> Entity | None:
        if mention.entity is not None and (listed := self._names.get(mention.entity)):
            return listed
        if mention.kind is Kind.GOVERNMENT and mention.country:
            state = self._names.get(f"government/{mention.country.lower()}")
            if state is not None:
                return state
        return self._names.find(mention.name, mention.kind)

    def _new(self, mention: Mention) -> Entity:
        id = entity_id(mention.kind, mention.name)
        if mention.kind is Kind.GOVERNMENT and mention.country:
            id = f"government/{mention.country.lower()}"
        return Entity(
            id=id,
            kind=mention.kind,
            name=mention.name,
            aliases=tuple(a for a in mention.aliases if a != mention.name),
            country=mention.country,
        )
