"""The sample company's report, audited once for all the tests of this folder."""

import pytest

from dialogo.audit.run import run
from dialogo.records.records import Records
from dialogo.records.text import Text
from dialogo.report.compose import pictures_of, report_of
from dialogo.report.pictures import Picture
from dialogo.report.report import Intake, LeftOut, Report
from dialogo.simulation.sample import sample

LEFT_OUT = (
    LeftOut(
        "ore.csv",
        7,
        "hours",
        Text(en='"{given}" is not a number.', it="«{given}» non è un numero."),
        {"given": "<b>tre</b>\x1b[31m"},
    ),
)


@pytest.fixture(scope="session")
def records() -> Records:
    everything = sample("it")
    (company,) = everything.companies()
    return everything.of_company(company)


@pytest.fixture(scope="session")
def report(records: Records) -> Report:
    return report_of(run(records), records, Intake({"posts": 3}, LEFT_OUT, 12))


@pytest.fixture(scope="session")
def pictures(records: Records, report: Report) -> dict[str, Picture]:
    return pictures_of(report, records, None, "it")
