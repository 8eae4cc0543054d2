"""A sentence in every language that Dialogo speaks, and how numbers are written in it.

Sentences are templates; numbers come as typed values (`Share`, `Money`, `timedelta`, `date` …) and
are written the way a reader of that language writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from dialogo.records.hours import Hours
from dialogo.records.money import Money
from dialogo.records.share import Share

Lang = Literal["en", "it"]
LANGS: tuple[Lang, ...] = ("en", "it")


@dataclass(frozen=True)
class Text:
    """The same sentence in English and Italian; `{name}` marks where a value goes.

    `{n:post|posts}` is the number with the word that agrees with it; `{n:|is|are}` that word alone;
    `{value:il}` the number with its Italian article: il 38 %, l'8 %, lo 0,5 % (so `Il`,
    `del`, `dal`, `al`, `nel`). Before a day the article is as it is read: l'8, all'11, il 12.
    """

    en: str
    it: str

    def say(self, lang: Lang, **values: object) -> str:
        """The sentence in `lang` with its values written for that language.

        Raises `KeyError` if a placeholder has no value.
        """
        template = _elided(self.it, values) if lang == "it" else self.en
        return template.format_map({name: _Written(value, lang) for name, value in values.items()})


_BEFORE_A_DAY = re.compile(r"\b([Ii]l|[Dd][ae]l|[Aa]l|[Nn]el|[Ss]ul) (?=\{(\w+)\})")


def _elided(template: str, values: Mapping[str, object]) -> str:
    """An Italian template with the articles that its days take."""
    days = {name for name, one in values.items() if isinstance(one, date) and one.day in (8, 11)}
    if not days:
        return template

    def article(found: re.Match[str]) -> str:
        if found[2] not in days:
            return found[0]
        return {"il": "l'", "Il": "L'"}.get(found[1], f"{found[1]}l'")

    return _BEFORE_A_DAY.sub(article, template)


class _Written(str):
    """A value as written, which knows how the words around it agree with it."""

    __slots__ = ("one",)
    one: bool

    def __new__(cls, value: object, lang: Lang) -> _Written:
        written = super().__new__(cls, write(value, lang))
        written.one = value == 1
        return written

    def __format__(self, spec: str) -> str:
        if "|" in spec:
            one, many = spec.split("|")[-2:]
            number = "" if spec.count("|") > 1 else f"{self} "
            return number + (one if self.one else many)
        if spec.lower() in _ARTICLES:
            return _with_article(str(self), spec)
        return super().__format__(spec)


# The same word before a consonant, before a vowel, and before "zero".
_ARTICLES = {
    "il": ("il ", "l'", "lo "),
    "del": ("del ", "dell'", "dello "),
    "dal": ("dal ", "dall'", "dallo "),
    "al": ("al ", "all'", "allo "),
    "nel": ("nel ", "nell'", "nello "),
}


def _with_article(number: str, article: str) -> str:
    """An Italian number with its article, by how the number is read aloud: otto, undici, zero."""
    whole = re.split(r"[^\d.]", number, maxsplit=1)[0]
    digits = whole.replace(".", "")
    leading = digits[: (len(digits) - 1) % 3 + 1]  # the thousands, or the millions, said first
    vowel = leading in ("8", "11", "1") and not (leading == "1" and len(digits) == 4)
    vowel = vowel or re.fullmatch(r"8\d\d?", leading) is not None
    before, elided, zero = _ARTICLES[article.lower()]
    chosen = zero if leading == "0" else elided if vowel else before
    return (chosen.capitalize() if article[0].isupper() else chosen) + number


def write(value: object, lang: Lang) -> str:
    """Any value as a person would write it in `lang`: 38 %, € 3.10, 11 h, 22 Nov 2026."""
    match value:
        case Text():
            return value.say(lang)
        case Share():
            return _share(value, lang)
        case Hours():
            return _number(value, lang, "#,##0.#" if value < 100 else "#,##0") + "\u00a0h"
        case Money():
            return _money(value, lang)
        case timedelta():
            return _duration(value, lang)
        case datetime():
            return _babel_datetime(value, lang)
        case date():
            return _babel_date(value, lang)
        case bool():
            return {"en": ("no", "yes"), "it": ("no", "sì")}[lang][value]
        case int():
            return _number(value, lang, "#,##0")
        case float() | Decimal():
            return _number(value, lang, "#,##0.#" if abs(float(value)) < 100 else "#,##0")
        case list() | tuple():
            return _listed([write(item, lang) for item in value], lang)
        case _:
            return str(value)


def _number(value: float | Decimal, lang: Lang, pattern: str) -> str:
    from babel.numbers import format_decimal  # start-up: Babel reads its locale data on import

    return str(format_decimal(value, format=pattern, locale=lang))


def _share(share: Share, lang: Lang) -> str:
    hundred = float(share) * 100
    pattern = "#,##0" if hundred >= 10 or hundred in (0.0, 100.0) else "#,##0.#"
    return _number(hundred, lang, pattern) + "\u202f%"


def _money(money: Money, lang: Lang) -> str:
    from babel.numbers import format_currency  # start-up, as above

    whole = abs(money.amount) >= 1000
    return str(
        format_currency(
            money.amount.quantize(Decimal(1)) if whole else money.amount,
            money.currency,
            format="¤\u00a0#,##0" if whole else "¤\u00a0#,##0.00",
            locale=lang,
            currency_digits=False,
        )
    )


# Seconds in it, in the next smaller one, English, Italian. A value is told in the largest unit that
# it fills twice, told to the next smaller one: 47.9 h are 2 days, as 48 h are.
_UNITS = (
    (86_400, 3_600, ("day", "days"), ("giorno", "giorni")),
    (3_600, 60, ("h", "h"), ("h", "h")),
    (60, 1, ("min", "min"), ("min", "min")),
    (1, 1, ("s", "s"), ("s", "s")),
)


def _duration(span: timedelta, lang: Lang) -> str:
    seconds = span.total_seconds()
    size, _, english, italian = next(
        unit
        for unit in _UNITS
        if round(abs(seconds) / unit[1]) * unit[1] >= 2 * unit[0] or unit[0] == 1
    )
    count = seconds / size
    pattern = "#,##0.#" if abs(count) < 10 else "#,##0"
    word = (italian if lang == "it" else english)[round(count, 1) != 1]
    return f"{_number(count, lang, pattern)}\u00a0{word}"


def _babel_datetime(value: datetime, lang: Lang) -> str:
    from babel.dates import format_datetime  # start-up, as above

    pattern = "d MMM yyyy, HH:mm"
    return str(format_datetime(value, pattern, tzinfo=value.tzinfo, locale=lang))


def _babel_date(value: date, lang: Lang) -> str:
    from babel.dates import format_date  # start-up, as above

    return str(format_date(value, "d MMM yyyy", locale=lang))


def _listed(items: list[str], lang: Lang) -> str:
    if len(items) < 2:
        return "".join(items)
    joint = " e " if lang == "it" else " and "
    return ", ".join(items[:-1]) + joint + items[-1]
