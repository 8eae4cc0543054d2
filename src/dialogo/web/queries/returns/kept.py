"""What is kept of the returns: each outcome's table in words, with its estimate."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import numpy as np

from dialogo import __version__
from dialogo.records.errors import BadInput
from dialogo.records.text import LANGS, Lang, Text
from dialogo.returns.evidence import unplaced
from dialogo.returns.experiments import Experiment
from dialogo.web.models.computed import Computed
from dialogo.web.models.returns import ReturnExperiment
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.computed import computed
from dialogo.web.queries.returns.costs import Costs
from dialogo.web.queries.returns.efforts import Effort, called
from dialogo.web.queries.returns.series import Table

KIND = "returns"
PICTURES = "returns-pictures"
QUESTION = "returns-question"
ESTIMATOR = "8"  # to be raised when estimates of the same weeks would come out otherwise


def made(workspace: Workspace) -> Computed | None:
    """What was last found; None: nothing has been looked at yet."""
    return computed(workspace, KIND)


def measured(workspace: Workspace) -> list[Text]:
    """What people call the activities of which a return was last measured, of any outcome."""
    found = made(workspace)
    ids = {
        activity["name"]
        for table in (found.figures.get("tables", []) if found else [])
        for activity in table.get("estimate", {}).get("activities", [])
        if activity["verdict"] == "measurable"
    }
    return [called(id_) for id_ in sorted(ids)]


def experiments(workspace: Workspace) -> list[ReturnExperiment]:
    """Those that stand, the latest first, planned ones among them."""
    return list(
        ReturnExperiment.objects.filter(workspace=workspace, withdrawn_at=None).order_by("-id")
    )


def evidence(found: list[ReturnExperiment], table: Table) -> list[Experiment]:
    """What the experiments say of a table's outcome and efforts, within its weeks."""
    if table.series is None:
        return []
    said = [_said(one) for one in found if one.outcome == table.outcome.id and _known(one)]
    return [one for one in said if unplaced(table.series, one) is None]


def apart(found: list[ReturnExperiment], table: Table) -> dict[str, dict[str, str]]:
    """Why experiments on a table's outcome do not count in it, in each language, by number."""
    if table.series is None:
        return {}
    why = {
        one: unplaced(table.series, _said(one))
        for one in found
        if one.outcome == table.outcome.id and _known(one)
    }
    return {
        str(one.pk): {lang: _why(wrong, one.activity, lang) for lang in LANGS}
        for one, wrong in why.items()
        if wrong
    }


def _why(wrong: BadInput, activity: str, lang: Lang) -> str:
    values = wrong.values | {"activity": called(activity).say(lang)}
    if isinstance(known := values.get("known"), list):
        values["known"] = [called(one).say(lang) for one in known]
    said = wrong.text.say(lang, **values)
    return said[0].upper() + said[1:]


def _known(one: ReturnExperiment) -> bool:
    return one.effect is not None and one.low is not None and one.high is not None


def _said(one: ReturnExperiment) -> Experiment:
    assert one.effect is not None and one.low is not None and one.high is not None  # noqa: S101  (narrowing only: the caller has looked)
    return Experiment(
        one.activity, one.since, one.until, one.kind, one.effect, one.low, one.high, one.level,
        one.note,
    )  # fmt: skip


def digest(table: Table, tests: list[Experiment]) -> str:
    """The same for what would be estimated alike."""
    found = sha256(f"{__version__} {ESTIMATOR}".encode())
    series = table.series
    if series is not None:
        found.update(f"{series.outcome_name}{series.days}".encode())
        found.update(np.ascontiguousarray(series.outcome).tobytes())
        for one in series.activities:
            found.update(one.name.encode() + one.effort.tobytes() + one.cost.tobytes())
        for name, control in series.controls.items():
            found.update(name.encode() + control.tobytes())
    for test in tests:
        found.update(repr(test).encode())
    return found.hexdigest()[:32]


def written(table: Table, spent: Costs) -> dict[str, Any]:
    """A table as it is kept, without its estimate."""
    outcome, series = table.outcome, table.series
    return {
        "id": outcome.id,
        "name": outcome.name,
        "currency": outcome.currency,
        "costs": spent.currency,
        "uncounted": list(spent.others),
        "recorded": outcome.recorded,
        "weeks": series.weeks if series else len(outcome.values),
        "since": (series.days[0] if series else outcome.first).isoformat(),
        "until": (series.days[-1] if series else outcome.last).isoformat(),
        "controls": list(series.controls) if series else [],
        "values": [round(float(value), 2) for value in series.outcome]
        if series
        else list(outcome.values),
        "refused": table.refused.to_json() if table.refused else None,
        "used": [_effort(one) | _weekly(table, at) for at, one in enumerate(table.used)],
        "left": [_effort(one.effort) | {"why": one.why.to_json()} for one in table.left],
    }


def _effort(one: Effort) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": {lang: one.name.say(lang) for lang in LANGS},
        "counted": one.counted,
        "costed": one.costed,
        "priced": round(one.priced, 3),
    }


def _weekly(table: Table, at: int) -> dict[str, Any]:
    assert table.series is not None  # noqa: S101  (narrowing only: efforts are used in a series)
    own = table.series.activities[at]
    return {
        "effort": [round(float(value), 2) for value in own.effort],
        "cost": round(float(own.cost.sum()), 2),
        "costs": [round(float(value), 2) for value in own.cost],
    }


def rounded(value: Any) -> Any:
    """Plain values with five figures that count: nobody reads more, and pages carry them."""
    match value:
        case float():
            return float(f"{value:.5g}")
        case Mapping():
            return {key: rounded(one) for key, one in value.items()}
        case list() | tuple():
            return [rounded(one) for one in value]
        case _:
            return value
