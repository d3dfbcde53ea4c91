"""The traps a careless reader falls into, ten wordings each, read from bare sentences."""

from __future__ import annotations

import pytest

from kg.assembly import read_article
from kg.model import Article, Claim, digest

# trap: (may not be live: predicate, subject, object), wordings
TRAPS: dict[str, tuple[tuple[str, str, str], list[str]]] = {
    "openness to a purchase is no purchase": (
        ("OWNS", "Elon Musk", "TikTok"),
        [
            "Donald Trump is open to Elon Musk buying TikTok.",
            "Trump said he would be open to Elon Musk buying TikTok if he wanted to.",
            "Asked whether Elon Musk could buy TikTok, Donald Trump said he would welcome it.",
            "Donald Trump would like to see Elon Musk acquire TikTok.",
            "Officials in Beijing have discussed whether Elon Musk might buy TikTok.",
            "China is weighing a sale of TikTok to Elon Musk, according to two people.",
            "The idea that Elon Musk could take over TikTok was dismissed as fiction.",
            "Elon Musk has been floated as a possible buyer of TikTok.",
            "Should Elon Musk buy TikTok?",
            "If Elon Musk bought TikTok, regulators would look closely at the deal.",
        ],
    ),
    "a looming ban is no ban": (
        ("REGULATES", "United States", "TikTok"),
        [
            "A US ban on TikTok looms unless ByteDance sells the app.",
            "TikTok faces a looming US ban unless it is sold.",
            "The United States has threatened to ban TikTok.",
            "The United States could ban TikTok as early as next month.",
            "Unless ByteDance divests, the United States will ban TikTok.",
            "A bill in the Senate would let the United States ban TikTok.",
            "The United States is considering whether to ban TikTok.",
            "Users fear a US ban of TikTok.",
            "The United States plans to ban TikTok from January.",
            "Trump urged the Supreme Court to delay a US ban on TikTok.",
        ],
    ),
    "a sale demanded is no sale": (
        ("OWNS", "Oracle", "TikTok"),
        [
            "Oracle offered to buy TikTok.",
            "Oracle is in talks to buy TikTok.",
            "Oracle has bid $40 billion for TikTok.",
            "Oracle is among the suitors for TikTok.",
            "The White House wants Oracle to buy TikTok.",
            "Oracle may acquire TikTok, Reuters reported.",
            "Oracle hopes to win control of TikTok.",
            "Oracle emerged as the front-runner to acquire TikTok.",
            "Under the proposal, Oracle would own TikTok.",
            "Analysts expect Oracle to acquire TikTok.",
        ],
    ),
    "what is denied is no fact": (
        ("OWNS", "Tencent", "Telegram"),
        [
            "Telegram denied that it had been acquired by Tencent.",
            "Tencent denied that it owns Telegram.",
            "Tencent does not own Telegram.",
            "Telegram is not owned by Tencent.",
            "Telegram has never been owned by Tencent.",
            "Tencent dismissed reports that it had bought Telegram.",
            "It is not true that Tencent acquired Telegram.",
            "Telegram rejected claims that Tencent owns it, and said Tencent holds no stake.",
            "Contrary to reports, Tencent did not buy Telegram.",
            "Tencent says it neither owns nor controls Telegram.",
        ],
    ),
    "what was is not": (
        ("OWNS", "Beijing Kunlun Tech", "Grindr"),
        [
            "Grindr, formerly owned by Beijing Kunlun Tech, went public in New York.",
            "Grindr was once owned by Beijing Kunlun Tech.",
            "Beijing Kunlun Tech previously owned Grindr.",
            "Beijing Kunlun Tech sold Grindr in 2020.",
            "Grindr's former owner, Beijing Kunlun Tech, made a profit.",
            "Beijing Kunlun Tech, the former parent of Grindr, declined to comment.",
            "Until 2020 Grindr was owned by Beijing Kunlun Tech.",
            "Beijing Kunlun Tech no longer owns Grindr.",
            "Beijing Kunlun Tech used to own Grindr.",
            "Beijing Kunlun Tech has divested Grindr.",
        ],
    ),
    "an abandoned bid is no purchase": (
        ("OWNS", "Nvidia", "Arm"),
        [
            "Nvidia abandoned its bid for Arm after regulators objected.",
            "Nvidia dropped its $40 billion acquisition of Arm.",
            "Nvidia's takeover of Arm collapsed in February.",
            "Nvidia's acquisition of Arm was blocked by regulators.",
            "Nvidia called off the purchase of Arm.",
            "Nvidia walked away from its acquisition of Arm.",
            "Nvidia's attempt to buy Arm failed.",
            "Nvidia's failed acquisition of Arm cost it $1.25 billion.",
            "Regulators stopped Nvidia from buying Arm.",
            "Nvidia scrapped its plan to acquire Arm.",
        ],
    ),
    "an analyst quoted about a firm does not belong to it": (
        ("AFFILIATED_WITH", "Maria Keller", "Huawei"),
        [
            "Maria Keller of Redwater Institute said Huawei would survive.",
            'Huawei "has few choices left", said Maria Keller, an analyst.',
            "Maria Keller, who follows Huawei for Redwater Institute, expects lower sales.",
            "Maria Keller doubts that Huawei can replace the chips.",
            "According to Maria Keller, Huawei is looking for suppliers.",
            "Maria Keller, an analyst at Redwater Institute, covers Huawei.",
            "Maria Keller wrote a book on Huawei.",
            "Maria Keller criticised Huawei in an interview.",
            "Maria Keller told Reuters that Huawei faced new rules.",
            "Maria Keller's report on Huawei was published on Monday.",
        ],
    ),
    "a rival in the possessive is not owned": (
        ("OWNS", "Uber", "Lyft"),
        [
            "Uber's rival Lyft raised its prices.",
            "Uber's competitor Lyft lost money.",
            "Uber's main rival, Lyft, declined to comment.",
            "Lyft, Uber's smaller rival, cut jobs.",
            "Uber and its rival Lyft will pay drivers more.",
            "Uber's American challenger Lyft reported a loss.",
            "Uber's fight with Lyft goes on.",
            "Lyft is Uber's closest competitor.",
            "Like its rival Uber, Lyft pays drivers by the mile.",
            "Uber overtook its rival Lyft in Chicago.",
        ],
    ),
    "who reports is no party": (
        ("OWNS", "Reuters", "TikTok"),
        [
            "Reuters reported that ByteDance owns TikTok.",
            "ByteDance will not sell TikTok, Reuters said.",
            "TikTok is valued at $50 billion, according to Reuters.",
            "Reuters first reported the talks about TikTok.",
            "In an interview with Reuters, TikTok's chief executive rejected the plan.",
            "TikTok told Reuters that it would appeal.",
            "Documents seen by Reuters show TikTok's plans.",
            "Reuters could not reach TikTok for comment.",
            "A Reuters review of TikTok's filings found errors.",
            "TikTok declined to answer questions from Reuters.",
        ],
    ),
    "a ban put off is no ban": (
        ("REGULATES", "India", "Telegram"),
        [
            "India postponed a ban on Telegram.",
            "India has put off its ban on Telegram.",
            "India pushed back its ban on Telegram by a month.",
            "India delayed banning Telegram.",
            "India deferred a decision to ban Telegram.",
            "A ban on Telegram in India was delayed by 75 days.",
            "The start of India's ban on Telegram was postponed.",
            "India said it would delay by one week a ban on downloads of Telegram.",
            "India is looking at a ban on Telegram.",
            "India ruled out a ban on Telegram.",
        ],
    ),
    "a telling called false is no fact": (
        ("OWNS", "Tencent", "Telegram"),
        [
            "The claim that Tencent owns Telegram, repeated on several forums, is nonsense.",
            "It is not the case that Tencent owns Telegram.",
            "It would be wrong to say that Tencent controls Telegram.",
            "The story that Tencent bought Telegram was made up, its author admitted.",
            "A fake press release announced that Tencent had acquired Telegram.",
            "A parody account wrote that Tencent had bought Telegram.",
            "Tencent's purchase of Telegram exists only on the internet.",
            "Tencent has at no point owned Telegram.",
            "Rather than buying Telegram, Tencent built its own app.",
            "Tencent bought Telegram, a newspaper wrote. The companies said the report was wrong.",
        ],
    ),
    "a court that upholds a ban is not its author": (
        ("REGULATES", "US Supreme Court", "TikTok"),
        [
            "The US Supreme Court upheld the ban on TikTok.",
            "The US Supreme Court upheld the law that bans TikTok.",
            "The US Supreme Court on Friday upheld a law that will ban TikTok unless it is sold.",
            "The US Supreme Court confirmed a law banning TikTok.",
            "The US Supreme Court heard arguments on the ban of TikTok.",
            "The US Supreme Court reviewed the ban on TikTok.",
            "The US Supreme Court refused to stop the ban on TikTok.",
            "The US Supreme Court declined to block the ban on TikTok.",
            "The US Supreme Court affirmed the ban on TikTok.",
            "The law banning TikTok was upheld by the US Supreme Court.",
        ],
    ),
}
CASES = [
    pytest.param(wrong, sentence, id=f"{name[:24]}-{number}")
    for name, (wrong, sentences) in TRAPS.items()
    for number, sentence in enumerate(sentences, 1)
]


def claims(sentence: str) -> tuple[Claim, ...]:
    id = f"article/{digest(sentence)}"
    article = Article(id=id, title="", origin=id, text=sentence, published="2025-01-10")
    return read_article(article).claims


@pytest.mark.parametrize(("wrong", "sentence"), CASES)
def test_the_trap_gives_no_live_fact(wrong: tuple[str, str, str], sentence: str) -> None:
    predicate, subject, object = wrong
    fell = [
        c
        for c in claims(sentence)
        if c.live
        and c.predicate == predicate
        and {c.subject.rsplit("/")[-1], c.object.rsplit("/")[-1]} == {slug(subject), slug(object)}
    ]
    assert not fell, f"{sentence}: {fell[0].reason}"


def slug(name: str) -> str:
    return {"United States": "us"}.get(name, name.casefold().replace(" ", "-"))


def test_every_trap_has_ten_wordings() -> None:
    assert {len(sentences) for _, sentences in TRAPS.values()} == {10}


def test_the_plain_sentences_beside_the_traps_are_live() -> None:
    """A reader that says nothing falls into no trap; this one must speak."""
    plain = [
        "Oracle owns TikTok.",
        "Tencent acquired Telegram.",
        "The United States banned TikTok.",
        "Telegram is owned by Tencent.",
        "Nvidia completed its acquisition of Arm.",
        "Maria Keller, an executive at Huawei, praised the plan.",
        "Uber bought Lyft.",
        "Grindr's owner, Beijing Kunlun Tech, made a profit.",
        "India banned Telegram.",
    ]
    assert [s for s in plain if not any(c.live for c in claims(s))] == []
