"""PyMC-Marketing's estimate of one table: its documented model and sampler settings.

GeometricAdstock(l_max) and LogisticSaturation, two Fourier modes of the year, the controls and a
line in time; NUTS of PyMC or of nutpie, as the request says.
"""

import warnings

import pandas as pd
from measured import answer, asked, spent  # type: ignore[import-not-found]  # run beside it

warnings.simplefilter("ignore")
from pymc_marketing.mmm import (  # type: ignore[import-not-found]  # noqa: E402  # theirs
    MMM,
    GeometricAdstock,
    LogisticSaturation,
)

request = asked()
table = pd.read_csv(request["table"], parse_dates=[request["date"]])
table["line in time"] = range(len(table))
model = MMM(
    date_column=request["date"],
    channel_columns=request["activities"],
    adstock=GeometricAdstock(l_max=request["lags"]),
    saturation=LogisticSaturation(),
    control_columns=[*request["controls"], "line in time"],
    yearly_seasonality=2,
)
before = spent()
outcome = table.pop(request["outcome"])
options = {"random_seed": 1, "progressbar": False}
if request["sampler"] != "pymc":
    options["nuts_sampler"] = request["sampler"]
model.fit(table, outcome, **options)
seconds = spent() - before
brought = model.compute_channel_contribution_original_scale()
share = brought.sum("date").stack(sample=("chain", "draw")) / outcome.sum()
answer([share.sel(channel=one).values[::4].tolist() for one in request["activities"]], seconds)
