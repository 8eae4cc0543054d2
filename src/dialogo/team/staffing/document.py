"""A plan as plain values, to be written or kept: what was seen, assumed and found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from dialogo.team.staffing.kept import Kept, reachable
from dialogo.team.staffing.plan import Plan
from dialogo.team.staffing.rates import Rates
from dialogo.team.staffing.what_if import Change, Consequence

FORM = 1
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_BURSTS = 20


def document(found: Plan, consequences: Sequence[Consequence] = ()) -> dict[str, Any]:
    """Everything about a plan; durations in minutes, rates an hour, shares from 0 to 1."""
    return {
        "staffing": FORM,
        "assumed": assumed(found),
        "arrivals": arrivals(found.question.rates),
        "people_hours_a_week": round(found.people_hours, 2),
        "most_people": max(hour.people for hour in found.hours),
        "kept": {
            **kept_told(found.kept),
            "asked": found.question.promise.share,
            "keeps": found.keeps,
            "reachable": round(found.reachable, 4),
            "reachable_wall": round(_reachable_by_wall(found), 4),
            "simulated": found.question.months.drawn,
        },
        "bound": {
            bound: sum(hour.bound == bound for hour in found.hours)
            for bound in ("erlang", "floor", "minimum", "backlog", "closed")
        },
        "hours": hours(found),
        "what_if": [consequence(one) for one in consequences],
    }


def hours(found: Plan) -> list[dict[str, Any]]:
    """The 168 hours, Monday 00:00 first."""
    return [
        {
            "weekday": DAYS[hour.weekday],
            "hour": hour.hour,
            "open": round(hour.open, 3),
            "people": hour.people,
            "bound": hour.bound,
            "arrivals_mean": round(hour.mean, 4),
            "arrivals_planned": round(hour.planned, 4),
            "load": round(hour.load, 4),
            "erlang": hour.needed.erlang,
            "erlang_without_breaks": hour.needed.answering,
            "floor": hour.needed.floor,
            "minimum": hour.needed.minimum,
        }
        for hour in found.hours
    ]


def assumed(found: Plan) -> dict[str, Any]:
    """What the figures rest on that is not in the arrivals."""
    question = found.question
    work, promise = question.work, question.promise
    return {
        "handling_minutes": round(work.each / timedelta(minutes=1), 4),
        "handling_times": "exponential",
        "promise_minutes": promise.within / timedelta(minutes=1),
        "promise_share": promise.share,
        "promise_clock": promise.clock,
        "promise_kept_when": "answered" if promise.answered else "taken up",
        "occupancy": work.occupancy,
        "shrinkage": work.shrinkage,
        "minimum": work.minimum,
        "open": "always" if question.opening.always else "opening hours",
        "planned_quantile": question.planned,
        "promises": promises(found),
        "queue": f"{'soonest due' if question.finer else 'first come'} first served, one at a "
        "time, nobody gives up, whoever has begun ends",
        "erlang": "Erlang C; breaks and meetings make each answer longer by 1 / (1 - shrinkage)",
        "floor": "load / (occupancy * (1 - shrinkage)), of the hour and of the whole week",
        "week": "an ordinary one, without holidays; hours of the local clock",
        "months_simulated": len(question.months.months),
        "seed": question.seed,
    }


def promises(found: Plan) -> list[dict[str, Any]]:
    """Where several are made: each with its share of messages and how often it is kept."""
    question = found.question
    if not question.finer:
        return []
    return [
        {
            "minutes": promise.within / timedelta(minutes=1),
            "share_of_messages": round(share, 4),
            "kept": round(got, 4),
            "reachable": round(reachable(question.months, promise, question.opening), 4),
        }
        for (promise, share), got in zip(question.promises, found.kept.each, strict=True)
    ]


def arrivals(rates: Rates) -> dict[str, Any]:
    """What was seen in the arrivals, and what is expected of the coming weeks."""
    seen, way = rates.arrivals, rates.course
    first, last = (
        datetime.fromtimestamp(float(seen.moments[at]), UTC).isoformat() for at in (0, -1)
    )
    ordinary = int(seen.ordinary.sum())
    return {
        "messages": len(seen),
        "first": first,
        "last": last,
        "zone": seen.zone,
        "days": seen.days,
        "ordinary_days": ordinary,
        "a_week_seen": round(float(seen.counts[seen.ordinary].sum()) / ordinary * 7, 2),
        "a_week_expected": round(rates.a_week, 2),
        "level": round(way.ahead, 4),
        "level_doubt": round(way.doubt, 4),
        "growth_a_week": round(way.growth, 5),
        "season": None if way.season is None else round(way.season, 4),
        "swings": round(rates.swings, 4),
        "holidays": None if rates.holiday is None else round(rates.holiday, 4),
        "holiday_days": int(seen.off.sum()),
        "days_in_holes": int(seen.holes.sum()),
        "hours_in_bursts": len(rates.bursts),
        "bursts": [
            {
                "day": burst.day.isoformat(),
                "hour": burst.hour,
                "messages": burst.messages,
                "usual": round(burst.usual, 2),
            }
            for burst in sorted(rates.bursts, key=lambda burst: -burst.messages)[:_BURSTS]
        ],
    }


def consequence(one: Consequence) -> dict[str, Any]:
    """A what-if: what is kept before and after by the same people, and what would mend it."""
    return {
        "change": change(one.change),
        "before": {**kept_told(one.before), "people_hours_a_week": round(one.hours, 2)},
        "after": {**kept_told(one.after), "people_hours_a_week": round(one.hours_after, 2)},
        "mended": {
            **kept_told(one.mended.kept),
            "people_hours_a_week": round(one.hours_mended, 2),
            "reachable": round(one.mended.reachable, 4),
        },
    }


def change(one: Change) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if one.within is not None:
        told["promise_minutes"] = one.within / timedelta(minutes=1)
    if one.share is not None:
        told["promise_share"] = one.share
    if one.each is not None:
        told["handling_minutes"] = one.each / timedelta(minutes=1)
    if one.people:
        told["people"] = one.people
    if one.growth:
        told["growth"] = one.growth
    if one.campaign:
        told["campaign"] = {DAYS[day]: more for day, more in sorted(one.campaign.items())}
    return told


def kept_told(kept: Kept) -> dict[str, Any]:
    """The shares of a simulation."""
    minutes = kept.nine_in_ten / timedelta(minutes=1)
    endless = kept.nine_in_ten == timedelta.max or not isfinite(minutes)
    return {
        "share": round(kept.share, 4),
        "low": round(kept.low, 4),
        "high": round(kept.high, 4),
        "share_by_wall_clock": round(kept.wall, 4),
        "share_answered": round(kept.answered, 4),
        "nine_in_ten_within_minutes": None if endless else round(minutes, 1),
        "messages": kept.messages,
        "months": kept.months,
    }


def _reachable_by_wall(found: Plan) -> float:
    question = found.question
    if question.promise.clock == "wall":
        return found.reachable
    return reachable(question.months, replace(question.promise, clock="wall"), question.opening)
