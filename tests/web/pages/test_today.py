"""Today says who waits, where the company stands, what holds it back, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from dialogo.records.text import Text
from dialogo.simulation.sample import sample
from dialogo.web.actions import trail
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import audit, threading, today
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.audit import Comment, Mention
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.today import LastLook, Standing
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.waiting import who_waits

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/today/"
COUNTING = {"threading": threading.JOB, "today": today.JOB}
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)


def question(number: int, at: datetime, **values: Any) -> dict[str, Any]:
    return {
        "network": "mastodon",
        "message_id": f"m{number}",
        "sent_at": at,
        "author": f"person {number}",
        "author_kind": "customer",
        "addressed": True,
        "text": "A che ora aprite domani?",
        **values,
    }


def told(client: Client, path: str = PLACE) -> str:
    """The words of a page, on one line."""
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def asked(workspace: Workspace) -> Workspace:
    """Aurora, to which three people wrote: one yesterday, one today, one in the summer."""
    rows = [
        question(1, NOW - timedelta(hours=24, minutes=20)),
        question(2, NOW - timedelta(hours=3)),
        question(3, NOW - timedelta(days=120)),
    ]
    write_rows(workspace, "messages", rows, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle(COUNTING)
    return workspace


def test_with_nothing_recorded_it_says_how_to_begin(signed_in: SignedIn) -> None:
    words = told(signed_in())
    assert "Nothing is recorded yet" in words
    assert 'href="/w/aurora/import/"' in words
    assert "Nobody is waiting" not in words


@time_machine.travel(NOW, tick=False)
def test_it_begins_with_who_waits_and_since_when(signed_in: SignedIn, asked: Workspace) -> None:
    words = told(signed_in())
    assert "2 people are waiting for an answer. The longest, since yesterday 18:40." in words
    assert "1 older question was never answered." in words
    assert 'class="next" href="/w/aurora/inbox/?asks=yes"' in words
    italian = told(signed_in(lang="it"))
    assert "2 persone aspettano una risposta. Chi aspetta di più, da ieri alle 18:40." in italian


@time_machine.travel(NOW, tick=False)
def test_whoever_was_answered_waits_no_more(
    signed_in: SignedIn, workspace: Workspace, asked: Workspace
) -> None:
    answers = [
        question(
            10 + of,
            NOW - timedelta(hours=1),
            author="aurora",
            author_kind="company",
            in_reply_to=f"m{of}",
        )
        for of in (1, 2)
    ]
    write_rows(workspace, "messages", answers, fill=False)
    run_until_idle(COUNTING)
    assert "Nobody is waiting for an answer." in told(signed_in())
    assert "1 older question was never answered." in told(signed_in())


@time_machine.travel(NOW + timedelta(days=3), tick=False)
def test_records_that_end_before_today_are_told_as_such(
    signed_in: SignedIn, asked: Workspace
) -> None:
    assert "what came since is not known here." in told(signed_in())


def test_a_date_still_to_come_moves_nothing(workspace: Workspace) -> None:
    rows = [question(1, NOW - timedelta(hours=2)), question(2, NOW + timedelta(days=30))]
    write_rows(workspace, "messages", rows, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle(COUNTING)
        standing = Standing.objects.get()
        waits = who_waits(workspace, NOW)
    assert (waits.people, standing.as_of) == (1, NOW - timedelta(hours=2))


def test_work_that_is_going_on_is_shown_until_it_ends(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    work = Work.objects.create(kind="import", workspace=workspace, key="i", done=3, total=9)
    words = told(signed_in())
    assert "Files are being read." in words
    assert "Nothing is recorded yet" not in words
    client = signed_in()
    part = client.get(PLACE + "running/")
    assert "HX-Refresh" not in part.headers
    assert 'max="9"' in part.content.decode()
    work.state = Work.DONE
    work.save()
    assert client.get(PLACE + "running/")["HX-Refresh"] == "true"


def test_what_was_just_brought_in_is_being_counted(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    write_rows(workspace, "messages", [question(1, NOW)], fill=False)
    client = signed_in()
    words = told(client)
    assert "The records are being counted." in words
    assert "Nothing is recorded yet" not in words
    assert "HX-Refresh" not in client.get(PLACE + "running/").headers


def test_an_audit_that_failed_is_told(signed_in: SignedIn, workspace: Workspace) -> None:
    Work.objects.create(
        kind="audit",
        workspace=workspace,
        key="a",
        state=Work.FAILED,
        error={"en": "No room left.", "it": "Non c'è più spazio."},
    )
    assert "Non c&#x27;è più spazio." in told(signed_in(lang="it"))


def test_whoever_is_named_in_a_comment_finds_it_here(
    signed_in: SignedIn, workspace: Workspace, member: Callable[[Role], Person]
) -> None:
    author = member(Role.AUTHOR)
    comment = Comment.objects.create(
        workspace=workspace,
        about="mistake:dialogue/monologue",
        by=member(Role.OWNER),
        by_name="Ada",
        text="Look at <this>",
    )
    Mention.objects.create(comment=comment, person=author)
    words = told(signed_in(Role.AUTHOR))
    assert "Look at &lt;this&gt;" in words
    assert "/w/aurora/mistakes/dialogue/monologue/" in words
    assert "Look at" not in told(signed_in(Role.ANALYST))


def test_what_others_did_since_the_last_visit(
    signed_in: SignedIn, workspace: Workspace, member: Callable[[Role], Person]
) -> None:
    line = Text(en="moved a line", it="ha spostato una soglia")
    client, ada, author = signed_in(Role.AUTHOR), member(Role.OWNER), member(Role.AUTHOR)
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        told(client)
    with time_machine.travel(NOW - timedelta(hours=20), tick=False):
        trail.note(ada, workspace, "mistakes.line", "x", line)
        trail.note(author, workspace, "mistakes.line", "x", Text(en="my own", it="mio"))
        trail.note(ada, workspace, "people.invite", "x", Text(en="invited", it="ha invitato"))
    with time_machine.travel(NOW, tick=False):
        for _ in range(2):  # looking twice in one visit shows the same
            words = told(client)
            assert "Ada Neri moved a line" in words
            assert "my own" not in words
            assert "invited" not in words
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert "moved a line" not in told(client)
    assert LastLook.objects.count() == 1


def test_a_guest_sees_no_money_and_no_inbox(signed_in: SignedIn, workspace: Workspace) -> None:
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        run_until_idle(COUNTING | {"audit": audit.JOB})
        team, guest = told(signed_in()), told(signed_in(Role.GUEST))
    assert "Each answer costs" in team
    assert "h creating" in team
    assert "Second line: there is an audience." in team
    assert "Slow first reply" in guest
    for of_the_team in ("Each answer costs", "h creating", "/inbox/"):
        assert of_the_team not in guest


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_same_for_one_and_for_three(
    signed_in: SignedIn,
    workspace: Workspace,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    rows = [question(n, timezone.now() - timedelta(hours=n + 1)) for n in range(many)]
    write_rows(workspace, "messages", rows, fill=False)
    run_until_idle(COUNTING | {"audit": audit.JOB})
    client = signed_in()
    client.get(PLACE)
    with django_assert_num_queries(25):
        client.get(PLACE)
