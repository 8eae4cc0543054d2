"""Sources that the team watches: added, taken in from a list, read again, taken away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogo.networks.errors import NetworkError, Refused, Unreachable
from dialogo.networks.feeds import opml
from dialogo.networks.http import Door
from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.actions.watch.addresses import Wanted, feed_of, wanted
from dialogo.web.actions.watch.asking import Told, ask, find_feed, opened
from dialogo.web.actions.watch.storing import store
from dialogo.web.models.person import Person
from dialogo.web.models.watch import WatchSource
from dialogo.web.models.workspace import Workspace

MOST = 500  # sources of one workspace
SPREAD = timedelta(seconds=2)  # between the first readings of sources that came together

ADDED = Text(en="began to watch {title}", it="ha aggiunto alle letture {title}")
BROUGHT = Text(
    en="brought {n:source|sources} to watch from a list",
    it="ha importato {n:fonte|fonti} di lettura da un elenco",
)
REMOVED = Text(en="stopped watching {title}", it="ha tolto dalle letture {title}")
KNOWN = Text(
    en="{title} is on the list already.",
    it="{title} è già nell'elenco.",
)
FULL = Text(
    en="The list holds {most} sources, which nobody reads. Take some away first.",
    it="L'elenco contiene {most} fonti, che nessuno legge. Toglietene prima qualcuna.",
)
NOTHING_READ = Text(
    en="It cannot be read: {reason}",
    it="Non si può leggere: {reason}",
)


def add(by: Person, workspace: Workspace, written: str, *, server: str = "") -> WatchSource:
    """A new source, read for the first time at once; raises `BadInput` that says why not.

    `server` is for a Bluesky other than the public one.
    """
    found = wanted(written)
    _check_room(workspace)
    with opened() as door:
        source, told = _first(workspace, found, server, door)
    now = timezone.now()
    source.added_by, source.added_at = by, now
    source.title = _title(told.title) or source.address
    source.url = told.url or (source.address if source.kind == WatchSource.FEED else None)
    with transaction.atomic():
        _insert(source)
        trail.note(by, workspace, "watch.add", f"watch:{source.pk}", ADDED, title=source.title)
    store(source, told, now)
    return source


def bring(by: Person, workspace: Workspace, data: bytes) -> tuple[int, int]:
    """The sources of an OPML file, to be read soon: how many are new, and how many were there.

    Raises `BadInput` that says what is wrong with the file; nothing is stored then.
    """
    outlines = opml.read(data)
    known = {
        (one.kind, one.server, one.address)
        for one in WatchSource.objects.filter(workspace=workspace)
    }
    before, now = len(known), timezone.now()
    fresh: list[WatchSource] = []
    for outline in outlines:
        source = _outlined(workspace, outline)
        if source is None or (source.kind, source.server, source.address) in known:
            continue
        known.add((source.kind, source.server, source.address))
        source.added_by, source.added_at = by, now
        source.check_at = now + SPREAD * len(fresh)
        fresh.append(source)
    if before + len(fresh) > MOST:
        raise BadInput(FULL, most=MOST)
    with transaction.atomic():
        WatchSource.objects.bulk_create(fresh, ignore_conflicts=True)
        if fresh:
            trail.note(by, workspace, "watch.bring", "watch", BROUGHT, n=len(fresh))
    return len(fresh), len(outlines) - len(fresh)


def listed(workspace: Workspace, sources: Iterable[WatchSource]) -> bytes:
    """The sources as an OPML file."""
    outlines = []
    for one in sources:
        kind, address = feed_of(one)
        outlines.append(opml.Outline(one.title, address, one.folder, one.url or "", kind))
    return opml.written(workspace.name, outlines)


@transaction.atomic
def remove(by: Person, source: WatchSource) -> None:
    """Takes a source away, with what it brought; minutes that were counted stay in the records."""
    about = f"watch:{source.pk}"
    trail.note(by, source.workspace, "watch.remove", about, REMOVED, title=source.title)
    source.delete()


def again(source: WatchSource) -> None:
    """Has a source read at the next opportunity."""
    fresh = {"state": WatchSource.LIVE, "troubles": 0, "check_at": timezone.now()}
    WatchSource.objects.filter(pk=source.pk).update(**fresh)


def _first(
    workspace: Workspace, found: Wanted, server: str, door: Door
) -> tuple[WatchSource, Told]:
    """What was meant, as far as its server answers: where it looked like an account and is none,
    the feed of the page."""
    source = _made(workspace, found, server)
    _check_new(source)
    try:
        told = find_feed(source, door) if source.kind == WatchSource.FEED else ask(source, door)
    except (Refused, Unreachable) as wrong:
        if not found.guessed:
            raise _unread(wrong) from None
        return _first(workspace, Wanted(WatchSource.FEED, found.of), server, door)
    except NetworkError as wrong:
        raise _unread(wrong) from None
    source.address = told.address or source.address
    _check_new(source)
    return source, told


def _made(workspace: Workspace, found: Wanted, server: str) -> WatchSource:
    return WatchSource(
        workspace=workspace,
        kind=found.kind,
        address=found.address,
        server=found.server or server,
        title=found.address[:200],
    )


def _outlined(workspace: Workspace, outline: opml.Outline) -> WatchSource | None:
    try:
        found = wanted(outline.address)
    except BadInput:
        return None
    if found.kind == WatchSource.FEED and outline.kind == "link":
        return None
    source = _made(workspace, found, "")
    source.title = _title(outline.title) or source.title
    source.folder = outline.folder[:80]
    source.url = outline.site or None
    return source


def _check_room(workspace: Workspace) -> None:
    if WatchSource.objects.filter(workspace=workspace).count() >= MOST:
        raise BadInput(FULL, most=MOST)


def _check_new(source: WatchSource) -> None:
    same = WatchSource.objects.filter(
        workspace=source.workspace, kind=source.kind, server=source.server, address=source.address
    ).first()
    if same is not None:
        raise BadInput(KNOWN, title=same.title)


def _insert(source: WatchSource) -> None:
    try:
        with transaction.atomic():
            source.save(force_insert=True)
    except IntegrityError:  # somebody else was as quick
        raise BadInput(KNOWN, title=source.title) from None


def _unread(wrong: NetworkError) -> BadInput:
    return BadInput(NOTHING_READ, reason=Text(en=wrong.say("en"), it=wrong.say("it")))


def _title(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:200]
