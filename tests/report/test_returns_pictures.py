"""Pictures of returns: what is measurable and nothing else, in both languages, drawn."""

from __future__ import annotations

from typing import Any

import pytest

from dialogo.records.text import Lang
from dialogo.report.returns_beforehand import beforehand
from dialogo.report.returns_charts import draw
from dialogo.report.returns_pictures import Subject, amount, each, pictures

WEEKS = 30


def band(mean: float, low: float, high: float) -> dict[str, float]:
    return {"mean": mean, "p5": low, "p95": high}


def curve(*values: float) -> dict[str, list[float]]:
    points = [values[n % len(values)] for n in range(WEEKS)]
    return {
        "x": [float(n) for n in range(WEEKS)],
        "mean": points,
        "p5": [0.5 * one for one in points],
        "p95": [2 * one for one in points],
    }


def activity(name: str, verdict: str = "measurable") -> dict[str, Any]:
    return {
        "name": name,
        "verdict": verdict,
        "share": band(0.2, 0.1, 0.3),
        "return": band(2.0, 1.6, 2.5),
        "return_of_next_unit": band(1.2, 0.9, 1.5),
        "weeks_to_half_the_effect": band(3.2, 2.1, 5.4),
        "lag": curve(0.3, 0.2, 0.1),
        "response": curve(0.0, 400.0, 700.0),
        "contribution": curve(800.0, 1234.5),
    }


def told(*activities: dict[str, Any]) -> dict[str, Any]:
    return {
        "weeks": WEEKS, "since": "2025-01-06", "total": 30 * 5000.0, "activities": activities,
    }  # fmt: skip


MONEY = Subject(
    "sales", "EUR", "EUR", {"answers": "Answers", "posts": "Posts"},
    {"answers": 40.0, "posts": 3.5}, {"answers": "answers", "posts": "posts"},
)  # fmt: skip


def test_only_what_is_measurable_is_shown() -> None:
    assert pictures(MONEY, told(activity("answers", "not-yet")), "en") == []
    shown = pictures(MONEY, told(activity("answers"), activity("posts", "not-yet")), "en")
    assert [one.kind for one in shown] == [
        "returns-intervals", "returns-contribution", "returns-lag", "returns-response",
    ]  # fmt: skip
    assert {row["name"] for one in shown for row in one.data} == {"Answers"}


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        (
            "en",
            [
                "Answers: €\u00a02.00 (€\u00a01.60 to €\u00a02.50).",
                "Answers: about €\u00a01,000 a week, 20\u202f% of it all.",
                "Answers: half of it has come after 3 weeks (2 to 5).",
                "Answers: a little more brings €\u00a01.20 for each €\u00a01 more, after "
                "€\u00a02.00 so far.",
            ],
        ),
        (
            "it",
            [
                "Answers: €\u00a02,00 (da €\u00a01,60 a €\u00a02,50).",
                "Answers: circa €\u00a01.000 a settimana, 20\u202f% del totale.",
                "Answers: metà è arrivata dopo 3 settimane (da 2 a 5).",
                "Answers: un po' di più porta €\u00a01,20 per ogni €\u00a01 in più, dopo "
                "€\u00a02,00 finora.",
            ],
        ),
    ],
)
def test_each_has_its_answer_in_words(lang: Lang, says: list[str]) -> None:
    assert [one.answer for one in pictures(MONEY, told(activity("answers")), lang)] == says


def test_of_what_is_counted_one_more_has_a_price() -> None:
    signed = Subject("sign-ups", None, "EUR", counted={"answers": "answers"})
    one = activity("answers") | {"return": band(0.02, 0.01, 0.04)}
    first = pictures(signed, told(one), "en")[0]
    assert first.question == "What does one more cost? (sign-ups)"
    assert first.rows == (("answers", "€\u00a050.00", "€\u00a025.00 to €\u00a0100"),)
    assert first.setting["even"] is None


def test_without_a_known_cost_no_return_is_shown() -> None:
    free = activity("answers") | {"return": None, "return_of_next_unit": None}
    shown = pictures(MONEY, told(free), "en")
    assert shown[0].kind == "returns-contribution"
    assert shown[-1].answer == "Answers: now about 40 answers a week."


def test_three_figures_of_an_amount_count() -> None:
    assert [amount(value, None, "en") for value in (0.01234, 3.456, 12345.0, 0.0)] == [
        "0.0123", "3.46", "12,300", "0",
    ]  # fmt: skip
    assert amount(3.456, None, "it") == "3,46"
    assert (each("EUR", "it"), each(None, "en")) == ("€\u00a01", "1")


def test_every_picture_is_drawn_with_the_names_in_it() -> None:
    for one in pictures(MONEY, told(activity("answers"), activity("posts")), "en"):
        svg = draw(one, "en")
        assert svg.startswith("<svg")
        assert "Answers" in svg
        assert "Posts" in svg
        assert "var(--accent)" in svg
        unit = {
            "returns-intervals": "€ for each € 1 of cost", "returns-contribution": "€ a week",
            "returns-lag": "weeks later", "returns-response": "answers a week",
        }[one.kind]  # fmt: skip
        assert unit in svg


def test_what_was_assumed_is_drawn_without_a_word_of_the_result() -> None:
    known = {
        "share": {"answers": band(0.2, 0.0, 0.6), "posts": band(0.1, 0.0, 0.3)},
        "together": band(0.3, 0.05, 0.8),
        "weekly": curve(1000.0, 2000.0),
        "nothing": 0.08,
    }
    document = told(activity("answers", "not-yet"), activity("posts"))
    document |= {"assumed": known, "values": [5000.0] * WEEKS}
    shares, weeks = beforehand(MONEY, document, "en")
    assert shares.question.startswith("How much of “sales” was each thought to bring, before")
    assert shares.answer.startswith(
        "Answers: 20\u202f%, anywhere between 0\u202f% and 60\u202f%. P"
    )
    assert [row[0] for row in shares.rows] == ["Answers", "Posts", "All together"]
    assert weeks.answer == (
        "Before the weeks are looked at, between €\u00a0250 and €\u00a04,000 a week, of "
        "€\u00a05,000 that there were."
    )
    assert "con una probabilità dell'8\u202f%" in beforehand(MONEY, document, "it")[0].key
    assert "All together" in draw(shares, "en")
    assert "€ a week" in draw(weeks, "en")
