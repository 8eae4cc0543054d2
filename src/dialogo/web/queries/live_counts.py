"""How the dialogue goes lately: the audit's own measures, in all and by network, need, person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dialogo.audit.shelf import measures
from dialogo.dialogue.parts import By, Parts
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.business_hours import BusinessHours
from dialogo.records.measure import Figure
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.team.days import first_day, last_day
from dialogo.web.queries.span import span_of

# The stretches that are looked at, in days up to the last that is known.
SPANS = (7, 30, 90)
# So many parts of a kind: beyond, hardly anybody asks.
MOST = 50

WAITING = "dialogue/questions-waiting"
ANSWERED = "dialogue/answered-share"
MEDIAN = "dialogue/question-wait-p50"
NINE = "dialogue/question-wait-p90"
KEPT = "dialogue/promise-kept"
OF_ALL = (ANSWERED, MEDIAN, NINE, KEPT)
OF_PART = (WAITING, ANSWERED, MEDIAN, NINE, KEPT)
# Who was never answered is nobody's, so that a person has no share answered and nobody waiting.
OF_PERSON = (MEDIAN, NINE, KEPT)

KINDS: tuple[tuple[str, By, tuple[str, ...]], ...] = (
    ("networks", "network", OF_PART),
    ("needs", "need", OF_PART),
    ("people", "agent", OF_PERSON),
)


@dataclass(frozen=True)
class Counted:
    """What is kept: for each span its figures, in all (`whole`) and by part (`parts`), as JSON."""

    window: Window | None
    whole: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)


def count_live(
    records: Records,
    hours: BusinessHours | None,
    now: datetime,
    heard: datetime | None,
    taught: Taught | None = None,
) -> Counted:
    """Measures one company's records up to the last event, or to when its networks were last
    `heard` of, since until then it is known that nothing else came."""
    span = span_of(records, now)
    if span is None:
        return Counted(None)
    until = max(span.as_of, min(heard, now)) if heard else span.as_of
    known = Window(span.since, until)
    whole = labelled(records.as_of(until).in_hours(hours), taught)
    spans = {str(days): known.last(timedelta(days=days)) for days in SPANS}
    load = {days: _load(whole, window) for days, window in spans.items()}
    found: dict[str, Any] = {days: {} for days in spans}
    dealt = Parts(whole, spans[str(SPANS[-1])].since)
    for kind, by, ids in KINDS:
        parts = list(dealt.by(by, MOST))
        for days, window in spans.items():
            found[days][kind] = [
                {"name": part.name, "figures": _figures(part.records, window, ids)}
                for part in parts
            ]
    for days, everybody in load.items():
        found[days]["people"] = _with_load(found[days]["people"], everybody)
        found[days]["unnamed"] = everybody.pop("", {}).get("answers", 0)
    return Counted(
        known, {days: _figures(whole, window, OF_ALL) for days, window in spans.items()}, found
    )


def _figures(records: Records, window: Window, ids: Sequence[str]) -> dict[str, Any]:
    return {id_: written(measures()[id_](records, window)) for id_ in ids}


def _with_load(
    measured: list[dict[str, Any]], load: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Everybody who answered, by name: no order that could be read as a ranking."""
    figures = {part["name"]: part["figures"] for part in measured}
    empty = {"answers": 0, "people": 0, "hours": None}
    names = sorted({name for name in (*figures, *load) if name}, key=str.casefold)
    told = [
        {"name": name, "figures": figures.get(name, {}), **empty, **load.get(name, {})}
        for name in names
    ]
    return [one for one in told if one["answers"]][:MOST]


def _load(records: Records, window: Window) -> dict[str, dict[str, Any]]:
    """By name ("": answers that carry none): answers, to how many people, and the hours booked on
    answering."""
    answers = records.rows(
        """
        SELECT coalesce(trim(said.agent), '') AS name, count(*) AS answers,
               count(DISTINCT coalesce(said.conversation, above.author)) AS people
        FROM messages AS said
        LEFT JOIN messages AS above
          ON above.network = said.network AND above.message_id = said.in_reply_to
        WHERE said.author_kind = 'company' AND said.automated IS NOT TRUE
          AND said.sent_at BETWEEN $since AND $as_of
        GROUP BY name
        """,
        since=window.since,
        as_of=window.as_of,
    )
    booked = records.rows(
        """
        SELECT trim(person) AS name, sum(hours)::DOUBLE AS hours FROM hours
        WHERE activity = 'answering' AND day BETWEEN $first_day AND $last_day
        GROUP BY name HAVING sum(hours) > 0
        """,
        first_day=first_day(window),
        last_day=last_day(window),
    )
    found = {row.pop("name"): row for row in answers}
    for row in booked:
        if row["name"] in found:
            found[row["name"]]["hours"] = row["hours"]
    return found


def written(figure: Figure) -> dict[str, Any]:
    """A figure as JSON; what it does not have is left out."""
    kept = {
        "value": figure.value,
        "unit": figure.unit,
        "n": figure.n,
        "low": figure.low,
        "high": figure.high,
        "more_than": figure.more_than or None,
    }
    return {name: value for name, value in kept.items() if value is not None}
