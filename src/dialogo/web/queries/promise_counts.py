"""What became of the promises on reply time lately, by the library's own measure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from dialogo.audit.shelf import measures
from dialogo.dialogue.promise_outcomes import outcomes
from dialogo.language.label import labelled
from dialogo.language.taught import Taught
from dialogo.records.business_hours import BusinessHours
from dialogo.records.records import Records
from dialogo.records.window import Window
from dialogo.web.queries.live_counts import KEPT, written
from dialogo.web.queries.span import span_of

WEEKS = 13
# Of a stretch with more, the newest are kept one by one.
MOST = 20_000


@dataclass(frozen=True)
class Counted:
    """`rows` as `promise_outcomes.outcomes` gives them; `kept` is the measure over the window."""

    window: Window | None
    rows: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, Any] | None = None


def count_promises(
    records: Records,
    hours: BusinessHours | None,
    now: datetime,
    heard: datetime | None,
    taught: Taught | None = None,
) -> Counted:
    """Looks at one company's last weeks, up to the last event or to when its networks were last
    `heard` of."""
    span = span_of(records, now)
    if span is None:
        return Counted(None)
    until = max(span.as_of, min(heard, now)) if heard else span.as_of
    window = Window(span.since, until).last(timedelta(weeks=WEEKS))
    whole = labelled(records.as_of(until).in_hours(hours), taught)
    kept = written(measures()[KEPT](whole, window))
    return Counted(window, outcomes(whole, window, MOST), kept)
