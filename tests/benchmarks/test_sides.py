"""Three independent ways to the same figures: Dialogo, hand-written SQL, plain pandas."""

from pathlib import Path

import pytest

from benchmarks import history, in_dialogo, in_pandas, in_sql
from benchmarks.sides import DIALOGUE


def test_the_sides_of_the_benchmark_agree_on_every_figure(tmp_path: Path) -> None:
    history.write(tmp_path, 6_000, seed=7)
    ours = in_dialogo.dialogue(tmp_path)
    assert set(ours) == set(DIALOGUE)
    assert in_sql.dialogue(tmp_path) == pytest.approx(ours, rel=1e-6, nan_ok=True)
    assert in_pandas.dialogue(tmp_path) == pytest.approx(ours, rel=1e-6, nan_ok=True)
