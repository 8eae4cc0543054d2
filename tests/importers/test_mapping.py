"""Any other CSV is read by a mapping, and a mistake in the mapping is told by its key."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dialogo.importers.bring_in import bring_in
from dialogo.importers.format import Context
from dialogo.importers.mapping import mapped
from dialogo.records.errors import BadInput
from dialogo.records.records import Records

MAPPING = """
table: messages
network: trustpilot
columns:
  message_id: Review ID
  sent_at: Written on
  author: Reviewer
  text: Review
constants:
  author_kind: cliente
  kind: review
  addressed: yes
"""
REVIEWS = (
    "Stars;Review ID;written_on;REVIEWER;Review\n"
    "2;r1;03/04/2026 10:30;Ada;Mai arrivato\n"
    "5;r2;25/04/2026 10:30;Bo;Ottimo\n"
)


def given(tmp_path: Path, mapping: str, reviews: str = REVIEWS) -> tuple[Path, Path]:
    (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
    (tmp_path / "reviews.csv").write_text(reviews, encoding="utf-8")
    return tmp_path / "mapping.yaml", tmp_path / "reviews.csv"


def test_a_mapped_file_becomes_records(tmp_path: Path) -> None:
    mapping, reviews = given(tmp_path, MAPPING)
    context = Context("Acme", zone="Europe/Rome")
    bring_in([reviews], tmp_path / "kept", context, mapping=mapping)
    row = Records.read(tmp_path / "kept").row("SELECT * FROM messages WHERE message_id = 'r1'")
    assert {name: value for name, value in row.items() if value is not None} == {
        "company": "Acme",
        "network": "trustpilot",
        "message_id": "r1",
        "sent_at": datetime(2026, 4, 3, 8, 30, tzinfo=UTC),
        "author": "Ada",
        "author_kind": "customer",
        "addressed": True,
        "text": "Mai arrivato",
        "kind": "review",
        "extra": '{"Stars": "2"}',
    }


def test_dates_of_its_own_form_are_read_as_the_mapping_says(tmp_path: Path) -> None:
    reviews = REVIEWS.replace("03/04/2026 10:30", "2026|04|03 10h").replace(
        "25/04/2026 10:30", "soon"
    )
    mapping, path = given(tmp_path, MAPPING + 'date_format: "%Y|%m|%d %Hh"\n', reviews)
    intake = bring_in([path], tmp_path / "kept", Context("Acme"), mapping=mapping)
    found = Records.read(tmp_path / "kept").rows("SELECT sent_at FROM messages")
    assert found == [{"sent_at": datetime(2026, 4, 3, 10, tzinfo=UTC)}]
    assert [(skip.row, skip.column) for skip in intake.skips] == [(2, "written_on")]


def test_a_file_without_the_mapped_columns_is_not_read_by_it(tmp_path: Path) -> None:
    mapping, path = given(tmp_path, MAPPING, "a;b\n1;2\n")
    with pytest.raises(BadInput, match="is no export that is known here"):
        bring_in([path], tmp_path / "kept", Context("Acme"), mapping=mapping)


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("", 'key "table": it is missing'),
        ("[1, 2]", 'key "table": it is missing'),
        ("table: messages", 'key "columns": it is missing'),
        (MAPPING.replace("messages", "letters"), 'there is no table "letters"'),
        (
            MAPPING.replace("author:", "writer:"),
            '"columns": the table messages has no column "writer"',
        ),
        (MAPPING.replace("kind: review", "sort: review"), '"constants": the table messages has no'),
        (
            MAPPING.replace("cliente", "friend"),
            'key "constants.author_kind": "friend" is not one of',
        ),
        (MAPPING.replace("  author: Reviewer\n", ""), 'column "author" of the table messages must'),
        (MAPPING + "colour: red", 'key "colour": there is no such key'),
        (
            MAPPING.replace("author: Reviewer", "author: [a]"),
            '"columns": it must hold names and values',
        ),
        (MAPPING + "date_format: [1]", '"date_format": it must hold'),
        ("a: [", "cannot be read as YAML"),
        ("a: !!python/object/apply:os.system [ls]", "cannot be read as YAML"),
    ],
)
def test_a_mistake_in_the_mapping_names_the_key(tmp_path: Path, mapping: str, said: str) -> None:
    path, _ = given(tmp_path, mapping)
    with pytest.raises(BadInput) as error:
        mapped(path)
    assert said in error.value.say("en")
    assert error.value.say("it").startswith(str(path))
