"""A company on the practice network, and the work that a worker does for it."""

from __future__ import annotations

from typing import Any

from dialogo.web.jobs import letters_like, letters_take_down, pull, send
from dialogo.web.jobs.worker import run_until_idle
from tests.web.actions.letters.desk import Desk
from tests.web.api.conftest import Program

KINDS = {job.kind: job for job in (pull.JOB, send.JOB, letters_like.JOB, letters_take_down.JOB)}


def work() -> None:
    """Everything that is due is pulled, sent and done."""
    run_until_idle(KINDS)


def only(asking: Program, path: str = "conversations") -> dict[str, Any]:
    """The one thing that a list holds."""
    answer = asking.ask("GET", path)
    assert answer.status_code == 200, answer.content
    (found,) = answer.json()["items"]
    told: dict[str, Any] = found
    return told


def asked(
    desk: Desk, asking: Program, text: str = "When do you open on Sundays?"
) -> dict[str, Any]:
    """Somebody writes, a worker pulls it, and the program is told of the conversation."""
    desk.asks(text)
    desk.pull()
    return only(asking)
