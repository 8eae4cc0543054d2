"""The forms of alerts: the steps with the quiet hours, and the hook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from dialogo.records.text import Text
from dialogo.web.frame.said import said
from dialogo.web.models.alerts import TOLD, AlertRules

TO: Mapping[str, Text] = {
    "assigned": Text(en="the person it is given to", it="chi ne è incaricato"),
    "shift": Text(en="the others on shift", it="chi altro è di turno"),
    "first": Text(en="who is on call first", it="la prima reperibilità"),
    "next": Text(en="who is on call next", it="la seconda reperibilità"),
    "owner": Text(en="the owners", it="i titolari"),
}
HALF_QUIET = Text(
    en="Say both when quiet begins and when it ends, or neither.",
    it="Indicate sia quando comincia la quiete sia quando finisce, o nessuno dei due.",
)
LEAST, LONGEST = 10, 1_000


class RulesForm(forms.Form):
    """Whether anybody is told, who and when, and the quiet hours."""

    on = forms.BooleanField(
        required=False,
        label=said(
            Text(
                en="Tell people when a promise is about to break",
                it="Avvisare quando una promessa sta per saltare",
            )
        ),
    )
    quiet_from = forms.TimeField(
        required=False,
        label=said(Text(en="No mail or notifications from", it="Niente posta né notifiche dalle")),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_to = forms.TimeField(
        required=False,
        label=said(Text(en="until", it="fino alle")),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )

    def __init__(self, data: Any = None, *, rules: AlertRules) -> None:
        super().__init__(data, initial=_initial(rules))
        for to in TOLD:
            self.fields[f"at_{to}"] = forms.IntegerField(
                required=False,
                min_value=LEAST,
                max_value=LONGEST,
                label=said(Text(en="Percent of the time", it="Percento del tempo")),
            )
            self.fields[f"mail_{to}"] = forms.BooleanField(
                required=False, label=said(Text(en="by mail, too", it="anche per posta"))
            )

    def rows(self) -> list[tuple[Text, Any, Any]]:
        """Of each step whom it tells, and its fields."""
        return [(TO[to], self[f"at_{to}"], self[f"mail_{to}"]) for to in TOLD]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if (values.get("quiet_from") is None) != (values.get("quiet_to") is None):
            raise ValidationError(said(HALF_QUIET))
        return values

    @property
    def steps(self) -> list[dict[str, Any]]:
        """As the rules keep them."""
        values = self.cleaned_data
        return [{"to": to, "at": values[f"at_{to}"], "mail": values[f"mail_{to}"]} for to in TOLD]


def _initial(rules: AlertRules) -> dict[str, Any]:
    values: dict[str, Any] = {
        "on": rules.on, "quiet_from": rules.quiet_from, "quiet_to": rules.quiet_to,
    }  # fmt: skip
    for step in rules.steps:
        values |= {f"at_{step['to']}": step.get("at"), f"mail_{step['to']}": step.get("mail")}
    return values


class HookForm(forms.Form):
    """The address that is told of every alert; empty: none."""

    address = forms.CharField(
        required=False,
        max_length=2_000,
        label=said(Text(en="Address", it="Indirizzo")),
        help_text=said(
            Text(
                en="It gets a POST with JSON for each alert: ids, network, priority and times, no "
                "names and nothing that anybody wrote.",
                it="Riceve un POST con JSON per ogni avviso: numeri, rete, priorità e orari, "
                "nessun nome e nulla di ciò che qualcuno ha scritto.",
            )
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
