"""Forms of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from dialogo.records.text import Text
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, role.called.say(lang())) for role in Role]


class Invite(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=said(Text(en="E-mail address", it="Indirizzo e-mail")),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=said(Text(en="Role", it="Ruolo")), choices=role_choices, initial=Role.RESPONDER.value
    )

    def role_chosen(self) -> Role:
        return Role(self.cleaned_data["role"])


class ChosenRole(forms.Form):
    role = forms.ChoiceField(choices=role_choices)


class NewPerson(forms.Form):
    """Who accepts an invitation and has no account yet."""

    name = forms.CharField(
        label=said(Text(en="Your name", it="Nome")),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=said(Text(en="A password", it="Una password")),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=said(
            Text(
                en="Ten characters or more; four words in a row are good and easy to keep in mind.",
                it="Almeno dieci caratteri; quattro parole in fila vanno bene e si ricordano.",
            )
        ),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            try:
                validate_password(password, Person(email=self.email, name=cleaned.get("name", "")))
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return cleaned
