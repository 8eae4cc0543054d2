"""What names or quotes a person is taken out, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from dialogo.web.actions.erasing.blackening import Blackening

LONG = "Ordine 7155 in ritardo di 12 giorni e nessuno risponde. Pessimo servizio."


def black(*handles: str) -> Blackening:
    return Blackening(
        frozenset(handles or ("anna_rossi",)), {("x", "status-9001"): "erased:1"}, (LONG, "Grazie")
    )


@pytest.mark.parametrize(
    ("handle", "text", "left"),
    [
        ("anna_rossi", "Ciao @Anna_Rossi, e anna_rossi!", "Ciao @[…], e […]!"),
        ("anna_rossi", "anna_rossi2 non è lei, né x_anna_rossi", None),
        ("anna.rossi", "anna.rossi.bianchi non è lei; @anna.rossi. sì",
         "anna.rossi.bianchi non è lei; @[…]. sì"),
        ("@anna", "Anna ama @anna e x.example/anna", "Anna ama @[…] e x.example/[…]"),
        ("Anna Rossi", "Firmato: Anna Rossi.", "Firmato: […]."),
        ("2026", "Nel 2026 aprite? Lo chiede @2026", "Nel 2026 aprite? Lo chiede @[…]"),
        ("a.b", "Piano a.b, ma @a.b", "Piano a.b, ma @[…]"),
        ("(", "Che bello :(", None),
    ],
)  # fmt: skip
def test_a_name_goes_where_it_names_somebody(handle: str, text: str, left: str | None) -> None:
    assert black(handle).text(text) == (text if left is None else left)


@pytest.mark.parametrize("quote", [LONG, LONG[:40] + "…", LONG.replace(" ", "  ") + " E poi?"])
def test_a_quote_of_her_words_goes_whole(quote: str) -> None:
    assert black().text(quote) == "[…]"


def test_words_that_anybody_says_stay() -> None:
    assert black().text("Grazie") == "Grazie"
    assert black().text("Ordine 7155") == "Ordine 7155"


def test_json_is_cleaned_to_the_bottom() -> None:
    kept: dict[str, Any] = {
        "evidence": [
            {"id": "x:status-9001", "quote": "Ciao", "url": "https://x.example/1", "note": "why"},
            {"id": "x:status-9002", "quote": "Ciao", "n": 3, "late": True, "none": None},
        ],
        "shown": [["x", "status-9001"], ["x", "status-9002"]],
    }
    assert black().anything(kept) == {
        "evidence": [
            {"id": "x:erased:1", "quote": None, "url": None, "note": "why"},
            {"id": "x:status-9002", "quote": "Ciao", "n": 3, "late": True, "none": None},
        ],
        "shown": [["x", "erased:1"], ["x", "status-9002"]],
    }
