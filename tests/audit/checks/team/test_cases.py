"""Verdicts about team: the cases written beside this file."""

from pathlib import Path
from typing import Any

import pytest

from tests.audit.checks.cases import cases, judge, missing_verdicts

HERE = Path(__file__).parent


@pytest.mark.parametrize(("check", "case"), cases(HERE))
def test_the_verdict_is_the_one_written_down(check: str, case: dict[str, Any]) -> None:
    judge(check, case)


def test_every_check_has_a_case_that_is_fine_one_that_is_not_and_one_that_is_unknown() -> None:
    assert missing_verdicts(HERE) == {}
