"""Names that grammar keeps from being an end: each sentence with what it says, and what not."""

from __future__ import annotations

import pytest

from kg.assembly import read_article
from kg.model import Article, digest

# sentence, said, never said: (subject, predicate, object)
Told = tuple[str, str, str]
CASES: list[tuple[str, list[Told], list[Told]]] = [
    (
        "Jensen Huang, who co-founded Nvidia and leads it, and Lisa Su attended the ceremony.",
        [("Jensen Huang", "FOUNDED", "Nvidia")],
        [("Lisa Su", "FOUNDED", "Nvidia")],
    ),
    (
        "DeepSeek was founded in 2023 by Liang Wenfeng, who also co-founded the fund High-Flyer.",
        [("Liang Wenfeng", "FOUNDED", "High-Flyer"), ("Liang Wenfeng", "FOUNDED", "DeepSeek")],
        [("DeepSeek", "FOUNDED", "High-Flyer")],
    ),
    (
        "It hits Tencent, whose WeChat is on the list, and Alibaba, the owner of UC Browser.",
        [("Tencent", "OWNS", "WeChat"), ("Alibaba", "OWNS", "UC Browser")],
        [("Alibaba", "OWNS", "WeChat")],
    ),
    (
        "Intel, which was founded by Robert Noyce and Gordon Moore, owns Mobileye.",
        [("Robert Noyce", "FOUNDED", "Intel"), ("Intel", "OWNS", "Mobileye")],
        [("Robert Noyce", "FOUNDED", "Mobileye"), ("Gordon Moore", "FOUNDED", "Mobileye")],
    ),
    (
        "Didi is a Chinese company. Alibaba and Tencent have invested in the company.",
        [],
        [("Alibaba", "INVESTS_IN", "Tencent"), ("Tencent", "INVESTS_IN", "Alibaba")],
    ),
    (
        "Tim Cook leads Apple. Kyung Kye-hyun heads Samsung's chip division.",
        [("Tim Cook", "LEADS", "Apple")],
        [("Kyung Kye-hyun", "LEADS", "Samsung")],
    ),
    (
        "A fund controlled by Lukoil is one of the owners of Yandex.",
        [],
        [("Lukoil", "OWNS", "Yandex")],
    ),
    (
        "Chips made by SK Hynix, Samsung and Micron are used in such systems.",
        [],
        [("SK Hynix", "OWNS", "Samsung"), ("SK Hynix", "OWNS", "Micron")],
    ),
    (
        "TSMC\n\nTSMC is a maker of chips.\n\nApple's chief, Tim Cook, said it would buy.",
        [],
        [("TSMC", "OWNS", "Apple")],
    ),
]


@pytest.mark.parametrize(("text", "said", "never"), CASES, ids=lambda x: str(x)[:40])
def test_only_whom_the_grammar_means(text: str, said: list[Told], never: list[Told]) -> None:
    article = Article(id="article/a", title="", origin=digest(text), text=text)
    claims = read_article(article).claims
    found = {(c.subject_name, c.predicate.value, c.object_name) for c in claims if c.live}
    assert {*said} <= found
    assert not found & {*never}
