"""Those who watch the desk are told how it is; its log says what happened, and nothing private."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from dialogo.web.actions.work import ask
from dialogo.web.models.work import Derived, Work, Worker
from dialogo.web.models.workspace import Workspace
from dialogo.web.settings.logs import logs
from dialogo.web.settings.options import read

pytestmark = pytest.mark.django_db

TOKEN = "long-enough-to-be-one-" * 2


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What was logged since, as a machine reads it."""
    made = logs(read({"DIALOGO_LOG_FORMAT": "json", "DIALOGO_DATA": "/nowhere"}))
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    from logging.config import DictConfigurator

    handler.setFormatter(DictConfigurator(made).configure_formatter(made["formatters"]["lines"]))
    logger = logging.getLogger("dialogo")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel("INFO")
    yield lambda: [json.loads(line) for line in heard.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def with_options(**values: str) -> override_settings:
    given = {f"DIALOGO_{name.upper()}": value for name, value in values.items()}
    return override_settings(OPTIONS=read({"DIALOGO_DATA": "/nowhere", **given}))


def test_it_is_alive_under_any_name() -> None:
    assert Client().get("/health/live", headers={"host": "10.1.2.3:8000"}).content == b"alive\n"


def test_it_is_ready_once_a_worker_has_been_heard_within_a_minute() -> None:
    silent = Client().get("/health/ready")
    assert silent.status_code == 503
    assert silent.json() == {"ready": False, "database": True, "migrations": True, "worker": False}
    worker = Worker.objects.create(name="one")
    assert Client().get("/health/ready").json()["ready"] is True
    Worker.objects.filter(pk=worker.pk).update(heard_at=timezone.now() - timedelta(seconds=61))
    assert Client().get("/health/ready").status_code == 503


def test_metrics_count_requests_and_work(
    signed_in: Callable[..., Client], workspace: Workspace
) -> None:
    now = timezone.now()
    signed_in().get("/")
    ask("bell", workspace, due_at=now - timedelta(hours=1))
    done = ask("audit", workspace)
    Work.objects.filter(pk=done.pk).update(state=Work.DONE, ended_at=now - timedelta(hours=2))
    Derived.objects.create(workspace=workspace, kind="audit")
    told = Client().get("/metrics").content.decode().splitlines()
    assert 'dialogo_work{kind="bell",state="waiting"} 1.0' in told
    assert 'dialogo_work{kind="audit",state="done"} 1.0' in told
    values = dict(line.rsplit(" ", 1) for line in told if not line.startswith("#"))
    assert 3600 <= float(values["dialogo_work_oldest_due_seconds"]) < 3660
    assert 7200 <= float(values['dialogo_derived_age_seconds{kind="audit"}']) < 7260
    asked = 'dialogo_request_seconds_count{method="GET",status="302",view="home"}'
    assert float(values[asked]) >= 1


def test_a_method_that_a_stranger_made_up_is_no_number_of_its_own() -> None:
    Client().generic("SPLURGE", "/")
    told = Client().get("/metrics").content.decode()
    assert 'method="OTHER"' in told
    assert "SPLURGE" not in told


def test_metrics_are_for_this_machine_or_for_whoever_has_the_token() -> None:
    client = Client()
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 403
    assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 403
    with with_options(proxies="127.0.0.1"):
        assert client.get("/metrics").status_code == 403
    with with_options(metrics_token=TOKEN):
        assert client.get("/metrics").status_code == 403
        wrong = client.get("/metrics", headers={"authorization": "Bearer " + TOKEN[:-1]})
        right = client.get("/metrics", headers={"authorization": "Bearer " + TOKEN})
        assert (wrong.status_code, right.status_code) == (403, 200)


@override_settings(ALLOWED_HOSTS=["desk.example"])
def test_an_unknown_name_is_told_how_to_become_known() -> None:
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "DIALOGO_ADDRESS" in answer.content.decode()
    assert "evil" not in answer.content.decode()


def test_a_request_is_one_line_without_its_address(
    signed_in: Callable[..., Client],
    workspace: Workspace,
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    answer = signed_in().get("/w/aurora/today/?search=Maria")
    (line,) = lines()
    assert line.pop("ms") >= 0
    assert line.pop("timestamp")
    assert line == {
        "event": "request",
        "level": "info",
        "logger": "dialogo.request",
        "method": "GET",
        "view": "today",
        "status": 200,
        "request": answer["X-Request-ID"],
        "person": workspace.people.get().pk,
        "workspace": "aurora",
    }
    assert settings.SECRET_KEY not in str(lines())


def test_a_complaint_of_the_database_is_logged_without_the_row_it_quotes(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    import structlog
    from django.db import IntegrityError

    held = "what maria wrote"  # a traceback could show it
    try:
        raise IntegrityError("duplicate key\nDETAIL:  Key (email)=(maria@example.com) exists.")
    except IntegrityError:
        structlog.get_logger("dialogo.test").exception("fault", letters=len(held))
    (line,) = lines()
    assert "maria" not in json.dumps(line)
    assert "duplicate key" in json.dumps(line)
