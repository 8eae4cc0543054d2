"""Forms about the weeks to come: what to divide, what to change, where to hold out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from dialogo.records.numbers import Unreadable, number
from dialogo.records.text import Text
from dialogo.returns.division import FLOOR
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.pages.returns.forms import Amount

NOT_ABOVE = Text(en="Write a number above 0.", it="Va indicato un numero sopra lo 0.")
NOTHING = Text(
    en="Change at least one of them, so that there is something to ask.",
    it="Va cambiata almeno una cosa, così c'è qualcosa da chiedere.",
)
NO_REGIONS = Text(
    en="Write a region and its part of the outcome on each line, as in “North 40”; two at the "
    "least.",
    it="Su ogni riga vanno scritte una regione e la sua parte del risultato, come «Nord 40»; "
    "almeno due.",
)
MOST_REGIONS = 60


class DivideForm(forms.Form):
    """Next quarter's money, and hours if they are to be divided too."""

    money = Amount(
        required=False,
        label=said(Text(en="Money for the quarter", it="Denaro per il trimestre")),
        help_text=said(
            Text(
                en="The whole cost, people included. Empty: as much as now.",
                it="Il costo intero, persone comprese. Vuoto: quanto ora.",
            )
        ),
    )
    hours = Amount(
        required=False,
        label=said(Text(en="Hours of people", it="Ore delle persone")),
        help_text=said(Text(en="Empty: not a limit.", it="Vuoto: nessun limite.")),
    )
    floor = forms.IntegerField(
        min_value=5,
        max_value=90,
        initial=round(FLOOR * 100),
        label=said(Text(en="For answering, at least (%)", it="Per rispondere, almeno (%)")),
        help_text=said(
            Text(
                en="Never 0: answering is what all else stands on.",
                it="Mai 0: rispondere è ciò su cui poggia tutto il resto.",
            )
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("money", "hours"):
            if cleaned.get(name) is not None and cleaned[name] <= 0:
                self.add_error(name, NOT_ABOVE.say(lang()))
        return cleaned

    @property
    def question(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"money": given["money"], "hours": given["hours"], "floor": given["floor"] / 100}


class ChangeForm(forms.Form):
    """So many per cent more or less of each activity; 0 leaves it as it is."""

    def __init__(self, *given: Any, efforts: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.efforts = dict(efforts)
        for at, name in enumerate(self.efforts.values()):
            self.fields[f"times-{at}"] = forms.IntegerField(
                min_value=-100, max_value=300, initial=0, required=False, label=f"{name} (%)"
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(NOTHING.say(lang()))
        return cleaned

    @property
    def question(self) -> dict[str, Any]:
        given = [self.cleaned_data.get(f"times-{at}") or 0 for at in range(len(self.efforts))]
        times = {id_: 1 + one / 100 for id_, one in zip(self.efforts, given, strict=True) if one}
        return {"times": times}


class HoldoutForm(forms.Form):
    """Which promotion to leave out, and in which regions it could be."""

    activity = forms.ChoiceField(label=said(Text(en="What to leave out", it="Che cosa escludere")))
    regions = forms.CharField(
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        label=said(Text(en="Regions, shops or lists", it="Regioni, negozi o liste")),
        help_text=said(
            Text(
                en="One a line with its part of the outcome, as in “North 40”. Empty: parts of any "
                "size are looked at.",
                it="Una per riga con la sua parte del risultato, come «Nord 40». Vuoto: si provano "
                "parti di ogni dimensione.",
            )
        ),
    )

    def __init__(self, *given: Any, efforts: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["activity"].choices = list(efforts)  # type: ignore[attr-defined]  # a ChoiceField

    def clean_regions(self) -> dict[str, float]:
        """Their parts by name."""
        lines = [line.strip() for line in self.cleaned_data["regions"].splitlines()]
        found: dict[str, float] = {}
        for line in filter(None, lines):
            told = re.fullmatch(r"(.+?)[\s:;=]+(\S+)", line)
            part = _part(told[2]) if told else 0.0
            if not told or not 0 < part < 1e12 or told[1] in found:
                raise forms.ValidationError(NO_REGIONS.say(lang()))
            found[told[1][:80]] = part
        if len(found) == 1 or len(found) > MOST_REGIONS:
            raise forms.ValidationError(NO_REGIONS.say(lang()))
        return found

    @property
    def question(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("activity", "regions")}


def _part(text: str) -> float:
    try:
        return float(number(text.rstrip("%")))
    except Unreadable:
        return 0.0
