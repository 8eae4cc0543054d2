"""Verdicts about content: the cases written beside this file, in a shorthand for many posts.

`posts` and `messages` come in groups: `times`, `every_hours` (24) and `from` stand beside their
columns, `#` in a text is the number within its group, and `does`, `needs` and `need` go into the
labels. Ids are numbered through.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.audit.checks.cases import cases, judge, missing_verdicts
from tests.recorded import at

HERE = Path(__file__).parent
SINCE, AS_OF = date(2026, 1, 1), date(2026, 3, 31)
IN_LABELS = {"does", "needs", "need"}


@pytest.mark.parametrize(("check", "case"), cases(HERE))
def test_the_verdict_is_the_one_written_down(check: str, case: dict[str, Any]) -> None:
    finding = judge(check, {**case, "since": SINCE, "as_of": AS_OF, "tables": _tables(case)})
    assert len(finding.reading.evidence) <= 20


def test_every_check_has_a_case_that_is_fine_one_that_is_not_and_one_that_is_unknown() -> None:
    assert missing_verdicts(HERE) == {}


def _tables(case: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    posts = _rows(case.get("posts", []), "published_at", "post_id")
    messages = _rows(case.get("messages", []), "sent_at", "message_id")
    return {
        "posts": [_without_labels(row) for row in posts],
        "messages": [_without_labels(row) for row in messages],
        "post_labels": [_label(row, "post_id") for row in posts if "does" in row],
        "message_labels": [
            {**_label(row, "message_id"), "needs_answer": "yes"}
            for row in messages
            if "need" in row
        ],
    }


def _rows(groups: list[dict[str, Any]], moment: str, key: str) -> list[dict[str, Any]]:
    rows = [row for group in groups for row in _group(group, moment)]
    return [{"network": "x", key: str(number), **row} for number, row in enumerate(rows, start=1)]


def _group(group: dict[str, Any], moment: str) -> list[dict[str, Any]]:
    began = group.get("from", "2026-01-01 00:00")
    began = began if isinstance(began, datetime) else at(began)
    step = timedelta(hours=group.get("every_hours", 24))
    columns = {k: v for k, v in group.items() if k not in ("times", "every_hours", "from")}
    return [
        {
            **columns,
            moment: began + step * number,
            "text": columns.get("text", "").replace("#", str(number)),
        }
        for number in range(group.get("times", 1))
    ]


def _without_labels(row: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in IN_LABELS}


def _label(row: dict[str, Any], key: str) -> dict[str, Any]:
    return {"network": row["network"], key: row[key]} | {
        column: value for column, value in row.items() if column in IN_LABELS
    }
