"""The forms beside that of a shift: offers, rules, on call, calendar files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from dialogo.records.network_names import network_name
from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.team import Colleague, TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.rota import words
from dialogo.web.queries.team.people import colleagues
from dialogo.web.queries.team.zones import today


class OfferForm(forms.Form):
    """To whom a shift is offered; empty: to whoever wants it."""

    to = forms.ModelChoiceField(
        label=said(Text(en="To", it="A")),
        queryset=Colleague.objects.none(),
        required=False,
        empty_label=said(Text(en="whoever wants it", it="chiunque la voglia prendere")),
    )
    note = forms.CharField(
        label=said(Text(en="A word about it", it="Due parole")), required=False, max_length=200
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(workspace, today(workspace))  # type: ignore[attr-defined]  # a ModelChoiceField


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # as Django has it
    """The rules of the rota."""

    class Meta:
        model = TeamRules
        fields = ("rest_hours", "day_hours", "week_hours", "days_in_a_row", "agree_swaps")
        labels = {
            "rest_hours": said(
                Text(en="Hours of rest between days", it="Ore di riposo tra giorni")
            ),
            "day_hours": said(Text(en="Most hours a day", it="Ore al massimo al giorno")),
            "week_hours": said(Text(en="Most hours a week", it="Ore al massimo a settimana")),
            "days_in_a_row": said(Text(en="Most days in a row", it="Giorni di fila al massimo")),
            "agree_swaps": said(
                Text(
                    en="Somebody who writes the rota agrees to each swap",
                    it="Chi scrive i turni approva ogni cambio",
                )
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, low, high in (
            ("rest_hours", 0, 24), ("day_hours", 1, 24), ("week_hours", 1, 168),
            ("days_in_a_row", 1, 31),
        ):  # fmt: skip
            field: Any = self.fields[name]
            field.min_value, field.max_value = low, high
            field.validators += [
                MinValueValidator(low),
                MaxValueValidator(high),
            ]
            field.widget.attrs |= {"min": low, "max": high, "class": "short"}
            if (kept := self.initial.get(name)) is not None and kept == int(kept):
                self.initial[name] = int(kept)  # eleven hours, not 11.00


class OnCallForm(forms.Form):
    """Who is called, from when to when."""

    who = forms.ModelChoiceField(
        label=said(Text(en="Who", it="Chi")),
        queryset=Colleague.objects.none(),
        empty_label=said(Text(en="choose", it="scegliete")),
    )
    since = forms.DateTimeField(
        label=said(Text(en="From", it="Dal")),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    until = forms.DateTimeField(
        label=said(Text(en="Until", it="Al")),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    rank = forms.TypedChoiceField(
        label=said(Text(en="Is called", it="Viene chiamato")),
        coerce=int,
        choices=[
            (1, said(Text(en="first", it="per primo"))),
            (2, said(Text(en="next", it="per secondo"))),
        ],
    )

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = colleagues(workspace, today(workspace))  # type: ignore[attr-defined]  # a ModelChoiceField


class CalendarForm(forms.Form):
    """A calendar file, and whose shifts it holds; empty: whom each title names."""

    file = forms.FileField(
        label=said(Text(en="Calendar file (.ics)", it="File di calendario (.ics)")),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    whose = forms.ModelChoiceField(
        label=said(Text(en="Whose shifts", it="Turni di chi")),
        queryset=Colleague.objects.none(),
        required=False,
        empty_label=said(
            Text(en="whom the title of each names", it="di chi è nel titolo di ognuno")
        ),
    )
    network = forms.ChoiceField(label=said(Text(en="Only for", it="Solo per")), required=False)

    def __init__(self, *args: Any, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues(workspace, today(workspace))
        self.fields["whose"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField
        networks = {network for one in people for network in one.networks}
        named = [(one, network_name(one, lang())) for one in sorted(networks)]
        self.fields["network"].choices = [("", words.ANY_NETWORK.say(lang())), *named]  # type: ignore[attr-defined]  # a ChoiceField
