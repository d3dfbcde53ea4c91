"""Which article is which: ids that come from what the source says, and stay.

An article is its site and its words, whatever the address it was found under. An exact reprint
elsewhere is another article of the same origin.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import idna

from kg.model import ArticleId, digest
from loaders.plain import words

_EDITION = re.compile(r"^(?:www|m|amp)\d?\.(?=[^.]+\.)")
_PORTS = {"http": 80, "https": 443}
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "vero_", "oly_", "at_")
_TRACKING = frozenset(
    words(
        "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid"
        " igsh li_fat_id mc_cid mc_eid _hsenc _hsmi mkt_tok s_cid cmpid cmp ref_src ref_url"
        " smid smtyp ito icid ncid spm scm share_id guccounter guce_referrer guce_referrer_sig"
        " amp amp_js_v outputtype _ga _gl sh_kit xtor wt_mc wt.mc_id sharetype share_token"
        " feature_id srnd sref"
    )
)


def tidy_address(address: str) -> str | None:
    """Write an address without what only tracks readers, so that it can still be opened.

    Scheme and host in lower case, no credentials, fragment, default port or tracking parameters,
    query sorted. None when it is no http or https address.
    """
    parts = _split(address)
    return None if parts is None else "{}://{}{}{}".format(*parts)


def canonical_address(address: str) -> str | None:
    """Write an address as it is compared: one spelling for all editions of a page.

    As `tidy_address`, and always https, without www., m. or amp., without a slash at the end.
    International names are written in their own script. None when it is no web address.
    """
    parts = _split(address)
    if parts is None:
        return None
    _, host, path, query = parts
    while _EDITION.match(host):
        host = _EDITION.sub("", host)
    return f"https://{host}{path.rstrip('/')}{query}"


def site_of(address: str | None) -> str:
    """Name the site of an address, "reuters.com"; empty when it is none."""
    canonical = canonical_address(address) if address else None
    return urlsplit(canonical).netloc if canonical else ""


def fingerprint(text: str) -> str:
    """Reduce a text to what makes it the same text: letters and digits, without case or form."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(filter(str.isalnum, folded))


def identify(url: str | None, publisher: str | None, text: str) -> tuple[ArticleId, str]:
    """Give an article's id and its origin.

    The id is made of the site (the host of its address, else its publisher) and the words; the
    origin of the words alone, so that an exact reprint shares it.
    """
    said = fingerprint(text)
    site = site_of(url) or publisher or ""
    return f"article/{digest('article', site, said)}", f"origin/{digest('origin', said)}"


def _split(address: str) -> tuple[str, str, str, str] | None:
    """Take an address apart: scheme, host with port, path, query with its question mark."""
    try:
        parts = urlsplit(re.sub(r"[\x00-\x1f\x7f]+", "", address).strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:  # a port that is none, a bracket left open, a name that cannot be
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return None
    if port not in (None, *_PORTS.values()):
        host = f"{host}:{port}"
    path = re.sub("/{2,}", "/", _encode(parts.path))
    return scheme, host, "" if path == "/" else path, _query(parts.query)


def _host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    host = unicodedata.normalize("NFKC", host).lower().strip(".")
    if re.search(r"[\s/?#@\[\]\\%<>^|\"'`{}]", host):
        raise ValueError(f"no host name: {host!r}")
    labels = []
    for label in host.split("."):
        try:
            labels.append(idna.decode(label) if label.startswith("xn--") else label)
        except idna.IDNAError:
            labels.append(label)
    return ".".join(labels)


def _encode(path: str) -> str:
    """Write a path in one spelling: capitals in %C3, letters and digits not encoded."""
    path = quote(path, safe="/%:@!$&'()*+,;=~-._", errors="replace")
    return re.sub(r"%([0-9A-Fa-f]{2})", _unreserved, path)


def _unreserved(match: re.Match[str]) -> str:
    sign = chr(int(match[1], 16))
    return sign if sign.isascii() and (sign.isalnum() or sign in "-._~") else match[0].upper()


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=500)
    kept = sorted({(k, v) for k, v in pairs if not _tracks(k.lower())})
    return "?" + urlencode(kept) if kept else ""


def _tracks(key: str) -> bool:
    return key in _TRACKING or key.startswith(_TRACKING_PREFIXES)
