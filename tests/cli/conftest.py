"""Folders of records for the command line, made once: the sample company, and three companies."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result

from dialogo.cli import main
from dialogo.records.records import Records
from dialogo.records.store import write
from dialogo.records.tables import TABLES
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.sample import sample
from dialogo.simulation.simulate import simulate

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def aurora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("aurora") / "records"
    write(sample("it"), folder)
    return folder


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A calm, a silent and a slow company in one folder of records."""
    kinds = {"Calma": Knobs(), "Muta": Knobs(answered_share=0.1), "Lenta": Knobs(reply_hours=80)}
    parts = [
        simulate(5, knobs, ending=date(2026, 6, 28), weeks=6, size=0.4, company=name)
        for name, knobs in kinds.items()
    ]
    folder = tmp_path_factory.mktemp("three") / "records"
    together = {
        name: pa.concat_tables([part.table(f"SELECT * FROM {name}") for part in parts])
        for name in TABLES
    }
    write(Records(together), folder)
    return folder


@pytest.fixture
def dialogo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `dialogo ARGUMENT…` in an empty folder and in English."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, lang: str = "en") -> Result:
        environment = {"DIALOGO_LANG": lang, "LC_ALL": None, "COLUMNS": "80"}
        return CliRunner().invoke(main, [str(one) for one in arguments], env=environment)

    return run
