"""Watch: what is new is read, shared and drafted from the page, and sources are chosen there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.watch import WatchItem, WatchNote, WatchRead, WatchReader, WatchSource
from dialogo.web.models.workspace import Workspace
from tests.web.sites import site
from tests.web.talking import Talk

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/team/watch/"
NEW, SHARED, WEEK, MINE, SOURCES = 9, 5, 10, 7, 5  # questions to the database


def page(client: Client, path: str = "") -> str:
    answer = client.get(PLACE + path)
    assert answer.status_code == 200, answer.content
    return " ".join(answer.content.decode().split())


def brought(workspace: Workspace, *titles: str) -> list[WatchItem]:
    source, _ = WatchSource.objects.get_or_create(
        workspace=workspace, kind=WatchSource.FEED, address="https://a.example/rss", title="Gazette"
    )
    now = timezone.now()
    return [
        WatchItem.objects.create(
            workspace=workspace, source=source, key=title, title=title, minutes=3,
            url=f"https://a.example/{number}", published_at=now - timedelta(hours=number),
        )
        for number, title in enumerate(titles)
    ]  # fmt: skip


def test_without_sources_it_says_how_to_begin(signed_in: SignedIn, workspace: Workspace) -> None:
    words = page(signed_in(lang="it"))
    assert "Non si segue ancora nulla" in words
    assert f'href="{PLACE}sources/"' in words
    assert "Social Media Today" in page(signed_in(), "sources/")


def test_an_item_is_read_once_and_is_new_no_more(signed_in: SignedIn, workspace: Workspace) -> None:
    first, second = brought(workspace, "Prices rise", "New roast")
    client = signed_in()
    assert "2 items are new to you" in page(client)
    read = f"{PLACE}items/{first.pk}/read/"
    assert client.post(read, {"quietly": "yes"}).status_code == 204
    assert client.post(read, {"back": "//evil.example"}).headers["Location"] == PLACE
    words = page(client)
    assert "Prices rise" not in words
    assert "New roast" in words
    assert "read, 3 minutes" in page(client, "?show=all")
    mine = WatchRead.objects.get(item=first)
    form = {f"r{mine.pk}-minutes": "900", "back": "/w/aurora/"}
    assert client.post(f"{PLACE}mine/{mine.pk}/", form).status_code == 422
    form[f"r{mine.pk}-minutes"] = "12"
    assert client.post(f"{PLACE}mine/{mine.pk}/", form).headers["Location"] == "/w/aurora/"
    words = page(client, "mine/")
    assert "12 minutes in the last ninety days" in words
    assert 'value="12"' in words
    client.post(f"{PLACE}seen/")
    assert "You are up to date" in page(client)
    assert "2 items are new" in page(signed_in(Role.ANALYST))
    assert WatchRead.objects.filter(item=second).count() == 0


def test_what_is_older_stands_a_page_further(signed_in: SignedIn, workspace: Workspace) -> None:
    brought(workspace, *(f"Item {number:02}" for number in range(32)))
    client, names = signed_in(), re.compile(r"Item \d\d")
    first = page(client)
    (further,) = set(re.findall(r'href="(\?[^"]*before=[^"]*)"', first))
    seen = [names.findall(first), names.findall(page(client, unescape(further)))]
    assert [sorted(set(one)) for one in seen] == [
        [f"Item {number:02}" for number in range(30)], ["Item 30", "Item 31"]
    ]  # fmt: skip


def test_what_is_shared_becomes_the_draft_of_a_post(
    signed_in: SignedIn, workspace: Workspace, owner: Person, tmp_path: Path
) -> None:
    (item,) = brought(workspace, "Prices rise")
    author = signed_in(Role.AUTHOR)
    share = f"{PLACE}items/{item.pk}/share/"
    assert author.post(share, {"text": " "}).status_code == 422
    author.post(share, {"text": "<b>Costs</b> go up"})
    note = WatchNote.objects.get()
    assert "&lt;b&gt;Costs&lt;/b&gt; go up" in page(signed_in(), "shared/")
    draft = f"shared/{note.pk}/draft/"
    assert "No account can publish yet" in page(author, draft)
    talk = Talk(workspace, owner, tmp_path)
    assert "https://a.example/0" in page(author, draft)
    given = {"connection": talk.connection.pk, "text": "Why coffee costs more"}
    assert author.post(PLACE + draft, given).status_code == 302
    letter = Letter.objects.get()
    assert (letter.state, letter.text, letter.conversation) == ("draft", given["text"], None)
    assert f"/inbox/letters/{letter.pk}/" in page(author, "shared/")
    assert TrailEntry.objects.latest("pk").verb == "watch.draft"
    assert signed_in().post(f"{PLACE}shared/{note.pk}/take-back/").status_code == 404
    author.post(f"{PLACE}shared/{note.pk}/take-back/")
    assert "Nothing is shared yet" in page(author, "shared/")


def test_sources_come_by_address_and_by_list_and_go(
    signed_in: SignedIn, workspace: Workspace, settings: Any
) -> None:
    client = signed_in()
    refused = client.post(f"{PLACE}sources/add/", {"address": "http://127.0.0.1:9/feed"})
    assert refused.status_code == 422
    assert "private address" in refused.content.decode()
    settings.OPTIONS = replace(settings.OPTIONS, allowed_hosts=("127.0.0.1",))
    with site() as gazette:
        gazette.publish("Prices rise")
        assert client.post(f"{PLACE}sources/add/", {"address": gazette.url}).status_code == 302
    source = WatchSource.objects.get()
    assert "Coffee Gazette" in page(client, "sources/")
    for data, status in ((b"<opml/>", 302), (b"nothing", 422)):
        file = SimpleUploadedFile("list.opml", data)
        assert client.post(f"{PLACE}sources/list/", {"file": file}).status_code == status
    listed = client.get(f"{PLACE}sources.opml")
    assert listed.headers["Content-Disposition"] == 'attachment; filename="aurora.opml"'
    assert gazette.url.encode() in listed.content
    WatchSource.objects.update(
        state=WatchSource.SILENT,
        error={"en": "Gone.", "it": "Sparito."},
        trouble_since="2026-11-01T10:00Z",
    )
    # One source that is silent is its own matter; where none answers it is probably the desk's.
    assert "no longer answers" in page(client, "sources/")
    assert "no way out to the internet. Whoever" not in page(client, "sources/")
    other = WatchSource.objects.create(
        workspace=workspace, kind=WatchSource.FEED, address="https://b.example/rss", title="B",
        checked_at=timezone.now(), trouble_since="2026-11-02T10:00Z",
    )  # fmt: skip
    assert "no way out to the internet. Whoever" in page(client, "sources/")
    other.delete()
    assert "Sparito." in page(signed_in(lang="it"), "sources/")
    assert "Coffee Gazette" in page(client, "week/")
    client.post(f"{PLACE}sources/{source.pk}/again/")
    assert WatchSource.objects.get().state == WatchSource.LIVE
    assert signed_in(Role.ANALYST).post(f"{PLACE}sources/{source.pk}/remove/").status_code == 403
    client.post(f"{PLACE}sources/{source.pk}/remove/")
    assert not WatchItem.objects.exists()


def test_the_digest_by_mail_is_chosen_and_left(signed_in: SignedIn, workspace: Workspace) -> None:
    client = signed_in()
    assert "sends no mail yet" in page(client, "week/")
    client.post(f"{PLACE}week/mail/", {"weekly": "yes"})
    assert WatchReader.objects.get().weekly
    client.post(f"{PLACE}week/mail/", {"weekly": "no"})
    assert not WatchReader.objects.get().weekly


def test_each_page_asks_the_database_as_often_for_many_as_for_few(
    signed_in: SignedIn, workspace: Workspace, owner: Person
) -> None:
    client = signed_in()
    parts = {"": NEW, "shared/": SHARED, "week/": WEEK, "mine/": MINE, "sources/": SOURCES}
    for titles in (("a",), ("b", "c")):
        for item in brought(workspace, *titles):
            WatchNote.objects.create(workspace=workspace, item=item, by=owner, text="Look")
            WatchRead.objects.create(item=item, person=owner, day=timezone.localdate(), minutes=1)
            brought(workspace, f"new {item.title}")
        for part, questions in parts.items():
            page(client, part)  # who is on now is known for a while
            with CaptureQueriesContext(connection) as asked:
                page(client, part)
            assert len(asked) == questions, (part, len(asked))
