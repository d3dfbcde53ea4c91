"""Addresses: what is read, how far a request goes, and where it never goes."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from kg.errors import BadSource
from kg.model import Article
from loaders.fetch import is_public
from loaders.plain import words

WORDS = "ByteDance, which owns TikTok, will spend 4.5 billion yuan on a centre in Shanxi. " * 4
PAGE = f"""<html lang="en"><head><meta property="og:site_name" content="Example Post">
<meta property="article:published_time" content="2025-01-14T09:00:00Z">%s<title>A centre</title>
</head><body><article><h1>A centre</h1><p>{WORDS}</p><p>Zürich — naïve</p></article></body>
</html>"""
FEED = f"""<rss version="2.0"><channel><title>Wire</title><item><title>T</title>
<description>{WORDS}</description></item></channel></rss>"""
LOCAL = loaders.FetchLimits(timeout=5, allow_private=True)

Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(
    body: bytes, kind: str = "text/html", status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def write(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return write


def drip(request: BaseHTTPRequestHandler) -> None:
    """Send a byte of a header now and then, without end."""
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    try:
        for _ in range(200):
            request.wfile.write(b"a")
            request.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return  # the reader has hung up, as it should


ANSWERS: dict[str, Answer] = {
    "/page": answer((PAGE % "").encode(), "text/html; charset=utf-8"),
    "/latin": answer((PAGE % "").encode("cp1252"), "text/html; charset=iso-8859-1"),
    "/meta": answer((PAGE % "<meta charset=windows-1252>").encode("cp1252")),
    "/packed": answer(gzip.compress((PAGE % "").encode()), Content_Encoding="gzip"),
    "/bomb": answer(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip"),
    "/feed": answer(FEED.encode(), "application/rss+xml"),
    "/json": answer(b'{"articles": [{"title": "T", "text": "TikTok is an app."}]}'),
    "/text": answer(b"TikTok is an app.", "text/plain"),
    "/pdf": answer(b"%PDF-1.7 ...", "application/pdf"),
    "/empty": answer(b""),
    "/gone": answer(b"gone", status=410),
    "/busy": answer(b"busy", status=503, Retry_After="30"),
    "/once": answer(b"", status=302, Location="/page"),
    "/loop": answer(b"", status=302, Location="/loop"),
    "/to-file": answer(b"", status=302, Location="file:///etc/passwd"),
    "/to-secret": answer(b"", status=302, Location="http://me:pw@127.0.0.1/"),
    "/to-private": answer(b"", status=302, Location="http://169.254.169.254/latest/meta-data"),
    "/own": answer((PAGE % '<link rel="canonical" href="https://127.0.0.1/a?utm_id=3">').encode()),
    "/foreign": answer((PAGE % '<link rel="canonical" href="https://reuters.com/a">').encode()),
    "/drip": drip,
}


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ANSWERS[self.path.partition("?")[0]](self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def one(address: str, limits: loaders.FetchLimits = LOCAL) -> Article:
    [article] = loaders.open_source(address, fetch=limits).articles()
    return article


def problem(address: str, limits: loaders.FetchLimits = LOCAL) -> str:
    with pytest.raises(BadSource) as caught:
        list(loaders.open_source(address, fetch=limits).articles())
    return str(caught.value)


def test_a_page_is_read(site: str) -> None:
    article = one(f"{site}/page?utm_source=x")
    assert (article.title, article.publisher) == ("A centre", "Example Post")
    assert (article.published, article.language) == ("2025-01-14", "en")
    assert article.url == f"{site}/page"
    assert article.text.endswith("Zürich — naïve")
    assert article.retrieved is not None
    assert article.id == one(f"{site}/once").id


@pytest.mark.parametrize("path", ["latin", "meta", "packed"])
def test_encodings_by_header_and_page(site: str, path: str) -> None:
    assert one(f"{site}/{path}").text.endswith("Zürich — naïve")


def test_feeds_json_and_text_at_an_address(site: str) -> None:
    assert one(f"{site}/feed").publisher == "Wire"
    assert one(f"{site}/json").text == one(f"{site}/text").text == "TikTok is an app."
    [article] = loaders.open_source(f"{site}/feed", loader="feed", fetch=LOCAL).articles()
    assert article.title == "T"


def test_a_page_may_name_its_own_address_but_not_another_site(site: str) -> None:
    assert one(f"{site}/own").url == "https://127.0.0.1/a"
    foreign = one(f"{site}/foreign")
    assert foreign.url == f"{site}/foreign"
    assert "another site (https://reuters.com/a)" in foreign.notes[0]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("gone", "HTTP 410 Gone"),
        ("busy", "HTTP 503 Service Unavailable (try again in 30 seconds)"),
        ("pdf", "is a PDF document"),
        ("empty", "is empty"),
        ("loop", "more than 5 redirects"),
        ("to-file", "file: is not read"),
        ("to-secret", "holds a user name or password"),
        ("bomb", "has more than 10,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_says_why(site: str, path: str, said: str) -> None:
    message = problem(f"{site}/{path}")
    assert said in message
    assert message.startswith(f"{site}/{path}: ")


def test_size_and_redirects_have_limits(site: str) -> None:
    small = loaders.FetchLimits(allow_private=True, max_bytes=100)
    assert "more than 100 bytes" in problem(f"{site}/page", small)
    still = loaders.FetchLimits(allow_private=True, max_redirects=0)
    assert "more than 0 redirects" in problem(f"{site}/once", still)


def test_a_server_that_drips_is_cut_off(site: str) -> None:
    began = time.monotonic()
    hurried = loaders.FetchLimits(allow_private=True, timeout=0.6)
    assert "did not answer within 0.6 seconds" in problem(f"{site}/drip", hurried)
    assert time.monotonic() - began < 3


def test_a_server_that_is_silent_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        hurried = loaders.FetchLimits(allow_private=True, timeout=0.5)
        assert "did not answer within 0.5 seconds" in problem(address, hurried)


def test_no_server_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "cannot be reached" in problem(f"http://127.0.0.1:{port}/")


def test_a_local_server_is_refused_by_default(site: str) -> None:
    assert "private or local address (127.0.0.1)" in problem(f"{site}/page", loaders.FetchLimits())
    assert "KG_FETCH_PRIVATE" in problem(f"{site}/page", loaders.FetchLimits())


PRIVATE = words(
    """
http://127.0.0.1/ http://localhost/ http://[::1]/ http://169.254.169.254/latest http://10.0.0.1/
http://192.168.1.1/ http://172.16.0.1/ http://100.64.0.1/ http://0.0.0.0/ http://[::]/
http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://127.1/ http://017700000001/
http://[::ffff:127.0.0.1]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[2002:7f00:1::]/
http://[fe80::1]/ http://[fd00::1]/ http://[ff02::1]/ http://224.0.0.1/ http://240.0.0.1/
http://255.255.255.255/ https://127.0.0.1:443/ http://127.0.0.1.:80/ http://192.0.2.1/
"""
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused_in_any_spelling(address: str) -> None:
    message = problem(address, loaders.FetchLimits(timeout=2))
    assert "private or local address" in message or "no host" in message


REFUSED = ["file:///etc/passwd", "ftp://a.org/x", "gopher://a.org", "javascript://a/%0aalert(1)"]
REFUSED += ["data://text/plain,x", "http://", "http:///x", "https://me:pw@a.org/"]


@pytest.mark.parametrize("address", REFUSED)
def test_other_kinds_of_address_are_refused(address: str) -> None:
    message = problem(address)
    assert any(s in message for s in ("is not read", "user name or password", "no web address"))


def test_a_redirect_to_a_private_address_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop is made public here; the second is judged as it is."""
    monkeypatch.setattr("loaders.fetch.is_public", lambda ip: ip == "127.0.0.1" or is_public(ip))
    message = problem(f"{site}/to-private", loaders.FetchLimits(timeout=5))
    assert "169.254.169.254 is a private or local address" in message


def test_a_name_is_resolved_once_and_that_address_is_used(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its mind between check and connection gains nothing."""
    port = int(site.rpartition(":")[2])
    asked = []
    resolve = socket.getaddrinfo

    def changing(host: str, *args: object, **kwargs: object) -> object:
        asked.append(host)
        there = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        name = there if host == "rebinding.example" else host
        return resolve(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    article = one(f"http://rebinding.example:{port}/text")
    assert article.text == "TikTok is an app."
    assert asked.count("rebinding.example") == 1


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(*_: object, **__: object) -> object:
        return [(2, 1, 6, "", (ip, 80)) for ip in ("8.8.8.8", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    assert "two.example is a private" in problem("http://two.example/", loaders.FetchLimits())


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_inside_ipv6(ip: object) -> None:
    assert is_public(f"::ffff:{ip}") == is_public(str(ip))
    assert is_public(f"64:ff9b::{ip}") == is_public(str(ip))


def test_the_open_web_is_public() -> None:
    assert all(map(is_public, ("8.8.8.8", "2606:4700:4700::1111", "93.184.216.34")))
