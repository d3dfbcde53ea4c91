"""A language model as one more reader: it proposes, the article and the rules decide.

    Document -> Chunk -> Told (typed answer) -> grounded, bound, weakened -> Draft

Nothing a model says enters unless the article contains the words, both names stand in or beside
them, and the sentence is no weaker than the model makes it.
"""

from __future__ import annotations

UNREAD = "not read by the model"
"""How the reason of a refusal begins that stands for a part of an article left unread."""
