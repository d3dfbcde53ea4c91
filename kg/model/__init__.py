"""The values that pass from room to room: frozen, checked, without I/O.

    Article -> Draft (two Mentions) -> Claim -> Edge -> Subgraph

A Reading is what one extractor made of one article: claims, and refusals with their reason.
A Judgement is what a person says of two entities. Ids come from what the source says.
"""

from kg.model.article import Article, Evidence, Source
from kg.model.base import (
    ID_DIGITS,
    ArticleId,
    ClaimId,
    EdgeId,
    EntityId,
    PartialDate,
    Value,
    claim_id,
    digest,
    edge_id,
    partial_date,
)
from kg.model.deeds import (
    Candidate,
    Changes,
    Edit,
    Judgement,
    Publisher,
    Reviewed,
    Stats,
    Withdrawal,
    Written,
)
from kg.model.graph import AsOf, Edge, Subgraph, Surrounding
from kg.model.query import Param, Query
from kg.model.statement import Claim, Draft, Entity, Mention, Reading, Refusal, Statement

__all__ = [
    "ID_DIGITS",
    "Article",
    "ArticleId",
    "AsOf",
    "Candidate",
    "Changes",
    "Claim",
    "ClaimId",
    "Draft",
    "Edge",
    "EdgeId",
    "Edit",
    "Entity",
    "EntityId",
    "Evidence",
    "Judgement",
    "Mention",
    "Param",
    "PartialDate",
    "Publisher",
    "Query",
    "Reading",
    "Refusal",
    "Reviewed",
    "Source",
    "Statement",
    "Stats",
    "Subgraph",
    "Surrounding",
    "Value",
    "Withdrawal",
    "Written",
    "claim_id",
    "digest",
    "edge_id",
    "partial_date",
]
