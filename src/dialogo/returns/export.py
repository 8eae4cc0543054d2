"""The draws of an estimate as a file that ArviZ and xarray read: NetCDF 4, in ArviZ's groups.

`arviz.from_netcdf("draws.nc")` gives `posterior` (dimensions chain and draw), `observed_data` and
`constant_data`. The file is written by h5netcdf, which `pip install 'dialogo[netcdf]'` brings.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dialogo.records.errors import BadInput
from dialogo.records.text import Text
from dialogo.returns.floats import Floats, Ints
from dialogo.returns.results import Returns

_NO_WRITER = Text(
    en="to write NetCDF, install what it needs: pip install 'dialogo[netcdf]'.",
    it="per scrivere in NetCDF serve un componente in più: pip install 'dialogo[netcdf]'.",
)


def to_netcdf(found: Returns, path: str | Path) -> None:
    """Writes shares, weekly contributions, level shifts, noise and rho, by chain and draw.

    Chains that gave up draws are cut to the length of the shortest. Coordinates name activities and
    the first days of weeks. Raises `OSError` if it cannot be written, `BadInput` if h5netcdf is not
    there.
    """
    try:
        import h5netcdf  # type: ignore[import-untyped]  # an extra, and heavy; no types
        import h5py  # type: ignore[import-untyped]  # no types
    except ImportError:
        raise BadInput(_NO_WRITER) from None
    rows, series = _by_chain(found), found.series
    names = np.array([one.name for one in found.activities], dtype=object)
    days = np.array([day.isoformat() for day in series.days], dtype=object)
    weekly = np.stack([one.weekly for one in found.activities], axis=1)
    shares = np.stack([one.draws for one in found.activities], axis=1)
    effort = np.stack([one.effort for one in series.activities])
    cost = np.stack([one.cost for one in series.activities])
    chain = {"chain": np.arange(len(rows)), "draw": np.arange(rows.shape[1])}
    activity, week = {"activity": names}, {"week": days}
    with h5netcdf.File(path, "w") as file:
        string = h5py.string_dtype()
        file.attrs["created_by"] = "dialogo"
        file.attrs["outcome"] = series.outcome_name
        _group(
            file, string, "posterior", chain | activity | week,
            share=(shares[rows], "chain draw activity"),
            contribution=(weekly[rows], "chain draw activity week"),
            level_shift=(found.shifts[rows], "chain draw week"),
            noise=(found.noise[rows], "chain draw"),
            rho=(found.rho[rows], "chain draw"),
        )  # fmt: skip
        _group(file, string, "observed_data", week, outcome=(series.outcome, "week"))
        known = {"effort": (effort, "activity week"), "cost": (cost, "activity week")}
        named = activity | week
        if series.controls:
            named["control"] = np.array(list(series.controls), dtype=object)
            known["control_value"] = (np.stack(list(series.controls.values())), "control week")
        _group(file, string, "constant_data", named, **known)


def _group(
    file: Any, string: Any, name: str, coordinates: dict[str, Any], **variables: tuple[Floats, str]
) -> None:
    """A group with its coordinates and its variables, each given with its dimensions; `string` is
    the type of text."""
    group = file.create_group(name)
    group.dimensions = {one: len(values) for one, values in coordinates.items()}
    for one, values in coordinates.items():
        kind = string if values.dtype == object else values.dtype
        group.create_variable(one, (one,), kind)[:] = values
    for one, (values, dimensions) in variables.items():
        group.create_variable(one, tuple(dimensions.split()), values.dtype)[:] = values


def _by_chain(found: Returns) -> Ints:
    """Which draws are those of each chain, (chains, draws); a chain with hardly any is left out."""
    counts = np.bincount(found.chains)
    least = max(int(np.median(counts[counts > 0]) * 0.8), 1)
    kept = np.flatnonzero(counts >= least)
    length = int(counts[kept].min())
    return np.stack([np.flatnonzero(found.chains == chain)[:length] for chain in kept])
