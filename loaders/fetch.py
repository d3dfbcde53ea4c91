"""One web request that goes only where it may.

Each hop is checked anew: scheme, then the name is resolved, every address it has is checked, and
the connection goes to the address that was checked, so a name that changes its mind gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from kg.errors import BadSource
from loaders.plain import show
from loaders.source import Content, FetchLimits, checked

_AGENT = f"kg-tech-geopolitics/{version('kg-tech-geopolitics')}"
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
_NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address in its last 32 bits (RFC 6052)
_HINT = "only http and https addresses of the open web are read"


def fetch(address: str, limits: FetchLimits) -> Content:
    """Read an address. Raises `BadSource` when it may not be read, or does not answer in time.

    Follows redirects, each checked as the first. The bytes come as sent, unpacked.
    """
    request = _Request(show(address), limits, time.monotonic() + limits.timeout)
    with request.watched():
        url = request.parse(address)
        for _ in range(limits.max_redirects + 1):
            answer = request.send(url)
            if isinstance(answer, Content):
                return checked(answer)
            url = answer
    raise BadSource(
        request.where,
        f"more than {limits.max_redirects} redirects",
        hint=f"last to {show(str(url))}",
    )


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the open web.

    An IPv6 address that stands for an IPv4 one (mapped, 6to4, NAT64) is judged by that one.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and (inner := _inner(ip)) is not None:
        ip = inner
    special = ip.is_multicast or ip.is_reserved or ip.is_private or ip.is_loopback
    return ip.is_global and not special and not ip.is_link_local and not ip.is_unspecified


def _inner(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64 or (int(ip) >> 32) == 0:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


@dataclass
class _Request:
    """One request with its redirects: a deadline, and a wire that is cut when it passes."""

    where: str
    limits: FetchLimits
    deadline: float
    cut: threading.Event = field(default_factory=threading.Event)
    wire: list[socket.socket] = field(default_factory=list)

    def parse(self, address: str) -> httpx.URL:
        """Read an address. Raises `BadSource` when it is of a kind that is not read."""
        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, ValueError) as error:
            raise BadSource(self.where, f"no web address: {error}", hint=_HINT) from error
        if url.scheme not in ("http", "https") or not url.host:
            raise BadSource(self.where, f"{url.scheme or 'no scheme'}: is not read", hint=_HINT)
        if url.userinfo:
            raise BadSource(
                self.where, "holds a user name or password", hint="leave them out of the address"
            )
        return url

    def send(self, url: httpx.URL) -> Content | httpx.URL:
        """Send one request: what came, or where it was sent on to."""
        ip = self._resolve(url)
        try:
            with (
                httpx.Client(trust_env=False, timeout=self._left(), verify=_context()) as client,
                client.stream(
                    "GET",
                    url.copy_with(host=ip, fragment=None),
                    headers={
                        "Host": url.netloc.decode("ascii"),
                        "User-Agent": _AGENT,
                        "Accept": _ACCEPT,
                        "Accept-Encoding": "gzip, deflate",
                    },
                    extensions={"sni_hostname": url.raw_host.decode("ascii"), "trace": self._trace},
                ) as response,
            ):
                return self._answer(url, response)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
            raise self._failed(error) from error

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Cut the wire at the deadline, also under a server that sends a byte now and then."""
        timer = threading.Timer(self.limits.timeout, self._cut_off)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _cut_off(self) -> None:
        self.cut.set()
        for wire in self.wire[-1:]:
            try:
                wire.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # closed already: nothing is left to cut

    def _trace(self, event: str, info: dict[str, object]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            stream = info["return_value"]
            get: Callable[[str], object] = getattr(stream, "get_extra_info", lambda _: None)
            wire = get("socket")
            if isinstance(wire, socket.socket):
                self.wire.append(wire)

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise self._late()
        return left

    def _late(self) -> BadSource:
        return BadSource(self.where, f"did not answer within {self.limits.timeout:g} seconds")

    def _failed(self, error: Exception) -> BadSource:
        if self.cut.is_set() or isinstance(error, httpx.TimeoutException):
            return self._late()
        said = show(str(error)) or type(error).__name__
        return BadSource(self.where, f"cannot be reached: {said}")

    def _resolve(self, url: httpx.URL) -> str:
        """Find the IP address of a host. Raises `BadSource` when any it has is private."""
        host = url.raw_host.decode("ascii")
        try:
            port = url.port or (443 if url.scheme == "https" else 80)
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise BadSource(self.where, f"no host {show(host)!r} is known") from error
        ips = [str(entry[4][0]) for entry in found]
        for ip in ips:
            if not self.limits.allow_private and not is_public(ip):
                raise BadSource(
                    self.where,
                    f"{show(host)} is a private or local address ({ip}); not read",
                    hint="KG_FETCH_PRIVATE=true allows it",
                )
        return ips[0]

    def _answer(self, url: httpx.URL, response: httpx.Response) -> Content | httpx.URL:
        if response.is_redirect and (target := response.headers.get("location")):
            try:
                return self.parse(str(url.join(target)))
            except httpx.InvalidURL as error:
                raise BadSource(self.where, "redirects to no web address", hint=_HINT) from error
        if response.status_code != 200:
            retry = show(response.headers.get("retry-after", ""))
            raise BadSource(
                self.where,
                f"HTTP {response.status_code} {show(response.reason_phrase)}".strip(),
                hint=f"try again in {retry} seconds" if retry.isdigit() else "",
            )
        return Content(
            where=self.where,
            data=self._body(response),
            address=str(url),
            charset=response.charset_encoding,
            retrieved=datetime.now(UTC).replace(microsecond=0),
        )

    def _body(self, response: httpx.Response) -> bytes:
        most = self.limits.max_bytes
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > most:
                raise BadSource(
                    self.where, f"has more than {most:,} bytes", hint="KG_FETCH_BYTES allows more"
                )
            self._left()
        if self.cut.is_set():
            raise self._late()
        return bytes(body)


def _context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
