"""The form of a new API token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.models.api import Scope

EVER = "ever"
LASTS = {
    "30": Text(en="30 days", it="30 giorni"),
    "90": Text(en="90 days", it="90 giorni"),
    "365": Text(en="a year", it="un anno"),
    EVER: Text(en="until it is ended", it="finché non viene revocato"),
}
NAME = Text(en="Name", it="Nome")
NAME_HINT = Text(
    en="Which program it is for, so that you know later what ends with it.",
    it="Per quale programma è, così più avanti si sa che cosa finisce con lui.",
)
MAY = Text(en="What it may do", it="Che cosa può fare")
HOLDS = Text(en="How long it holds", it="Per quanto tempo vale")


class TokenForm(forms.Form):
    """A name, at least one scope, and until when."""

    name = forms.CharField(max_length=80)
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    lasts = forms.ChoiceField(initial="365")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = lang()
        self.fields["name"].label = NAME.say(said)
        self.fields["name"].help_text = NAME_HINT.say(said)
        scopes, lasts = self.fields["scopes"], self.fields["lasts"]
        assert isinstance(scopes, forms.ChoiceField)  # noqa: S101  (narrowing only: as above)
        assert isinstance(lasts, forms.ChoiceField)  # noqa: S101  (narrowing only: as above)
        scopes.label, lasts.label = MAY.say(said), HOLDS.say(said)
        scopes.choices = [(scope.value, _capital(scope.called.say(said))) for scope in Scope]
        lasts.choices = [(days, text.say(said)) for days, text in LASTS.items()]

    @property
    def span(self) -> timedelta | None:
        days = self.cleaned_data["lasts"]
        return None if days == EVER else timedelta(days=int(days))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
