"""How the dialogue goes, by the audit's own measures; people stand by name, beside their load."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from dialogo.audit.shelf import measures
from dialogo.language.label import labelled
from dialogo.records.business_hours import BusinessHours
from dialogo.records.measure import Figure
from dialogo.records.window import Window
from dialogo.simulation.sample import sample
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import live as job
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.connections import Connection
from dialogo.web.models.needs import NeedChoice
from dialogo.web.models.team import TeamRules
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries import live
from dialogo.web.queries.computed import computed
from dialogo.web.queries.live_counts import MEDIAN, OF_ALL, SPANS, count_live
from tests.web.recorded import BEGAN, records_of, said

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def recorded(workspace: Workspace) -> Workspace:
    """Aurora, with the sample company's records, counted."""
    for name, table in sample("en").tables.items():
        write_rows(workspace, name, table, fill=False)
    with time_machine.travel(NOW, tick=False):
        run_until_idle({"live": job.JOB})
    return workspace


def bare(figure: Figure) -> tuple[Any, ...]:
    return figure.value, figure.n, figure.low, figure.high, figure.more_than


def test_the_figures_are_the_ones_that_the_audit_would_tell(recorded: Workspace) -> None:
    records = sample("en")
    span = records.span()
    assert span is not None
    whole = labelled(records.as_of(span.as_of))
    made = computed(recorded, live.KIND)
    for days in SPANS:
        found = live.whole(made, days)
        assert found is not None
        assert (found.days, found.as_of) == (days, span.as_of)
        window = span.last(timedelta(days=days))
        audit = {id_: bare(measures()[id_](whole, window)) for id_ in OF_ALL}
        assert {id_: bare(reading.figure) for id_, reading in found.figures.items()} == audit


def test_a_stretch_that_is_not_kept_is_not_told(recorded: Workspace) -> None:
    assert live.whole(computed(recorded, live.KIND), 8) is None


def test_people_stand_by_name_with_what_they_had_on_their_hands(recorded: Workspace) -> None:
    people = live.parts(recorded, 30).people
    assert [(one.name, one.answers, one.people) for one in people] == [
        ("Clara Winslow", 216, 175),
        ("Felix Harcourt", 24, 21),
        ("Iris Penhale", 28, 26),
    ]
    assert [one.hours is not None and round(one.hours, 2) for one in people] == [24.29, 2.44, 3.38]
    assert [one.figures[MEDIAN].told for one in people] == [True, False, False]
    TeamRules.objects.create(workspace=recorded, people_figures=False)
    hidden = live.parts(recorded, 30)
    assert (hidden.people, hidden.unnamed, len(hidden.needs) > 1) == ((), 0, True)


def test_a_need_has_the_name_that_the_team_gave_it(recorded: Workspace) -> None:
    NeedChoice.objects.create(workspace=recorded, name="delivery", title="Couriers {late}")
    needs = {one.name: one for one in live.parts(recorded, 30).needs}
    assert needs["delivery"].title.say("it") == "Couriers {late}"
    assert needs["price"].title.say("it") == "prezzi"
    asked = {
        name: one.figures["dialogue/questions-waiting"].figure.n for name, one in needs.items()
    }
    assert max(asked, key=lambda name: asked[name]) == "delivery"


SAID = [
    said("1", "ada", "When do you open?"),
    said("2", "aurora", "At eight.", hours=1, in_reply_to="1", agent="Clara"),
    said("3", "bea", "How much is delivery?", hours=2),
    said("4", "aurora", "Away.", hours=2.1, in_reply_to="3", automated=True, agent="Machine"),
    said("5", "aurora", "Thank you all", hours=3, in_reply_to="2"),
]
HOURS = BusinessHours("Europe/Rome", {day: [(time(9), time(18))] for day in range(5)})


def test_automatic_answers_are_nobodys_and_unnamed_ones_are_told(workspace: Workspace) -> None:
    found = count_live(records_of(workspace, messages=SAID), None, NOW, None)
    (clara,) = found.parts["7"]["people"]
    assert {name: clara[name] for name in ("name", "answers", "people", "hours")} == {
        "name": "Clara",
        "answers": 1,
        "people": 1,
        "hours": None,
    }
    assert found.parts["7"]["unnamed"] == 1


def test_whoever_waits_does_so_until_the_networks_were_last_heard_of(workspace: Workspace) -> None:
    records = records_of(workspace, messages=SAID)
    last = BEGAN + timedelta(hours=3)
    ends = {
        heard: count_live(records, None, NOW, heard).window
        for heard in (None, BEGAN, last + timedelta(days=2), NOW + timedelta(days=2))
    }
    assert {heard: window and window.as_of for heard, window in ends.items()} == {
        None: last,
        BEGAN: last,
        last + timedelta(days=2): last + timedelta(days=2),
        NOW + timedelta(days=2): NOW,
    }


def test_waits_run_in_business_hours(workspace: Workspace) -> None:
    records = records_of(workspace, messages=SAID)
    always = count_live(records, None, NOW, None).whole["7"][MEDIAN]
    assert always["value"] == 3600
    open_ = count_live(records, HOURS, NOW, None).whole["7"][MEDIAN]
    window = Window(BEGAN, BEGAN + timedelta(hours=3))
    expected = measures()[MEDIAN](labelled(records).in_hours(HOURS), window)
    assert (open_["value"], open_["n"]) == (expected.value, expected.n)


def test_nothing_recorded_tells_nothing(workspace: Workspace) -> None:
    assert count_live(records_of(workspace), None, NOW, None).window is None
    run_until_idle({"live": job.JOB})
    assert live.whole(computed(workspace, live.KIND)) is None
    assert live.parts(workspace) == live.Parts()


def test_the_job_knows_when_the_networks_were_last_heard_of(recorded: Workspace) -> None:
    made = computed(recorded, live.KIND)
    assert made is not None
    before = made.as_of
    Connection.objects.create(
        workspace=recorded, network="fake", way="form", external_id="1", handle="aurora",
        pulled_at=NOW - timedelta(minutes=1),
    )  # fmt: skip
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        run_until_idle({"live": job.JOB})
    made.refresh_from_db()
    assert before is not None
    assert (before < NOW - timedelta(minutes=1), made.as_of) == (True, NOW - timedelta(minutes=1))
