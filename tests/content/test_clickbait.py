"""Clickbait: sensations that are held back and lead nowhere."""

import pytest

from dialogo.content.clickbait_share import CLICKBAIT_SHARE, clickbait
from tests.content.plain import WINDOW
from tests.recorded import at, recorded

DAY = at("2026-02-02 09:00")


def share(text: str | None, **figures: int) -> object:
    records = recorded(
        posts=[{"post_id": "1", "published_at": DAY, "text": text}],
        post_figures=[{"post_id": "1", "read_on": DAY.date(), **figures}],
    )
    return CLICKBAIT_SHARE(records, WINDOW).value


@pytest.mark.parametrize(
    "text",
    [
        "You won’t believe what we found in the cellar",
        "This simple trick changes every cup",
        "What happened next… number 7 will shock you",
        "The secret nobody tells you about espresso",
        "Non crederete a che cosa c'è dentro",
        "Il segreto che nessuno vi ha mai detto",
        "Questo trucco sta facendo impazzire il web",
        "INCREDIBILE: guardate qui",
        "Rimarrete a bocca aperta",
    ],
)
def test_a_sensation_that_is_held_back_is_clickbait(text: str) -> None:
    assert share(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "How to clean the grinder, and what happens if you do not",
        "Five facts about espresso",
        "We believe what you told us",
        "Un trucco per la moka: acqua già calda",
        "È incredibile quanto conti l'acqua",
        "What happened at the harvest: the whole story",
    ],
)
def test_plain_speech_is_not(text: str) -> None:
    assert share(text) == 0


BAIT = "You won't believe what we found"


@pytest.mark.parametrize(
    ("clicks", "saves", "comments", "shares", "expected"),
    [
        (100, 4, 3, 3, 0),  # ten in a hundred kept it
        (100, 4, 3, 2, 1),  # nine
        (20, 2, 0, 0, 0),
        (19, 19, 0, 0, 1),  # too few clicks to tell
    ],
)
def test_what_people_keep_was_worth_the_click(
    clicks: int, saves: int, comments: int, shares: int, expected: int
) -> None:
    assert share(BAIT, clicks=clicks, saves=saves, comments=comments, shares=shares) == expected


def test_only_posts_with_text_count() -> None:
    records = recorded(
        posts=[
            {"published_at": DAY, "text": BAIT},
            {"published_at": DAY, "text": "Good morning"},
            {"published_at": DAY, "text": None},
            {"published_at": DAY, "text": " "},
            {"published_at": at("2025-02-02 09:00"), "text": BAIT},
        ]
    )
    figure = CLICKBAIT_SHARE(records, WINDOW)
    assert (figure.value, figure.n) == (0.5, 2)
    assert [row["post_id"] for row in clickbait(records, WINDOW)] == ["1"]


def test_the_latest_figures_decide_each_by_itself() -> None:
    records = recorded(
        posts=[{"post_id": "1", "published_at": DAY, "text": BAIT}],
        post_figures=[
            {"post_id": "1", "read_on": at("2026-02-03 00:00").date(), "clicks": 20, "saves": 2},
            {"post_id": "1", "read_on": at("2026-02-09 00:00").date(), "clicks": 100},
        ],
    )
    assert CLICKBAIT_SHARE(records, WINDOW).value == 1
