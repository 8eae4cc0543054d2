"""The way in that the package's own docstring shows to an analyst works as it stands there."""

from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import dialogo
from dialogo.records import store
from dialogo.simulation.knobs import Knobs
from dialogo.simulation.simulate import simulate

COMPANY = "Torrefazione Aurora"


def test_the_lines_of_the_docstring_audit_a_folder_of_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = simulate(1, Knobs(), ending=date(2026, 6, 28), weeks=2, size=0.3, company=COMPANY)
    store.write(made, tmp_path / "my-records")
    monkeypatch.chdir(tmp_path)
    lines = dedent((dialogo.__doc__ or "").partition("::\n")[2])
    assert COMPANY in lines
    said: dict[str, Any] = {}
    exec(lines.replace(COMPANY, f"{COMPANY} (simulated)"), said)  # noqa: S102  (our own lines)
    assert said["audit"].company == f"{COMPANY} (simulated)"
    assert said["audit"].findings


def test_the_package_offers_the_names_it_lists_and_no_others() -> None:
    assert dialogo.Records.__name__ == "Records"
    assert dialogo.Window.__name__ == "Window"
    assert dir(dialogo) == ["Records", "Window", "__version__"]
    with pytest.raises(AttributeError, match="no attribute 'recrods'"):
        dialogo.recrods  # noqa: B018  (asking is the test)
