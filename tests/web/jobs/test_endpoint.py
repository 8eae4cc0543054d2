"""An endpoint is asked about what is unsure, without names, within its limit, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.web.actions.conversations.corrections import correct
from dialogo.web.actions.endpoint.questions import CAP, MESSAGES, Said, taken
from dialogo.web.actions.endpoint.settings import change, switch_off
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import endpoint as job
from dialogo.web.jobs.schedule import ask_for_what_is_due
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.language import Endpoint, EndpointAsked, EndpointMonth
from dialogo.web.models.ledger import MeterMonth
from dialogo.web.models.person import Person
from dialogo.web.models.records import ROWS, Message
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import thread
from dialogo.web.queries.ledger.calls import BILLION
from tests.networks.fault_proxy import Fault, FaultProxy
from tests.web.completions import GOOD, KEY, MODEL, Completions, completions
from tests.web.recorded import BEGAN, said
from tests.web.talks import come_in, talk_of

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = {job.KIND: job.JOB}
NOW = BEGAN + timedelta(days=1)
UNSURE = "qzx wvkq xjqz"  # no model knows a word of it
SURE = "When do you open tomorrow?"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def server(clock: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Completions]:
    allowed = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    monkeypatch.setattr(settings, "OPTIONS", allowed)
    with completions() as served:
        yield served


def set_up(by: Person, workspace: Workspace, url: str, **other: Any) -> Endpoint:
    values: dict[str, Any] = {
        "on": True, "url": url, "model": MODEL, "key": KEY, "messages": True, "posts": True,
        "price_in": Decimal(1), "price_out": Decimal(4), "limit": Decimal(1),
    }  # fmt: skip
    return change(by, workspace, **values | other)


def work(clock: time_machine.Traveller, later: float = 60) -> None:
    """So many seconds later, whatever is due by then is done."""
    clock.shift(later)
    ask_for_what_is_due(KINDS, timezone.now())
    run_until_idle(KINDS)


def labels() -> dict[str, tuple[str, str, float, str]]:
    rows = ROWS["message_labels"].objects.values_list(
        "message_id", "needs_answer", "act", "probability", "model"
    )
    return {row[0]: row[1:] for row in rows}


def month() -> EndpointMonth:
    return EndpointMonth.objects.get()


def paid(row: MeterMonth | None = None) -> tuple[Decimal, Decimal]:
    """What is spent and put aside."""
    found = row or MeterMonth.objects.get()
    return Decimal(found.spent) / BILLION, Decimal(found.reserved) / BILLION


def test_what_is_unsure_is_asked_once_and_without_names(
    server: Completions, clock: time_machine.Traveller, workspace: Workspace, owner: Person
) -> None:
    come_in(
        workspace,
        said("1", "qjx_wvk", f"{UNSURE}, qjx_wvk"),
        said("2", "bo", SURE),
        said("3", "al", "🙂"),
    )
    old = said("4", "old", UNSURE) | {"sent_at": NOW - timedelta(days=40)}
    come_in(workspace, old)
    endpoint = set_up(owner, workspace, server.url)
    work(clock)
    (text,) = server.texts
    assert text == f"{UNSURE}, [name]"
    label = (GOOD["needs_answer"], GOOD["act"], CAP, f"endpoint:{MODEL}")
    assert labels() == {"1": label}
    (turn,) = thread(talk_of("qjx_wvk")).turns
    assert turn.label is not None
    assert (turn.label.asked, turn.label.corrected) == (MODEL, False)
    counted = month()
    assert (counted.asked, counted.labelled, counted.tokens_in) == (1, 1, 400)
    assert paid() == (Decimal("0.00048"), 0)
    assert EndpointAsked.objects.count() == 1
    body = server.asked[0]
    assert (body["model"], body["temperature"]) == (MODEL, 0)
    assert body["response_format"]["json_schema"]["schema"] == MESSAGES.schema
    work(clock)
    work(clock)
    assert len(server.asked) == 1
    correct(owner, Message.objects.get(message_id="1"), asks="no", act="chat", need=None)
    work(clock)
    assert labels()["1"][:2] == ("no", "chat")
    switch_off(owner, workspace)
    endpoint.refresh_from_db()
    assert (endpoint.on, endpoint.key) == (False, "")
    come_in(workspace, said("9", "new", UNSURE))
    work(clock)
    assert len(server.asked) == 1


def test_answers_that_are_not_what_was_asked_for_are_thrown_away(
    server: Completions, clock: time_machine.Traveller, workspace: Workspace, owner: Person
) -> None:
    hostile = [
        "yes", "", None, "[]", "{}", 7, "[" * 3_000, json.dumps(GOOD | {"sure": 2}),
        json.dumps(GOOD | {"sure": True}), json.dumps(GOOD | {"more": 1}),
        json.dumps(GOOD | {"act": "delete"}), json.dumps(GOOD | {"act": ["chat"]}),
        json.dumps([GOOD]), f"```json\n{json.dumps(GOOD)}\n```", '{"sure": NaN}',
    ]  # fmt: skip
    assert [taken(one, MESSAGES) for one in hostile] == [None] * len(hostile)
    assert taken(json.dumps(GOOD | {"sure": 0.3}), MESSAGES) == Said(
        {"needs_answer": "unsure", "act": "unsure"}, 0.0
    )
    said_by = iter(hostile)
    server.says = lambda text: next(said_by, json.dumps(GOOD | {"sure": 0.1}))
    rows = [said(f"{n}", f"p{n}", UNSURE) for n in range(len(hostile) + 1)]
    come_in(workspace, *rows)
    set_up(owner, workspace, server.url, posts=False)
    work(clock)
    counted = month()
    assert (counted.asked, counted.thrown_away, counted.unsure) == (len(rows), len(hostile), 1)
    assert labels() == {}
    assert set(EndpointAsked.objects.values_list("came", flat=True)) == {"thrown_away", "unsure"}


def test_the_limit_is_never_passed_and_the_next_month_goes_on(
    server: Completions, clock: time_machine.Traveller, workspace: Workspace, owner: Person
) -> None:
    come_in(workspace, *(said(f"{n}", f"p{n}", UNSURE) for n in range(8)))
    limit = Decimal("0.01")
    server.usage = {"prompt_tokens": 2_000, "completion_tokens": 100}  # 0.0024 each
    set_up(owner, workspace, server.url, limit=limit)
    work(clock)
    counted, endpoint = month(), Endpoint.objects.get()
    assert 1 <= counted.asked < 8
    assert paid()[0] <= limit
    assert endpoint.error is not None
    assert endpoint.error["en"].startswith("The limit of the month")
    before = len(server.asked)
    work(clock)
    assert len(server.asked) == before
    server.usage = None  # a server that does not count: all that was put aside is spent
    clock.move_to(endpoint.rests_until + timedelta(minutes=1))
    write_rows(workspace, "messages", [said("9", "q", UNSURE, hours=24 * 25)], fill=True)
    work(clock)
    later = EndpointMonth.objects.order_by("-month")[0]
    assert later.month > counted.month
    metered = MeterMonth.objects.get(month=later.month)
    assert 0 < paid(metered)[0] <= limit
    assert metered.reserved == 0


@pytest.mark.parametrize(
    ("fault", "kept"),
    [
        (Fault.THROTTLED_FOR, False),
        (Fault.CUT_BEFORE, True),
        (Fault.ANSWER_LOST, True),
        (Fault.ERROR_AFTER, True),
    ],
)
def test_after_a_failure_it_waits_and_what_may_have_been_spent_counts(
    *,
    server: Completions,
    clock: time_machine.Traveller,
    workspace: Workspace,
    owner: Person,
    fault: Fault,
    kept: bool,
) -> None:
    come_in(workspace, said("1", "lia", UNSURE))
    with FaultProxy(("127.0.0.1", server.port)) as proxy:
        set_up(owner, workspace, f"{proxy.url}/v1")
        proxy.next(fault)
        work(clock)
        endpoint, counted = Endpoint.objects.get(), month()
        assert (endpoint.troubles, counted.failed, counted.labelled) == (1, 1, 0)
        assert endpoint.error is not None
        assert endpoint.rests_until is not None
        assert (paid()[0] > 0, paid()[1]) == (kept, 0)
        before = paid()[0]
        clock.move_to(endpoint.rests_until + timedelta(seconds=1))
        work(clock, 0)
        endpoint.refresh_from_db()
        assert (endpoint.troubles, endpoint.error) == (0, None)
        assert labels()["1"][0] == "yes"
        assert paid()[0] == before + Decimal("0.00048")


def test_a_server_that_refuses_is_left_alone_until_its_settings_change(
    server: Completions, clock: time_machine.Traveller, workspace: Workspace, owner: Person
) -> None:
    come_in(workspace, said("1", "lia", UNSURE))
    set_up(owner, workspace, server.url, key="wrong")
    work(clock)
    work(clock)
    endpoint = Endpoint.objects.get()
    assert endpoint.error == {
        "en": "127.0.0.1 does not accept the key (status 401).",
        "it": "127.0.0.1 non accetta la chiave (stato 401).",
    }
    assert month().failed == 1
    assert paid() == (0, 0)
    server.forms = (None,)  # it cannot be asked for JSON; the question alone must do
    set_up(owner, workspace, server.url, key=KEY)
    work(clock)
    assert labels()["1"][0] == "yes"
    assert Endpoint.objects.get().form == "words"
    kept = set_up(owner, workspace, server.url, key=None)
    assert kept.key == KEY
    moved = set_up(owner, workspace, "https://elsewhere.example/v1", key=None)
    assert moved.key == ""  # a key goes to no other server


def test_addresses_that_are_none_or_would_be_read_on_the_way_are_refused(
    workspace: Workspace, owner: Person
) -> None:
    none = ["", "ftp://x.example", "https://", "https://me:pw@x.example/v1", "https://[::1"]
    read_along = ["http://x.example/v1", "http://127.0.0.1/v1"]
    for url in [*none, "https://x.example/v1?key=1", *read_along]:
        with pytest.raises(BadInput):
            set_up(owner, workspace, url)
    assert set_up(owner, workspace, " https://x.example/v1/chat/completions ").url == (
        "https://x.example/v1"
    )
