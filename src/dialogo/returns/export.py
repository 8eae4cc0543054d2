"""The draws of an estimate as a file that xarray and ArviZ read: NetCDF 3, written by SciPy.

`xarray.open_dataset("draws.nc", engine="scipy")` gives the posterior with dimensions chain and
draw; `arviz.convert_to_inference_data` takes it from there. NetCDF 3 has no groups, so the file is
the posterior alone; the data it was conditioned on are the variables `outcome` and `effort`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dialogo.returns.floats import Floats, Ints
from dialogo.returns.results import Returns


def to_netcdf(found: Returns, path: str | Path) -> None:
    """Writes shares, weekly contributions, noise and rho, each by chain and draw.

    Chains that gave up draws are cut to the length of the shortest. Names of activities stand in
    the attribute `activities`, one a line. Raises `OSError` if it cannot be written.
    """
    from scipy.io import netcdf_file  # type: ignore[import-untyped]  # start-up; it has no types

    rows = _by_chain(found)
    chains, draws = rows.shape
    with netcdf_file(path, "w") as file:
        names = [one.name for one in found.activities]
        file.activities = "\n".join(names).encode()
        file.outcome_name = found.series.outcome_name.encode()
        file.since = found.series.days[0].isoformat().encode()
        for name, size in (
            ("chain", chains),
            ("draw", draws),
            ("activity", len(names)),
            ("week", found.series.weeks),
        ):
            file.createDimension(name, size)
            file.createVariable(name, "i4", (name,))[:] = np.arange(size)

        def put(name: str, values: Floats, *dimensions: str) -> None:
            file.createVariable(name, "f8", dimensions)[:] = values

        shares = np.stack([one.draws for one in found.activities], axis=1)
        weekly = np.stack([one.weekly for one in found.activities], axis=1)
        put("share", shares[rows], "chain", "draw", "activity")
        put("contribution", weekly[rows], "chain", "draw", "activity", "week")
        put("noise", found.noise[rows], "chain", "draw")
        put("rho", found.rho[rows], "chain", "draw")
        put("outcome", found.series.outcome, "week")
        effort = np.stack([one.effort for one in found.series.activities])
        put("effort", effort, "activity", "week")


def _by_chain(found: Returns) -> Ints:
    """Which draws are those of each chain, (chains, draws); a chain with hardly any is left out."""
    counts = np.bincount(found.chains)
    least = max(int(np.median(counts[counts > 0]) * 0.8), 1)
    kept = np.flatnonzero(counts >= least)
    length = int(counts[kept].min())
    return np.stack([np.flatnonzero(found.chains == chain)[:length] for chain in kept])
