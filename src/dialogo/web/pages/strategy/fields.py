"""Fields of the plan's forms: numbers, days and names as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dialogo.language.needs import NEEDS, title_of
from dialogo.records import numbers
from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.plan_body import LONGEST
from dialogo.web.queries.need_titles import plain

TOO_LARGE = Text(en="{value} is too large here.", it="{value} qui è troppo grande.")
TOO_FINE = Text(
    en="{value} has too many decimals: {most} are kept.",
    it="{value} ha troppi decimali: se ne tengono {most}.",
)
BELOW_ZERO = Text(
    en="Less than nothing cannot be planned.", it="Meno di niente non si può pianificare."
)
NO_SUCH_YEAR = Text(
    en="Write a day between 1990 and 2200.", it="Scrivete un giorno fra il 1990 e il 2200."
)
CONTROL = Text(
    en="This text holds a sign that cannot be stored. Write it again.",
    it="Questo testo contiene un segno che non si può conservare. Riscrivetelo.",
)


class WordsField(forms.CharField):
    """A line of words; blanks around and between them do not matter."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("max_length", LONGEST)
        values.setdefault("required", False)
        super().__init__(**values)

    def clean(self, value: Any) -> Any:
        words = " ".join(str(super().clean(value) or "").split())
        try:
            words.encode()
        except UnicodeEncodeError:
            raise ValidationError(said(CONTROL)) from None
        return words


class NumberField(forms.CharField):
    """A number in the reader's way of writing: 1.234,5 or 1,234.5; `most` is its upper end."""

    def __init__(self, *, most: int, decimals: int = 2, **values: Any) -> None:
        values.setdefault("required", False)
        values.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**values)
        self.most, self.decimals = most, decimals

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | int) or isinstance(value, bool):
            return value
        text = format(Decimal(value).normalize(), "f")
        return text.replace(".", ",") if lang() == "it" else text

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = numbers.number(text, "," if lang() == "it" else ".")
        except numbers.Unreadable as unreadable:
            raise ValidationError(unreadable.reason.say(lang(), **unreadable.values)) from None
        if number < 0:
            raise ValidationError(said(BELOW_ZERO))
        if number > self.most:
            raise ValidationError(said(TOO_LARGE, value=text))
        exact = number.quantize(Decimal(1).scaleb(-self.decimals))
        if exact != number:
            raise ValidationError(said(TOO_FINE, value=text, most=self.decimals))
        return exact


class WholeField(NumberField):
    """A whole number; a percent sign after it does no harm."""

    def __init__(self, **values: Any) -> None:
        values.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(decimals=0, **values)

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip().removesuffix("%").strip()
        number = super().clean(text)
        if number is None:
            return None
        try:
            return numbers.whole(text)
        except numbers.Unreadable as unreadable:
            raise ValidationError(unreadable.reason.say(lang(), **unreadable.values)) from None


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("required", False)
        values.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**values)

    def clean(self, value: Any) -> Any:
        day: date | None = super().clean(value)
        if day is not None and not 1990 <= day.year <= 2200:
            raise ValidationError(said(NO_SUCH_YEAR))
        return day


class NeedField(WordsField):
    """A need: by what the team calls it, by its name in either language, or own words.

    `own` is what the team calls needs, by name.
    """

    own: Mapping[str, str] = MappingProxyType({})

    def called(self, name: str) -> Text:
        """What a need is called here."""
        return plain(self.own[name]) if name in self.own else title_of(name)

    def prepare_value(self, value: Any) -> Any:
        return self.called(value).say(lang()) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        for name, title in self.own.items():
            if words.casefold() == title.casefold():
                return name
        for need in NEEDS:
            titles = (need.name, need.title.say("en"), need.title.say("it"))
            if words.casefold() in (title.casefold() for title in titles):
                return need.name
        return words
