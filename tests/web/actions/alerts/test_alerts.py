"""Alerts: each step once, few letters for many, and none after somebody sees to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions.alerts import settle
from dialogo.web.actions.alerts.quiet import after_quiet
from dialogo.web.actions.alerts.raising import raise_alerts
from dialogo.web.actions.alerts.seeing import see_to
from dialogo.web.actions.alerts.sending import PAUSES, send
from dialogo.web.actions.conversations.triage import decide
from dialogo.web.actions.records import write_rows
from dialogo.web.models.alerts import Alert, AlertLetter, AlertRules, usual_steps
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.team import Absence, Colleague, OnCall
from dialogo.web.models.workspace import Membership, Workspace
from dialogo.web.queries.alerts import of_person
from tests.web.recorded import BEGAN, said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db
ASK = "A che ora aprite?"
Told = list[tuple[str, str]]


def after(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


@pytest.fixture
def company(workspace: Workspace, owner: Person, settings: Any) -> Workspace:
    """Aurora promises an answer within the hour; Bruno is on shift, Carla on call, Ada owns it."""
    settings.OPTIONS = replace(settings.OPTIONS, mail="smtp://x", address="https://desk.example",
                               allowed_hosts=("127.0.0.1",))  # fmt: skip
    plan = {"kind": "promise", "subject": "reply-time", "value": 60.0, "from_day": BEGAN.date()}
    write_rows(workspace, "plan", [plan], fill=False)
    for name in ("Bruno", "Carla"):
        person = Person.objects.create_user(f"{name.lower()}@shift.example", name=name, lang="it")
        Membership.objects.create(workspace=workspace, person=person, role=Role.RESPONDER.value)
        Colleague.objects.create(workspace=workspace, name=name, person=person)
    span = {"starts_at": after(-60), "ends_at": after(600)}
    write_rows(workspace, "shifts", [{"person": "Bruno", **span}], fill=False)
    carla = Colleague.objects.get(name="Carla")
    OnCall.objects.create(workspace=workspace, colleague=carla, rank=1, **span)
    settle.keep_rules(owner, workspace, on=True, steps=usual_steps(), quiet=(None, None))
    return workspace


def steps(author: str) -> Told:
    rows = Alert.objects.filter(conversation__author=author).order_by("step")
    return [(row.to, row.state) for row in rows]


def told(way: str) -> list[tuple[str, str, int]]:
    rows = AlertLetter.objects.filter(way=way).order_by("pk")
    return [(row.person.name if row.person else "", row.state, row.alerts.count()) for row in rows]


def test_each_step_is_told_once_and_in_its_time(company: Workspace, owner: Person) -> None:
    come_in(company, said("1", "lia", ASK))
    assert [raise_alerts(company, after(m)) for m in (29, 30, 31, 45, 54)] == [0, 1, 0, 1, 1]
    assert steps("lia") == [("assigned", "nobody"), ("shift", "told"), ("first", "told")]
    assert [one.conversation.author for one in of_person(company, Person.objects.get(name="Bruno"))
            ] == ["lia"]  # fmt: skip
    # Nobody is next on call; the owner is told a fifth of the promise after it broke.
    assert [raise_alerts(company, after(m)) for m in (60, 71, 72, 500)] == [1, 0, 1, 0]
    assert steps("lia")[3:] == [("next", "nobody"), ("owner", "told")]
    assert told("app") == [("Bruno", "sent", 1), ("Carla", "sent", 1), ("Ada Neri", "sent", 1)]
    assert told("mail") == [("Carla", "waiting", 1), ("Ada Neri", "waiting", 1)]
    # They write again after an answer: another wait, with steps of its own.
    come_in(company, said("2", "aurora", "Alle 8", hours=9, in_reply_to="1"))
    assert of_person(company, owner) == []
    come_in(company, said("3", "lia", "E la domenica?", hours=10, in_reply_to="2"))
    assert raise_alerts(company, after(631)) == 1
    # Whoever is on call and away is not called.
    carla = Colleague.objects.get(name="Carla")
    day = {"starts_at": after(0), "ends_at": after(1440), "state": Absence.AGREED}
    Absence.objects.create(colleague=carla, **day)
    come_in(company, said("4", "mia", ASK))
    raise_alerts(company, after(55))
    assert steps("mia")[2] == ("first", "nobody")


def test_the_person_it_is_given_to_is_told_first_and_seeing_to_it_ends_it(
    company: Workspace, owner: Person
) -> None:
    come_in(company, said("1", "lia", ASK))
    bruno = Person.objects.get(name="Bruno")
    decide(company, owner, [talk_of("lia").pk], "assign", person=bruno)
    raise_alerts(company, after(30))
    (alert,) = of_person(company, bruno)
    assert see_to(bruno, alert)
    assert not see_to(owner, alert)
    assert of_person(company, bruno) == []
    assert raise_alerts(company, after(200)) == 0
    assert steps("lia") == [("assigned", "seen")]


def test_many_at_once_are_one_letter_and_what_was_passed_is_not_told(company: Workspace) -> None:
    come_in(company, *(said(f"{n}", f"lia{n}", ASK) for n in range(3)))
    assert raise_alerts(company, after(54)) == 9
    assert steps("lia0") == [("assigned", "passed"), ("shift", "passed"), ("first", "told")]
    assert told("app") == [("Carla", "sent", 3)]
    (letter,) = AlertLetter.objects.filter(way="mail")
    decide(company, None, [talk_of("lia2").pk], "close")
    assert send(letter.pk) == "sent"
    assert send(letter.pk) == ""
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (
        ["carla@shift.example"], "Aurora: 2 promesse stanno per saltare",
    )  # fmt: skip
    assert f"https://desk.example/w/aurora/inbox/{talk_of('lia0').pk}/" in sent.body
    assert "lia2" not in sent.body
    # What comes within ten minutes waits for them to pass, and goes together.
    now = timezone.now()
    AlertLetter.objects.filter(pk=letter.pk).update(sent_at=after(54))
    for number, minutes in ((7, 57), (8, 58)):
        come_in(company, said(f"{number}", f"eva{number}", ASK, hours=3 / 60))
        raise_alerts(company, after(minutes))
    (second,) = AlertLetter.objects.filter(way="mail", state="waiting")
    assert (second.due_at, second.alerts.count()) == (after(64), 2)
    # By then everybody was answered: nothing is left to be told.
    for number in (7, 8):
        decide(company, None, [talk_of(f"eva{number}").pk], "close")
    assert send(second.pk) == "moot"
    assert len(mail.outbox) == 1
    assert second.due_at < now


@pytest.mark.parametrize(
    ("begins", "ends", "at", "until"),
    [
        (22, 7, "23:30", "2025-09-25 07:00"), (22, 7, "06:59", "2025-09-24 07:00"),
        (22, 7, "07:00", "2025-09-24 07:00"), (12, 14, "13:00", "2025-09-24 14:00"),
        (12, 14, "15:00", "2025-09-24 15:00"),
    ],
)  # fmt: skip
def test_in_quiet_hours_no_mail_goes_out(
    company: Workspace, begins: int, ends: int, at: str, until: str
) -> None:
    rules = AlertRules(quiet_from=time(begins), quiet_to=time(ends))
    rome = timedelta(hours=2)  # in September
    moment = datetime.fromisoformat(f"2025-09-24 {at}").replace(tzinfo=UTC) - rome
    wanted = datetime.fromisoformat(until).replace(tzinfo=UTC) - rome
    assert after_quiet(company, rules, moment) == wanted


class _Hook(BaseHTTPRequestHandler):
    """Keeps what it was sent; answers 500 as often as `failing` says."""

    got: list[tuple[dict[str, str], bytes]]
    failing = 0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((dict(self.headers), body))
        fails, type(self).failing = type(self).failing > 0, type(self).failing - 1
        self.send_response(500 if fails else 204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def hook() -> Iterator[str]:
    """The address of a server that takes calls."""
    _Hook.got, _Hook.failing = [], 0
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/alerts"
    server.shutdown()
    server.server_close()


def as_documented() -> Callable[[bytes, str, str], bool]:
    """What docs/promises.md tells whoever is called to do."""
    page = (Path(__file__).parents[4] / "docs" / "promises.md").read_text()
    known: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], known)  # noqa: S102  (our own page)
    found: Callable[[bytes, str, str], bool] = known["is_ours"]
    return found


def test_the_hook_is_told_signed_and_again_under_the_same_name(
    company: Workspace, owner: Person, hook: str
) -> None:
    secret = settle.keep_hook(owner, company, hook)
    come_in(company, said("1", "lia", ASK))
    raise_alerts(company, after(54))
    (letter,) = AlertLetter.objects.filter(way="hook")
    _Hook.failing = 1
    assert send(letter.pk) == "waiting"
    letter.refresh_from_db()
    assert letter.error and "status 500" in letter.error["en"]
    assert letter.due_at > timezone.now() + PAUSES[0] - timedelta(seconds=30)
    new = settle.turn_secret(owner, company)
    AlertLetter.objects.update(due_at=after(0))
    assert send(letter.pk) == "sent"
    first, second = _Hook.got
    assert first[0]["Dialogo-Id"] == second[0]["Dialogo-Id"] == str(letter.key)
    is_ours = as_documented()
    headers, body = second
    mark = headers["Dialogo-Signature"]
    assert is_ours(body, mark, secret) and is_ours(body, mark, new)
    assert not is_ours(body + b" ", mark, new)
    assert not is_ours(first[1], first[0]["Dialogo-Signature"], new)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert not is_ours(body, mark, new)
    told_ = json.loads(body)
    assert [one["step"] for one in told_["alerts"]] == ["first"]
    assert "lia" not in body.decode()
    assert ASK not in body.decode()


def test_a_hook_stops_after_its_tries_and_keeps_off_private_addresses(
    company: Workspace, owner: Person, settings: Any, hook: str
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=())
    settle.keep_hook(owner, company, hook)
    come_in(company, said("1", "lia", ASK))
    raise_alerts(company, after(54))
    (letter,) = AlertLetter.objects.filter(way="hook")
    for _ in range(len(PAUSES)):
        assert send(letter.pk) == "waiting"
        AlertLetter.objects.update(due_at=after(0))
    assert send(letter.pk) == "failed"
    letter.refresh_from_db()
    assert letter.error and "private address" in letter.error["en"]
    assert _Hook.got == []
    for address in ("ftp://x.example", "https://", "https://a:b@x.example", "not an address"):
        with pytest.raises(BadInput, match="no address that can be called"):
            settle.keep_hook(owner, company, address)


def test_switched_off_nobody_is_told(company: Workspace, owner: Person) -> None:
    come_in(company, said("1", "lia", ASK))
    settle.keep_rules(owner, company, on=False, steps=usual_steps(), quiet=(None, None))
    assert raise_alerts(company, after(500)) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_a_look_asks_little_of_the_database(
    company: Workspace, number: int, django_assert_num_queries: Any
) -> None:
    come_in(company, *(said(f"{n}", f"lia{n}", ASK) for n in range(number)))
    with django_assert_num_queries(6):
        assert raise_alerts(company, after(10)) == 0
