"""Takes the pictures of the desk that the documentation shows: python docs/pictures.py."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT = "8497"
LINK = re.compile(r"http://\S+/enter/\S+")
SIZE = ViewportSize(width=1280, height=835)
ASKED_BY = {"en": "Ada", "it": "Anna"}


def main() -> None:
    """One desk for each language, since the sample company speaks that of whoever asks for it."""
    for lang, name in (("en", "desk.png"), ("it", "desk.it.png")):
        with TemporaryDirectory() as data:
            desk = subprocess.Popen(  # noqa: S603  (our own command)
                [sys.executable, "-m", "dialogo", "run", "--port", PORT],
                env=os.environ | {"DIALOGO_DATA": data, "DIALOGO_LANG": "en"},
                stdout=subprocess.PIPE,
                text=True,
            )
            try:
                _take(lang, _link(desk), IMAGES / name)
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


def _take(lang: str, link: str, into: Path) -> None:
    """Opens the sample company in a language, and takes its Today once the audit is there."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
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
        page.screenshot(path=into)
        chromium.close()


if __name__ == "__main__":
    main()
