"""The form that asks what if."""

from __future__ import annotations

from typing import Any

from django import forms

from dialogo.records.text import Text
from dialogo.team.staffing.document import DAYS
from dialogo.web.frame.said import said

NOTHING = Text(
    en="Change at least one of them, so that there is something to ask.",
    it="Va cambiata almeno una cosa, così c'è qualcosa da chiedere.",
)
WEEKDAYS = (
    Text(en="Mon", it="lun"), Text(en="Tue", it="mar"), Text(en="Wed", it="mer"),
    Text(en="Thu", it="gio"), Text(en="Fri", it="ven"), Text(en="Sat", it="sab"),
    Text(en="Sun", it="dom"),
)  # fmt: skip


def _slider(lowest: int, highest: int, step: int) -> forms.NumberInput:
    return forms.NumberInput(
        attrs={"type": "range", "min": lowest, "max": highest, "step": step, "class": "slider"}
    )


class WhatIfForm(forms.Form):
    """What is different from now; what is empty, or 0, stays as it is."""

    all_optional = True

    promise = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=28 * 1440,
        label=said(Text(en="Promise, in minutes", it="Promessa, in minuti")),
    )
    people = forms.IntegerField(
        required=False,
        min_value=-5,
        max_value=5,
        widget=_slider(-5, 5, 1),
        label=said(Text(en="People in each hour", it="Persone in ogni ora")),
        help_text=said(
            Text(
                en="From 5 fewer to 5 more; never below one.",
                it="Da 5 in meno a 5 in più; mai sotto una.",
            )
        ),
    )
    growth = forms.IntegerField(
        required=False,
        min_value=-50,
        max_value=200,
        widget=_slider(-50, 200, 10),
        label=said(Text(en="Messages, all week (%)", it="Messaggi, tutta la settimana (%)")),
        help_text=said(
            Text(
                en="From half as many to three times as many.",
                it="Dalla metà al triplo.",
            )
        ),
    )
    campaign = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=300,
        widget=_slider(0, 300, 10),
        label=said(
            Text(en="A campaign: more messages (%)", it="Una campagna: messaggi in più (%)")
        ),
        help_text=said(
            Text(
                en="Up to four times as many, on the days below.",
                it="Fino al quadruplo, nei giorni qui sotto.",
            )
        ),
    )
    days = forms.MultipleChoiceField(
        required=False,
        choices=[(day, said(text)) for day, text in zip(DAYS, WEEKDAYS, strict=True)],
        widget=forms.CheckboxSelectMultiple,
        label=said(Text(en="Days of the campaign", it="Giorni della campagna")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.change:
            raise forms.ValidationError(said(NOTHING))
        return cleaned

    @property
    def change(self) -> dict[str, Any]:
        """What is different, under the names that staffing's document has."""
        given = self.cleaned_data
        told: dict[str, Any] = {}
        if given.get("promise"):
            told["promise_minutes"] = given["promise"]
        if given.get("people"):
            told["people"] = given["people"]
        if given.get("growth"):
            told["growth"] = given["growth"] / 100
        if given.get("campaign"):
            days = given.get("days") or DAYS
            told["campaign"] = dict.fromkeys(days, given["campaign"] / 100)
        return told
