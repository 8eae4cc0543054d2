"""Google Meridian's estimate of one national table: its defaults for priors, lags and knots.

The outcome is given as no revenue, so that its prior is of the contribution of all media: its prior
of the return on spend would need spend in the money of the outcome, which these tables do not have.
"""

import os
import warnings

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.simplefilter("ignore")
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from measured import answer, asked, spent  # type: ignore[import-not-found]  # noqa: E402
from meridian.analysis import analyzer  # type: ignore[import-not-found]  # noqa: E402
from meridian.data import data_frame_input_data_builder as builders  # type: ignore[import-not-found]  # noqa: E402
from meridian.model import model as models  # type: ignore[import-not-found]  # noqa: E402
from meridian.model import spec as specs  # noqa: E402

request = asked()
table = pd.read_csv(request["table"])
table["time"] = pd.to_datetime(table[request["date"]]).dt.strftime("%Y-%m-%d")
table["value of one"] = 1.0
names = request["activities"]
builder = builders.DataFrameInputDataBuilder(
    kpi_type="non_revenue", default_kpi_column=request["outcome"]
)
builder = builder.with_kpi(table, time_col="time")
if request["controls"]:
    builder = builder.with_controls(table, control_cols=request["controls"], time_col="time")
builder = builder.with_media(
    table, media_cols=names, media_spend_cols=names, media_channels=names, time_col="time"
)
before = spent()
fitted = models.Meridian(
    input_data=builder.build(), model_spec=specs.ModelSpec(knots=request["knots"])
)
fitted.sample_posterior(n_chains=request["chains"], n_adapt=500, n_burnin=500, n_keep=1000, seed=1)
seconds = spent() - before
brought = np.asarray(analyzer.Analyzer(fitted).incremental_outcome(use_kpi=True))
share = brought.reshape(-1, len(names)) / table[request["outcome"]].sum()
answer([share[::4, at].tolist() for at in range(len(names))], seconds)
