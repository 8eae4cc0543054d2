"""Evidence: what experiments say about an activity, in the scales of the model.

What is compared: the outcome that *these days* would have lacked had the activity not been done *on
these days*. What earlier effort still brought on them, and what theirs brings afterwards, is no
part of it: a test sees neither. The model's figure is made the same way, so that a late effect
makes it small without making the activity small. Days are counted as parts of their weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.effects import Effort, Ways
from dialogo.returns.experiments import Experiment
from dialogo.returns.floats import Floats
from dialogo.returns.series import Series

_NOT_DONE = Text(
    en="an experiment is about {activity}, which is none of the activities. There are: {known}.",
    it="un esperimento riguarda {activity}, che non è fra le attività. Ci sono: {known}.",
)
_OUTSIDE = Text(
    en="an experiment on {activity}, from {since} to {until}, lies outside the table, which goes "
    "from {first} to {last}. Add those weeks, or leave it out.",
    it="un esperimento su {activity}, {since:dal} {until:al}, è fuori dalla tabella, che va "
    "{first:dal} {last:al}. Aggiungete quelle settimane, oppure toglietelo.",
)
_IDLE = Text(
    en="an experiment says what {activity} brought from {since} to {until}, when the table says "
    "that nothing was done. A pause of the whole company is in the table already and counts there: "
    "leave the experiment out.",
    it="un esperimento dice che cosa ha portato {activity} {since:dal} {until:al}, quando per la "
    "tabella non si è fatto nulla. Una pausa di tutta l'azienda è già nella tabella e lì conta: "
    "togliete l'esperimento.",
)


@dataclass(frozen=True)
class Evidence:
    """What experiments on one activity say, in the model's scales.

    places (experiments,): which of those given they are; days (experiments, weeks): the part of
    each week that lies within; said, sd (experiments,) in sds of the outcome.
    """

    places: tuple[int, ...]
    days: Floats
    said: Floats
    sd: Floats

    def seen(self, effort: Effort, ways: Ways, brought: Floats) -> Floats:
        """What each way would have shown in each experiment, (n, experiments), before its size is
        known; `brought` (n, weeks) is what it brought in all."""
        found = np.empty((len(ways), len(self.said)))
        for at, part in enumerate(self.days):
            last = int(np.flatnonzero(part)[-1]) + 1
            lacking = effort.weekly * (1 - part)
            without = effort.brought(ways, weekly=lacking[:last])
            found[:, at] = (brought[:, :last] - without) @ part[:last]
        return found

    def linear(self, seen: Floats) -> Floats:
        """What is added to the linear term of a size's log density, by row of `seen`."""
        return np.asarray(seen @ (self.said / self.sd**2))

    def square(self, seen: Floats) -> Floats:
        """What is added to its square term."""
        return np.asarray(seen**2 @ self.sd**-2.0)

    def log_like(self, seen: Floats, size: Floats) -> Floats:
        """log density of what the experiments said, up to a constant."""
        far = (self.said - seen * size[:, None]) / self.sd
        return np.asarray(-0.5 * (far**2).sum(axis=1))


def evidence(series: Series, experiments: Sequence[Experiment]) -> tuple[Evidence, ...]:
    """The evidence for each activity; raises `BadInput` for an experiment that has no place."""
    names = [one.name for one in series.activities]
    scale = float(series.outcome.std())
    for one in experiments:
        if wrong := unplaced(series, one):
            raise wrong
    parts = [_within(series, one) for one in experiments]
    return tuple(_of(name, experiments, parts, scale, series.weeks) for name in names)


def unplaced(series: Series, experiment: Experiment) -> BadInput | None:
    """Why an experiment has no place in a table, if it has none."""
    name, since, until = experiment.activity, experiment.since, experiment.until
    activity = next((one for one in series.activities if one.name == name), None)
    if activity is None:
        known = [one.name for one in series.activities]
        return BadInput(_NOT_DONE, activity=name, known=known)
    first, last = series.days[0], series.days[-1] + timedelta(days=6)
    if since < first or until > last:
        return BadInput(_OUTSIDE, activity=name, since=since, until=until, first=first, last=last)
    if not (activity.effort * _within(series, experiment)).any():
        return BadInput(_IDLE, activity=name, since=since, until=until)
    return None


def _of(
    name: str, experiments: Sequence[Experiment], parts: list[Floats], scale: float, weeks: int
) -> Evidence:
    own = [at for at, one in enumerate(experiments) if one.activity == name]
    return Evidence(
        tuple(own),
        np.array([parts[at] for at in own]).reshape(len(own), weeks),
        np.array([experiments[at].effect / scale for at in own]),
        np.array([experiments[at].sd / scale for at in own]),
    )


def _within(series: Series, experiment: Experiment) -> Floats:
    """The part of each week (weeks,) that lies within the experiment."""
    first = series.days[0]
    begins = np.arange(series.weeks) * 7
    since = (experiment.since - first).days
    until = (experiment.until - first).days + 1
    days = np.minimum(begins + 7, until) - np.maximum(begins, since)
    return np.asarray(np.clip(days, 0, 7) / 7)
