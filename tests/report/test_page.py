"""The HTML report: one file that fetches nothing, holds for strangers' words, and fits a phone."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dialogo.audit.check import Evidence
from dialogo.records.records import Records
from dialogo.records.text import LANGS, Lang
from dialogo.report.compose import pictures_of
from dialogo.report.page import companies_page, page
from dialogo.report.pictures import Picture
from dialogo.report.report import Report
from tests.report.made import HOSTILE, finding
from tests.report.made import report as made

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
BROWSER = next(
    (path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None
)


class Reader(HTMLParser):
    """Tags, attributes and words of a page; fails on a tag that is closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def html(report: Report, pictures: dict[str, Picture]) -> str:
    return page(report, pictures, "it")


def test_it_fetches_nothing_and_runs_nothing(html: str) -> None:
    read = Reader(html)
    assert {"script", "img", "link", "iframe", "object", "base"} & set(read.tags) == set()
    names = {name for name, _ in read.attributes}
    assert names & {"src", "srcset", "xlink:href", "style-src"} == set()
    assert not any(name.startswith("on") for name in names)
    assert "@import" not in html and "url(" not in html.replace("url(#", "")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("content", policy) in read.attributes


def test_links_lead_inside_the_page_or_to_the_web(html: str) -> None:
    read = Reader(html)
    anchors = {value for name, value in read.attributes if name == "id"}
    for name, value in read.attributes:
        if name == "href":
            assert value.startswith("https://") or value.removeprefix("#") in anchors


def test_the_first_screen_comes_first_and_in_order(html: str, report: Report) -> None:
    told = Reader(html).text
    step = report.next_step
    assert step is not None
    order = ["L'azienda segue queste convinzioni?", "Che cosa la frena di più", "A che punto è",
             "Prossimo passo", step.say("it")]  # fmt: skip
    places = [told.index(words) for words in order]
    assert places == sorted(places)


def test_a_finding_reads_sentence_number_over_time_messages_advice_and_source(
    pictures: dict[str, Picture], html: str
) -> None:
    name = next(name for name in pictures if "/" in name)
    article = re.search(rf'<article id="{name.replace("/", "-")}".*?</article>', html, re.DOTALL)
    assert article is not None
    told = Reader(article.group()).text
    order = [pictures[name].question, "Su che cosa si basa", "Che cosa aiuta", "Soglia:"]
    places = [told.index(words) for words in order]
    assert places == sorted(places)


def test_every_finding_and_every_measure_is_on_the_page(html: str, report: Report) -> None:
    told = Reader(html).text
    titles = [found.check.title.say("it") for found in report.audit.findings]
    assert [title for title in titles if title not in told] == []
    assert html.count("<tr>") > len(report.audit.measures)


def test_every_chart_has_its_question_and_a_table_behind_it(
    html: str, pictures: dict[str, Picture]
) -> None:
    assert html.count("<figure>") == len(pictures)
    assert html.count('class="marks"') == len(pictures)
    for figure in re.findall(r"<figure>.*?</figure>", html, re.DOTALL):
        assert figure.index("<figcaption>") < figure.index("<svg") < figure.index("<table>")


def test_charts_take_their_colours_from_the_page(html: str) -> None:
    drawings = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawings))
    assert colours <= {
        "none", "transparent", "var(--ink)", "var(--soft)", "var(--hair)", "var(--accent)",
        "var(--signal)", "var(--alarm)", "var(--paper)",
    }  # fmt: skip


def test_without_the_extra_the_same_numbers_stand_in_tables_and_it_says_how_to_get_charts(
    report: Report, pictures: dict[str, Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    plain = page(report, pictures, "en")
    assert 'class="marks"' not in plain
    told = Reader(plain).text
    assert 'pip install "dialogo[charts]"' in told
    for picture in pictures.values():
        for row in picture.rows:
            assert all(" ".join(cell.split()) in told for cell in row)


@pytest.mark.parametrize("lang", LANGS)
def test_words_of_strangers_are_shown_and_never_obeyed(lang: Lang) -> None:
    hostile = Evidence("message", HOSTILE, "javascript:alert(1)", HOSTILE)
    report = made(finding("mistake", evidence=(hostile,)), finding("waived", name="accepted"))
    report = replace(report, audit=replace(report.audit, company=HOSTILE))
    for html in (page(report, {}, lang), companies_page([report], lang)):
        read = Reader(html)
        assert "script" not in read.tags
        assert "<script>alert('x')</script> [2J{value} & \"quoted\" second line" in read.text
        assert "javascript:" not in html and "\u202e" not in html and "\x1b" not in html


def test_many_companies_stand_in_the_order_given() -> None:
    reports = [made(finding("mistake"), company="Grave"), made(finding("ok"), company="Calm")]
    html = companies_page(reports, "en")
    assert html.index("Grave") < html.index("Calm")
    assert html.count('<section class="part"') == 2


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_ink_is_readable_on_its_ground_in_the_light_and_in_the_dark(html: str) -> None:
    palettes = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
                for block in re.findall(r":root \{(.*?)\}", html, re.DOTALL)][:2]  # fmt: skip
    assert len(palettes) == 2
    for palette in palettes:
        pairs = [(ink, "paper") for ink in ("ink", "soft", "accent", "signal", "alarm", "fine")]
        for ink, ground in (*pairs, ("on-accent", "accent")):
            one, other = sorted((luminance(palette[ink]), luminance(palette[ground])))
            assert (other + 0.05) / (one + 0.05) >= 4.5, (ink, palette)


@pytest.mark.skipif(BROWSER is None, reason="needs a Chromium (make browser)")
@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_nothing_sticks_out_at_any_width(html: str, width: int, tmp_path: Path) -> None:
    """A frame of that width, measured from outside; our own copy may run our own script."""
    policy = re.search(r"<meta http-equiv[^>]*>", html)
    assert policy is not None
    measure = (
        "<script>addEventListener('load', () => { const page = document.documentElement;"
        " document.title = page.scrollWidth <= page.clientWidth ? 'fits' : 'sticks out' })</script>"
    )
    copy = tmp_path / "report.html"
    copy.write_text(html.replace(policy.group(), measure), encoding="utf-8")
    frame = tmp_path / "frame.html"
    frame.write_text(
        f'<iframe id="f" style="border:0;width:{width}px;height:900px" src="report.html"></iframe>'
        "<script>addEventListener('load', () => { document.title = "
        "document.getElementById('f').contentDocument.title })</script>",
        encoding="utf-8",
    )
    told = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}",
            "--window-size=1400,1000", "--virtual-time-budget=5000", "--dump-dom", frame.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "<title>fits</title>" in told.stdout


def test_pictures_are_in_the_language_asked_for(records: Records, report: Report) -> None:
    found = pictures_of(report, records, None, "en")
    assert {picture.question for picture in found.values()} == {
        "Is it getting better?",
        "How long do people wait for a first answer?",
        "Is somebody there when people write?",
    }
