"""Article: its text with the quoted sentences marked, and beside it what was read there."""

from __future__ import annotations

import streamlit as st

from kg.errors import NotFound
from kg.model import Article, Claim, Reading, Refusal
from kg.ui import links
from kg.ui.connection import graph, told
from kg.ui.evidence import status_colour
from kg.ui.search import search_field
from kg.ui.words import headline, marked, plain, quoted, safe_url, status_word
from kg.vocabulary import Review
from kg.words import count_words

_LISTED = 1000


@told
def page() -> None:
    """Show the article of the address, or a list to choose from."""
    wanted = st.query_params.get("id", "").strip()
    if not wanted:
        _list()
        return
    try:
        article, readings = graph().article(wanted), graph().reading(wanted)
    except NotFound:
        st.warning(
            f"There is no article {plain(wanted)} in the graph. Choose one of these.",
            title="Not in the graph",
            icon=":material/search_off:",
        )
        _list()
        return
    st.set_page_config(page_title=article.title or "Article")
    _show(article, readings)


def _show(article: Article, readings: list[Reading]) -> None:
    claims = sorted((c for r in readings for c in r.claims), key=lambda c: (c.start, c.end, c.id))
    spans = sorted({(c.start, c.end) for c in claims})
    names = {e.id: e.name for r in readings for e in r.entities}
    st.markdown(f"## {plain(article.title or 'Untitled')}", anchors=False)
    st.caption(_facts(article))
    if url := safe_url(article.url):
        st.link_button("Original", url, icon=":material/open_in_new:")
    elif article.url:
        st.caption(f"Address, not linked: {plain(article.url)}")
    left, right = st.columns([6, 4], gap="large")
    with left:
        st.html(marked(article.text, spans))
        for note in article.notes:
            st.caption(f"On loading: {plain(note)}")
    with right:
        _claims(claims, spans, names)
        _refusals([f for r in readings for f in r.refusals])


def _facts(article: Article) -> str:
    facts = [
        article.publisher or "publisher unknown",
        article.published or "undated",
        article.author,
        article.language,
        count_words(len(article.text.split()), "word"),
    ]
    return " · ".join(plain(f) for f in facts if f)


def _claims(claims: list[Claim], spans: list[tuple[int, int]], names: dict[str, str]) -> None:
    st.markdown(f"### {count_words(len(claims), 'claim')}", anchors=False)
    if not claims:
        st.caption("No claim was found in this article.")
    for claim in claims:
        number = spans.index((claim.start, claim.end)) + 1
        with st.container(border=True, gap="small"):
            st.markdown(f"{number}\\. **{plain(headline(claim, names))}**", anchors=False)
            with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
                st.badge(status_word(claim), color=status_colour(claim))
                if claim.review is not Review.ACCEPTED:
                    st.badge(str(claim.review), color="gray")
                st.badge(f"{plain(claim.extractor)}, {claim.confidence:.2f}", color="gray")
                links.link(
                    "explore",
                    "Explore",
                    icon=":material/hub:",
                    e=f"{claim.subject},{claim.object}",
                    **({} if claim.live else {"all": "true"}),
                )


def _refusals(refusals: list[Refusal]) -> None:
    if not refusals:
        return
    with st.expander(f"{count_words(len(refusals), 'reading')} refused"):
        for refusal in refusals:
            st.markdown(plain(refusal.reason), anchors=False)
            if refusal.quote:
                st.html(quoted(refusal.quote))


def _list() -> None:
    articles = graph().articles(limit=_LISTED)
    if not articles:
        st.info(
            "No articles yet. Load some with `kg load FILE`, or the sample articles with "
            "`kg demo`.",
            icon=":material/inbox:",
        )
        return
    text = search_field("Find an article", "Words of the title or the publisher").casefold()
    kept = [a for a in articles if text in f"{a.title} {a.publisher}".casefold()]
    st.caption(f"{count_words(len(kept), 'article')}, newest first. Choose a row to read it.")
    rows = st.dataframe(
        [
            {
                "Published": a.published or "",
                "Publisher": a.publisher or "",
                "Title": a.title,
                "Language": a.language,
            }
            for a in kept
        ],
        key="articles",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Title": st.column_config.TextColumn(width="large")},
    )["selection"]["rows"]
    if rows and rows[0] < len(kept):
        links.go("article", id=kept[rows[0]].id)
