"""The forms of hours: an entry with a note, a correction of a closed week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from dialogo.records.durations import seconds
from dialogo.records.numbers import Unreadable
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions.hours.entries import LONGEST_NOTE
from dialogo.web.frame.activities import ACTIVITY_WORDS
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.pages.hours import words

NO_TIME = Text(
    en='"{text}" is not a time. Write it as 1:30 or 1.5.',
    it="«{text}» non è un tempo. Va scritto come 1:30 o 1,5.",
)


class Duration(forms.CharField):
    """A time as people write it, in seconds."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "text", "autocomplete": "off", "placeholder": "1:30"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return seconds(text) if text else None
        except Unreadable as error:
            raise forms.ValidationError(NO_TIME.say(lang(), text=text)) from error


class EntryForm(forms.Form):
    """Time with a note or a network; `days` are those of its week."""

    day = forms.ChoiceField(label=said(Text(en="Day", it="Giorno")))
    activity = forms.ChoiceField(label=said(Text(en="Activity", it="Attività")))
    time = Duration(label=said(Text(en="Time", it="Tempo")))
    network = forms.CharField(
        label=said(Text(en="Network", it="Rete")), required=False, max_length=40
    )
    note = forms.CharField(
        label=said(Text(en="Note", it="Nota")), required=False, max_length=LONGEST_NOTE
    )
    paid = forms.ChoiceField(
        label=said(Text(en="Paid", it="Pagate")),
        required=False,
        choices=[
            ("", said(Text(en="yes", it="sì"))),
            ("no", said(Text(en="no, nobody pays for it", it="no, nessuno le paga"))),
        ],
    )

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("day", [(day.isoformat(), words.long_day(day, lang())) for day in days])
        self._choices("activity", [(one, ACTIVITY_WORDS[one].say(lang())) for one in ACTIVITIES])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_network(self) -> str:
        """A network by its id or by the name it goes by here."""
        written = str(self.cleaned_data["network"]).strip().lower()
        return written.replace(" ", "_")

    @property
    def day_said(self) -> date:
        return date.fromisoformat(self.cleaned_data["day"])

    @property
    def paid_said(self) -> bool | None:
        return False if self.cleaned_data["paid"] == "no" else None


class CorrectionForm(EntryForm):
    """What a closed week is corrected by."""

    sign = forms.ChoiceField(
        label=said(Text(en="Correct by", it="Correggere")),
        choices=[
            ("more", said(Text(en="adding", it="aggiungendo"))),
            ("less", said(Text(en="taking back", it="togliendo"))),
        ],
    )
    reason = forms.CharField(
        label=said(Text(en="Why", it="Perché")),
        max_length=LONGEST_NOTE,
        help_text=said(
            Text(en="It stays with the correction.", it="Resta insieme alla correzione.")
        ),
    )
    field_order = ("sign", "time", "day", "activity", "reason")

    def __init__(self, *args: Any, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, days=days, prefix="c", **kwargs)
        for name in ("note", "paid", "network"):
            del self.fields[name]

    @property
    def seconds_said(self) -> Decimal:
        time: Decimal = self.cleaned_data["time"]
        return -time if self.cleaned_data["sign"] == "less" else time
