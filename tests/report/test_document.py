"""The JSON document: its schema holds, its numbers are the audit's, and nothing hostile passes."""

import json
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from dialogo import __version__
from dialogo.audit.check import Evidence
from dialogo.records.measure import Figure
from dialogo.records.text import LANGS, Lang
from dialogo.report.document import document, documents, schema, written
from dialogo.report.report import Report
from tests.report.made import HOSTILE, finding
from tests.report.made import report as made

VALIDATOR = Draft202012Validator(schema())


def read_back(content: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written(content))
    return read


def test_the_schema_is_itself_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_companys_document_keeps_the_schema(report: Report, lang: Lang) -> None:
    VALIDATOR.validate(read_back(document(report, lang)))


def test_the_document_of_many_companies_keeps_the_schema_and_their_order(report: Report) -> None:
    other = made(finding("waived"), company="Bruma")
    content = read_back(documents([report, other], "en"))
    VALIDATOR.validate(content)
    assert [one["company"] for one in content["companies"]] == [report.audit.company, "Bruma"]


def test_its_keys_are_exactly_the_promised_ones(report: Report) -> None:
    assert set(document(report, "en")) == {
        "$schema", "dialogo", "lang", "company", "window", "records", "measures", "findings",
        "ladder",
    }  # fmt: skip
    assert document(report, "en")["dialogo"] == __version__
    assert document(report, "en")["$schema"] == schema()["$id"]


def test_every_figure_and_every_finding_of_the_audit_is_there(report: Report) -> None:
    content = read_back(document(report, "en"))
    audit = report.audit
    assert [one["id"] for one in content["measures"]] == list(audit.measures)
    for one in content["measures"]:
        figure = audit.measures[one["id"]]
        expected = None if figure.value is None else float(figure.value)
        assert one["value"] == (pytest.approx(expected, abs=5e-5) if expected else expected)
        assert (one["n"], one["unit"]) == (figure.n, figure.unit)
    found = [(one["check"], one["verdict"]) for one in content["findings"]]
    assert found == [(f.check.id, f.verdict) for f in audit.findings]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "verdict"), "bad"),
        (("findings", 0, "surplus"), 1),
        (("measures", 0, "value"), "12"),
        (("window", "since"), "2026-01-01"),
        (("ladder", "rungs"), []),
        (("records", "skipped", 0, "row"), 0),
    ],
    ids=str,
)
def test_the_schema_refuses_what_it_does_not_promise(
    report: Report, path: tuple[Any, ...], value: object
) -> None:
    content = deepcopy(read_back(document(report, "en")))
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(content)


def test_times_are_utc_and_end_in_z() -> None:
    window = document(made(finding("ok")), "en")["window"]
    assert window == {"since": "2026-01-01T00:00:00Z", "as_of": "2026-06-30T12:30:00Z"}


def test_money_is_a_number_with_four_decimals_beside_its_currency() -> None:
    money = Figure(Decimal("3.10006"), "money", 30, currency="EUR")
    (found,) = document(made(finding("mistake", figure=money)), "en")["findings"]
    assert (found["value"], found["unit"], found["currency"]) == (3.1001, "money", "EUR")
    assert '"value": 3.1001,' in written({"value": found["value"], "n": 1})


def test_what_cannot_be_told_is_null_and_infinity_never_written() -> None:
    endless = Figure(float("inf"), "share", 40)
    (found,) = document(made(finding("mistake", figure=endless)), "en")["findings"]
    assert found["value"] is None
    (unknown,) = document(made(finding("unknown")), "en")["findings"]
    assert (unknown["value"], unknown["advice"]) == (None, None)


def test_evidence_keeps_its_id_and_only_links_of_the_web() -> None:
    good = Evidence("message", "x:1", "https://example.org/1", HOSTILE)
    bad = replace(good, id="x:2", url="javascript:alert(1)")
    (found,) = document(made(finding("mistake", evidence=(good, bad))), "en")["findings"]
    assert [(one["id"], one["url"]) for one in found["evidence"]] == [
        ("x:1", "https://example.org/1"),
        ("x:2", None),
    ]
    assert "\x1b" not in found["evidence"][0]["quote"]


def test_a_waiver_says_why_and_since_when() -> None:
    (found,) = document(made(finding("waived")), "it")["findings"]
    assert found["waiver"] == {"reason": HOSTILE, "on": "2026-01-01", "until": None}


def test_rows_left_out_are_told_with_their_place_and_reason(report: Report) -> None:
    content = document(report, "it")
    assert content["records"]["skipped_rows"] == 12
    assert content["records"]["skipped"] == [
        {
            "file": "ore.csv",
            "row": 7,
            "column": "hours",
            "reason": "«<b>tre</b>[31m» non è un numero.",
        }
    ]
