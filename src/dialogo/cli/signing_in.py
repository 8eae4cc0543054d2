"""What networks ask for to let an account in, as options; what is secret comes by another way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dialogo.cli.options import Place, option
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.networks.shelf import Field, Network, Way

VARIABLE = "DIALOGO_CONNECT_"  # and the name of a field, in capitals
PLAIN, SECRET = "field_", "secret_"

_OF = Text(en="{title} ({networks}).", it="{title} ({networks}).")
_SECRET_OF = Text(
    en="File with: {title} ({networks}). Else {variable}.",
    it="File con: {title} ({networks}). Altrimenti {variable}.",
)
_MISSING = Text(en="{option} is missing: {title}. {hint}", it="manca {option}: {title}. {hint}")
_MISSING_SECRET = Text(
    en="{title} is missing. Put it in a file and give {option}, or set {variable}.",
    it="manca: {title}. Mettete il valore in un file e indicate {option}, o impostate {variable}.",
)
_NO_WAY = Text(
    en="{network} is connected by {ways}; there is no way called {way}.",
    it="{network} si collega con {ways}; non c'è un modo di nome {way}.",
)


def options_of(networks: Mapping[str, Network], lang: Lang) -> Iterator[click.Option]:
    """One option for each field of any network: its value, or the file of a secret."""
    found: dict[str, list[tuple[Network, Field]]] = {}
    for network in networks.values():
        for way in network.ways:
            for field in way.fields:
                found.setdefault(field.name, []).append((network, field))
    for name, asked in sorted(found.items()):
        field = asked[0][1]
        of = list(dict.fromkeys(network.title.say(lang) for network, _ in asked))
        titles = list(dict.fromkeys(one.title.say(lang) for _, one in asked))
        values = {"title": " / ".join(titles), "networks": ", ".join(of)}
        if field.secret:
            about = _filled(_SECRET_OF, values | {"variable": variable_of(name)})
            place = Place(lang, there=False)
            yield option([_secret_option(name), SECRET + name], lang, about, type=place)
        else:
            word = {"en": "TEXT", "it": "TESTO"}[lang]
            about = _filled(_OF, values)
            yield option([_option(name), PLAIN + name], lang, about, metavar=word)


def variable_of(name: str) -> str:
    """The variable that may hold a field's secret."""
    return VARIABLE + name.upper()


class Given:
    """What was given on the command line and in the environment, and what is still to be asked."""

    def __init__(self, chosen: Mapping[str, object], lang: Lang) -> None:
        self.lang = lang
        self.plain = {
            name.removeprefix(PLAIN): str(value)
            for name, value in chosen.items()
            if name.startswith(PLAIN) and value is not None
        }
        self.files = {
            name.removeprefix(SECRET): Path(str(value))
            for name, value in chosen.items()
            if name.startswith(SECRET) and value is not None
        }

    def way(self, network: Network, named: str | None) -> Way:
        """The way that is named, else the first that takes all that was given."""
        ids = [way.id for way in network.ways]
        if named is not None and named not in ids:
            raise BadInput(_NO_WAY, network=network.title, ways=ids, way=named)
        for way in network.ways:
            takes = {field.name for field in way.fields}
            if named == way.id or (named is None and self._names(network) <= takes):
                return way
        return network.ways[0]

    def fill(self, way: Way) -> dict[str, str]:
        """A value for each field; asks for those that are missing, where somebody is there."""
        found = {}
        for field in way.fields:
            value = self._secret(field) if field.secret else self._plain(field)
            if value:
                found[field.name] = value
        return found

    def _names(self, network: Network) -> set[str]:
        secrets = {field.name for way in network.ways for field in way.fields if field.secret}
        told = {name for name in secrets if os.environ.get(variable_of(name))}
        return {*self.plain, *self.files, *told}

    def _plain(self, field: Field) -> str:
        value = self.plain.get(field.name, "").strip()
        if value or not field.required:
            return value
        if sys.stdin.isatty():
            click.echo(field.hint.say(self.lang), err=True)
            return str(click.prompt(field.title.say(self.lang), err=True)).strip()
        raise BadInput(_MISSING, option=_option(field.name), title=field.title, hint=field.hint)

    def _secret(self, field: Field) -> str:
        file = self.files.get(field.name)
        if file is not None:
            read = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
            return read.strip()
        value = os.environ.get(variable_of(field.name), "").strip()
        if value or not field.required:
            return value
        if sys.stdin.isatty():
            click.echo(field.hint.say(self.lang), err=True)
            asked = click.prompt(field.title.say(self.lang), hide_input=True, err=True)
            return str(asked).strip()
        raise BadInput(
            _MISSING_SECRET,
            title=field.title,
            option=_secret_option(field.name),
            variable=variable_of(field.name),
        )


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _secret_option(name: str) -> str:
    return f"{_option(name)}-file"


def _filled(text: Text, values: Mapping[str, str]) -> Text:
    return Text(en=text.say("en", **values), it=text.say("it", **values))
