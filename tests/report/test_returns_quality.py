"""How good an estimate is: what is bad or open never reads as good."""

from __future__ import annotations

from typing import Any

import pytest

from dialogo.records.text import LANGS
from dialogo.report.returns_pictures import Subject
from dialogo.report.returns_quality import judged

SUBJECT = Subject("sales", names={"posts": "Posts"})


def document(*codes: str, weeks: int = 104, pull: float = 0.1, **whole: float) -> dict[str, Any]:
    of = {"r_hat": 1.02, "effective_draws": 800.0, "prior_sensitivity": pull}
    fit = {
        "explained": 0.8, "weeks_outside_90_band": 0.1, "residual_autocorrelation": 0.02,
        "draws_given_up": 0.0, "fits": True,
    }  # fmt: skip
    reasons = [{"code": code} for code in codes]
    one = {"name": "posts", "reasons": reasons, "diagnostics": of}
    return {"weeks": weeks, "activities": [one], "diagnostics": fit | whole}


@pytest.mark.parametrize(
    ("told", "verdicts", "words"),
    [
        (document(), ["ok", "ok", "ok"], "no estimate by more than 10 % of its doubt"),
        (document("chains"), ["mistake", "ok", "ok"], "Nothing it says may be used"),
        (document(fits=False), ["ok", "mistake", "ok"], "Something that matters is not recorded"),
        (document("chains", fits=False), ["mistake", "mistake", "ok"], "It does not fit: it"),
        (document(residual_autocorrelation=0.2), ["ok", "watch", "ok"], "by 0.20 (0 would"),
        (document(residual_autocorrelation=-0.3), ["ok", "watch", "ok"], "by −0.30 (0 would"),
        (document(weeks_outside_90_band=0.17), ["ok", "watch", "ok"], "In 104 weeks that may"),
        (document(residual_autocorrelation=-0.19), ["ok", "ok", "ok"], "by −0.19 (0 would"),
        (document(weeks=51), ["ok", "watch", "ok"], "In 51 weeks that may still be chance"),
        (document(pull=0.3), ["ok", "ok", "watch"], "decides much of “Posts”"),
        (
            document(draws_given_up=0.4),
            ["ok", "ok", "ok", "watch"],
            "In 40 % of what was tried, the activities together brought more than there was",
        ),
    ],
)
def test_what_is_bad_or_open_never_reads_as_good(
    told: dict[str, Any], verdicts: list[str], words: str
) -> None:
    found = {lang: judged(told, SUBJECT, lang) for lang in LANGS}
    assert [one.verdict for one in found["en"]] == verdicts
    assert words in " ".join(one.says for one in found["en"]).replace("\u202f", " ")
    assert all(en.says != it.says for en, it in zip(*found.values(), strict=True))
    marks = {"ok": "✓ as it should be", "watch": "● with care", "mistake": "◆ not usable"}
    assert [f"{one.mark} {one.word('en')}" for one in found["en"]] == [
        marks[verdict] for verdict in verdicts
    ]
