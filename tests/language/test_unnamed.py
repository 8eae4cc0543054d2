"""Whatever says who somebody is stays in the house; what they ask goes on being told."""

from __future__ import annotations

import pytest

from dialogo.language.unnamed import unnamed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ciao, mi chiamo anna e aspetto il pacco", "Ciao, mi chiamo [name] e aspetto il pacco"),
        ("Where is my parcel? Thanks, Mary Jane Smith",
         "Where is my parcel? Thanks, [name] [name] [name]"),
        ("Mario Rossi vi aspetta da ieri", "[name] [name] vi aspetta da ieri"),
        ("Quando aprite? Domani passo", "Quando aprite? Domani passo"),
        ("@shop and @lia@social.example: call +39 02 1234-5678",
         "[account] and [account] : call [number]"),
        ("write to lia.b+x@example.org or see https://example.org/u/lia?a=1 now",
         "write to [mail] or see [link] now"),
        ("order AB12345 of IT60X0542811101000000123456", "order [number] of [number]"),
        ("ｌｉａ＠example.org, ＠lia", "[mail] , [account]"),
        ("WHY DOES NOBODY ANSWER ME", "WHY DOES NOBODY ANSWER ME"),
        ("l\u200bia here, 2 boxes at 9", "[name] here, 2 boxes at 9"),
        ("", ""),
    ],
)  # fmt: skip
def test_who_somebody_is_leaves_a_text(text: str, left: str) -> None:
    assert unnamed(text, ["Lia Bruni"]) == left


def test_hostile_texts_end_too() -> None:
    for part in ("1 ", "a.", "@", "A", "www.", "\u202e", "a@"):
        assert len(unnamed(part * 9_000)) < 20_000
