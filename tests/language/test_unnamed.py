"""What names anybody is taken out of a text, in both languages, and what they ask stays."""

from __future__ import annotations

import pytest

from dialogo.language.unnamed import Masker, unnamed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ciao, mi chiamo anna e aspetto il pacco", "Ciao, mi chiamo [name] e aspetto il pacco"),
        ("Where is my parcel? Thanks, Mary Jane Smith",
         "Where is my parcel? Thanks, [name] [name] [name]"),
        ("Mario Rossi vi aspetta da ieri", "[name] [name] vi aspetta da ieri"),
        ("Quando aprite? Domani passo", "Quando aprite? Domani passo"),
        ("@shop and @lia@social.example: call +39 02 1234-5678",
         "[name] and [name]: call [number]"),
        ("write to lia.b+x@example.org or see https://example.org/u/lia?a=1 now",
         "write to [e-mail] or see [link] now"),
        ("order AB12345 of IT60X0542811101000000123456", "order [number] of [number]"),
        ("ｌｉａ＠example.org, ＠lia", "[e-mail], [name]"),
        ("WHY DOES NOBODY ANSWER ME", "WHY DOES NOBODY ANSWER ME"),
        ("l\u200bia here, 2 boxes at 9", "[name] here, 2 boxes at 9"),
        ("Nato il 12/11/1980 in via Roma 3, codice 4412",
         "Nato il [date] in [address], codice [number]"),
        ("", ""),
    ],
)  # fmt: skip
def test_who_somebody_is_leaves_a_text(text: str, left: str) -> None:
    assert unnamed(text, ["Lia Bruni"]) == left


def test_hostile_texts_end_too() -> None:
    for part in ("1 ", "a.", "@", "A", "www.", "\u202e", "a@"):
        assert len(unnamed(part * 9_000)) < 20_000
        assert len(Masker(()).mask(part * 9_000, "en")) < 80_000


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
        ("Il mio nome è anna, vedi negozio.example/c/12", "Il mio nome è [nome], vedi [link]"),
        (
            "Codice ab12c34, tel. 123456, cliente 4412",
            "Codice [numero], tel. [numero], cliente [numero]",
        ),
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
