"""The page of alerts: one's own, the steps, the address and its secret, what was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.utils import timezone

from dialogo.web.actions.alerts import posts, settle
from dialogo.web.actions.alerts.push_encryption import point, written
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import alerts, alerts_send
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.alerts import Alert, AlertRules, usual_steps
from dialogo.web.models.content import Piece, PieceStep
from dialogo.web.models.person import Person
from dialogo.web.models.push import PushDevice, PushKey
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from tests.web.recorded import said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
PLACE = "/w/aurora/alerts/"
FORM = {"on": "on", "at_assigned": "50", "at_owner": "100", "mail_owner": "on",
        "quiet_from": "22:00", "quiet_to": "07:00"}  # fmt: skip


def late(workspace: Workspace, *authors: str) -> None:
    """Each has waited twice as long as promised."""
    now = timezone.now()
    plan = {"kind": "promise", "subject": "reply-time", "value": 60.0,
            "from_day": (now - timedelta(days=9)).date()}  # fmt: skip
    write_rows(workspace, "plan", [plan], fill=False)
    at = now - timedelta(hours=2)
    come_in(workspace, *(said(one, one, "A che ora aprite?", sent_at=at) for one in authors))


def test_whoever_is_called_says_that_they_see_to_it(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    late(workspace, "lia")
    assert "Nobody is told" in signed_in().get(PLACE).content.decode()
    assert signed_in().post(f"{PLACE}rules/", FORM).status_code == 302
    rules = AlertRules.objects.get()
    assert (rules.on, rules.quiet_from, rules.quiet_to) == (True, time(22), time(7))
    assert [one["at"] for one in rules.steps] == [50, None, None, None, 100]
    run_until_idle({alerts.KIND: alerts.JOB, alerts_send.KIND: alerts_send.JOB})
    page = signed_in().get(PLACE).content.decode()
    assert "1 promise is about to break, and you were called." in page
    assert "the owners" in page
    for place in ("/w/aurora/today/", "/w/aurora/inbox/"):
        assert "1 person has waited for longer than promised" in (
            signed_in().get(place, follow=True).content.decode()
        )
        assert "and you are called" not in signed_in(Role.ANALYST).get(place).content.decode()
    (alert,) = Alert.objects.filter(state=Alert.TOLD)
    assert signed_in(Role.ANALYST).post(f"{PLACE}{alert.pk}/seen/").status_code == 403
    answer = signed_in().post(f"{PLACE}{alert.pk}/seen/")
    assert answer["Location"] == f"/w/aurora/inbox/{talk_of('lia').pk}/"
    page = signed_in().get(PLACE).content.decode()
    assert "Nobody needs you just now." in page
    assert "Ada Neri sees to it" in page


def test_the_secret_is_told_once_and_turned(workspace: Workspace, signed_in: SignedIn) -> None:
    owner = signed_in()
    wrong = owner.post(f"{PLACE}hook/", {"address": "ftp://x.example"})
    assert wrong.status_code == 422
    assert "no address that can be called" in wrong.content.decode()
    assert owner.post(f"{PLACE}hook/secret/").status_code == 302
    told = owner.post(f"{PLACE}hook/", {"address": "https://x.example/alerts"}).content.decode()
    rules = AlertRules.objects.get()
    assert rules.secret in told
    assert rules.secret not in owner.get(PLACE).content.decode()
    owner.post(f"{PLACE}hook/secret/")
    turned = AlertRules.objects.get()
    assert (turned.former, turned.secret != rules.secret) == (rules.secret, True)
    owner.post(f"{PLACE}hook/former/")
    assert AlertRules.objects.get().former == ""
    owner.post(f"{PLACE}hook/", {"address": ""})
    assert AlertRules.objects.get().secret == ""
    assert signed_in(Role.STRATEGIST).post(f"{PLACE}hook/", {"address": ""}).status_code == 403


def test_half_a_quiet_time_is_not_taken(workspace: Workspace, signed_in: SignedIn) -> None:
    answer = signed_in().post(f"{PLACE}rules/", {**FORM, "quiet_to": "", "at_shift": "5"})
    assert answer.status_code == 422
    assert "Say both when quiet begins and when it ends" in answer.content.decode()
    assert not AlertRules.objects.exists()
    page = signed_in(Role.RESPONDER, "it").get(PLACE).content.decode()
    assert "non si avvisa nessuno" in page


def test_notifications_are_switched_on_and_off_device_by_device(
    workspace: Workspace, signed_in: SignedIn
) -> None:
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
    analyst, owner = signed_in(Role.ANALYST, "it"), signed_in()
    p256dh = written(point(ec.generate_private_key(ec.SECP256R1()).public_key()))
    told = {"endpoint": "https://push.example/1", "p256dh": p256dh, "auth": "A" * 22}
    wrong = owner.post(f"{PLACE}devices/", told | {"endpoint": "http://push.example/1"})
    assert wrong.status_code == 422
    assert "What the browser told of this device cannot be used." in wrong.content.decode()
    answer = owner.post(f"{PLACE}devices/", told, headers={"User-Agent": agent}, follow=True)
    assert "From now on this device is told" in answer.content.decode()
    device = PushDevice.objects.get()
    page = owner.get(PLACE).content.decode()
    assert f'data-push="{PushKey.objects.get().public}"' in page
    assert f'data-mark="{device.mark}"' in page
    assert "Safari, iPhone" in page
    assert told["endpoint"] not in page
    # The browser gives the device another address: only who knows its secret can say so.
    said = told | {"before": told["endpoint"], "endpoint": "https://push.example/2"}
    worker = Client(enforce_csrf_checks=True)
    for secret, status, mark in (
        ("B" * 22, 204, device.mark),
        ("A" * 22, 204, sha256(b"https://push.example/2").hexdigest()),
    ):
        answer = worker.post("/push/moved/", said | {"secret": secret}, "application/json")
        device.refresh_from_db()
        assert (answer.status_code, device.mark) == (status, mark)
    assert device.endpoint == "https://push.example/2"
    assert worker.post("/push/moved/", "[]", "application/json").status_code == 400
    others = analyst.get(PLACE).content.decode()
    assert ("I vostri dispositivi" in others, "Attiva qui" in others) == (False, True)
    assert analyst.post(f"{PLACE}devices/{device.pk}/off/").status_code == 404
    owner.post(f"{PLACE}devices/{device.pk}/off/")
    assert not PushDevice.objects.exists()
    # The worker stands in a folder, and may be for all of the desk.
    script = Client().get("/static/alerts/worker.js")
    assert script.headers["Service-Worker-Allowed"] == "/"
    assert script.headers["Content-Type"].startswith("text/javascript")


def test_what_was_told_of_posts_stands_there_and_each_says_whether_by_mail(
    workspace: Workspace, owner: Person, member: Callable[[Role], Person], signed_in: SignedIn
) -> None:
    author = member(Role.AUTHOR)
    for number in range(2):
        piece = Piece.objects.create(workspace=workspace, title=f"Roast {number}", state="asked")
        posts.asked(PieceStep.objects.create(piece=piece, state="asked", by=author))
    back = PieceStep.objects.create(
        piece=piece, state="draft", by=owner,
        says={"en": "Sent back: shorter", "it": "Rimandato: più corto"},
    )  # fmt: skip
    Piece.objects.filter(pk=piece.pk).update(state="draft")
    posts.decided(back, author.pk)
    page = signed_in().get(PLACE).content.decode()
    assert ("Roast 0" in page, "Roast 1" in page) == (True, False)
    assert "waits for your approval, asked for by" in page
    theirs = signed_in(Role.AUTHOR).get(PLACE).content.decode()
    assert "Ada Neri: Sent back: shorter" in theirs
    assert "checked" in theirs.partition("post-mail")[2][:60]
    assert signed_in(Role.AUTHOR).post(f"{PLACE}posts/", {}).status_code == 302
    assert not workspace.memberships.get(person=author).post_mail
    assert workspace.memberships.get(person=owner).post_mail


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_of_the_database(
    workspace: Workspace,
    owner: Person,
    signed_in: SignedIn,
    number: int,
    django_assert_num_queries: Any,
) -> None:
    late(workspace, *(f"lia{n}" for n in range(number)))
    settle.keep_rules(owner, workspace, on=True, steps=usual_steps(), quiet=(None, None))
    run_until_idle({alerts.KIND: alerts.JOB, alerts_send.KIND: alerts_send.JOB})
    reader = signed_in()
    reader.get(PLACE)
    with django_assert_num_queries(12):
        reader.get(PLACE)
