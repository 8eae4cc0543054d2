"""A month of shifts across a change of clocks; rules, copies, swaps, absences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from dialogo.records.errors import BadInput
from dialogo.records.records import Records
from dialogo.team.rota import ON_SHIFT
from dialogo.web.actions import account, people
from dialogo.web.actions.conversations.triage import decide
from dialogo.web.actions.team import absences, colleagues, handing, shifts, swaps
from dialogo.web.jobs import absences as job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague, Swap
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import mirror
from dialogo.web.queries.routing import says
from dialogo.web.queries.team import rota
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.wall_clock import midnight, stretch
from tests.web import world
from tests.web.recorded import said
from tests.web.talks import come_in

Member = Callable[[Role], Person]
ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 10, 5, 6, tzinfo=UTC)  # a Monday
MONDAY = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(workspace: Workspace, member: Member) -> dict[str, Colleague]:
    """Ada, who owns Aurora; Bea and Cleo without accounts."""
    for name in ("Bea", "Cleo"):
        Colleague.objects.create(workspace=workspace, name=name)
    colleagues.know(workspace, MONDAY)
    return {one.name: one for one in Colleague.objects.filter(workspace=workspace)}


def at(day: date, begins: int, ends: int, name: str = "Bea", **of: Any) -> Shift:
    begun, done = stretch(day, time(begins), time(ends), ROME, seconds=(False, False))
    return Shift(name, begun.at, done.at, **of)


def stored(workspace: Workspace) -> list[Shift]:
    return rota.shifts(workspace, NOW - timedelta(days=5), NOW + timedelta(days=90))


def kinds(broken: shifts.RulesBroken) -> list[str]:
    return [breach.kind for _, breach in broken.broken]


def test_a_month_of_nights_is_as_long_as_its_clocks_were(
    workspace: Workspace, owner: Person, team: object
) -> None:
    """Saturday nights, 22:00 to 6:00, from the 10th on: the 24th has 9 hours, and the coverage
    that the audit reads has them, too."""
    night = at(date(2026, 10, 10), 22, 6)
    every, moved = shifts.repeated(workspace, night, 3)
    assert (shifts.write_many(owner, workspace, every), moved) == (shifts.Repeated(4), ())
    nights = stored(workspace)
    assert [one.length / timedelta(hours=1) for one in nights] == [8, 8, 9, 8]
    assert {one.starts_at.astimezone(ROME).hour for one in nights} == {22}
    assert {one.ends_at.astimezone(ROME).hour for one in nights} == {6}
    assert _hours(mirror.records(workspace)[0]) == 33


def _hours(records: Records) -> float:
    row = records.row("SELECT sum(epoch(closes - opens)) / 3600 AS hours FROM on_shift", ON_SHIFT)
    return float(row["hours"])


def test_weeks_into_spring_skip_and_tell_what_the_clock_skips(
    workspace: Workspace, owner: Person, team: object
) -> None:
    early = at(date(2027, 3, 21), 2, 8)
    every, moved = shifts.repeated(workspace, early, 2)
    assert [one.length / timedelta(hours=1) for one in every] == [6, 5, 6]
    assert [moment.astimezone(ROME) for moment in moved] == [datetime(2027, 3, 28, 3, tzinfo=ROME)]


def test_a_broken_rule_takes_a_reason_which_is_kept(
    workspace: Workspace, owner: Person, team: object
) -> None:
    shifts.write(owner, workspace, at(MONDAY, 14, 22))
    early = at(MONDAY + timedelta(days=1), 8, 12)
    with pytest.raises(shifts.RulesBroken) as broken:
        shifts.write(owner, workspace, early)
    assert kinds(broken.value) == ["rest"]
    assert len(stored(workspace)) == 1
    shifts.write(owner, workspace, Shift(**{**vars(early), "reason": "The fair opens early"}))
    assert [one.reason for one in stored(workspace)] == ["", "The fair opens early"]
    said = TrailEntry.objects.filter(verb="rota.write").latest("pk")
    assert said.said_en.endswith("although: The fair opens early")


def test_a_shift_in_the_way_of_another_is_that_ones_breach(
    workspace: Workspace, owner: Person, team: object
) -> None:
    """A late shift written after the early one that follows: the early one lacks rest by it."""
    shifts.write(owner, workspace, at(MONDAY + timedelta(days=1), 8, 12))
    with pytest.raises(shifts.RulesBroken) as broken:
        shifts.write(owner, workspace, at(MONDAY, 14, 22))
    assert kinds(broken.value) == ["rest"]


def test_a_reason_where_nothing_is_broken_is_not_kept(
    workspace: Workspace, owner: Person, team: object
) -> None:
    shifts.write(owner, workspace, at(MONDAY, 9, 12, reason="Because"))
    assert [one.reason for one in stored(workspace)] == [""]


def test_moving_takes_the_former_away_with_its_offer_and_what_is_meanwhile_gone_is_told(
    workspace: Workspace, owner: Person, team: object
) -> None:
    shifts.write(owner, workspace, at(MONDAY + timedelta(days=1), 9, 12))
    (was,) = stored(workspace)
    swaps.offer(owner, workspace, was)
    to = at(MONDAY + timedelta(days=2), 10, 13, name="Cleo")
    shifts.write(owner, workspace, to, instead_of=was)
    (now,) = stored(workspace)
    assert (now.name, now.starts_at) == ("Cleo", to.starts_at)
    assert Swap.objects.get().state == Swap.WITHDRAWN
    with pytest.raises(BadInput, match="changed this shift meanwhile"):
        shifts.write(owner, workspace, at(MONDAY, 9, 10), instead_of=was)
    with pytest.raises(BadInput, match="begins at that moment already"):
        shifts.write(owner, workspace, at(MONDAY + timedelta(days=2), 10, 11, name="Cleo"))


def test_a_week_is_copied_once_and_what_is_there_is_left_alone(
    workspace: Workspace, owner: Person, team: object
) -> None:
    for day in range(3):
        shifts.write(owner, workspace, at(MONDAY + timedelta(days=day), 9, 12))
    to = MONDAY + timedelta(weeks=1)
    shifts.write(owner, workspace, at(to, 9, 11))
    assert shifts.copy_week(owner, workspace, MONDAY, to) == shifts.Repeated(2, there=1)
    assert shifts.copy_week(owner, workspace, MONDAY, to) == shifts.Repeated(0, there=3)
    lengths = [one.length for one in stored(workspace)]
    assert lengths == [timedelta(hours=hours) for hours in (3, 3, 3, 2, 3, 3)]
    with pytest.raises(BadInput, match="no shifts in that week"):
        shifts.copy_week(owner, workspace, MONDAY - timedelta(weeks=2), MONDAY)


def test_a_swap_is_taken_agreed_and_looked_at_again(
    workspace: Workspace, owner: Person, team: dict[str, Colleague]
) -> None:
    shifts.write(owner, workspace, at(MONDAY + timedelta(days=1), 9, 17, network="mastodon"))
    (was,) = stored(workspace)
    swap = swaps.offer(owner, workspace, was, note="Dentist")
    with pytest.raises(BadInput, match="on offer already"):
        swaps.offer(owner, workspace, was)
    with pytest.raises(BadInput, match="your own shift"):
        swaps.take(owner, swap, team["Bea"])
    taken = swaps.take(owner, swap, team["Cleo"])
    assert (taken.state, stored(workspace)[0].name) == (Swap.TAKEN, "Bea")
    # Meanwhile Cleo was given another shift: what was right when it was taken is so no longer.
    shifts.write(owner, workspace, at(MONDAY, 16, 23, name="Cleo"))
    with pytest.raises(shifts.RulesBroken) as broken:
        swaps.agree(owner, taken)
    assert kinds(broken.value) == ["rest"]
    swaps.agree(owner, taken, "Nobody else can")
    now = stored(workspace)[-1]
    assert (now.name, now.network, now.reason) == ("Cleo", "mastodon", "Nobody else can")
    with pytest.raises(BadInput, match="no longer open"):
        swaps.withdraw(owner, taken)


def test_where_nobody_has_to_agree_a_swap_is_done_at_once_unless_a_rule_is_broken(
    workspace: Workspace, owner: Person, team: dict[str, Colleague]
) -> None:
    colleagues.change_rules(owner, workspace, agree_swaps=False)
    for day in (1, 2):
        shifts.write(owner, workspace, at(MONDAY + timedelta(days=day), 9, 17))
    first, second = stored(workspace)
    begun, done = midnight(MONDAY, ROME), midnight(MONDAY + timedelta(days=2), ROME)
    absences.ask(owner, team["Cleo"], begun, done, kind=Absence.SICK, agreed=True)
    with pytest.raises(shifts.RulesBroken) as broken:
        swaps.take(owner, swaps.offer(owner, workspace, first), team["Cleo"])
    assert kinds(broken.value) == ["away"]
    offer = swaps.offer(owner, workspace, second, to=team["Ada Neri"])
    with pytest.raises(BadInput, match="offered to Ada Neri"):
        swaps.take(owner, offer, team["Cleo"])
    assert swaps.take(owner, offer, team["Ada Neri"]).state == Swap.AGREED
    assert [one.name for one in stored(workspace)] == ["Bea", "Ada Neri"]


def test_open_conversations_of_who_is_away_go_to_the_cover_or_to_nobody(
    workspace: Workspace, owner: Person, member: Member, team: dict[str, Colleague]
) -> None:
    bruno = member(Role.RESPONDER)
    colleagues.know(workspace, MONDAY)
    his = Colleague.objects.get(person=bruno)
    world.fill(workspace, owner)
    talk = Conversation.objects.get(workspace=workspace)
    day = (midnight(MONDAY, ROME), midnight(MONDAY + timedelta(days=1), ROME))
    for cover, expected in ((team["Ada Neri"], owner.pk), (team["Bea"], None), (None, None)):
        Conversation.objects.filter(pk=talk.pk).update(assigned=bruno)
        Absence.objects.filter(colleague=his).delete()
        his.cover = cover
        his.save()
        asked = absences.ask(bruno, his, *day, kind=Absence.HOLIDAY, agreed=False)
        talk.refresh_from_db()
        assert talk.assigned_id == bruno.pk  # nothing is agreed yet
        absences.decide(owner, asked, agreed=True)
        talk.refresh_from_db()
        assert talk.assigned_id == expected
    with pytest.raises(BadInput, match="decided meanwhile"):
        absences.decide(owner, asked, agreed=False)


def test_what_is_handed_over_when_an_absence_begins_comes_back_unless_it_was_answered(
    workspace: Workspace, owner: Person, member: Member, team: dict[str, Colleague]
) -> None:
    """Entered weeks ahead: the work is done when it begins, once, and when it ends."""
    bruno = member(Role.RESPONDER)
    colleagues.know(workspace, MONDAY)
    his = Colleague.objects.get(person=bruno)
    colleagues.change(owner, his, colleagues.Wanted(cover=team["Ada Neri"]))
    for number in range(3):
        message = said(f"h{number}", f"lia{number}", "A che ora aprite?")
        come_in(workspace, message)
    talks = Conversation.objects.filter(workspace=workspace).order_by("pk")
    talks.update(assigned=bruno)
    _, second, _ = talks
    begins = midnight(date(2026, 11, 2), ROME)
    days = timedelta(days=7)
    absence = absences.ask(owner, his, begins, begins + days, kind=Absence.HOLIDAY, agreed=True)
    assert ({one.assigned_id for one in talks.all()}, handing.due(NOW)) == ({bruno.pk}, [])

    def work(now: datetime) -> list[tuple[int | None, str]]:
        with time_machine.travel(now, tick=False):
            run_until_idle({job.KIND: job.JOB})
        return [(one.assigned_id, says(one.routed, "en")) for one in talks.all()]

    stands_in = f"to {owner}, who stands in for {his.name}: {his.name} is away"
    assert work(begins) == [(owner.pk, stands_in)] * 3
    # One is answered, one is given to the cover by hand; a second absence follows at once.
    answer = said("a0", "aurora", "Alle 8", in_reply_to="h0")
    come_in(workspace, answer | {"sent_at": begins + timedelta(hours=3)})
    decide(workspace, owner, [second.pk], "assign", person=None)
    more = absences.ask(
        owner, his, begins + days, begins + 2 * days, kind=Absence.SICK, agreed=True
    )
    assert work(begins + days)[2] == (owner.pk, stands_in)
    after = work(begins + 2 * days)
    back = f"back to {his.name}, who was away; nobody has answered meanwhile"
    assert after == [(owner.pk, stands_in), (None, ""), (bruno.pk, back)]
    for one in (absence, more):
        one.refresh_from_db()
        assert one.returned_at == begins + 2 * days
    assert handing.due(begins + 3 * days) == []


def test_whoever_has_left_keeps_nothing_and_gets_nothing_back(
    workspace: Workspace, owner: Person, member: Member, team: dict[str, Colleague]
) -> None:
    """People give conversations out by hand; what is closed goes on when somebody writes again."""
    bruno, gone = member(Role.RESPONDER), member(Role.STRATEGIST)
    colleagues.know(workspace, MONDAY)
    his = Colleague.objects.get(person=bruno)
    colleagues.change(owner, his, colleagues.Wanted(cover=team["Ada Neri"]))
    come_in(workspace, *(said(f"h{n}", f"lia{n}", "A che ora aprite?") for n in range(4)))
    talks = Conversation.objects.filter(workspace=workspace).order_by("pk")

    def stand() -> list[tuple[int | None, str]]:
        return [(one.assigned_id, says(one.routed, "en")) for one in talks.all()]

    def write(number: int, hours: float) -> None:
        more = said(f"m{number}-{hours}", f"lia{number}", "E domani?", in_reply_to=f"h{number}")
        come_in(workspace, more | {"sent_at": NOW + timedelta(hours=hours)})

    def give(person: Person) -> None:
        talks.update(assigned=person, routed=None)
        talks.filter(pk=talks[3].pk).update(state=Conversation.CLOSED)

    covered = f"to {owner}, who stands in for {his.name}: {his.name} has left"
    give(bruno)
    membership = bruno.memberships.get()
    people.change_role(owner, membership, Role.AUTHOR)  # who may still answer
    assert stand() == [(bruno.pk, "")] * 4
    people.change_role(owner, membership, Role.ANALYST)
    assert stand() == [(owner.pk, covered)] * 3 + [(bruno.pk, "")]
    write(3, 1)
    assert stand()[3] == (owner.pk, covered)

    people.change_role(owner, membership, Role.RESPONDER)
    give(bruno)
    account.switch(owner, bruno, on=False)
    assert stand() == [(owner.pk, covered)] * 3 + [(bruno.pk, "")]
    account.switch(owner, bruno, on=True)

    # The last day is over at midnight where they work, not before.
    give(bruno)
    colleagues.change(owner, his, colleagues.Wanted(left_on=MONDAY, cover=team["Ada Neri"]))
    midnight_ = midnight(MONDAY + timedelta(days=1), ROME)
    for then, expected in ((midnight_ - timedelta(minutes=1), bruno.pk), (midnight_, owner.pk)):
        with time_machine.travel(then, tick=False):
            run_until_idle({job.KIND: job.JOB})
            assert [one for one, _ in stand()] == [expected] * 3 + [bruno.pk]
            assert list(job.due(then)) == []

    give(gone)
    people.remove(owner, gone.memberships.get())
    open_ = "Strategist, who had it, has left; it is open to all"
    assert stand() == [(None, open_)] * 3 + [(gone.pk, "")]
    given = TrailEntry.objects.filter(verb="conversations.assign").latest("pk")
    assert (given.by, given.said_en) == (owner, "gave 3 conversations to nobody")


def test_who_is_away_gets_nothing_back_by_a_new_message_and_all_of_it_after(
    workspace: Workspace, owner: Person, member: Member, team: dict[str, Colleague]
) -> None:
    bruno = member(Role.RESPONDER)
    colleagues.know(workspace, MONDAY)
    his = Colleague.objects.get(person=bruno)
    come_in(workspace, *(said(f"h{n}", f"lia{n}", "A che ora aprite?") for n in range(2)))
    Conversation.objects.update(assigned=bruno, state=Conversation.CLOSED)
    begins = midnight(MONDAY, ROME)
    absence = absences.ask(
        owner, his, begins, begins + timedelta(days=3), kind=Absence.SICK, agreed=True
    )
    first, second = Conversation.objects.order_by("pk")
    more = said("more", "lia0", "E domani?", in_reply_to="h0")
    come_in(workspace, more | {"sent_at": NOW + timedelta(hours=1)})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.assigned_id, second.assigned_id) == ("open", None, bruno.pk)
    assert says(first.routed, "it") == (
        f"l'aveva {his.name}, che è assente e senza chi copre; è di nuovo a disposizione di tutti"
    )
    handing.end(absence, absence.ends_at)
    first.refresh_from_db()
    assert first.assigned_id == bruno.pk


def test_an_absence_that_is_taken_back_gives_back_what_it_took(
    workspace: Workspace, owner: Person, member: Member, team: dict[str, Colleague]
) -> None:
    """A cover who may not answer here is none."""
    bruno, guest = member(Role.RESPONDER), member(Role.GUEST)
    colleagues.know(workspace, MONDAY)
    his = Colleague.objects.get(person=bruno)
    his.cover = Colleague.objects.create(workspace=workspace, name="Guest", person=guest)
    his.save()
    world.fill(workspace, owner)
    talk = Conversation.objects.get(workspace=workspace)
    Conversation.objects.filter(pk=talk.pk).update(assigned=bruno)
    day = (midnight(MONDAY, ROME), midnight(MONDAY + timedelta(days=1), ROME))
    absence = absences.ask(owner, his, *day, kind=Absence.SICK, agreed=True)
    talk.refresh_from_db()
    assert (talk.assigned_id, says(talk.routed, "it")) == (
        None, f"l'aveva {his.name}, che è assente e senza chi copre; è di nuovo a disposizione "
        "di tutti",
    )  # fmt: skip
    absences.take_back(owner, absence)
    talk.refresh_from_db()
    assert (talk.assigned_id, his.absences.count()) == (bruno.pk, 0)


def test_colleagues_come_from_accounts_and_records_once(
    workspace: Workspace, owner: Person, member: Member
) -> None:
    for role in (Role.GUEST, Role.RESPONDER):
        member(role)
    rows = ROWS["members"].objects
    for number, (name, until) in enumerate(
        [("Ada Neri", None), ("Dina", None), ("Gone", date(2026, 9, 1))]
    ):
        rows.create(
            workspace=workspace, row_key=bytes([number]), revision=1, person=name,
            from_day=date(2026, 1, 1), to_day=until, weekly_hours=20, dedicated=name == "Dina",
        )  # fmt: skip
    assert [colleagues.know(workspace, MONDAY) for _ in range(2)] == [4, 0]
    found = Colleague.objects.order_by("name").values_list("name", "person__name", "weekly_hours")
    assert list(found) == [
        ("Ada Neri", "Ada Neri", 20), ("Dina", None, 20), ("Responder", "Responder", None),
    ]  # fmt: skip
