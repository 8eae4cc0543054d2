"""The timer: started, seen, left, asked, stopped. It lives in the database, so that a closed tab, a
killed server or another device changes nothing; once it stops it is an entry of hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction

from dialogo.records.errors import BadInput
from dialogo.records.schema import ACTIVITIES
from dialogo.records.text import Text
from dialogo.web.actions.hours.entries import Wanted, lock, measured
from dialogo.web.actions.team import colleagues
from dialogo.web.models.person import Person
from dialogo.web.models.time import Timer, TimerWish
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team.people import colleague_of
from dialogo.web.queries.team.wall_clock import day_of, midnight
from dialogo.web.queries.team.zones import zone_of
from dialogo.web.queries.timesheets.timer import (
    CONVERSATION,
    FORGOTTEN,
    PIECE,
    Running,
    overdue,
    running,
    standing,
    wish_of,
)

KINDS = (CONVERSATION, PIECE, "")
LEAST, MOST = 3, 120  # minutes without any sign of activity that somebody may choose

NO_ACTIVITY = Text(
    en="Say what the time goes into.",
    it="Va detto a che cosa serve il tempo.",
)
NO_SUCH = Text(
    en="A timer runs on a conversation, on a draft, or on nothing in particular.",
    it="Un timer vale per una conversazione, per una bozza o per nulla in particolare.",
)
RAN_OVER = Text(
    en="The timer was still running when the week was closed.",
    it="Il timer era ancora in corso quando la settimana è stata chiusa.",
)


@transaction.atomic
def start(
    workspace: Workspace,
    person: Person,
    subject: tuple[str, str | int],
    activity: str,
    *,
    now: datetime,
    auto: bool = False,
    network: str = "",
) -> Timer:
    """Starts a timer on `subject` (("conversation", id), ("piece", id) or ("", "")).

    Another one of the same person is stopped first; on the same subject it simply runs on. `auto`:
    it began by itself, and ends when its page is left. Raises `BadInput`.
    """
    kind, number = subject[0], str(subject[1])[:40]
    if activity not in ACTIVITIES:
        raise BadInput(NO_ACTIVITY)
    if kind not in KINDS or (kind and not number.isdecimal()) or (number and not kind):
        raise BadInput(NO_SUCH)
    mine = _held(person, now)
    if mine is not None and mine.on(workspace, kind, number) and not (mine.idle or mine.left):
        timer = mine.timer
        if timer.activity == activity:
            timer.seen_at, timer.left_at = now, None
            timer.auto = timer.auto and auto
            timer.save(update_fields=["seen_at", "left_at", "auto"])
            return timer
    if mine is not None:
        _end(mine.timer, mine.until)
    return Timer.objects.create(
        person=person, workspace=workspace, kind=kind, subject=number, activity=activity,
        network=network[:40], started_at=now, seen_at=now, auto=auto,
    )  # fmt: skip


@transaction.atomic
def stop(person: Person, now: datetime) -> bool:
    """Stops somebody's timer now, or where the last sign of activity was; whether one ran."""
    mine = _held(person, now)
    if mine is not None:
        _end(mine.timer, mine.until)
    return mine is not None


@transaction.atomic
def seen(person: Person, now: datetime, on: tuple[str, str] = ("", "")) -> None:
    """Something happened on the page of `on`: it runs on, unless it is asking already whether the
    pause was work. One that began by itself is kept going by its own page alone."""
    mine = _held(person, now)
    if mine is None or mine.idle:
        return
    if mine.left:
        _end(mine.timer, mine.until)
        return
    if mine.timer.auto and on != (mine.timer.kind, mine.timer.subject):
        return
    Timer.objects.filter(pk=mine.timer.pk).update(seen_at=now, left_at=None)


@transaction.atomic
def left(person: Person, kind: str, subject: str, now: datetime) -> None:
    """The page that it began on by itself was left; nothing happens to one that was started."""
    mine = Timer.objects.filter(person=person, auto=True, kind=kind, subject=subject)
    mine.filter(left_at=None).update(left_at=now)


@transaction.atomic
def answer(person: Person, now: datetime, *, keep: bool) -> None:
    """What becomes of the time in which nothing happened: kept, and it runs on; or cut off, and
    it is stopped where the last sign of activity was."""
    mine = _held(person, now)
    if mine is None or not mine.idle:
        return
    if keep:
        Timer.objects.filter(pk=mine.timer.pk).update(seen_at=now, left_at=None)
    else:
        _end(mine.timer, mine.timer.seen_at)


def settle(now: datetime) -> int:
    """Stops the timers whose page was left, and those that nobody answers for any more."""
    stopped = 0
    for number in list(overdue(now).values_list("pk", flat=True)):
        with transaction.atomic():
            timer = Timer.objects.select_for_update().filter(pk=number).first()
            if timer is None:
                continue
            stands = standing(timer, wish_of(timer.person), now)
            if stands.left or now - timer.seen_at > FORGOTTEN:
                _end(timer, stands.until)
                stopped += 1
    return stopped


def wish(person: Person, *, conversations: bool, pieces: bool, minutes: int) -> None:
    """Where somebody wants the timer to start by itself, and how long nothing may happen."""
    values = {
        "on_conversations": conversations,
        "on_pieces": pieces,
        "idle_minutes": min(max(minutes, LEAST), MOST),
    }
    TimerWish.objects.update_or_create(person=person, defaults=values)


def _held(person: Person, now: datetime) -> Running | None:
    """The timer, which nobody else changes until we are done."""
    Person.objects.select_for_update().filter(pk=person.pk).first()
    return running(person, now)


def _end(timer: Timer, until: datetime) -> None:
    """The time becomes entries, one for each day that it touches where its person works."""
    Timer.objects.filter(pk=timer.pk).delete()
    workspace, person = timer.workspace, timer.person
    begun, done = timer.started_at.replace(microsecond=0), until.replace(microsecond=0)
    mine = colleague_of(workspace, person)
    if mine is None:
        colleagues.know(workspace, done.date())
        mine = colleague_of(workspace, person)
    name = mine.name if mine else str(person)
    lock(workspace)
    for since, end in _days(begun, done, zone_of(workspace, mine)):
        wanted = _wanted(timer, name, since, end, zone_of(workspace, mine))
        measured(person, workspace, wanted, RAN_OVER.say("it" if person.lang == "it" else "en"))


def _wanted(timer: Timer, name: str, since: datetime, end: datetime, zone: ZoneInfo) -> Wanted:
    first, last = since.astimezone(zone), end.astimezone(zone)
    from_, to = f"{first:%H:%M}", "24:00" if last.date() > first.date() else f"{last:%H:%M}"
    seconds = Decimal(int((end - since).total_seconds()))
    more = {"since": from_, "until": to, "subject": timer.kind, "subject_id": timer.subject}
    note = f"{from_}–{to}"
    return Wanted(name, first.date(), timer.activity, seconds, timer.network, note, None, more)


def _days(begun: datetime, done: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """The stretch, cut where a day ends on the clocks of `zone`."""
    while begun < done:
        ends = min(done, midnight(day_of(begun, zone) + timedelta(days=1), zone))
        yield begun, ends
        begun = ends
