"""The language of a text, by its small words."""

import pytest

from dialogo.language.which_language import which_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When will you open the shop in Leeds?", "en"),
        ("@shop thanks", "en"),
        ("Quando aprite il negozio di Pisa?", "it"),
        ("grazie", "it"),
        ("¿Cuándo abren la tienda en el centro?", "es"),
        ("Quand est-ce que vous ouvrez le magasin ?", "fr"),
        ("Wann öffnet das Geschäft, bitte?", "de"),
        ("Obrigado, quando vocês abrem?", "pt"),
        ("砂来のウィッグ", None),
        ("😀", None),
        ("@anna @luca", None),
        ("", None),
    ],
)
def test_small_words_tell_the_language(text: str, language: str | None) -> None:
    assert which_language(text) == language
