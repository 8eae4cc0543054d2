"""Whoever opens an item in its own place has read it, and the list says so at once."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from dialogo.web.models.watch import WatchItem, WatchRead, WatchSource
from dialogo.web.models.workspace import Workspace


def test_an_item_that_is_opened_is_read(look: Callable[..., Page], workspace: Workspace) -> None:
    source = WatchSource.objects.create(workspace=workspace, kind="feed", address="x", title="X")
    for number in range(2):
        WatchItem.objects.create(
            workspace=workspace, source=source, key=str(number), title=f"Item {number}",
            url="about:blank", published_at=timezone.now(),
        )  # fmt: skip
    page = look("/w/aurora/team/watch/")
    with page.context.expect_page():
        page.get_by_role("link", name="Item 0 (opens in a new tab)").click()
    expect(page.locator("li.is-read h2")).to_contain_text("Item 0")
    expect(page.get_by_role("button", name="Read – Item 1")).to_be_visible()
    expect(page.get_by_role("button", name="Read – Item 0")).to_have_count(0)
    assert [read.item.title for read in WatchRead.objects.all()] == ["Item 0"]
