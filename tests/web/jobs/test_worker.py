"""Work is done when it is due, tried again when it fails, and never lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.web.actions.work import ask
from dialogo.web.actions.workspaces import touch
from dialogo.web.jobs.claim import claim
from dialogo.web.jobs.held import Held
from dialogo.web.jobs.job import Due, Job, Lost, Outcome, Retry, Task
from dialogo.web.jobs.perform import LOST_AT_MOST, one_piece, pause
from dialogo.web.jobs.schedule import ask_for_what_follows, ask_for_what_is_due
from dialogo.web.jobs.worker import WorkLoop, prune, run_until_idle
from dialogo.web.models.work import Derived, Work, Worker
from dialogo.web.models.workspace import Workspace

pytestmark = pytest.mark.django_db

TITLE = Text(en="Ring the bell", it="Suonare la campana")
STEP = Text(en="{n:bell|bells}", it="{n:campana|campane}")


def kinds(run: Callable[[Task], Outcome], **settings: Any) -> Mapping[str, Job]:
    return {"bell": Job("bell", TITLE, run, **settings)}


def test_what_is_due_is_done_with_its_outcome_and_progress(workspace: Workspace) -> None:
    asked = ask("bell", workspace, {"times": 2})

    def ring(task: Task) -> Outcome:
        task.progress(1, task.content["times"], STEP, n=1)
        return {"rung": task.content["times"]}

    assert run_until_idle(kinds(ring)) == 1
    work = Work.objects.get(pk=asked.pk)
    assert (work.state, work.outcome, work.lease) == (Work.DONE, {"rung": 2}, "")
    assert (work.done, work.total, work.step) == (1, 2, {"en": "1 bell", "it": "1 campana"})
    assert run_until_idle(kinds(ring)) == 0


def test_what_is_not_due_waits(workspace: Workspace) -> None:
    ask("bell", workspace, due_at=timezone.now() + timedelta(minutes=5))
    assert run_until_idle(kinds(lambda task: None)) == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert run_until_idle(kinds(lambda task: None)) == 1


def test_a_kind_this_version_does_not_know_is_left_alone(workspace: Workspace) -> None:
    ask("gong", workspace)
    assert run_until_idle(kinds(lambda task: None)) == 0
    assert Work.objects.get().state == Work.WAITING


def test_bad_input_fails_for_good_in_both_languages(workspace: Workspace) -> None:
    def refuse(task: Task) -> Outcome:
        raise BadInput(Text(en="no bell {where}", it="niente campana {where}"), where="{here}")

    ask("bell", workspace)
    run_until_idle(kinds(refuse))
    work = Work.objects.get()
    assert work.state == Work.FAILED
    assert work.error == {"en": "no bell {here}", "it": "niente campana {here}"}


def test_other_faults_are_tried_again_with_growing_pauses_and_then_failed(
    workspace: Workspace,
) -> None:
    def break_(task: Task) -> Outcome:
        raise KeyError("clapper")

    ask("bell", workspace)
    begun = now = timezone.now()
    waits = []
    for tried in (1, 2):
        with time_machine.travel(now, tick=False):
            run_until_idle(kinds(break_, tries=3))
            work = Work.objects.get()
            assert (work.state, work.tries) == (Work.WAITING, tried)
            waits.append((work.due_at - now).total_seconds())
            now = work.due_at
    with time_machine.travel(now, tick=False):
        run_until_idle(kinds(break_, tries=3))
    work = Work.objects.get()
    assert work.state == Work.FAILED
    assert work.error is not None and "KeyError" in work.error["it"]
    assert "clapper" not in str(work.error)
    assert 3.75 <= waits[0] <= 6.25
    assert 15 <= waits[1] <= 25
    assert work.ended_at is not None and work.ended_at > begun


def test_what_cannot_be_done_now_says_so_and_is_tried_again(workspace: Workspace) -> None:
    def later(task: Task) -> Outcome:
        raise Retry(Text(en="the ringer sleeps", it="il campanaro dorme"))

    ask("bell", workspace)
    run_until_idle(kinds(later))
    work = Work.objects.get()
    assert (work.state, work.error) == (
        Work.WAITING,
        {"en": "the ringer sleeps", "it": "il campanaro dorme"},
    )


def test_an_outcome_that_cannot_be_kept_is_a_fault_like_any_other(workspace: Workspace) -> None:
    ask("bell", workspace)
    run_until_idle(kinds(lambda task: {"bell": object()}, tries=1))
    assert Work.objects.get().state == Work.FAILED


def test_pauses_grow_to_an_hour_and_never_beyond() -> None:
    rng = random.Random(1)  # noqa: S311  (it spreads retries)
    pauses = [pause(tries, rng).total_seconds() for tries in range(1, 40)]
    assert max(pauses) <= 3600 * 1.25
    assert min(pauses[6:]) >= 3600 * 0.75


def test_a_lease_that_ended_is_taken_over_and_the_first_holder_stores_nothing_more(
    workspace: Workspace,
) -> None:
    ask("bell", workspace)
    bell = kinds(lambda task: None)
    first = claim(bell, timezone.now())
    assert first is not None
    assert claim(bell, timezone.now()) is None
    later = timezone.now() + timedelta(minutes=2)
    second = claim(bell, later)
    assert second is not None
    assert (second.pk, second.lost, first.lost) == (first.pk, 1, 0)
    gone = Held(first, bell["bell"], {})
    with pytest.raises(Lost), transaction.atomic():
        gone.hold(rung=True)
    with pytest.raises(Lost):
        gone.progress(1, 2)
    assert Work.objects.get().content == {}


def test_what_ends_its_worker_again_and_again_is_set_aside(workspace: Workspace) -> None:
    ask("bell", workspace)
    now = timezone.now()
    bell = kinds(lambda task: None)
    for _ in range(LOST_AT_MOST + 1):
        assert claim(bell, now) is not None
        now += timedelta(minutes=2)
    with time_machine.travel(now):
        run_until_idle(bell)
    work = Work.objects.get()
    assert work.state == Work.FAILED
    assert work.error is not None and "11" in work.error["en"]


def test_what_is_kept_is_found_by_whoever_goes_on(workspace: Workspace) -> None:
    seen = []

    def ring(task: Task) -> Outcome:
        seen.append(task.content.get("rung", 0))
        with transaction.atomic():
            task.hold(rung=task.content.get("rung", 0) + 1)
        if task.content["rung"] < 3:
            raise Retry
        return {"rung": task.content["rung"]}

    ask("bell", workspace)
    for hours in range(3):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            run_until_idle(kinds(ring))
    assert seen == [0, 1, 2]
    assert Work.objects.get().outcome == {"rung": 3}


def test_derived_work_is_done_once_a_revision(workspace: Workspace) -> None:
    done = []
    audit = kinds(lambda task: done.append(task.content["revision"]), derives=True)
    run_until_idle(audit)
    run_until_idle(audit)
    assert done == [0]
    touch(workspace)
    touch(workspace)
    run_until_idle(audit)
    assert done == [0, 2]
    assert Derived.objects.get().revision == 2


def test_what_moves_while_derived_work_runs_has_it_done_again(workspace: Workspace) -> None:
    done: list[int] = []

    def audit(task: Task) -> Outcome:
        if not done:
            touch(Workspace.objects.get())
        done.append(task.content["revision"])
        return None

    run_until_idle(kinds(audit, derives=True))
    assert done == [0, 1]


def test_daily_work_is_done_again_when_the_day_changes_where_the_workspace_is(
    workspace: Workspace,
) -> None:
    workspace.zone = "Pacific/Auckland"
    workspace.save()
    days = []
    audit = kinds(lambda task: days.append(task.content["day"]), derives=True, daily=True)
    for moment in ("2026-11-22T10:30Z", "2026-11-22T10:59Z", "2026-11-22T11:01Z"):
        with time_machine.travel(moment):
            run_until_idle(audit)
    assert days == ["2026-11-22", "2026-11-23"]


def test_derived_work_that_failed_waits_for_the_next_change(workspace: Workspace) -> None:
    tried = []

    def refuse(task: Task) -> Outcome:
        tried.append(task.content["revision"])
        raise BadInput(Text(en="no", it="no"))

    audit = kinds(refuse, derives=True)
    run_until_idle(audit)
    run_until_idle(audit)
    assert tried == [0]
    touch(workspace)
    run_until_idle(audit)
    assert tried == [0, 1]


def test_derived_work_leaves_a_workspace_whose_records_are_still_moving(
    workspace: Workspace,
) -> None:
    both = {
        "bell": Job("bell", TITLE, lambda task: None, derives=True),
        "import": Job("import", TITLE, lambda task: None),
    }
    ask("import", workspace)
    assert claim({"import": both["import"]}, timezone.now()) is not None
    assert run_until_idle(both) == 0
    Work.objects.update(state=Work.DONE)
    assert run_until_idle(both) == 1


def test_derived_work_rests_for_ten_times_as_long_as_it_took(workspace: Workspace) -> None:
    done: list[int] = []
    with time_machine.travel("2026-11-22T10:00Z", tick=False) as clock:

        def audit(task: Task) -> Outcome:
            done.append(task.content["revision"])
            clock.shift(6)
            return None

        audits = kinds(audit, derives=True)
        run_until_idle(audits)
        touch(workspace)
        assert ask_for_what_follows(audits, timezone.now()) == 0
        clock.shift(59)
        assert ask_for_what_follows(audits, timezone.now()) == 0
        clock.shift(2)
        assert ask_for_what_follows(audits, timezone.now()) == 1
        run_until_idle(audits)
    assert done == [0, 1]


def test_what_is_due_of_its_own_accord_is_asked_for_once_a_key(workspace: Workspace) -> None:
    rung: list[str] = []

    def due(now: datetime) -> list[Due]:
        return [Due(f"bell:{name}", workspace, {"name": name}) for name in ("a", "b")]

    bells = kinds(lambda task: rung.append(task.content["name"]), due=due)
    assert ask_for_what_is_due(bells, timezone.now()) == 2
    assert ask_for_what_is_due(bells, timezone.now()) == 0
    assert one_piece(bells, random.Random(0)) is not None  # noqa: S311  (it spreads retries)
    assert ask_for_what_is_due(bells, timezone.now()) == 1
    assert rung == ["a"]


def test_a_worker_for_what_is_quick_does_nothing_else(workspace: Workspace) -> None:
    gong = Job("gong", TITLE, lambda task: None, quick=True)
    assert list(WorkLoop({**kinds(lambda task: None), "gong": gong}, quick=True).kinds) == ["gong"]


def test_what_ended_long_ago_is_forgotten(workspace: Workspace) -> None:
    now = timezone.now()
    for state, days in ((Work.DONE, 31), (Work.DONE, 29), (Work.FAILED, 31), (Work.FAILED, 181)):
        work = ask("bell", workspace)
        Work.objects.filter(pk=work.pk).update(state=state, ended_at=now - timedelta(days=days))
    assert prune() == 2
    assert sorted(Work.objects.values_list("state", flat=True)) == [Work.DONE, Work.FAILED]


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_heard_while_it_works_and_gone_when_it_ends(workspace: Workspace) -> None:
    heard = []
    ask("bell", workspace)
    WorkLoop(kinds(lambda task: heard.append(Worker.objects.count())), once=True).run()
    assert heard == [1]
    assert Worker.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_lease_is_kept_for_as_long_as_the_work_takes(workspace: Workspace) -> None:
    stolen = []

    def ring(task: Task) -> Outcome:
        for _ in range(20):
            time.sleep(0.1)
            stolen.append(claim(bell, timezone.now()))
        return None

    bell = kinds(ring, lease=timedelta(seconds=1.5))
    ask("bell", workspace)
    WorkLoop(bell, once=True).run()
    assert set(stolen) == {None}
    assert Work.objects.get().state == Work.DONE


def test_a_workspace_whose_zone_is_known_no_more_holds_nobody_up(workspace: Workspace) -> None:
    workspace.zone = "Europe/Atlantis"
    workspace.save()
    days: list[str] = []
    audit = kinds(lambda task: days.append(task.content["day"]), derives=True, daily=True)
    with time_machine.travel("2026-11-22T23:30Z"):
        run_until_idle(audit)
    assert days == ["2026-11-22"]
