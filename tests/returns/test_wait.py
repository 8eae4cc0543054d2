"""The wait: what is promised by how wide the band is now, and when nothing is."""

import numpy as np
import pytest

from dialogo.returns.gate import MISFIT, WIDE, Reason, Verdict
from dialogo.returns.wait import Wait, promised

WIDELY = Verdict((Reason("wide", WIDE, {"low": 0, "high": 1}),))


@pytest.mark.parametrize(
    ("relative", "wait"),
    [
        (0.3, Wait(52)),
        (0.4, Wait(78)),
        (0.6, Wait(182)),
        (2.0, Wait(None)),
    ],
)
def test_the_wider_the_band_the_later_and_never_without_saying_so(
    relative: float, wait: Wait
) -> None:
    draws = 0.1 * (1 + relative * np.array([-1.0, 1.0]))
    assert promised(draws, WIDELY) == wait


def test_nothing_is_promised_of_what_is_measurable_or_of_a_figure_that_does_not_hold() -> None:
    share = np.array([0.08, 0.12])
    assert promised(share, Verdict(())) is None
    assert promised(share, Verdict((Reason("fit", MISFIT),))) is None
