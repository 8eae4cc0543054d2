"""Dialogo's estimate of one table."""

import csv

from measured import answer, asked, spent  # type: ignore[import-not-found]  # run beside it

request = asked()
with open(request["table"], encoding="utf-8") as file:  # noqa: PTH123  (a script)
    rows = list(csv.DictReader(file))

from dialogo import returns  # noqa: E402  (what is measured is the fit, not start-up)
from dialogo.returns import estimate  # noqa: E402  (as above)

table = {name: [row[name] for row in rows] for name in rows[0]}
before = spent()
series = returns.Series.of(
    table,
    date=request["date"],
    outcome=request["outcome"],
    activities=request["activities"],
    controls=request["controls"],
)
found = estimate(series)
answer([one.draws[::2].tolist() for one in found.activities], spent() - before)
