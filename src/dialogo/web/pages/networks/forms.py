"""The form of a way to connect: made of the fields that the way names."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from dialogo.networks.shelf import Field, Way
from dialogo.records.text import Text
from dialogo.web.actions.connections.filling import LONGEST, fields_of
from dialogo.web.frame.reader import lang
from dialogo.web.frame.said import said

NEEDED = Text(en="This is needed.", it="Serve.")
LONG = Text(en="This is too long to be right.", it="È troppo lungo per essere giusto.")


class WayForm(forms.Form):
    """The fields of one way; what is secret is never written back into the page."""

    def __init__(
        self,
        network: str,
        way: Way,
        data: Mapping[str, object] | None = None,
        known: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(known or {}), prefix=way.id)
        asked = fields_of(network, way)
        self._rare = {field.name for field in way.fields if field.rare}
        for field in way.fields:
            if field.name in asked:
                self.fields[field.name] = _input(field)

    @property
    def usual(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self[name] for name in self.fields if name not in self._rare]

    @property
    def rare(self) -> list[forms.BoundField]:
        """What hardly anybody needs."""
        return [self[name] for name in self.fields if name in self._rare]

    @property
    def rare_open(self) -> bool:
        """Whether one of those is filled in, or wrong."""
        return any(field.value() or field.errors for field in self.rare)


def _input(field: Field) -> forms.CharField:
    widget = forms.PasswordInput if field.secret else forms.TextInput
    attributes = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    if field.secret:
        attributes["autocomplete"] = "new-password"  # this is not how one signs in here
    return forms.CharField(
        label=field.title.say(lang()),
        help_text=field.hint.say(lang()),
        required=field.required,
        max_length=LONGEST,
        error_messages={"required": said(NEEDED), "max_length": said(LONG)},
        widget=widget(attrs=attributes),
    )
