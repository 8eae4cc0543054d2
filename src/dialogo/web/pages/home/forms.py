"""What is asked of whoever begins: the company's name."""

from __future__ import annotations

import unicodedata

from django import forms

from dialogo.records.text import Text
from dialogo.web.frame.said import said

NAME = Text(en="What is your company called?", it="Come si chiama la vostra azienda?")
NEEDED = Text(
    en="Write a name: it stands above every page, and can be changed later.",
    it="Scrivete un nome: starà in cima a ogni pagina, e si può cambiare in seguito.",
)
TOO_LONG = Text(en="Write at most 120 letters.", it="Scrivete al massimo 120 lettere.")


class CompanyForm(forms.Form):
    """The name of a new company."""

    name = forms.CharField(
        label=said(NAME),
        max_length=120,
        error_messages={"required": said(NEEDED), "max_length": said(TOO_LONG)},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_name(self) -> str:
        """Without signs that nobody sees."""
        name = "".join(c for c in self.cleaned_data["name"] if unicodedata.category(c)[0] != "C")
        if not name.strip():
            raise forms.ValidationError(said(NEEDED))
        return name.strip()
