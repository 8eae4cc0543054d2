"""dialogo connect: an account of the company on a network, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import click

from dialogo.cli.commands.run import database
from dialogo.cli.group import Command, Refusal
from dialogo.cli.options import language, option
from dialogo.cli.signing_in import Given, options_of
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text
from dialogo.report.clean import one_line

if TYPE_CHECKING:
    from dialogo.networks.account import Granted
    from dialogo.networks.shelf import Way
    from dialogo.web.models.connections import Connection
    from dialogo.web.models.workspace import Workspace
    from dialogo.web.settings.options import Options

ABOUT = Text(
    en="Connect an account of the company on a NETWORK, and list what is connected.\n\n"
    "Without NETWORK it only lists. What a network asks for is given by options; what is missing "
    "is asked for. Secrets come from a file (- is standard input), from the environment or from "
    "the keyboard, and are never shown. Where the network has a sign-in page, its address is "
    "printed: sign in there, then paste the address you are brought to.",
    it="Collega un profilo dell'azienda su una RETE, ed elenca ciò che è collegato.\n\n"
    "Senza RETE elenca soltanto. Ciò che la rete chiede si dà con le opzioni; ciò che manca viene "
    "chiesto. I segreti arrivano da un file (- è lo standard input), dall'ambiente o dalla "
    "tastiera, e non vengono mai mostrati. Se la rete ha una pagina di accesso, ne viene scritto "
    "l'indirizzo: si entra là, poi si incolla l'indirizzo a cui si viene portati.",
)
SHORT = Text(
    en="Connect an account of the company, or list them.",
    it="Collega un profilo dell'azienda, o elenca quelli collegati.",
)
WAY = Text(
    en="How to connect, where a network has several ways (else by what is given).",
    it="In che modo, se la rete ne ha più d'uno (altrimenti secondo ciò che è indicato).",
)
WORKSPACE = Text(
    en="The company, by its name in addresses (else the only one).",
    it="L'azienda, con il nome che ha negli indirizzi (altrimenti l'unica).",
)
_NO_NETWORK = Text(
    en="there is no network called {network}. There are: {names}.",
    it="non c'è una rete di nome {network}. Ci sono: {names}.",
)
_NO_WORKSPACE = Text(
    en="there is no company called {slug} here. There are: {names}.",
    it="qui non c'è un'azienda di nome {slug}. Ci sono: {names}.",
)
_SEVERAL = Text(
    en="there are {n} companies here. Choose one with --workspace: {names}.",
    it="qui ci sono {n} aziende. Sceglietene una con --workspace: {names}.",
)
_NONE = Text(
    en="there is no company here yet. Make one at the desk: dialogo run.",
    it="qui non c'è ancora nessuna azienda. Createla dalla scrivania: dialogo run.",
)
_OPEN = Text(
    en="Open this address, sign in, and give leave:\n\n  {url}\n",
    it="Aprite questo indirizzo, entrate, e date il permesso:\n\n  {url}\n",
)
_PASTE = Text(
    en="The address you are brought to (or the code alone)",
    it="L'indirizzo a cui si viene portati (o il solo codice)",
)
_DONE = Text(
    en="connected: {account} on {network}, company {slug}",
    it="collegato: {account} su {network}, azienda {slug}",
)
_NOTHING = Text(
    en="No account is connected to {slug} yet. Networks: {names}.",
    it="Nessun profilo è ancora collegato a {slug}. Reti: {names}.",
)


class Connect(Command):
    """Its options are what the networks ask for, which are looked up when they are needed."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        own = super().get_params(ctx)
        try:
            from dialogo.networks.shelf import networks  # start-up: networks load much
        except ImportError:
            return own  # without the desk's parts; `run` says how to get them
        return [*own[:1], *options_of(networks(), self.lang), *own[1:]]


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    word = {"en": "NETWORK", "it": "RETE"}[lang]
    return Connect(
        "connect",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["network"], required=False, metavar=f"[{word}]"),
            option(["--way"], lang, WAY, metavar={"en": "NAME", "it": "NOME"}[lang]),
            option(["--workspace"], lang, WORKSPACE, metavar={"en": "NAME", "it": "NOME"}[lang]),
            database(lang),
            language(lang),
        ],
    )


def run(
    *,
    network: str | None,
    way: str | None,
    workspace: str | None,
    database: str | None,
    lang: Lang,
    **given: Any,
) -> None:
    """Connects, then lists."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options({"database": database})

    from dialogo.web.server.prepare import open_as_it_is  # as above

    open_as_it_is(chosen)
    company = _company(workspace)
    if network is not None:
        from dialogo.networks.errors import NetworkError  # models, once Django is set up

        try:
            made = _connect(company, network, way, Given(given, lang), chosen)
        except NetworkError as error:
            raise Refusal(one_line(error.say(lang))) from error
        told = {"account": made.handle, "network": _title(made.network), "slug": company.slug}
        click.echo(_DONE.say(lang, **told))
    _list(company, lang)


def _connect(
    company: Workspace, network: str, way: str | None, told: Given, options: Options
) -> Connection:
    from dialogo.networks.shelf import networks  # start-up
    from dialogo.web.actions.connections.connect import settle
    from dialogo.web.actions.connections.filling import practice_file
    from dialogo.web.queries.connections import PRACTICE

    found = networks().get(network)
    if found is None:
        raise BadInput(_NO_NETWORK, network=network, names=", ".join(networks()))
    if network == PRACTICE:
        file = told.plain.get("file")
        told.plain["file"] = str(Path(file).absolute() if file else practice_file(company))
    by = told.way(found, way)
    granted = _granted(network, by, told.fill(by), options, told.lang, payer=company)
    return settle(company, None, network, by.id, granted)


def _granted(
    network: str,
    way: Way,
    filled: Mapping[str, str],
    options: Options,
    lang: Lang,
    *,
    payer: Workspace,
) -> Granted:
    from django.urls import reverse  # start-up

    from dialogo.web.actions.connections import connect
    from dialogo.web.server.port import local_url

    if way.kind == "form":
        return connect.granted(network, way.id, {}, filled, payer)
    back = connect.address_of(local_url(options)) + reverse("networks_back")
    asked = connect.ask(network, way.id, filled, back)
    click.echo(_OPEN.say(lang, url=asked.url))
    came = click.prompt(_PASTE.say(lang), err=True)
    back_with = _came(str(came).strip(), asked.kept)
    return connect.granted(network, way.id, asked.kept, back_with, payer)


def _came(pasted: str, kept: Mapping[str, str]) -> dict[str, str]:
    """What the network sent back: the query of an address, or a code alone."""
    if "://" in pasted:
        return dict(parse_qsl(urlsplit(pasted).query))
    alone = {"code": pasted, "state": kept.get("state", "")}
    return alone | ({"iss": kept["issuer"]} if "issuer" in kept else {})


def _company(slug: str | None) -> Workspace:
    from dialogo.web.models.workspace import Workspace  # once Django is set up

    found = list(Workspace.objects.order_by("slug"))
    names = [one.slug for one in found]
    if not found:
        raise BadInput(_NONE)
    if slug is not None and slug not in names:
        raise BadInput(_NO_WORKSPACE, slug=slug, names=", ".join(names))
    if slug is None and len(found) > 1:
        raise BadInput(_SEVERAL, n=len(found), names=", ".join(names))
    return found[names.index(slug) if slug else 0]


def _list(company: Workspace, lang: Lang) -> None:
    """What is connected, a line each, with what to do where something is amiss."""
    from dialogo.networks.shelf import networks  # once Django is set up
    from dialogo.web.actions.connections.states import CALLED, TO_DO
    from dialogo.web.queries.connections import connections

    found = list(connections(company))
    if not found:
        click.echo(_NOTHING.say(lang, slug=company.slug, names=", ".join(networks())))
        return
    for one in found:
        parts = (one.network, one.handle, one.server, CALLED[one.state].say(lang))
        click.echo(one_line("  ".join(filter(None, parts))))
        if one.state != one.LIVE:
            error = (one.error or {}).get(lang, "")
            click.echo("  " + one_line(" ".join(filter(None, (error, TO_DO[one.state].say(lang))))))
    sys.stdout.flush()


def _title(network: str) -> Text:
    from dialogo.web.actions.connections.states import called  # once Django is set up

    return called(network)
