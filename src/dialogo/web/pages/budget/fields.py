"""Fields of Budget's forms: amounts, days and currencies as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.core.exceptions import ValidationError

from dialogo.records import numbers
from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said

MOST = Decimal(10**9)
TOO_LARGE = Text(en="{value} is too large here.", it="{value} qui è troppo grande.")
BELOW = Text(en="Less than nothing does not fit here.", it="Meno di niente qui non va bene.")
TOO_FINE = Text(
    en="{value} has too many decimals: {most} are kept.",
    it="{value} ha troppi decimali: se ne tengono {most}.",
)
NO_SUCH_YEAR = Text(
    en="Write a day between 1990 and 2200.", it="Scrivete un giorno fra il 1990 e il 2200."
)
NO_CURRENCY = Text(
    en="“{code}” is no currency. Write its code: EUR, USD, GBP.",
    it="«{code}» non è una valuta. Scrivetene il codice: EUR, USD, GBP.",
)
CONTROL = Text(
    en="This text holds a sign that cannot be stored. Write it again.",
    it="Questo testo contiene un segno che non si può conservare. Riscrivetelo.",
)


class Amount(forms.CharField):
    """A number in the reader's way of writing, exact; `below` allows what came back."""

    def __init__(
        self, *, decimals: int = 4, below: bool = False, most: Decimal = MOST, **values: Any
    ) -> None:
        values.setdefault("max_length", 40)
        values.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**values)
        self.decimals, self.below, self.most = decimals, below, most

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        cents = value.quantize(Decimal("0.01"))
        text = f"{cents if cents == value else value.normalize():f}"
        return text.replace(".", ",") if lang() == "it" else text

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = numbers.number(text, "," if lang() == "it" else ".")
        except numbers.Unreadable as unreadable:
            raise ValidationError(unreadable.reason.say(lang(), **unreadable.values)) from None
        if number < 0 and not self.below:
            raise ValidationError(said(BELOW))
        if abs(number) > self.most:
            raise ValidationError(said(TOO_LARGE, value=text))
        exact = number.quantize(Decimal(1).scaleb(-self.decimals))
        if exact != number:
            raise ValidationError(said(TOO_FINE, value=text, most=self.decimals))
        return exact


class Currency(forms.CharField):
    """An ISO 4217 code."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("label", said(Text(en="Currency", it="Valuta")))
        values.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        )
        super().__init__(max_length=3, **values)

    def clean(self, value: Any) -> Any:
        code = str(super().clean(value) or "").strip().upper()
        if code and code not in list_currencies():
            raise ValidationError(said(NO_CURRENCY, code=code))
        return code


class Day(forms.DateField):
    """A day."""

    def __init__(self, **values: Any) -> None:
        values.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d"], **values)

    def clean(self, value: Any) -> Any:
        day: date | None = super().clean(value)
        if day is not None and not 1990 <= day.year <= 2200:
            raise ValidationError(said(NO_SUCH_YEAR))
        return day


class Words(forms.CharField):
    """A line of words; blanks around and between them do not matter."""

    def clean(self, value: Any) -> Any:
        words = " ".join(str(super().clean(value) or "").split())
        try:
            words.encode()
        except UnicodeEncodeError:
            raise ValidationError(said(CONTROL)) from None
        return words
