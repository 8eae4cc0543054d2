"""The rota's pages: a week, a month, a shift, swaps, on call, calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags
from icalendar import Calendar

from dialogo.web.actions.records import write_rows
from dialogo.web.actions.team import absences, calendars, colleagues, on_call, shifts, swaps
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague, Swap
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.team import rota
from dialogo.web.queries.team.rota import Shift
from dialogo.web.queries.team.wall_clock import stretch

SignedIn = Callable[..., Client]
ROME = ZoneInfo("Europe/Rome")
PLACE = "/w/aurora/team/rota/"
NOW = datetime(2026, 10, 19, 8, tzinfo=UTC)  # a Monday, 10:00 in Rome
MONDAY = date(2026, 10, 19)
QUERIES = {"?": 17, "?by=network": 17, "month/": 11}


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def team(workspace: Workspace, owner: Person) -> dict[str, Colleague]:
    """Ada, Bea in Lisbon, and Cleo."""
    Colleague.objects.create(workspace=workspace, name="Bea", zone="Europe/Lisbon")
    Colleague.objects.create(workspace=workspace, name="Cleo", networks=["mastodon"])
    colleagues.know(workspace, MONDAY)
    return {one.name: one for one in Colleague.objects.filter(workspace=workspace)}


def put(workspace: Workspace, owner: Person, name: str, day: int, *, hours: tuple[int, int],
        **of: Any) -> Shift:  # fmt: skip
    """A shift so many days after Monday, by the clocks of Rome."""
    begun, done = stretch(
        MONDAY + timedelta(days=day), time(hours[0]), time(hours[1]), ROME, seconds=(False, False)
    )
    shifts.write(owner, workspace, Shift(name, begun.at, done.at, **of))
    return next(one for one in stored(workspace) if (one.name, one.starts_at) == (name, begun.at))


def stored(workspace: Workspace) -> list[Shift]:
    return rota.shifts(workspace, NOW - timedelta(days=20), NOW + timedelta(days=60))


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def test_a_week_says_who_when_for_what_and_what_a_shift_breaks(
    workspace: Workspace, owner: Person, signed_in: SignedIn, team: dict[str, Colleague]
) -> None:
    put(workspace, owner, "Bea", 0, hours=(14, 22))
    put(workspace, owner, "Bea", 1, hours=(8, 12), network="mastodon", reason="The fair")
    put(workspace, owner, "Cleo", 5, hours=(22, 6))
    begun = datetime(2026, 10, 21, tzinfo=ROME)
    absences.ask(
        owner, team["Cleo"], begun, begun + timedelta(days=1), kind=Absence.SICK, agreed=True
    )
    page = words(signed_in().get(PLACE))
    assert "Rota: 19 – 25 October 2026 3 shifts; 1 breaks a rule. Times are those of Rome." in page
    assert "8:00–12:00 Mastodon 7:00–11:00 in Lisbon" in page
    assert "7:00–11:00 a Lisbona" in words(signed_in(lang="it").get(PLACE))
    assert "10 h of rest after the shift before; at least 11 h because: The fair" in page
    # The night in which clocks change is told as it is, and so is the day.
    assert "Sun 25 Oct clocks change: 25 hours" in page
    assert "22:00–6:00 (+1)" in page
    assert "Cleo 9 h" in page
    assert "illness" not in page  # which is nobody's business
    assert "away" in page
    italian = words(signed_in(lang="it").get(f"{PLACE}?by=network"))
    assert "Turni: 19 – 25 ottobre 2026 3 turni; 1 non rispetta una regola." in italian
    assert "ogni rete" in italian
    month = words(signed_in().get(f"{PLACE}month/?month=2026-10"))
    assert "Mon 19 Oct today 14:00–22:00 Bea 13:00–21:00 in Lisbon" in month
    mine = words(signed_in().get(f"{PLACE}month/?month=2026-10&whose=mine"))
    assert "No shifts in this month yet" in mine
    assert signed_in().get(f"{PLACE}?week=9999-W99&by=nobody").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_the_same_few_times_for_one_and_for_three(
    workspace: Workspace,
    signed_in: SignedIn,
    many: int,
    django_assert_num_queries: Any,
    team: dict[str, Colleague],
) -> None:
    owner = team["Ada Neri"].person
    assert owner is not None
    for number in range(many):
        who = Colleague.objects.create(workspace=workspace, name=f"Freelancer {number}")
        swaps.offer(owner, workspace, put(workspace, owner, who.name, 2 + number, hours=(9, 12)))
        on_call.put(owner, who, NOW, NOW + timedelta(days=3), 1)
        begun = NOW + timedelta(days=number)
        absences.ask(owner, who, begun, begun + timedelta(1), kind=Absence.COURSE, agreed=True)
    client = signed_in()
    for place, queries in QUERIES.items():
        client.get(PLACE + place)
        with django_assert_num_queries(queries):
            client.get(PLACE + place)


def form(**given: str) -> dict[str, str]:
    kept = {"name": "Bea", "day": "2026-10-20", "starts": "09:00", "ends": "12:00", "reason": ""}
    return kept | given


def test_a_shift_is_written_changed_and_taken_away_by_plain_forms(
    workspace: Workspace, signed_in: SignedIn, team: object
) -> None:
    client = signed_in()
    shown = client.get(f"{PLACE}shift/?person=Bea&day=2026-10-20&starts=09:00&ends=13:00")
    assert 'value="09:00"' in shown.content.decode()
    answer = client.post(f"{PLACE}shift/", form(weeks="2"))
    assert answer["Location"] == f"{PLACE}?week=2026-W43"
    assert [one.starts_at.astimezone(ROME).hour for one in stored(workspace)] == [9, 9, 9]
    first = stored(workspace)[0]
    client.post(f"{PLACE}shift/{first.pk}/change/", form(name="Cleo", ends="13:00", zone=""))
    first = stored(workspace)[0]
    assert (first.name, first.length) == ("Cleo", timedelta(hours=4))
    assert client.post(f"{PLACE}shift/{first.pk}/erase/").status_code == 302
    assert len(stored(workspace)) == 2
    told = client.post(f"{PLACE}shift/", form(name="Nobody", day="", ends="25:00"))
    assert (told.status_code, len(stored(workspace))) == (422, 2)


def test_times_may_be_told_in_the_zone_of_a_colleague(
    workspace: Workspace, signed_in: SignedIn, team: object
) -> None:
    signed_in().post(f"{PLACE}shift/", form(zone="Europe/Lisbon"))
    assert stored(workspace)[0].starts_at == datetime(2026, 10, 20, 8, tzinfo=UTC)


def test_a_time_that_comes_twice_asks_which_and_one_that_does_not_exist_is_moved_and_told(
    workspace: Workspace, signed_in: SignedIn, team: object
) -> None:
    client = signed_in()
    twice = form(day="2026-10-25", starts="02:30", ends="08:00")
    asked = client.post(f"{PLACE}shift/", twice)
    assert (asked.status_code, stored(workspace)) == (422, [])
    assert "The clock shows 02:30 twice that night. Say which of the two." in words(asked)
    for which, lasts in (("first", 6.5), ("second", 5.5)):
        client.post(f"{PLACE}shift/", twice | {"which_start": which, "reason": "Nobody else"})
        assert stored(workspace)[-1].length == timedelta(hours=lasts)
    # Its own form knows which it was, and says so on the rota by the letters of the zone.
    second = stored(workspace)[-1]
    assert "2:30 CET–8:00" in words(client.get(f"{PLACE}?week=2026-W43"))
    own = client.get(f"{PLACE}shift/{second.pk}/").context["form"]
    assert [(field.name, field.value()) for field in own.asks_which] == [("which_start", "second")]
    skipped = form(day="2027-03-28", starts="02:30", ends="08:00")
    told = words(client.post(f"{PLACE}shift/", skipped, follow=True))
    assert "The clock skips the hour in which 1 shift would begin or end: moved forward." in told
    assert "3:30–8:00" in told


def test_what_a_drag_sends_changes_that_alone_and_a_broken_rule_asks_for_a_reason(
    workspace: Workspace, owner: Person, signed_in: SignedIn, team: object
) -> None:
    was = put(workspace, owner, "Cleo", 1, hours=(9, 13), network="mastodon", language="it")
    client = signed_in()
    day = (MONDAY + timedelta(days=2)).isoformat()
    given = {"name": "Bea", "day": day, "starts": "10:00", "ends": "15:00", "by": "network"}
    answer = client.post(f"{PLACE}shift/{was.pk}/move/", given)
    assert answer["Location"] == f"{PLACE}?week=2026-W43&by=network"
    (now,) = stored(workspace)
    assert (now.name, now.network, now.language) == ("Bea", "mastodon", "it")
    assert (now.starts_at.astimezone(ROME).hour, now.length) == (10, timedelta(hours=5))
    broken = client.post(f"{PLACE}shift/{now.pk}/move/", given | {"ends": "23:00"})
    assert broken.status_code == 422
    assert "13 h on that day; at most 10 h" in words(broken)
    assert stored(workspace)[0].length == timedelta(hours=5)
    kept = form(day=day, starts="10:00", ends="23:00", reason="The fair", network="mastodon")
    assert client.post(f"{PLACE}shift/{now.pk}/change/", kept).status_code == 302
    assert stored(workspace)[0].reason == "The fair"


def test_a_shift_of_days_which_records_brought_keeps_its_length_when_it_is_moved(
    workspace: Workspace, signed_in: SignedIn, team: object
) -> None:
    begun = datetime(2026, 10, 20, 9, tzinfo=ROME)
    row = {"person": "Bea", "starts_at": begun, "ends_at": begun + timedelta(hours=50)}
    write_rows(workspace, "shifts", [row], fill=True)
    client = signed_in()
    assert "9:00–11:00 (+2)" in words(client.get(PLACE))
    (was,) = stored(workspace)
    given = {"name": "Cleo", "day": "2026-10-21", "starts": "09:00", "ends": "11:00"}
    told = client.post(f"{PLACE}shift/{was.pk}/move/", given)
    assert (told.status_code, "50 h on that day" in words(told)) == (422, True)
    reason = given | {"reason": "The fair"}
    assert client.post(f"{PLACE}shift/{was.pk}/change/", reason).status_code == 302
    (now,) = stored(workspace)
    assert (now.name, now.length) == ("Cleo", timedelta(hours=50))


def test_the_week_before_is_copied_and_asks_for_a_reason_where_it_must(
    workspace: Workspace, owner: Person, signed_in: SignedIn, team: dict[str, Colleague]
) -> None:
    put(workspace, owner, "Bea", 0, hours=(9, 12))
    begun = datetime(2026, 10, 26, tzinfo=ROME)
    absences.ask(
        owner, team["Bea"], begun, begun + timedelta(days=1), kind=Absence.HOLIDAY, agreed=True
    )
    client = signed_in()
    asked = client.post(f"{PLACE}copy/", {"week": "2026-W44"})
    assert (asked.status_code, "Bea, 26 Oct 2026, 09:00: is away then" in words(asked)) == (
        422,
        True,
    )
    given = {"week": "2026-W44", "reason": "Agreed by phone"}
    told = words(client.post(f"{PLACE}copy/", given, follow=True))
    assert "1 shift written, as in the week before." in told
    assert [one.reason for one in stored(workspace)] == ["", "Agreed by phone"]


def test_own_shifts_are_offered_taken_by_others_and_agreed(
    workspace: Workspace, owner: Person, signed_in: SignedIn, member: Callable[[Role], Person],
    team: object,
) -> None:  # fmt: skip
    responder = member(Role.RESPONDER)
    author = member(Role.AUTHOR)
    colleagues.know(workspace, MONDAY)
    his = put(workspace, owner, responder.name, 3, hours=(9, 12))
    hers = put(workspace, owner, "Bea", 3, hours=(9, 12))
    client = signed_in(Role.RESPONDER)
    assert client.post(f"{PLACE}shift/{hers.pk}/offer/").status_code == 404
    assert client.post(f"{PLACE}shift/{his.pk}/offer/", {"note": "Dentist"}).status_code == 302
    swap = Swap.objects.get()
    other = signed_in(Role.AUTHOR)
    assert "Dentist" in words(other.get(PLACE))
    told = words(other.post(f"{PLACE}swap/{swap.pk}/take/", follow=True))
    assert "Taken, once somebody who writes the rota has agreed." in told
    assert other.post(f"{PLACE}swap/{swap.pk}/decide/", {"agreed": "yes"}).status_code == 403
    assert other.post(f"{PLACE}swap/{swap.pk}/withdraw/").status_code == 404
    signed_in().post(f"{PLACE}swap/{swap.pk}/decide/", {"agreed": "yes"})
    assert {one.name for one in stored(workspace)} == {author.name, "Bea"}


def test_everybody_sees_on_every_page_who_is_on_now_and_what_to_do_where_nobody_is(
    workspace: Workspace, owner: Person, signed_in: SignedIn, team: dict[str, Colleague]
) -> None:
    client = signed_in()
    somewhere = "/w/aurora/needs/"
    assert "shift" not in words(client.get(somewhere))  # no rota is kept
    put(workspace, owner, "Cleo", 1, hours=(9, 12))
    assert "Nobody on shift; next Tue 9:00, Cleo" in words(client.get(somewhere))
    author = signed_in(Role.AUTHOR, lang="it")
    assert "Nessuno di turno; poi mar 9:00, Cleo" in words(author.get(somewhere))
    put(workspace, owner, "Bea", 0, hours=(9, 18))
    assert "On shift: Bea, until 18:00" in words(client.get(somewhere))
    put(workspace, owner, "Ada Neri", 0, hours=(10, 14))
    assert "On shift: Ada Neri and Bea, until 14:00" in words(client.get(somewhere))
    absences.ask(owner, team["Bea"], NOW, NOW + timedelta(days=1), kind=Absence.SICK, agreed=True)
    assert "Di turno: Ada Neri, fino alle 14:00" in words(signed_in(lang="it").get(somewhere))
    assert "On shift" not in words(signed_in(Role.GUEST).get(somewhere))


def test_who_is_on_for_a_network_and_a_language(
    workspace: Workspace, owner: Person, team: dict[str, Colleague]
) -> None:
    put(workspace, owner, "Bea", 0, hours=(9, 18), network="bluesky")
    put(workspace, owner, "Cleo", 0, hours=(9, 12), language="it")
    rows = {"person": "A stranger", "starts_at": NOW, "ends_at": NOW + timedelta(hours=1)}
    ROWS["shifts"].objects.create(workspace=workspace, row_key=b"s", revision=1, **rows)

    def on(**of: str) -> list[str]:
        return [one.colleague.name for one in rota.on_now(workspace, NOW, **of)]

    assert on() == ["A stranger", "Bea", "Cleo"]
    assert on(network="mastodon") == ["A stranger", "Cleo"]
    assert on(network="bluesky", language="de") == ["A stranger", "Bea"]
    assert rota.on_now(workspace, NOW)[0].colleague.pk is None
    assert [one.until for one in rota.on_now(workspace, NOW, language="it")] == [
        datetime(2026, 10, 19, hour, tzinfo=UTC) for hour in (9, 16, 10)
    ]


def test_somebody_is_put_on_call_by_the_clocks_of_the_company_and_taken_off(
    workspace: Workspace, signed_in: SignedIn, team: dict[str, Colleague]
) -> None:
    client = signed_in()
    given = {"who": team["Bea"].pk, "since": "2026-10-19T09:00", "until": "2026-10-20T09:00"}
    client.post(f"{PLACE}on-call/put/", given | {"rank": 1})
    page = words(client.get(f"{PLACE}on-call/"))
    assert "Bea is called first now." in page
    entry = workspace.on_call.get()
    assert entry.starts_at == datetime(2026, 10, 19, 7, tzinfo=UTC)
    wrong = client.post(f"{PLACE}on-call/put/", given | {"rank": 1, "until": "2026-10-19T08:00"})
    assert (wrong.status_code, workspace.on_call.count()) == (422, 1)
    client.post(f"{PLACE}on-call/{entry.pk}/end/")
    assert "Nobody is on call now." in words(client.get(f"{PLACE}on-call/"))


def test_the_rules_are_changed_within_reason(workspace: Workspace, signed_in: SignedIn) -> None:
    client = signed_in()
    rules = {"rest_hours": 9, "day_hours": 12, "week_hours": 40, "days_in_a_row": 5}
    assert client.post(f"{PLACE}rules/change/", rules).status_code == 302
    assert "Eleven hours of rest" in words(client.get(f"{PLACE}rules/"))
    assert float(workspace.team_rules.rest_hours) == 9
    assert not workspace.team_rules.agree_swaps
    assert client.post(f"{PLACE}rules/change/", rules | {"day_hours": 25}).status_code == 422
    assert "at least 9 h" in words(signed_in(Role.RESPONDER).get(f"{PLACE}rules/"))


def test_a_calendar_is_read_by_its_secret_address_until_there_is_another(
    workspace: Workspace, owner: Person, signed_in: SignedIn, team: dict[str, Colleague]
) -> None:
    put(workspace, owner, "Ada Neri", 5, hours=(22, 6), network="mastodon")
    put(workspace, owner, "Bea", 0, hours=(9, 12))
    on_call.put(owner, team["Bea"], NOW, NOW + timedelta(days=1), 2)
    keys = {
        name: calendars.key_of(owner, workspace, team.get(name)) for name in ("Ada Neri", "all")
    }
    assert keys["all"] in words(signed_in().get(f"{PLACE}calendars/"))
    anybody = Client()
    own = f"/calendars/aurora/{team['Ada Neri'].pk}/{keys['Ada Neri']}.ics"
    answer = anybody.get(f"{own}?lang=it")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events: list[Any] = Calendar.from_ical(answer.content).walk("VEVENT")
    (event,) = events
    assert str(event["SUMMARY"]) == "Di turno · Mastodon"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=9)
    everybody = Calendar.from_ical(anybody.get(f"/calendars/aurora/all/{keys['all']}.ics").content)
    titles = sorted(str(event["SUMMARY"]) for event in everybody.walk("VEVENT"))
    assert titles == ["Ada Neri · Mastodon", "Bea", "Bea · On call (2)"]
    for wrong in ("x", "", keys["all"]):
        place = f"/calendars/aurora/{team['Ada Neri'].pk}/{wrong}.ics"
        assert anybody.get(place).status_code == 404
    assert anybody.get(f"/calendars/aurora/{team['Cleo'].pk}/{'x' * 32}.ics").status_code == 404
    signed_in().post(f"{PLACE}calendars/renew/", {"who": team["Ada Neri"].pk})
    assert anybody.get(own).status_code == 404


ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:early
DTSTART;TZID=Europe/Rome:20261020T090000
DTEND;TZID=Europe/Rome:20261020T170000
RRULE:FREQ=WEEKLY;COUNT=2
SUMMARY:Bea: Mastodon
END:VEVENT
BEGIN:VEVENT
UID:late
DTSTART;TZID=Europe/Rome:{late}
DURATION:PT4H
SUMMARY:turno di CLEO
END:VEVENT
BEGIN:VEVENT
UID:who
DTSTART:20261020T090000Z
DURATION:PT4H
SUMMARY:Somebody
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_file_is_looked_at_then_taken_and_known_again(
    workspace: Workspace, owner: Person, signed_in: SignedIn, team: object
) -> None:
    client = signed_in()

    def preview(text: str) -> Any:
        file = SimpleUploadedFile("rota.ics", text.encode(), "text/calendar")
        return client.post(f"{PLACE}calendars/preview/", {"file": file, "whose": "", "network": ""})

    shown = preview(ICS.format(late="20261021T180000"))
    said = words(shown)
    assert "3 shifts would be written; nothing is stored yet." in said
    assert "Somebody: its title names nobody of the team line 15" in said
    assert stored(workspace) == []
    told = words(
        client.post(f"{PLACE}calendars/take/", {"seal": shown.context["seal"]}, follow=True)
    )
    assert "3 shifts taken from the calendar." in told
    assert [one.name for one in stored(workspace)] == ["Bea", "Cleo", "Bea"]
    assert "Nothing in this file would change the rota." in words(
        preview(ICS.format(late="20261021T180000"))
    )
    # Moved in the calendar it is moved here, and one that breaks a rule asks for a reason.
    moved = preview(ICS.format(late="20261020T230000"))
    assert "1 shift would be written" in words(moved)
    client.post(f"{PLACE}calendars/take/", {"seal": moved.context["seal"]})
    assert sorted(one.starts_at.astimezone(ROME).hour for one in stored(workspace)) == [9, 9, 23]
    long = preview(ICS.format(late="20261021T080000").replace("PT4H", "PT14H"))
    assert "14 h on that day; at most 10 h" in words(long)
    seal = {"seal": long.context["seal"]}
    assert client.post(f"{PLACE}calendars/take/", seal).status_code == 422
    assert client.post(f"{PLACE}calendars/take/", seal | {"reason": "So it is"}).status_code == 302
    assert [one.reason for one in stored(workspace) if one.reason] == ["So it is"]
    # It moves nothing onto another shift of the same person, written here meanwhile or before.
    onto = preview(ICS.format(late="20261022T180000"))
    begins = datetime(2026, 10, 22, 18, tzinfo=ROME).astimezone(UTC)
    shifts.write(owner, workspace, Shift("Cleo", begins, begins + timedelta(hours=2)))
    before = stored(workspace)
    client.post(f"{PLACE}calendars/take/", {"seal": onto.context["seal"]})
    assert stored(workspace) == before
    assert "another shift of the same person begins" in words(
        preview(ICS.format(late="20261022T180000"))
    )
    assert "no longer good" in words(
        client.post(f"{PLACE}calendars/take/", {"seal": "x" + seal["seal"]}, follow=True)
    )
    assert "This is no calendar file" in words(preview("<html>"))
