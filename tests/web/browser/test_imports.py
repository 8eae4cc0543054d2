"""Files are brought in with a real browser: dropped, as a folder, and without any script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as desk
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from dialogo.web.jobs.import_ import JOB
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.imports import Import
from dialogo.web.models.records import ROWS

KINDS = {JOB.kind: JOB}
HOURS = "person,day,activity,hours\nAda,2026-01-02,answering,2\nBruno,never,creating,1.5\n"
# Lets go of files over the zone, as a hand would.
DROP = """
([zone, name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  const event = new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true});
  zone.dispatchEvent(event);
}
"""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: LazySettings) -> Path:
    settings.OPTIONS = replace(settings.OPTIONS, data=tmp_path)
    return tmp_path


def folder(tmp_path: Path) -> Path:
    """A folder with a table two levels down, and a picture."""
    inside = tmp_path / "mine" / "2026"
    inside.mkdir(parents=True)
    (inside / "hours.csv").write_text(HOURS)
    (tmp_path / "mine" / "cat.jpg").write_bytes(b"a cat")
    return tmp_path / "mine"


def test_what_is_dropped_is_sent_read_and_told_about(look: Callable[..., Page]) -> None:
    page = look("/w/aurora/import/")
    page.evaluate(DROP, [page.query_selector("[data-drop]"), "hours.csv", HOURS])
    expect(page.locator("[data-chosen] li")).to_have_text(["hours.csv78 byte"])
    page.get_by_role("button", name="Read these files").click()
    page.wait_for_url("**/import/*/")
    expect(page.get_by_role("progressbar")).to_be_visible()
    run_until_idle(KINDS)
    expect(page.get_by_text("1 new row stored.")).to_be_visible()  # the page goes on by itself
    page.get_by_text("Which rows, and why").click()
    expect(page.get_by_role("cell", name='"never" is not a date')).to_be_visible()


def test_a_folder_keeps_its_shape_and_leaves_its_pictures_out(
    look: Callable[..., Page], tmp_path: Path
) -> None:
    page = look("/w/aurora/import/")
    page.set_input_files("#folder", folder(tmp_path))
    expect(page.locator("[data-chosen] li").first).to_contain_text("mine/")
    page.get_by_role("button", name="Read these files").click()
    page.wait_for_url("**/import/*/")
    names = Import.objects.get().files.values_list("name", flat=True)
    assert list(names) == ["mine/2026/hours.csv"]


def test_what_went_wrong_is_said_and_can_be_mended(
    look: Callable[..., Page], settings: LazySettings
) -> None:
    settings.OPTIONS = replace(settings.OPTIONS, upload_limit=1)
    page = look("/w/aurora/import/")
    page.set_input_files(
        "#files", {"name": "big.csv", "mimeType": "text/csv", "buffer": b"x" * 1_000_001}
    )
    page.get_by_role("button", name="Read these files").click()
    expect(page.get_by_role("alert")).to_have_text(
        "big.csv is larger than 1 MB, the most that is taken here."
    )
    assert Import.objects.count() == 0
    page.set_input_files("#files", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n"})
    page.get_by_role("button", name="Read these files").click()
    page.wait_for_url("**/import/*/")


def test_without_scripts_files_are_brought_in_all_the_same(
    chromium: Browser,
    live_server: object,
    signed_in: Callable[..., Client],
    tmp_path: Path,
) -> None:
    context = chromium.new_context(base_url=str(live_server), java_script_enabled=False)
    cookie = signed_in().cookies[desk.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": str(live_server)}])
    page = context.new_page()
    page.goto("/w/aurora/import/")
    expect(page.locator("#folder")).to_be_hidden()
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(HOURS.replace("Ada", name))
    page.set_input_files("#files", [tmp_path / "a.csv", tmp_path / "b.csv"])
    page.get_by_role("button", name="Read these files").click()
    page.wait_for_url("**/import/*/")
    run_until_idle(KINDS)
    page.reload()
    expect(page.get_by_text("2 new rows stored.")).to_be_visible()
    assert ROWS["hours"].objects.count() == 2
    context.close()
