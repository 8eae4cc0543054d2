"""How values are written for readers of each language."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from dialogo.records.hours import Hours
from dialogo.records.measure import Figure
from dialogo.records.money import Money
from dialogo.records.share import Share
from dialogo.records.text import Text, write


def plain(text: str) -> str:
    """With ordinary blanks, for comparing."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "english", "italian"),
    [
        (Share(0.384), "38 %", "38 %"),
        (Share(0.0123), "1.2 %", "1,2 %"),
        (Share(0), "0 %", "0 %"),
        (Share(1), "100 %", "100 %"),
        (timedelta(seconds=45), "45 s", "45 s"),
        (timedelta(minutes=90), "90 min", "90 min"),
        (timedelta(hours=11), "11 h", "11 h"),
        (timedelta(hours=4, minutes=30), "4.5 h", "4,5 h"),
        (timedelta(days=3), "3 days", "3 giorni"),
        (timedelta(hours=47, minutes=50), "2 days", "2 giorni"),  # as 48 h are
        (Hours(80.5), "80.5 h", "80,5 h"),
        (Hours(1200), "1,200 h", "1.200 h"),
        (Money(Decimal("3.1"), "EUR"), "€ 3.10", "€ 3,10"),
        (Money(Decimal("12345.67"), "USD"), "$ 12,346", "USD 12.346"),
        (1234567, "1,234,567", "1.234.567"),
        (2.5, "2.5", "2,5"),
        (date(2026, 11, 22), "22 Nov 2026", "22 nov 2026"),
        (datetime(2026, 11, 22, 18, 40, tzinfo=UTC), "22 Nov 2026, 18:40", "22 nov 2026, 18:40"),
        (["x", "facebook", "youtube"], "x, facebook and youtube", "x, facebook e youtube"),
        (True, "yes", "sì"),
        (Text(en="rung", it="gradino"), "rung", "gradino"),
    ],
)
def test_a_value_is_written_as_its_reader_would(value: object, english: str, italian: str) -> None:
    assert plain(write(value, "en")) == english
    assert plain(write(value, "it")) == italian


def test_a_sentence_takes_its_values_in_both_languages() -> None:
    sentence = Text(en="{who} waits for {value}", it="{who} attende da {value}")
    values = {"who": "Ada", "value": timedelta(hours=5)}
    assert plain(sentence.say("en", **values)) == "Ada waits for 5 h"
    assert plain(sentence.say("it", **values)) == "Ada attende da 5 h"
    with pytest.raises(KeyError, match="who"):
        sentence.say("en", value=1)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Share(0.38), "il 38 %"),
        (Share(0.08), "l'8 %"),
        (Share(0.11), "l'11 %"),
        (Share(0.01), "l'1 %"),
        (Share(0.014), "l'1,4 %"),
        (Share(0.8), "l'80 %"),
        (Share(0.18), "il 18 %"),
        (Share(1), "il 100 %"),
        (Share(0), "lo 0 %"),
        (Share(0.002), "lo 0,2 %"),
        (Share(-0.12), "il -12 %"),
        (811, "l'811"),
        (1000, "il 1.000"),
        (8000, "l'8.000"),
        (11000, "l'11.000"),
        (1_000_000, "l'1.000.000"),
    ],
)
def test_an_italian_number_takes_the_article_it_is_read_with(value: object, said: str) -> None:
    sentence = Text(en="{value}", it="{value:il}")
    assert plain(sentence.say("it", value=value)) == said
    capital = Text(en="{value}", it="{value:Il}").say("it", value=value)
    assert plain(capital) == said[0].upper() + said[1:]


def test_a_preposition_joins_the_article() -> None:
    sentence = Text(en="", it="{a:del}, {b:al}, {c:nel}")
    values = {"a": Share(0.8), "b": Share(0.2), "c": Share(0)}
    assert plain(sentence.say("it", **values)) == "dell'80 %, al 20 %, nello 0 %"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (1, "Dal 1 dic 2026 al 1 dic 2026, il 1 dic 2026"),
        (8, "Dall'8 dic 2026 all'8 dic 2026, l'8 dic 2026"),
        (11, "Dall'11 dic 2026 all'11 dic 2026, l'11 dic 2026"),
        (18, "Dal 18 dic 2026 al 18 dic 2026, il 18 dic 2026"),
    ],
)
def test_an_italian_day_takes_the_article_it_is_read_with(day: int, said: str) -> None:
    text = Text(en="{at}", it="Dal {at} al {at}, il {at}")
    assert text.say("it", at=date(2026, 12, day)) == said
    assert text.say("it", at="8 dic 2026").startswith("Dal 8")  # words are left as they are


def test_words_agree_with_their_number() -> None:
    sentence = Text(
        en="{n:post|posts} {n:|is|are} there", it="{n:|è rimasto|sono rimasti} {n:post|post}"
    )
    assert sentence.say("en", n=1) == "1 post is there"
    assert sentence.say("en", n=0) == "0 posts are there"
    assert sentence.say("en", n=1200) == "1,200 posts are there"
    assert sentence.say("it", n=1) == "è rimasto 1 post"
    assert sentence.say("it", n=2) == "sono rimasti 2 post"


def test_words_from_outside_are_values_never_templates() -> None:
    assert Text(en="{who}", it="{who}").say("en", who="{n.__class__}") == "{n.__class__}"


def test_money_of_two_currencies_is_never_added() -> None:
    assert Money(Decimal("0.1"), "EUR") + Money(Decimal("0.2"), "EUR") == Money(
        Decimal("0.3"), "EUR"
    )
    with pytest.raises(ValueError, match="USD to EUR"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")


def test_a_figure_speaks_in_its_unit() -> None:
    spoken = {
        "share": Share(0.5),
        "seconds": timedelta(seconds=0.5),
        "hours": Hours(0.5),
        "days": timedelta(days=0.5),
        "ratio": 0.5,
    }
    for unit, value in spoken.items():
        assert Figure(0.5, unit, 1).spoken == value  # type: ignore[arg-type]  # every unit there is
    assert Figure(Decimal("0.5"), "money", 1, currency="EUR").spoken == Money(Decimal("0.5"), "EUR")
    weeks = Figure(8, "weeks", 1).spoken
    assert isinstance(weeks, Text)
    assert (weeks.en, weeks.it) == ("8 weeks", "8 settimane")
    assert Figure(None, "share", 0).spoken is None
