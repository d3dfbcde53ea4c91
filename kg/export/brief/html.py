"""A briefing as one HTML file: no script, nothing fetched, prints on A4, light and dark."""

from __future__ import annotations

from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from kg.export.brief.values import Brief
from kg.export.evidence import xml_text
from kg.words import capital, day_words

_CLOCKS = {"from": "began", "until": "ended", "reported": "reported"}


def render_html(brief: Brief) -> str:
    """Write a briefing as one HTML file. All text is escaped; only our drawings are markup."""
    page = _environment().get_template("brief.html.j2")
    return page.render(
        brief=brief,
        chart=xml_text(brief.chart),
        timeline=xml_text(brief.timeline_chart),
        clocks=_CLOCKS,
    )


def is_web_address(url: str) -> bool:
    """Say whether an address may become a link."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = day_words
    environment.filters["capital"] = capital
    environment.tests["web_address"] = is_web_address
    return environment
