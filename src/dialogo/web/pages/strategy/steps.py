"""The forms of the plan's great steps: putting it in force, ending it, sharing it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.web.actions.plan.links import LONGEST
from dialogo.web.frame.said import said
from dialogo.web.pages.strategy.fields import DayField, WordsField

_FAR = timedelta(days=3 * 366)
TOO_FAR = Text(
    en="Choose a day within three years from today.",
    it="Scegliete un giorno entro tre anni da oggi.",
)
NOT_PAST = Text(en="Choose a day that is still to come.", it="Scegliete un giorno a venire.")
NOT_LONGER = Text(
    en="A link can be open for a year at the most.", it="Un link può restare aperto un anno al più."
)


def _near(day: Any) -> Any:
    if abs(day - timezone.localdate()) > _FAR:
        raise ValidationError(said(TOO_FAR))
    return day


class ActivateForm(forms.Form):
    """From when the plan holds, and why it changes."""

    holds_from = DayField(
        required=True,
        label=said(Text(en="It holds from", it="Vale dal")),
        validators=[_near],
        help_text=said(
            Text(
                en="The audit counts the plan from this day. Choose an earlier one if you already "
                "keep to it.",
                it="L'audit tiene conto del piano da questo giorno. Sceglietene uno precedente se "
                "già lo seguite.",
            )
        ),
    )
    note = WordsField(
        label=said(Text(en="What changes, and why", it="Che cosa cambia, e perché")),
    )
    instead = forms.BooleanField(
        required=False,
        label=said(
            Text(
                en="For these days the plan's budget takes the place of what is recorded",
                it="In questi giorni il budget del piano prende il posto di quello registrato",
            )
        ),
    )


class EndForm(forms.Form):
    """When the plan ends."""

    on = DayField(
        required=True,
        label=said(Text(en="It no longer holds from", it="Non vale più dal")),
        validators=[_near],
    )


class LinkForm(forms.Form):
    """A reader's link: for whom, what it shows, until when."""

    label = WordsField(
        max_length=120,
        label=said(Text(en="Who it is for", it="Per chi è")),
        help_text=said(
            Text(
                en="Only you see this: it helps to know which link to take back.",
                it="Lo vedete solo voi: aiuta a sapere quale link revocare.",
            )
        ),
    )
    shows = forms.ChoiceField(label=said(Text(en="What it shows", it="Che cosa mostra")))
    until = DayField(required=True, label=said(Text(en="Open until", it="Aperto fino al")))

    def __init__(self, *arguments: Any, shows: list[tuple[str, str]], **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.fields["shows"].choices = shows  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_until(self) -> datetime:
        """The end of that day, where the reader is."""
        day = self.cleaned_data["until"]
        until = timezone.make_aware(datetime.combine(day, time.max))
        if until <= timezone.now():
            raise ValidationError(said(NOT_PAST))
        if until > timezone.now() + LONGEST:
            raise ValidationError(said(NOT_LONGER))
        return until
