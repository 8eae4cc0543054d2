"""Forms of Returns: a week's outcome; an experiment and its result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from dialogo.records.numbers import Unreadable, number
from dialogo.records.text import Text
from dialogo.web.actions.returns.experiments import About, Result
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.returns import ReturnExperiment

KINDS = {
    ReturnExperiment.HOLDOUT: Text(
        en="Weeks left out on purpose", it="Settimane escluse di proposito"
    ),
    ReturnExperiment.GEO: Text(en="One region left out", it="Una regione esclusa"),
    ReturnExperiment.CODE: Text(en="A promo code", it="Un codice promozionale"),
    ReturnExperiment.OTHER: Text(en="Something else", it="Altro"),
}
_EARLIEST, _LATEST = date(1990, 1, 1), date(2200, 1, 1)
_MOST = 10**12
TOO_FAR = Text(
    en="Write a day between 1990 and 2200.", it="Va indicato un giorno fra il 1990 e il 2200."
)
TOO_MUCH = Text(en="That is too large a number.", it="Il numero è troppo grande.")
NO_CURRENCY = Text(
    en="Write the three letters of the currency, such as EUR; nothing for a count.",
    it="Vanno indicate le tre lettere della valuta, come EUR; niente per un conteggio.",
)
NOT_BETWEEN = Text(
    en="What it brought lies between “at least” and “at most”, and these two are apart.",
    it="Ciò che ha portato sta fra «almeno» e «al massimo», e questi due sono diversi.",
)
ALL_OR_NONE = Text(
    en="Fill in all three numbers; none while the experiment is only planned.",
    it="Vanno indicati tutti e tre i numeri; nessuno finché l'esperimento è solo pianificato.",
)
BACKWARDS = Text(en="It ends before it begins.", it="Finisce prima di cominciare.")


class Amount(forms.CharField):
    """A number as people write it in either language."""

    def __init__(self, **more: Any) -> None:
        attrs = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **more)

    def clean(self, value: Any) -> Any:
        """A float; None where nothing is given."""
        text = super().clean(value)
        if not text:
            return None
        try:
            found = float(number(text))
        except Unreadable as wrong:
            raise forms.ValidationError(wrong.reason.say(lang(), **wrong.values)) from None
        if abs(found) > _MOST:
            raise forms.ValidationError(TOO_MUCH.say(lang()))
        return found


class Day(forms.DateField):
    """A day that a calendar shows."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **more)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not _EARLIEST <= day <= _LATEST:
            raise forms.ValidationError(TOO_FAR.say(lang()))
        return day


class OutcomeForm(forms.Form):
    """What came of a week; an earlier number for the same week gives way."""

    outcome = forms.CharField(
        max_length=100,
        widget=forms.TextInput(attrs={"list": "outcomes", "autocomplete": "off"}),
        label=said(Text(en="What is counted", it="Che cosa si conta")),
        help_text=said(
            Text(
                en="Sales, leads, sign-ups, visits: what is wanted in the end, always by the same "
                "name.",
                it="Vendite, contatti, iscrizioni, visite: ciò che si vuole alla fine, sempre con "
                "lo stesso nome.",
            )
        ),
    )
    day = Day(
        label=said(Text(en="Week", it="Settimana")),
        help_text=said(Text(en="Any day of it.", it="Un giorno qualsiasi.")),
    )
    value = Amount(
        label=said(Text(en="How much, in the whole week", it="Quanto, in tutta la settimana"))
    )
    currency = forms.CharField(
        max_length=3,
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
        label=said(Text(en="Currency", it="Valuta")),
        help_text=said(Text(en="Only where it is money.", it="Solo se è denaro.")),
    )

    def clean_currency(self) -> str:
        """Three capital letters, or nothing."""
        given: str = self.cleaned_data["currency"].strip().upper()
        if given and not re.fullmatch("[A-Z]{3}", given):
            raise forms.ValidationError(NO_CURRENCY.say(lang()))
        return given


def _effect(title: Text) -> Amount:
    return Amount(required=False, label=said(title))


class ResultForm(forms.Form):
    """What an experiment said, with its bounds."""

    effect = _effect(Text(en="It brought, in all", it="Ha portato, in tutto"))
    low = _effect(Text(en="At least", it="Almeno"))
    high = _effect(Text(en="At most", it="Al massimo"))
    level = forms.TypedChoiceField(
        coerce=float,
        choices=[(0.8, "80 %"), (0.9, "90 %"), (0.95, "95 %")],
        initial=0.9,
        label=said(Text(en="How sure the bounds are", it="Quanto sono sicuri gli estremi")),
    )

    needed = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given = [cleaned[name] for name in ("effect", "low", "high") if cleaned[name] is not None]
        if len(given) == 3:
            effect, low, high = given
            if not (low <= effect <= high and low < high):
                raise forms.ValidationError(NOT_BETWEEN.say(lang()))
        elif given or self.needed:
            raise forms.ValidationError(ALL_OR_NONE.say(lang()))
        return cleaned

    @property
    def result(self) -> Result | None:
        """None: it is only planned."""
        given = self.cleaned_data
        if given["effect"] is None:
            return None
        return Result(given["effect"], given["low"], given["high"], given["level"])


class ExperimentForm(ResultForm):
    """An experiment on an activity; without its result it is planned."""

    activity = forms.ChoiceField(
        label=said(Text(en="What was left out or tried", it="Che cosa si è escluso o provato"))
    )
    outcome = forms.ChoiceField(
        label=said(Text(en="What it was to bring", it="Che cosa doveva portare"))
    )
    kind = forms.ChoiceField(
        choices=[(kind, said(text)) for kind, text in KINDS.items()],
        label=said(Text(en="How", it="Come")),
    )
    since = Day(label=said(Text(en="First day", it="Primo giorno")))
    until = Day(label=said(Text(en="Last day", it="Ultimo giorno")))
    note = forms.CharField(
        max_length=500,
        required=False,
        label=said(Text(en="Note", it="Nota")),
        help_text=said(
            Text(en="How it was drawn and counted.", it="Come è stato sorteggiato e contato.")
        ),
    )

    field_order = (
        "activity", "outcome", "kind", "since", "until", "effect", "low", "high", "level", "note",
    )  # fmt: skip
    needed = False

    def __init__(
        self,
        *given: Any,
        activities: Iterable[tuple[str, str]],
        outcomes: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["activity"].choices = list(activities)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["outcome"].choices = list(outcomes)  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", BACKWARDS.say(lang()))
        return cleaned

    @property
    def about(self) -> About:
        given = self.cleaned_data
        return About(
            given["activity"], given["outcome"], given["kind"], given["since"], given["until"],
            given["note"],
        )  # fmt: skip
