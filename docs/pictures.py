"""Takes the pictures of the desk that the documentation shows: python docs/pictures.py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT = "8497"
COLOURS = 96  # enough for pages, and a third of the size
LINK = re.compile(r"http://\S+/enter/\S+")
SIZE = ViewportSize(width=1280, height=835)
REPORT = ViewportSize(width=1180, height=745)
# Pages that are shown as they stand: where, under which name, and how much of each.
PLACES = (
    ("/team/rota/", "rota", 700),
    ("/calendar/", "calendar", 760),
    ("/returns/", "returns", 700),
    ("/budget/", "budget", 830),
)
ASKED_BY = {"en": "Ada", "it": "Anna"}
ANSWER = {
    "en": "Thank you for asking. We look into it today, and tell you here.",
    "it": "Grazie della domanda. Ce ne occupiamo oggi stesso, e vi rispondiamo qui.",
}


def main() -> None:
    """One desk for each language, since the sample company speaks that of whoever asks for it."""
    for lang in ("en", "it"):
        with TemporaryDirectory() as data:
            _report(lang, Path(data) / "analyst")
            desk = subprocess.Popen(  # noqa: S603  (our own command)
                [sys.executable, "-m", "dialogo", "run", "--port", PORT],
                env=os.environ | {"DIALOGO_DATA": data, "DIALOGO_LANG": "en"},
                stdout=subprocess.PIPE,
                text=True,
            )
            try:
                _take(lang, _link(desk))
            finally:
                desk.terminate()
                desk.wait()


def _link(desk: subprocess.Popen[str]) -> str:
    """The link to sign in with, which the desk prints once it is there."""
    assert desk.stdout is not None  # noqa: S101  (it was asked for)
    for line in desk.stdout:
        if found := LINK.search(line):
            return found[0]
    raise SystemExit("The desk has not started.")


def _report(lang: str, folder: Path) -> None:
    """The first screen of the sample company's audit, as a page of its own."""
    folder.mkdir()
    records, page = str(folder / "records"), str(folder / "report.html")
    for words in (
        ["simulate", "--sample", "--lang", lang, "--into", records],
        ["audit", records, "--lang", lang, "--format", "html", "--output", page],
    ):
        subprocess.run([sys.executable, "-m", "dialogo", *words], check=True)  # noqa: S603  (our own command)
    with sync_playwright() as playwright:
        chromium = _chromium(playwright)
        shown = chromium.new_page(viewport=REPORT, locale=lang)
        shown.goto(Path(page).as_uri())
        _keep(shown, "report", lang)
        chromium.close()


def _chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox"]
    )


def _take(lang: str, link: str) -> None:
    """Opens the sample company in a language, and takes its Today once the audit is there; then
    has people write, answers one of them, and takes the inbox and the outbox."""
    with sync_playwright() as playwright:
        chromium = _chromium(playwright)
        page = chromium.new_page(viewport=SIZE, locale=lang)
        page.goto(link)
        page.locator("button.next").click()
        page.get_by_role("textbox").first.fill(ASKED_BY[lang])
        page.locator("button.next").click()
        page.locator("form[action='/start/sample/'] button").click()
        page.wait_for_url("**/today/", timeout=120_000)
        page.locator("#holds-back").wait_for(timeout=120_000)  # the page renews itself
        page.locator("#running > *").first.wait_for(state="detached", timeout=120_000)
        page.wait_for_load_state("networkidle")
        _picture(page, "desk", lang)
        for place, name, height in PLACES:
            _place(page, lang, place, name, height)
        _inbox(page, lang)
        chromium.close()


def _place(page: Page, lang: str, place: str, name: str, height: int) -> None:
    """One page as it stands, once its figures are there."""
    today = page.url
    for _ in range(60):
        page.goto(today.replace("/today/", place))
        if not page.locator("main .notice").count():
            break
        page.wait_for_timeout(2000)
    _picture(page, name, lang, height)
    page.goto(today)


def _inbox(page: Page, lang: str) -> None:
    """A conversation with its answer not sent yet, and the outbox once it is."""
    inbox = page.url.replace("/today/", "/inbox/")
    page.goto(inbox)
    page.locator("form.practice button:visible").first.click()
    for _ in range(60):
        page.goto(inbox + "?network=fake")
        if page.locator("li.row").count():
            break
        page.wait_for_timeout(1000)
    page.keyboard.press("j")
    answer = page.locator("#answer-text")
    answer.wait_for()
    answer.fill(ANSWER[lang])
    page.locator("#suggested > *").first.wait_for(timeout=30_000)
    page.wait_for_load_state("networkidle")
    page.locator("h1").first.click()  # so that no field has the focus
    _picture(page, "inbox", lang)
    page.locator("[data-send]").first.click()
    expect(page.locator("#answer-text")).to_have_value("", timeout=30_000)  # it is taken
    for _ in range(60):  # a letter can be called back for ten seconds
        page.goto(inbox + "outbox/?which=sent")
        if page.locator("ol.outbox").count():
            break
        page.wait_for_timeout(1000)
    _picture(page, "outbox", lang, height=420)


def _picture(page: Page, name: str, lang: str, height: int = SIZE["height"]) -> None:
    page.set_viewport_size(ViewportSize(width=SIZE["width"], height=height))
    _keep(page, name, lang)
    page.set_viewport_size(SIZE)


def _keep(page: Page, name: str, lang: str) -> None:
    path = IMAGES / f"{name}{'' if lang == 'en' else '.it'}.png"
    page.screenshot(path=path)
    with Image.open(path) as whole:
        small = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


if __name__ == "__main__":
    main()
