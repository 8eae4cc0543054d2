"""The draws of an estimate as a file that ArviZ and xarray read: NetCDF 4, in ArviZ's groups.

`arviz.from_netcdf("draws.nc")` gives `posterior` and `prior` (dimensions chain and draw),
`observed_data` and `constant_data`. Weeks are dates by the CF conventions, so that a time axis is
one. There is no `sample_stats`: chains that choose from pools have neither gradients nor
divergences to tell of; what there is to know of them is in `constant_data`, beside the verdict. The
file is written by h5netcdf, which `pip install 'dialogo[netcdf]'` brings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.beforehand import assumed
from dialogo.returns.floats import Ints
from dialogo.returns.results import Returns

_EPOCH = date(1970, 1, 1)
_SHARE = "what it brought, as a share of the outcome"
_CONTRIBUTION = "what it brought in the week, in {}"
_NO_WRITER = Text(
    en="to write NetCDF, install what it needs: pip install 'dialogo[netcdf]'.",
    it="per scrivere in NetCDF serve un componente in più: pip install 'dialogo[netcdf]'.",
)


@dataclass(frozen=True)
class _Variable:
    """Values with their dimensions in order, as in "chain draw", and what is said of them.

    Units go into the words: of an outcome that is called "hours", readers of the conventions would
    make times. `since` is the day from which values count days.
    """

    values: NDArray[Any]
    dimensions: str
    about: str
    since: date | None = None


def to_netcdf(found: Returns, path: str | Path) -> None:
    """Writes shares, weekly contributions, level shifts, noise and rho, by chain and draw; effort,
    cost, controls, verdicts and diagnostics beside them.

    Chains that gave up draws are cut to the length of the shortest. Coordinates name activities and
    the first days of weeks. Raises `OSError` if it cannot be written, `BadInput` if h5netcdf is not
    there.
    """
    try:
        import h5netcdf  # type: ignore[import-untyped]  # an extra, and heavy; no types
    except ImportError:
        raise BadInput(_NO_WRITER) from None
    series = found.series
    with Path(path).open("w+b") as opened, h5netcdf.File(opened, "w") as file:
        file.attrs["created_by"] = "dialogo"
        file.attrs["inference_library"] = "dialogo"
        file.attrs["outcome"] = series.outcome_name
        _group(file, "posterior", _posterior(found))
        _group(file, "prior", _prior(found))
        observed = _Variable(series.outcome, "week", f"{series.outcome_name} of the week")
        _group(file, "observed_data", _coordinates(found, "week") | {"outcome": observed})
        _group(file, "constant_data", _constant(found))


def _posterior(found: Returns) -> dict[str, _Variable]:
    rows, unit = _by_chain(found), found.series.outcome_name
    weekly = np.stack([one.weekly for one in found.activities], axis=1)[rows]
    shares = np.stack([one.draws for one in found.activities], axis=1)[rows]
    own = {
        "chain": _Variable(np.arange(len(rows)), "chain", "chain"),
        "draw": _Variable(np.arange(rows.shape[1]), "draw", "round kept of the chain"),
    }
    return (
        own
        | _coordinates(found, "activity", "week")
        | {
            "share": _Variable(shares, "chain draw activity", _SHARE),
            "contribution": _Variable(
                weekly, "chain draw activity week", _CONTRIBUTION.format(unit)
            ),
            "level_shift": _Variable(
                found.shifts[rows], "chain draw week", f"level shifts, in {unit}"
            ),
            "noise": _Variable(
                found.noise[rows], "chain draw", f"sd of weekly innovations, in {unit}"
            ),
            "rho": _Variable(found.rho[rows], "chain draw", "part of the noise that lasts a week"),
        }
    )


def _prior(found: Returns) -> dict[str, _Variable]:
    drawn = assumed(found.series)
    return {
        "chain": _Variable(np.zeros(1, dtype=int), "chain", "chain"),
        "draw": _Variable(np.arange(len(drawn.shares)), "draw", "draw"),
        **_coordinates(found, "activity", "week"),
        "share": _Variable(drawn.shares[None], "chain draw activity", _SHARE),
        "contribution": _Variable(
            drawn.weekly[None], "chain draw activity week",
            _CONTRIBUTION.format(found.series.outcome_name),
        ),
    }  # fmt: skip


def _constant(found: Returns) -> dict[str, _Variable]:
    series, activities = found.series, found.activities
    effort, cost = (
        np.stack([getattr(one, name) for one in series.activities]) for name in ("effort", "cost")
    )
    kept = _coordinates(found, "activity", "week") | {
        "effort": _Variable(effort, "activity week", "what was done in the week"),
        "cost": _Variable(cost, "activity week", "what it cost, in the table's unit"),
        "verdict": _Variable(
            _texts([one.verdict.word for one in activities]), "activity",
            "measurable, or not-yet: then no figure of it may be used",
        ),
        "reasons": _Variable(
            _texts([" ".join(why.code for why in one.verdict.reasons) for one in activities]),
            "activity", "codes of why not yet",
        ),
        "r_hat": _Variable(
            np.array([one.mixing.r_hat for one in activities]), "activity",
            "split R-hat of the share, before doubt about the model is added",
        ),
        "effective_draws": _Variable(
            np.array([one.mixing.draws for one in activities]), "activity",
            "effective draws of the share, before doubt about the model is added",
        ),
    }  # fmt: skip
    if series.controls:
        kept["control"] = _Variable(_texts(list(series.controls)), "control", "name of a control")
        values = np.stack(list(series.controls.values()))
        kept["control_value"] = _Variable(values, "control week", "the control in the week")
    return kept


def _coordinates(found: Returns, *names: str) -> dict[str, _Variable]:
    days = np.array([(day - _EPOCH).days for day in found.series.days])
    known = {
        "activity": _Variable(
            _texts([one.name for one in found.activities]), "activity", "name of the activity"
        ),
        "week": _Variable(days, "week", "first day of the week", _EPOCH),
    }
    return {name: known[name] for name in names}


def _texts(values: list[str]) -> NDArray[Any]:
    return np.array(values, dtype=object)


def _group(file: Any, name: str, variables: dict[str, _Variable]) -> None:
    """A group with its variables; those named as their one dimension are its coordinates."""
    import h5py  # type: ignore[import-untyped]  # comes with h5netcdf, as heavy; no types

    group = file.create_group(name)
    group.dimensions = {
        one: len(known.values) for one, known in variables.items() if known.dimensions == one
    }
    for one, known in variables.items():
        text = known.values.dtype == object
        kind = h5py.string_dtype() if text else known.values.dtype
        made = group.create_variable(one, tuple(known.dimensions.split()), kind)
        made[:] = known.values
        made.attrs["long_name"] = known.about
        if known.since is not None:
            made.attrs["units"] = f"days since {known.since}"
            made.attrs["calendar"] = "proleptic_gregorian"


def _by_chain(found: Returns) -> Ints:
    """Which draws are those of each chain, (chains, draws); a chain with hardly any is left out."""
    counts = np.bincount(found.chains)
    least = max(int(np.median(counts[counts > 0]) * 0.8), 1)
    kept = np.flatnonzero(counts >= least)
    length = int(counts[kept].min())
    return np.stack([np.flatnonzero(found.chains == chain)[:length] for chain in kept])
