"""Searches for conversations of others: added, asked again, taken away; and the limit a day."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Throttled
from dialogo.networks.shelf import networks
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.receiving import cleaning
from dialogo.web.models.connections import Connection
from dialogo.web.models.outward import OutwardRules, OutwardSearch
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace

MOST = 40  # searches of one workspace: nobody reads what more would bring
MOST_A_DAY = 50
EVERY, LONGEST_PAUSE = timedelta(minutes=30), timedelta(days=1)
_NAME = re.compile(r"@?[\w.-]+(?:@[\w.-]+)?")
_TAG = re.compile(r"#?\w+")

ADDED = Text(
    en="looks for conversations of others: {title}", it="cerca conversazioni altrui: {title}"
)
REMOVED = Text(
    en="no longer looks for conversations of others: {title}",
    it="non cerca più conversazioni altrui: {title}",
)
LIMITED = Text(
    en="set how many conversations of others are joined a day at most: {n}",
    it="ha stabilito in quante conversazioni altrui si entra al massimo in un giorno: {n}",
)
CANNOT = Text(
    en="On this network that cannot be looked for with an account of yours.",
    it="Su questa rete non lo si può cercare con un vostro profilo.",
)
NO_TAG = Text(
    en="A tag is one word, such as #coffee.", it="Un'etichetta è una parola sola, come #caffè."
)
NO_NAME = Text(
    en="An account is a name such as @ada@example.social.",
    it="Un profilo è un nome come @ada@example.social.",
)
EMPTY = Text(en="Say what to look for.", it="Scrivete che cosa cercare.")
KNOWN = Text(en="{title} is looked for already.", it="{title} si cerca già.")
FULL = Text(
    en="There are {most} searches, and nobody reads what more would bring. Take one away first.",
    it="Ci sono {most} ricerche, e nessuno leggerebbe ciò che porterebbero altre. Toglietene "
    "prima una.",
)


def add(by: Person, connection: Connection, kind: str, written: str) -> OutwardSearch:
    """A new search, asked in a moment; raises `BadInput` that says why not."""
    workspace = connection.workspace
    network = networks().get(connection.network)
    if network is None or kind not in network.looks or connection.state not in Connection.PULLED:
        raise BadInput(CANNOT)
    what = _what(kind, cleaning.line(written.strip(), 300))
    title = title_of(kind, what)
    if OutwardSearch.objects.filter(workspace=workspace).count() >= MOST:
        raise BadInput(FULL, most=MOST)
    search = OutwardSearch(
        workspace=workspace, connection=connection, kind=kind, what=what, title=title, added_by=by
    )
    try:
        with transaction.atomic():
            search.save(force_insert=True)
            trail.note(by, workspace, "outward.add", f"outward:{search.pk}", ADDED, title=title)
    except IntegrityError:
        raise BadInput(KNOWN, title=title) from None
    return search


@transaction.atomic
def remove(by: Person, search: OutwardSearch) -> None:
    """Takes a search away, with what it found; what was joined stays a conversation."""
    about = f"outward:{search.pk}"
    trail.note(by, search.workspace, "outward.remove", about, REMOVED, title=search.title)
    search.delete()


def again(search: OutwardSearch) -> None:
    """Has it asked at the next opportunity."""
    OutwardSearch.objects.filter(pk=search.pk).update(check_at=timezone.now())


@transaction.atomic
def limit(by: Person, workspace: Workspace, a_day: int) -> None:
    """How many conversations of others are joined on a day at most."""
    a_day = min(max(a_day, 0), MOST_A_DAY)
    OutwardRules.objects.update_or_create(workspace=workspace, defaults={"a_day": a_day})
    trail.note(by, workspace, "outward.limit", "outward", LIMITED, n=a_day)


def put_off(search: OutwardSearch, now: datetime) -> None:
    """It is being asked: whatever comes of that, not again at once."""
    OutwardSearch.objects.filter(pk=search.pk).update(check_at=now + EVERY)


def note_good(search: OutwardSearch, now: datetime) -> None:
    """It was answered."""
    OutwardSearch.objects.filter(pk=search.pk).update(error=None, troubles=0, checked_at=now)


def note_trouble(search: OutwardSearch, wrong: NetworkError, now: datetime) -> None:
    """It was not answered as it should be: again later, and less and less often."""
    rows = OutwardSearch.objects.filter(pk=search.pk)
    if isinstance(wrong, Throttled):
        rows.update(check_at=max(wrong.retry_at, now))
        return
    tries = search.troubles + 1
    rows.update(
        error={"en": wrong.say("en"), "it": wrong.say("it")},
        troubles=tries,
        checked_at=now,
        check_at=now + min(EVERY * 2 ** min(tries, 8), LONGEST_PAUSE),
    )


def title_of(kind: str, what: str) -> str:
    """A search as people write it."""
    match kind:
        case OutwardSearch.TAG:
            return f"#{what}"
        case OutwardSearch.WORDS:
            return f"“{what}”"
    return what


def _what(kind: str, written: str) -> str:
    if not written:
        raise BadInput(EMPTY)
    if kind == OutwardSearch.TAG:
        if not _TAG.fullmatch(written):
            raise BadInput(NO_TAG)
        return written.lstrip("#").lower()
    if kind == OutwardSearch.ACCOUNT:
        if not _NAME.fullmatch(written):
            raise BadInput(NO_NAME)
        return written.lstrip("@")
    return written
