"""dialogo ledger-check: recomputes the ledgers of a desk and says what does not agree."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from dialogo.cli.commands.run import database
from dialogo.cli.group import Command
from dialogo.cli.options import language, option
from dialogo.records.errors import BadInput
from dialogo.records.text import Lang, Text

if TYPE_CHECKING:
    from dialogo.web.actions.ledger.looking import Looked
    from dialogo.web.models.workspace import Workspace

ABOUT = Text(
    en="Recompute the ledger of every workspace, and say what does not agree.\n\n"
    "Each entry is read again: its balance, the chain of digests from the first to the last, and "
    "whether every hour and expense is booked once, for what it says. Nothing is changed, and the "
    "desk may go on meanwhile.\n\n"
    "Ends with 0 if everything agrees, with 1 if anything does not, with 2 if it cannot be read.",
    it="Ricalcola il libro delle spese di ogni spazio e dice che cosa non quadra.\n\n"
    "Ogni registrazione si rilegge: il pareggio, la catena delle impronte dalla prima all'ultima, "
    "e se ogni ora e ogni spesa è registrata una volta, per ciò che dice. Non si cambia nulla, e "
    "intanto la scrivania può lavorare.\n\n"
    "Finisce con 0 se tutto quadra, con 1 se qualcosa non quadra, con 2 se non si può leggere.",
)
SHORT = Text(en="Recompute the ledgers of a desk.", it="Ricalcola i libri delle spese.")
_ONLY = Text(
    en="Only the workspace of this name in addresses.",
    it="Solo lo spazio con questo nome negli indirizzi.",
)
_NONE = Text(
    en="there is no workspace “{slug}”. There are: {names}.",
    it="non c'è uno spazio «{slug}». Ci sono: {names}.",
)
_AGREES = Text(
    en="{slug}: {n:entry|entries}, everything agrees.",
    it="{slug}: {n:registrazione|registrazioni}, quadra tutto.",
)
_WRONG = Text(
    en="{slug}: {n:entry|entries}, it does not agree:",
    it="{slug}: {n:registrazione|registrazioni}, non quadra:",
)
_TO_BOOK = Text(
    en="{n:entry is|entries are} still to be made by the worker.",
    it="{n:registrazione deve|registrazioni devono} ancora essere fatte dal lavoratore.",
)
_DIGEST = Text(en="Digest of the last entry: {digest}", it="Impronta dell'ultima: {digest}")
_BUSY = Text(
    en="the ledger of “{slug}” is being written all the time. Try again when less is going on.",
    it="il libro di «{slug}» viene scritto di continuo. Riprovate in un momento più tranquillo.",
)
TRIES, PAUSE = 5, 1.0  # while others book; seconds


def command(lang: Lang) -> click.Command:
    """The command, its help in `lang`."""
    return Command(
        "ledger-check",
        lang=lang,
        callback=run,
        help=ABOUT.say(lang),
        short_help=SHORT.say(lang),
        params=[
            option(["--workspace"], lang, _ONLY, metavar="SLUG"),
            database(lang),
            language(lang),
        ],
    )


def run(*, workspace: str | None, database: str | None, lang: Lang) -> int:
    """Prints a line for each workspace, and whatever does not agree below it."""
    from dialogo.cli.desk import options  # start-up: the desk is an optional part

    chosen = options({"database": database})

    from dialogo.web.server.prepare import open_as_it_is  # as above

    open_as_it_is(chosen)

    from dialogo.web.models.workspace import Workspace  # models, once Django is set up

    every = list(Workspace.objects.order_by("slug"))
    some = [one for one in every if workspace in (None, one.slug)]
    if workspace is not None and not some:
        raise BadInput(_NONE, slug=workspace, names=[one.slug for one in every][:20])
    return max([told(one, lang) for one in some], default=0)


def told(workspace: Workspace, lang: Lang) -> int:
    """Prints what is found of one workspace; 1 if anything does not agree, else 0."""
    from dialogo.web.actions.ledger.looking import BEHIND  # as above
    from dialogo.web.models.ledger import Ledger

    looked = _at_rest(workspace)
    head = Ledger.objects.filter(workspace=workspace).first()
    booked_to = head.revision if head else -1
    # What came in since the worker last looked is not wrong yet.
    behind = booked_to < workspace.revision
    if looked.missing and not behind:
        looked.found.say(BEHIND, n=looked.missing)
    wrong = looked.found.wrong
    says = (_WRONG if wrong else _AGREES).say(lang, slug=workspace.slug, n=looked.found.entries)
    click.echo(says)
    for one in wrong:
        click.echo(f"  {one[lang]}")
    if looked.missing and behind:
        click.echo(f"  {_TO_BOOK.say(lang, n=looked.missing)}")
    if looked.digest:
        click.echo(f"  {_DIGEST.say(lang, digest=looked.digest)}")
    return int(bool(wrong))


def _at_rest(workspace: Workspace) -> Looked:
    """What is found while nobody books."""
    from dialogo.web.actions.ledger.looking import look  # as above

    for _ in range(TRIES):
        workspace.refresh_from_db()
        looked = look(workspace)
        if not looked.during:
            return looked
        time.sleep(PAUSE)
    raise BadInput(_BUSY, slug=workspace.slug)
