"""What the model's endpoint is, and how far it may be used."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import httpx

from kg.errors import BadSettings

_LOCAL_NAMES = (".local", ".internal", ".lan", ".home.arpa", ".localhost")
_MODEL = re.compile(r"[\w.:/@+ -]{1,120}")


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """An endpoint that speaks the OpenAI protocol, a model there, and limits.

    `budget` is in tokens a run, `timeout` in seconds a call, `cache` a folder.
    """

    url: str
    model: str
    cache: Path
    key: str = field(default="", repr=False)
    budget: int = 1_000_000
    timeout: float = 120.0

    @property
    def address(self) -> str:
        """Where completions are asked for."""
        url = httpx.URL(self.url)
        path = url.path.rstrip("/")
        if not path.endswith("/chat/completions"):
            path += "/chat/completions"
        return str(url.copy_with(path=path))

    @property
    def shown(self) -> str:
        """The address without its query, fit to be printed."""
        return str(httpx.URL(self.address).copy_with(query=None))


def checked(url: str | None, model: str | None, key: str = "") -> tuple[str, str]:
    """Check address, model and key before anything is read; give address and model.

    Raises `BadSettings` naming the variable: no address, no model, no key for a public address,
    or a key that would cross the net unencrypted.
    """
    if not url:
        raise BadSettings(
            "no language model is set: KG_LLM_URL is empty",
            hint="an OpenAI-compatible address, as http://localhost:11434/v1",
        )
    if not model or not _MODEL.fullmatch(model):
        said = f"{model!r} is no name of a model" if model else "KG_LLM_MODEL is empty"
        raise BadSettings(f"no language model is set: {said}", hint="as the endpoint calls it")
    local = _near(_parsed(url))
    if not key and not local:
        raise BadSettings(
            "KG_LLM_KEY is empty", hint="the endpoint's key; local addresses need none"
        )
    if not local and httpx.URL(url).scheme != "https":
        raise BadSettings(
            "KG_LLM_URL would send articles and the key unencrypted", hint="an https address"
        )
    if not key.isascii() or any(c.isspace() or not c.isprintable() for c in key):
        raise BadSettings("KG_LLM_KEY holds signs that no key has", hint="copy it anew")
    return url, model


def _parsed(url: str) -> httpx.URL:
    hint = "as https://api.example.org/v1"
    try:
        found = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise BadSettings(f"KG_LLM_URL is no address: {error}", hint=hint) from error
    if found.scheme not in ("http", "https") or not found.host:
        raise BadSettings("KG_LLM_URL is no http or https address", hint=hint)
    if found.userinfo:
        raise BadSettings("KG_LLM_URL holds a user or password", hint="put the key in KG_LLM_KEY")
    return found


def _near(url: httpx.URL) -> bool:
    """Say whether an address is this machine or its own network."""
    try:
        ip = ip_address(url.host)
    except ValueError:
        return "." not in url.host or url.host.endswith(_LOCAL_NAMES)
    return ip.is_private or ip.is_loopback or ip.is_link_local
