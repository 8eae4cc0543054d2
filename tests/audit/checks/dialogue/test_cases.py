"""Verdicts about dialogue: the cases written beside this file."""

from pathlib import Path
from typing import Any

import pytest

from tests.audit.checks.cases import cases, judge


@pytest.mark.parametrize(("check", "case"), cases(Path(__file__).parent))
def test_the_verdict_is_the_one_written_down(check: str, case: dict[str, Any]) -> None:
    judge(check, case)
