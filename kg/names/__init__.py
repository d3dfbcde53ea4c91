"""Names: how they are compared, how ids are made of them, and the list of known ones.

The list is `kg/data/names/*.tsv`, one file a kind, one row a name. Users add their own in the
same format. Two names are one only when their keys are equal; likeness never counts.
"""

from kg.names.keys import LEGAL_WORDS, PREFIXES, entity_id, key, legal_form
from kg.names.listing import FILES, KnownNames, Row, as_file

__all__ = [
    "FILES",
    "LEGAL_WORDS",
    "PREFIXES",
    "KnownNames",
    "Row",
    "as_file",
    "entity_id",
    "key",
    "legal_form",
]
