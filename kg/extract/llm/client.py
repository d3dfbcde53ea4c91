"""One question to an endpoint that speaks the OpenAI protocol, and its answer as text."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import httpx
from pydantic import BaseModel, Field, ValidationError

from kg.errors import BadSettings, ModelUnavailable
from kg.extract.llm.options import LlmOptions
from kg.extract.llm.prompt import Message

TRIES = 4  # calls for one question at most
_LARGEST = 2_000_000  # bytes of an answer; the largest honest one has a hundredth of it
_LONGEST = 30.0  # seconds to wait before trying again, whatever the endpoint asks for
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# What an endpoint may not know, and how its message names it.
_OPTIONAL = {
    "response_format": re.compile(r"response.?format|json.?schema|structured|grammar", re.I),
    "temperature": re.compile(r"temperature", re.I),
    "max_tokens": re.compile(r"max_tokens", re.I),
}


class Failed(Exception):
    """A question that got no answer; the next one may."""


class Completion(NamedTuple):
    """An answer: its text, the tokens the call took (None: not said), whether it was cut off."""

    text: str
    tokens: int | None
    cut: bool


class _Said(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Said
    finish_reason: str | None = None


class _Usage(BaseModel):
    total_tokens: int | None = Field(None, ge=0, le=10_000_000)


class _Envelope(BaseModel):
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


class Client:
    """Asks one endpoint. Remembers which optional parts of a request it does not take."""

    def __init__(
        self,
        options: LlmOptions,
        schema: dict[str, Any],
        *,
        longest: int = 4_000,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the endpoint, the schema of answers and the tokens an answer may have."""
        self.longest = longest
        self._options = options
        self._schema = schema
        self._pause = pause
        self._without: frozenset[str] = frozenset()
        self._wait = 0.0

    def ask(self, messages: Sequence[Message]) -> Completion:
        """Ask, again after passing troubles. Raises `Failed`, `BadSettings`, `ModelUnavailable`.

        Waits 1, 2, 4 seconds between tries, or as long as the endpoint says, at most 30.
        """
        trouble, refused = "", False
        with httpx.Client(trust_env=False, timeout=self._options.timeout) as http:
            for number in range(TRIES):
                if number:
                    self._pause(min(self._wait or 2.0 ** (number - 1), _LONGEST))
                self._wait = 0.0
                try:
                    status, body = self._negotiated(http, messages)
                except httpx.ConnectError as error:
                    trouble, refused = self._clean(str(error) or "no connection"), True
                    continue
                except (httpx.HTTPError, httpx.StreamError) as error:
                    trouble, refused = f"{type(error).__name__} {self._clean(str(error))}", False
                    continue
                if status not in _PASSING:
                    return self._completion(status, body)
                trouble, refused = f"HTTP {status} {self._message(body)}", False
        if refused:
            raise ModelUnavailable(
                f"{self._options.shown}: {trouble}", hint="is it running? see KG_LLM_URL"
            )
        raise Failed(f"{TRIES} tries, last {trouble.strip()}")

    def _negotiated(self, http: httpx.Client, messages: Sequence[Message]) -> tuple[int, bytes]:
        """Send a request; where the endpoint does not know a part of it, without that part."""
        without = self._without
        while True:
            status, body = self._send(http, self._body(messages, without))
            unknown = self._unknown(body, without) if status in (400, 422) else None
            if unknown is None:
                if status == 200:
                    self._without = without
                return status, body
            without |= {unknown}

    def _unknown(self, body: bytes, without: frozenset[str]) -> str | None:
        said = self._message(body)
        left = [name for name in _OPTIONAL if name not in without]
        return next((name for name in left if _OPTIONAL[name].search(said)), None)

    def _body(self, messages: Sequence[Message], without: frozenset[str]) -> dict[str, Any]:
        longest = "max_completion_tokens" if "max_tokens" in without else "max_tokens"
        body: dict[str, Any] = {
            "model": self._options.model,
            "messages": list(messages),
            longest: self.longest,
        }
        if "temperature" not in without:
            body["temperature"] = 0
        if "response_format" not in without:
            named = {"name": "relations", "strict": True, "schema": self._schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return body

    def _send(self, http: httpx.Client, body: dict[str, Any]) -> tuple[int, bytes]:
        """Send one request and read at most so many bytes in at most so many seconds."""
        key = self._options.key
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        content = json.dumps(body).encode()
        deadline = time.monotonic() + self._options.timeout
        address = self._options.address
        with http.stream("POST", address, content=content, headers=headers) as response:
            self._wait = _seconds(response.headers.get("retry-after", ""))
            read = bytearray()
            for part in response.iter_bytes():
                read += part
                if len(read) > _LARGEST:
                    raise Failed(f"an answer of more than {_LARGEST} bytes")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout(f"no whole answer in {self._options.timeout:g} s")
            return response.status_code, bytes(read)

    def _completion(self, status: int, body: bytes) -> Completion:
        where = self._options.shown
        if status in (401, 403):
            raise BadSettings(
                f"{where}: HTTP {status}, the key is not accepted: {self._message(body)}",
                hint="set KG_LLM_KEY to a key of this endpoint",
            )
        if status == 404 or 300 <= status < 400:
            raise BadSettings(
                f"{where}: HTTP {status}, no model {self._options.model!r} is served there: "
                f"{self._message(body)}",
                hint="see KG_LLM_URL and KG_LLM_MODEL",
            )
        if status != 200:
            raise Failed(f"HTTP {status} {self._message(body)}")
        try:
            found = _Envelope.model_validate_json(body)
        except ValidationError as error:
            raise Failed("the endpoint's answer is no chat completion") from error
        choice = found.choices[0]
        if choice.message.content is None:
            raise Failed(f"the model declines: {self._clean(choice.message.refusal or 'no text')}")
        text = self._hidden(choice.message.content)
        tokens = found.usage.total_tokens if found.usage else None
        return Completion(text, tokens or None, choice.finish_reason == "length")

    def _message(self, body: bytes) -> str:
        """Give an endpoint's own words on what is wrong, short and without the key."""
        return self._clean(body[:2_000].decode("utf-8", "replace"))

    def _clean(self, text: str) -> str:
        return " ".join(self._hidden(text).split())[:300]

    def _hidden(self, text: str) -> str:
        key = self._options.key
        return text.replace(key, "***") if key else text


def _seconds(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,6}(\.\d+)?", text) else 0.0
