"""dialogo label: every row with what its text does or asks."""

import csv
import io
import json
from pathlib import Path

import pytest

from dialogo.language.fold import column
from dialogo.language.messages import what_a_message_asks
from dialogo.language.posts import what_a_post_does
from dialogo.language.tone import manners
from tests.cli.conftest import Run

TEXTS = ["Quanto costa la spedizione?", "Grazie mille ❤️", "", "My order is late, where is it"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of spreadsheets: `;`, a mark at the beginning, a column called like a label."""
    file = tmp_path / "texts.csv"
    lines = ["id;text;language", *(f'{n};"{text}";x' for n, text in enumerate(TEXTS))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return file


def test_every_message_comes_back_with_its_labels_beside_what_was_there(
    dialogo: Run, table: Path
) -> None:
    rows = list(csv.DictReader(io.StringIO(dialogo("label", str(table)).stdout)))
    assert [(row["id"], row["text"], row["language"]) for row in rows] == [
        (str(n), text, "x") for n, text in enumerate(TEXTS)
    ]
    for row, text in zip(rows, TEXTS, strict=True):
        label = what_a_message_asks(text)
        assert (row["dialogo_language"] or None) == label.language
        assert (row["needs_answer"], row["act"]) == (label.needs_answer, label.act)
        assert row["needs_answer_probability"] == str(round(label.probability, 3))
        assert row["needs_answer_because"] == " | ".join(label.because)
        assert (row["need"] or None) == label.need
    assert [row["tone"] for row in rows[:3]] == ["neutral", "pleased", "unsure"]


def test_posts_come_as_an_object_a_line(dialogo: Run, table: Path) -> None:
    done = dialogo("label", str(table), "--kind", "post", "--format", "json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    labels = [what_a_post_does(text) for text in TEXTS]
    assert [(row["does"], row["needs"], row["does_because"]) for row in rows] == [
        (label.does, list(label.needs), list(label.because)) for label in labels
    ]


def test_replies_come_back_with_their_tone(dialogo: Run, table: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(dialogo("label", table, "--kind", "reply").stdout)))
    heard = manners(column(TEXTS)).names.to_pylist()
    assert [row["tone"] for row in rows] == heard
    assert {"needs_answer", "does", "need"}.isdisjoint(rows[0])


def test_a_column_that_is_not_there_is_told_with_those_that_are(dialogo: Run, table: Path) -> None:
    done = dialogo("label", str(table), "--column", "testo", lang="it")
    assert done.exit_code == 2
    assert done.stderr.rstrip().endswith("non c'è la colonna testo. Ci sono: id, text, language.")
