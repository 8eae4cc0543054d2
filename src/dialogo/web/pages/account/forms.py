"""Forms of one's own account."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.person import Person

NAME = Text(en="Your name", it="Nome")
ADDRESS = Text(en="E-mail address", it="Indirizzo e-mail")
NEWCOMER = Text(en="Somebody new", it="Una persona nuova")
NO_ZONE = Text(
    en="There is no such zone. Choose one such as Europe/Rome, or leave it empty.",
    it="Questo fuso non esiste. Se ne sceglie uno come Europe/Rome, o si lascia vuoto.",
)
NEEDS_ADDRESS = Text(
    en="A password needs an address to sign in with.",
    it="Con una password serve un indirizzo con cui accedere.",
)
LENGTH = Text(
    en="Ten characters or more; four words in a row are good and easy to keep in mind.",
    it="Almeno dieci caratteri; quattro parole in fila vanno bene e si ricordano.",
)


DEVICE = "device"


def _langs() -> list[tuple[str, str]]:
    return [(DEVICE, _device()), ("en", "English"), ("it", "Italiano")]


def _themes() -> list[tuple[str, str]]:
    light, dark = {"en": ("light", "dark"), "it": ("chiaro", "scuro")}[lang()]
    return [(DEVICE, _device()), ("light", light), ("dark", dark)]


def _device() -> str:
    return {"en": "as the device says", "it": "come dice il dispositivo"}[lang()]


class Reader(forms.Form):
    """Name, and how somebody reads."""

    name = forms.CharField(
        label=said(NAME), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    lang = forms.ChoiceField(label=said(Text(en="Language", it="Lingua")), choices=_langs)
    theme = forms.ChoiceField(
        label=said(Text(en="Light or dark", it="Chiaro o scuro")), choices=_themes
    )
    zone = forms.CharField(
        label=said(Text(en="Time zone", it="Fuso orario")),
        required=False,
        max_length=64,
        help_text=said(
            Text(
                en="For example Europe/Rome. Empty: that of each company.",
                it="Per esempio Europe/Rome. Vuoto: quello di ogni azienda.",
            )
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_lang(self) -> str:
        return self._chosen("lang")

    def clean_theme(self) -> str:
        return self._chosen("theme")

    def _chosen(self, name: str) -> str:
        """Kept as nothing where the device decides."""
        chosen: str = self.cleaned_data[name]
        return "" if chosen == DEVICE else chosen

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(said(NO_ZONE))
        return zone


class Address(forms.Form):
    email = forms.EmailField(
        label=said(Text(en="New address", it="Nuovo indirizzo")),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class Typed(forms.Form):
    """The address of the account that is about to go."""

    typed = forms.CharField(
        label=said(Text(en="The address of the account", it="L'indirizzo dell'account")),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class First(forms.Form):
    """Who comes in for the first time: a name, an address and a password, each if they like."""

    name = forms.CharField(
        label=said(NAME),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=said(ADDRESS),
        required=False,
        max_length=254,
        help_text=said(
            Text(
                en="To sign in with, and for colleagues to know you by.",
                it="Per accedere, e perché chi lavora con voi vi riconosca.",
            )
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=said(Text(en="A password", it="Una password")),
        required=False,
        strip=False,
        max_length=200,
        help_text=said(LENGTH),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, email = cleaned.get("password"), cleaned.get("email") or self.person.email
        if not cleaned.get("name"):
            cleaned["name"] = email.partition("@")[0] or NEWCOMER.say(lang())
        if password and not email:
            self.add_error("email", said(NEEDS_ADDRESS))
        if password:
            known = Person(email=email, name=cleaned.get("name", ""))
            try:
                validate_password(password, known)
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return cleaned
