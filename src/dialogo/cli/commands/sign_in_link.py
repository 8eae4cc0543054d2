"""dialogo sign-in-link: a way in for somebody who has lost theirs."""

from __future__ import annotations

import click

from dialogo.cli.commands.run import database
from dialogo.cli.group import Command
from dialogo.cli.options import language
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

ABOUT = Text(
    en="Print a link that signs one person in, once, within a quarter of an hour.\n\n"
    "ADDRESS is their e-mail address at the desk.",
    it="Mostra un link che fa entrare una persona, una volta, entro un quarto d'ora.\n\n"
    "INDIRIZZO è il suo indirizzo e-mail alla scrivania.",
)
SHORT = Text(
    en="Print a link that signs one person in.", it="Mostra un link che fa entrare qualcuno."
)
_NOBODY = Text(
    en="nobody at the desk has the address {email}.{near}",
    it="alla scrivania nessuno ha l'indirizzo {email}.{near}",
)
_THERE_ARE = Text(en=" There are: {names}.", it=" Ci sono: {names}.")
_NOT_ACTIVE = Text(
    en="{email} may no longer sign in. Whoever runs the desk can let them in again.",
    it="{email} non può più entrare. Chi gestisce la scrivania può riammettere questa persona.",
)
LISTED = 10


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    word = {"en": "ADDRESS", "it": "INDIRIZZO"}[lang]
    return Command(
        "sign-in-link",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            click.Argument(["email"], required=True, metavar=word),
            database(lang),
            language(lang),
        ],
    )


def run(*, email: str, database: str | None, lang: Lang) -> None:
    """Prints the link."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options({"database": database})

    from dialogo.web.server.prepare import open_as_it_is  # as above

    open_as_it_is(chosen)

    from dialogo.web.actions.sign_in import link_for  # models, once Django is set up
    from dialogo.web.models.person import Person
    from dialogo.web.server.port import local_url

    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        known = Person.objects.filter(is_active=True).exclude(email="").order_by("pk")
        names = list(known.values_list("email", flat=True)[:LISTED])
        raise BadInput(
            _NOBODY, email=email, near=_THERE_ARE.say(lang, names=names) if names else ""
        )
    if not person.is_active:
        raise BadInput(_NOT_ACTIVE, email=email)
    click.echo((chosen.address or local_url(chosen)) + link_for(person))
