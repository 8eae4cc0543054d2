"""The terminal: one screen of 24 lines at 80 columns, whatever the words in it."""

from io import StringIO

import pytest
from rich.console import Console

from dialogo.audit.check import Evidence, Verdict
from dialogo.records.text import LANGS, Lang
from dialogo.report import details, terminal
from dialogo.report.report import Report
from dialogo.report.source_words import source_in_words
from dialogo.report.vocabulary import SHAPES
from tests.report.made import HOSTILE, finding
from tests.report.made import report as made

LONG = " endless words that go on and on" * 20
BELIEFS = ("just-a-channel", "roi-right-away", "marketings-job", "its-free", "your-own")


def shown(report: Report, lang: Lang, **settings: object) -> str:
    console = Console(file=StringIO(), width=80, **settings)  # type: ignore[arg-type]  # as given
    terminal.show(report, lang, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_the_sample_company_fits_on_one_screen(report: Report, lang: Lang) -> None:
    lines = shown(report, lang).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("lang", LANGS)
def test_the_longest_words_still_fit_on_one_screen(lang: Lang) -> None:
    findings = [finding("mistake", belief, name=belief, long=LONG) for belief in BELIEFS]
    lines = shown(made(*findings, company=LONG), lang).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_the_screen_says_beliefs_gravest_rung_and_next_step() -> None:
    text = shown(made(finding("mistake"), finding("watch", "its-free", name="w")), "en")
    lines = text.splitlines()
    assert lines[0].split() == ["Aurora", "1", "Jan", "2026", "–", "30", "Jun", "2026"]
    assert " ◆ yes      “Social media is only a marketing channel”  ◆ 1" in lines
    assert " ● in part  “Social media is free”                      ● 1" in lines
    assert " ◆ 90\u202f% sell to everyone." in lines
    assert [line.split()[1] for line in lines if "┄" in line or "━" in line] == list("54321")
    assert lines[-1] == "Next step: Stop selling."


def test_without_mistakes_it_says_so() -> None:
    assert "No mistake was found in what could be told." in shown(made(finding("ok")), "en")


def test_colour_only_where_it_is_wanted_and_every_verdict_has_its_own_shape(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = made(finding("mistake"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m" in shown(report, "en", force_terminal=True, color_system="standard")
    assert "\x1b" not in shown(report, "en")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in shown(report, "en", force_terminal=True)
    assert len(set(SHAPES.values())) == len(SHAPES)


def everything(report: Report, lang: Lang) -> str:
    console = Console(file=StringIO(), width=100)
    details.show(report, lang, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("lang", LANGS)
def test_details_hold_every_check_and_every_measure(report: Report, lang: Lang) -> None:
    text = everything(report, lang)
    missing = [f.check.id for f in report.audit.findings if f.check.id not in text]
    assert missing == []
    flowing = " ".join(text.split())
    for found in report.of_verdict("mistake"):
        assert " ".join(source_in_words(found.limit.source, lang).split()) in flowing
    assert "docs/" not in text


def test_strangers_words_reach_the_terminal_without_their_controls() -> None:
    hostile = Evidence("message", "x:1\x1b[2J", "https://example.org/1", HOSTILE)
    report = made(finding("mistake", evidence=(hostile,)), finding("waived", name="waived"))
    text = everything(report, "en")
    assert "\x1b" not in text and "\u202e" not in text
    assert "<script>alert('x')</script>" in " ".join(text.split())


def test_companies_are_listed_in_the_order_given_with_their_counts() -> None:
    verdicts: list[Verdict] = ["mistake", "mistake", "watch", "unknown"]
    grave = made(*(finding(v, name=f"n{k}") for k, v in enumerate(verdicts)), company="Grave [b]")
    calm = made(finding("ok"), company="Calm")
    console = Console(file=StringIO(), width=80)
    terminal.show_ranked([grave, calm], "en", console)
    assert isinstance(console.file, StringIO)
    rows = [line.split() for line in console.file.getvalue().splitlines()]
    assert rows[1] == ["1", "Grave", "[b]", "2", "1", "1", "0", "Advert", "barrage"]
    assert rows[2] == ["2", "Calm", "0", "0", "0", "0", "–"]
