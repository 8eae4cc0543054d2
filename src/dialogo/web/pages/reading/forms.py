"""The form of an endpoint."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.said import said

_SHORT = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}


class _Amount(forms.DecimalField):
    """An amount as people write it in either language."""

    def clean(self, value: Any) -> Any:
        return super().clean(str(value or "").strip().replace(",", "."))


def _amount(title: Text, hint: Text, places: int, most: int) -> forms.DecimalField:
    return _Amount(
        label=said(title),
        help_text=said(hint),
        min_value=Decimal(0),
        max_value=Decimal(most),
        decimal_places=places,
        widget=forms.TextInput(attrs=_SHORT),
    )


class EndpointForm(forms.Form):
    """Where it is, what it costs, and what it may be asked about."""

    url = forms.CharField(
        label=said(Text(en="Address", it="Indirizzo")),
        help_text=said(
            Text(
                en="Of the API, for example https://llm.example.org/v1; before /chat/completions.",
                it="Dell'API, per esempio https://llm.example.org/v1; prima di /chat/completions.",
            )
        ),
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    model = forms.CharField(
        label=said(Text(en="Model", it="Modello")),
        help_text=said(Text(en="As the server calls it.", it="Come lo chiama il server.")),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.CharField(
        label=said(Text(en="Key", it="Chiave")),
        help_text=said(
            Text(
                en="Kept sealed, and never shown again. Empty: the one that is kept, if any; it "
                "goes with its address.",
                it="Si conserva sigillata e non si mostra più. Vuoto: quella già conservata, se "
                "c'è; vale solo per il suo indirizzo.",
            )
        ),
        max_length=1_000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    messages = forms.BooleanField(
        label=said(Text(en="Ask about messages", it="Chiedere dei messaggi")), required=False
    )
    posts = forms.BooleanField(
        label=said(Text(en="Ask about posts", it="Chiedere dei post")), required=False
    )
    price_in = _amount(
        Text(en="Price of a million tokens in", it="Prezzo di un milione di token in ingresso"),
        Text(en="In the workspace's currency; 0 if it is free.",
             it="Nella valuta dello spazio; 0 se è gratis."),
        6, 100_000,
    )  # fmt: skip
    price_out = _amount(
        Text(en="Price of a million tokens out", it="Prezzo di un milione di token in uscita"),
        Text(en="In the same currency.", it="Nella stessa valuta."),
        6, 100_000,
    )  # fmt: skip
    limit = _amount(
        Text(en="Limit a month", it="Limite al mese"),
        Text(en="Nothing is asked that could cost more than is left of it.",
             it="Non si chiede nulla che possa costare più di quanto ne resta."),
        2, 1_000_000,
    )  # fmt: skip
