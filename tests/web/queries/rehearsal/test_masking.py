"""What names anybody is taken out of a text, in both languages, and everything else stays."""

from __future__ import annotations

import pytest

from dialogo.web.queries.rehearsal.masking import Masker

KNOWN = {"Giulia Bianchi", "giulia.b", "@Torrefazione.Giulia"}


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ciao Marta, sono Giulia Bianchi di Torino", "Ciao [nome], sono [nome] di Torino"),
        ("la bianchi e GIULIA.B, non i bianchini", "la [nome] e [nome], non i bianchini"),
        ("@ada@m.example e ada@mail.example", "[nome] e [e-mail]"),
        ("Ordine 4412345 o AB-12345, #88", "Ordine [numero] o [numero], [numero]"),
        ("IT60 X054 2811 1010 0000 0123 456.", "[numero]."),
        ("Tel. +39 333 123 4567 o 02/1234567", "Tel. [numero] o [numero]"),
        ("il 12/11/2026 o 2026-11-12, alle 18:30", "il [data] o [data], alle 18:30"),
        ("in via Giuseppe Verdi 12, 20121 Milano (MI)", "in [indirizzo], [indirizzo]"),
        ("Piazza della Repubblica 3, a 12 High Street", "[indirizzo], a [indirizzo]"),
        ("Vedi https://x.example/ada?b=1 e www.y.example", "Vedi [link] e [link]"),
        ("Thanks Tom!\nMy name is Anna Maria Rossi.", "Thanks [nome]!\nMy name is [nome]."),
        ("Va bene così.\nGrazie\nMario Rossi", "Va bene così.\nGrazie\n[nome]"),
    ],
)
def test_what_names_somebody_is_taken_out(text: str, masked: str) -> None:
    assert Masker(KNOWN).mask(text, "it") == masked


@pytest.mark.parametrize(
    "text",
    [
        "Avete l'arabica da 250 g a 12,50 € o 1 kg a 45 euro?",
        "via libera alla consegna, in corso di lavorazione, la strada è lunga",
        "Sono contenta: siamo in 4 alle 18:30, dal 20/11 al 22/11.",
        "Are you open on Sunday? I'm happy, thanks for the coffee",
        "Nel 2026 il prezzo sale del 12%",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert Masker(KNOWN).mask(text, "it") == text


def test_what_was_taken_out_is_said() -> None:
    masker = Masker({"Ada"})
    assert masker.mask("Ada at 12 High Street, ada@a.example", "en") == (
        "[name] at [address], [e-mail]"
    )
    assert [one.en for one in masker.said()] == ["1 name", "1 mail address", "1 street address"]
    assert [one.it for one in masker.said()] == ["1 nome", "1 indirizzo e-mail", "1 indirizzo"]
