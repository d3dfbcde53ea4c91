"""Settings, read once from the environment (and `.env`), frozen after.

Each is an environment variable: `KG_` and the name in capitals, or the usual `NEO4J_*`.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Self

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from kg.errors import BadSettings


class Settings(BaseSettings):
    """Everything that can be set from outside."""

    model_config = SettingsConfigDict(
        env_prefix="KG_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    home: Path = Field(
        default_factory=lambda: user_data_path("kg-tech-geopolitics", appauthor=False),
        description="Folder of the embedded graph, its server and caches.",
    )
    neo4j_uri: str | None = Field(
        None,
        validation_alias=AliasChoices("neo4j_uri", "NEO4J_URI"),
        description="Address of a Neo4j server; without it the embedded graph is used.",
    )
    neo4j_user: str = Field(
        "neo4j",
        validation_alias=AliasChoices("neo4j_user", "NEO4J_USER"),
        description="Who signs in there.",
    )
    neo4j_password: SecretStr = Field(
        SecretStr(""),
        validation_alias=AliasChoices("neo4j_password", "NEO4J_PASSWORD"),
        description="The password there.",
    )
    neo4j_database: str = Field(
        "neo4j",
        validation_alias=AliasChoices("neo4j_database", "NEO4J_DATABASE"),
        description="The database there.",
    )
    accept: float = Field(
        0.6,
        ge=0,
        le=1,
        description="Claims at or above this confidence enter the graph as accepted.",
    )
    drop: float = Field(
        0.3, ge=0, le=1, description="Claims below this confidence are refused; between, pending."
    )
    names: Path | None = Field(None, description="A further list of known names (see docs).")
    spacy_model: str | None = Field(None, description="Name of the spaCy pipeline to use.")
    llm_url: str | None = Field(
        None, description="Address of an OpenAI-compatible endpoint (see docs/language-model.md)."
    )
    llm_key: SecretStr = Field(
        SecretStr(""), description="The endpoint's key; local addresses need none."
    )
    llm_model: str | None = Field(None, description="The model there, as the endpoint calls it.")
    llm_budget: int = Field(1_000_000, ge=0, description="Tokens one run may spend.")
    llm_timeout: float = Field(120.0, gt=0, description="Seconds one call may take.")
    llm_cache: Path | None = Field(
        None, description="Folder of the model's answers; a folder in KG_HOME if not set."
    )
    query_timeout: float = Field(30.0, gt=0, description="Seconds a query may take.")
    row_limit: int = Field(1000, gt=0, description="Rows a typed query may return.")
    fetch_timeout: float = Field(20.0, gt=0, description="Seconds a web request may take.")
    fetch_bytes: int = Field(10_000_000, gt=0, description="Bytes a web page may have.")
    fetch_private: bool = Field(
        False, description="Whether private and local addresses may be read."
    )
    maven: str = Field(
        "https://repo1.maven.org/maven2", description="Where `kg neo4j start` finds Neo4j's jars."
    )
    user: str = Field("analyst", description="Who judges, as written beside a judgement.")
    idle_stop: float = Field(
        1800.0, gt=0, description="Seconds without a caller after which the embedded server stops."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.drop > self.accept:
            raise ValueError("KG_DROP must not be above KG_ACCEPT")
        return self


@cache
def settings() -> Settings:
    """Read the settings. Raises `BadSettings` naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        said = "; ".join(
            f"{variable(str(e['loc'][0]))}: {e['msg']}"
            if e["loc"]
            else e["msg"].removeprefix("Value error, ")
            for e in error.errors()
        )
        raise BadSettings(said, hint="see the settings page in docs") from error


def variable(name: str) -> str:
    """Give the environment variable of a setting, as a user writes it."""
    upper = name.upper()
    return upper if upper.startswith("NEO4J_") else f"KG_{upper}"


def misspelt(environment: Iterable[str]) -> list[tuple[str, str]]:
    """List variables that begin as ours do and are no setting, each with the nearest or ""."""
    known = [variable(name) for name in Settings.model_fields]
    wrong = sorted(n for n in environment if n.startswith("KG_") and n.upper() not in known)
    return [(name, next(iter(get_close_matches(name, known, n=1)), "")) for name in wrong]
