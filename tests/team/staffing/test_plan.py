"""Plans: kept in an independent simulation of weeks that they have not seen, and not wasteful."""

from dataclasses import replace
from datetime import time, timedelta

import numpy as np
import pytest

from dialogo.records.business_hours import BusinessHours
from dialogo.team.staffing.arrivals import Arrivals
from dialogo.team.staffing.document import document
from dialogo.team.staffing.holidays import parts, with_days_off
from dialogo.team.staffing.kept import Clock, kinds_of
from dialogo.team.staffing.needed import Finer, Promise, Work
from dialogo.team.staffing.plan import Plan, Question, plan
from dialogo.team.staffing.queue import soonest_first
from dialogo.team.staffing.raising import Piling
from dialogo.team.staffing.rates import rates
from dialogo.team.staffing.week import Opening, always, opening
from dialogo.team.staffing.what_if import Change, whatif
from tests.team.staffing.test_queue import Desk
from tests.team.staffing.years import MONDAY, year

MINUTE = timedelta(minutes=1)
OFFICE = opening(
    BusinessHours(
        "UTC", {day: [(time(9), time(13)), (time(14), time(18))] for day in range(5)}
    )
)  # fmt: skip


def planned(
    messages: float, promise: Promise, doors: Opening = OFFICE, work: Work | None = None
) -> Plan:
    return plan(Question(rates(year(messages)), work or Work(6 * MINUTE), promise, doors))


@pytest.mark.parametrize(
    ("messages", "promise", "doors"),
    [
        (300, Promise(5 * MINUTE), always()),
        (900, Promise(60 * MINUTE, clock="service"), OFFICE),
        (900, Promise(16 * 60 * MINUTE, 0.6), OFFICE),
    ],
)
def test_simpy_finds_the_promise_kept_in_weeks_that_the_plan_has_not_seen(
    messages: float, promise: Promise, doors: Opening
) -> None:
    """Weeks of another seed, people from the plan, every message through SimPy."""
    found = planned(messages, promise, doors)
    weeks = 12
    coming = (year(messages, weeks=weeks, seed=99).moments - MONDAY) / 300
    rng = np.random.default_rng(7)
    takes = rng.exponential(6 / 5 / (1 - found.question.work.shrinkage), len(coming))
    rota = np.tile(np.repeat(found.people, 12) * doors.by_slot, weeks + 1)
    began = np.array(Desk(rota.tolist()).run(coming.tolist(), takes.tolist()))
    due = Clock(promise, doors, weeks + 1).due(coming)
    share = float((began <= due).mean())
    assert share >= promise.share - 0.02
    assert share == pytest.approx(found.kept.share, abs=0.05)
    assert found.kept.low <= found.kept.share <= found.kept.high


def test_the_morning_carries_the_night_and_monday_the_weekend() -> None:
    found = planned(900, Promise(60 * MINUTE, clock="service"))
    people = found.people.reshape(7, 24)
    assert (found.people[OFFICE.by_hour == 0] == 0).all()
    assert people[0, 9] == people.max() > people[1:5, 9].max()
    assert (people[:5, 9] > people[:5, 12]).sum() >= 3
    assert found.hours[9].bound == "backlog"
    assert {hour.bound for hour in found.hours if not hour.open} == {"closed"}
    assert found.keeps


def test_hours_that_help_alike_share_the_work() -> None:
    """Two hours of promise on Monday: the weekend is worked off in both, not in the first alone."""
    people = planned(4000, Promise(120 * MINUTE, clock="service")).people
    assert people[10] > 0.6 * people[9]


def test_nobody_who_was_added_can_be_spared() -> None:
    """As a flow: one fewer in any raised hour breaks the promise, or overworks the week."""
    found = planned(900, Promise(60 * MINUTE, clock="service"))
    question = found.question
    piling = Piling(
        question.months, question.promise, question.work, question.opening, found.stretch
    )
    assert piling.share(piling.late(found.people)[0]) >= 0.9
    raised = [number for number, hour in enumerate(found.hours) if hour.bound == "backlog"]
    assert raised
    for number in raised:
        fewer = found.people
        fewer[number] -= 1
        assert not piling.enough(fewer) or piling.share(piling.late(fewer)[0]) < 0.9


def test_a_promise_that_these_hours_cannot_keep_is_told_and_not_chased() -> None:
    wall = planned(900, Promise(60 * MINUTE))
    service = planned(900, Promise(60 * MINUTE, clock="service"))
    assert wall.reachable < 0.8
    assert not wall.keeps
    assert wall.kept.share == pytest.approx(0.9 * wall.reachable, abs=0.06)
    assert service.reachable == 1
    assert wall.people_hours < 1.5 * service.people_hours


def test_a_plan_is_told_in_full_and_the_same_every_time() -> None:
    promise = Promise(30 * MINUTE, clock="service")
    told = document(planned(300, promise))
    assert told == document(planned(300, promise))
    assert (len(told["hours"]), sum(told["bound"].values())) == (168, 168)
    assert told["hours"][33]["weekday"] == "Tue"
    assert sum(hour["people"] * hour["open"] for hour in told["hours"]) == pytest.approx(
        told["people_hours_a_week"]
    )
    for hour in told["hours"]:
        parts = max(hour["erlang"], hour["floor"], hour["minimum"])
        if hour["bound"] == "backlog":
            assert hour["people"] > parts
        else:
            assert hour["people"] == (0 if hour["bound"] == "closed" else parts)


def test_what_ifs_go_the_way_they_must() -> None:
    found = planned(600, Promise(120 * MINUTE, clock="service"))
    faster = whatif(found, Change(within=30 * MINUTE))
    assert faster.after.share < faster.before.share <= 1
    assert faster.hours_mended > faster.hours == found.people_hours
    assert faster.mended.keeps
    fewer = whatif(found, Change(people=-1))
    assert (fewer.after.share, fewer.hours_after) < (fewer.before.share, fewer.hours)
    assert fewer.mended is found
    campaign = whatif(found, Change(campaign={1: 0.5}))
    more = (campaign.mended.people - found.people).reshape(7, 24).sum(axis=1)
    assert campaign.mended.question.rates.a_week == pytest.approx(
        found.question.rates.a_week + 0.5 * found.question.rates.mean[24:48].sum()
    )
    assert more[1] == more.max() > 0
    same = whatif(found, Change(growth=0.0))
    assert same.after == same.before
    less = whatif(found, Change(growth=-0.5))
    assert less.after.share >= less.before.share
    assert less.hours_mended < less.hours


def test_a_storm_in_the_records_moves_no_plan() -> None:
    """Three thousand at once are no week that people are hired for."""
    plain = year(300, weeks=12)
    storm = np.full(3000, MONDAY + (9 * 168 + 30) * 3600)
    found = rates(Arrivals(np.sort(np.append(plain.moments, storm)), "UTC"), 0)
    question = Question(found, Work(6 * MINUTE), Promise(60 * MINUTE), always())
    stormy = plan(question)
    calm = plan(Question(rates(plain, 0), Work(6 * MINUTE), Promise(60 * MINUTE), always()))
    assert stormy.people_hours == pytest.approx(calm.people_hours, rel=0.05)


def test_a_day_off_is_worked_by_nobody_and_the_next_one_carries_it() -> None:
    """As many write on it as on past holidays: here nobody, so that the days after stay alike."""
    question = planned(900, Promise(60 * MINUTE, clock="service")).question
    plain = plan(question).people.reshape(7, 24)
    off = with_days_off(question, [1], closed=True)
    assert off is not None
    people = plan(off).people.reshape(7, 24)
    assert (people[1].sum(), people[2].sum() > plain[2].sum()) == (0, True)
    silent = replace(question, rates=replace(question.rates, holiday=0.0))
    quiet = with_days_off(silent, [1], closed=True)
    assert quiet is not None
    assert plan(quiet).people.reshape(7, 24)[2].sum() < people[2].sum()
    assert with_days_off(question, range(7), closed=True) is None
    on = with_days_off(silent, [1], closed=False)
    assert on is not None
    assert 0 < plan(on).people.reshape(7, 24)[1].sum() < plain[1].sum()
    assert parts([4], [0, 3]) == (frozenset({4, 0}), frozenset({0, 3}))


def test_each_of_several_promises_is_kept_and_the_short_one_costs_what_it_must() -> None:
    """Three in ten are promised five minutes, one in five two days, the others four hours;
    in weeks of another seed, what is due soonest first."""
    short, long = Promise(5 * MINUTE, clock="service"), Promise(960 * MINUTE, clock="service")
    general = planned(300, Promise(240 * MINUTE, clock="service"))
    question = replace(general.question, finer=(Finer(long, 0.2), Finer(short, 0.3)))
    found = plan(question)
    assert [promise.within / MINUTE for promise, _ in question.promises] == [5, 240, 960]
    assert found.keeps
    assert min(found.kept.each) >= 0.9
    everybody = planned(300, short)
    assert general.people_hours < found.people_hours < everybody.people_hours
    before = question.kept_by(general.people)
    assert before.each[0] < 0.6 < before.each[1]
    weeks, rng = 8, np.random.default_rng(5)
    coming = (year(300, weeks=weeks, seed=98).moments - MONDAY) / 300
    kinds = kinds_of(len(coming), question.promises, rng)
    due = np.choose(
        kinds, [Clock(one, OFFICE, weeks + 2).due(coming) for one, _ in question.promises]
    )
    rota = np.tile(np.repeat(found.people, 12) * OFFICE.by_slot, weeks + 2)
    takes = rng.exponential(6 / 5 / (1 - question.work.shrinkage), len(coming))
    began = soonest_first(coming, takes, due, rota)
    for kind, got in enumerate(found.kept.each):
        mine = kinds == kind
        assert float((began <= due)[mine].mean()) == pytest.approx(got, abs=0.06)
    told = document(found)["assumed"]["promises"]
    assert [(one["minutes"], one["share_of_messages"]) for one in told] == [
        (5, 0.3), (240, 0.5), (960, 0.2),
    ]  # fmt: skip


@pytest.mark.parametrize(("weeks", "drawn"), [(6, "rates"), (20, "weeks")])
def test_months_bring_their_messages_in_order(weeks: int, drawn: str) -> None:
    """A queue that is told of them out of order would have some wait for those of later."""
    months = Question(rates(year(200, weeks=weeks)), Work(6 * MINUTE), Promise(60 * MINUTE)).months
    assert months.drawn == drawn
    assert all((np.diff(month) >= 0).all() for month in months.months)
