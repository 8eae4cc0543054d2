"""The returns: what was brought, late effects included, or "not yet", and why.

From a notebook::

    import pandas as pd
    from dialogo import returns

    table = pd.read_csv("weekly.csv")
    series = returns.Series.of(table, date="week", outcome="sales", activities={"posts": "cost"})
    returns.estimate(series)["posts"].share
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogo.returns.ahead import what_if as what_if
    from dialogo.returns.beforehand import assumed as assumed
    from dialogo.returns.division import divide as divide
    from dialogo.returns.experiments import Experiment as Experiment
    from dialogo.returns.export import to_netcdf as to_netcdf
    from dialogo.returns.fit import estimate as estimate
    from dialogo.returns.holdout import plan_holdout as plan_holdout
    from dialogo.returns.last_click import beside_last_click as beside_last_click
    from dialogo.returns.series import Activity as Activity
    from dialogo.returns.series import Series as Series
    from dialogo.returns.through import chained as chained

# Reached on first use: other readers of this folder need no model.
_NAMES = {
    "assumed": "dialogo.returns.beforehand",
    "beside_last_click": "dialogo.returns.last_click",
    "chained": "dialogo.returns.through",
    "divide": "dialogo.returns.division",
    "plan_holdout": "dialogo.returns.holdout",
    "what_if": "dialogo.returns.ahead",
    "Experiment": "dialogo.returns.experiments",
    "to_netcdf": "dialogo.returns.export",
    "estimate": "dialogo.returns.fit",
    "Series": "dialogo.returns.series",
    "Activity": "dialogo.returns.series",
}


def __getattr__(name: str) -> object:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'dialogo.returns' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(_NAMES)
