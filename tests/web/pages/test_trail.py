"""Who did what, as the owners see it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dialogo import web
from dialogo.records.text import Text
from dialogo.web.actions import trail
from dialogo.web.models.person import Person
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.trail.kinds import KINDS

pytestmark = pytest.mark.django_db
PAGE = "/w/aurora/settings/trail/"
DID = Text(en="did {what}", it="ha fatto {what}")


@pytest.fixture
def browser(signed_in: Callable[..., Client], workspace: Workspace) -> Client:
    """Ada's, where nothing has happened yet."""
    TrailEntry.objects.all().delete()
    return signed_in()


def told(browser: Client, **asked: object) -> list[str]:
    return [said for _, said in browser.get(PAGE, asked).context["told"]]


def test_the_newest_stands_first(browser: Client, workspace: Workspace, owner: Person) -> None:
    for what in ("one", "two"):
        trail.note(owner, workspace, "plan.write", "plan", DID, what=what)
    assert told(browser) == ["did two", "did one"]


def test_it_is_told_in_the_readers_language(
    signed_in: Callable[..., Client], workspace: Workspace, owner: Person
) -> None:
    trail.note(owner, workspace, "plan.write", "plan", DID, what="x")
    assert told(signed_in(lang="it"))[0] == "ha fatto x"


def test_other_workspaces_and_the_installation_are_not_told(
    browser: Client, workspace: Workspace, owner: Person
) -> None:
    trail.note(owner, None, "plan.write", "plan", DID, what="x")
    assert told(browser) == []


def test_it_can_be_looked_through_by_person_kind_and_day(
    browser: Client, workspace: Workspace, owner: Person
) -> None:
    eve = Person.objects.create_user("eve@aurora.example")
    trail.note(owner, workspace, "plan.write", "plan", DID, what="a plan")
    trail.note(eve, workspace, "plan.write", "plan", DID, what="another")
    trail.note(eve, workspace, "people.invite", "x", DID, what="an invitation")
    TrailEntry.objects.filter(verb="people.invite").update(
        at=datetime(2026, 3, 29, 22, 30, tzinfo=UTC)  # half past midnight in Rome, the day after
    )
    assert told(browser, person=eve.pk) == ["did an invitation", "did another"]
    assert told(browser, kind="people") == ["did an invitation"]
    owner.zone = "Europe/Rome"
    owner.save()
    assert told(browser, since="2026-03-30", until="2026-03-30") == ["did an invitation"]
    assert told(browser, until="2026-03-29") == []


def test_every_kind_that_is_noted_anywhere_is_offered_by_its_name(
    signed_in: Callable[..., Client], workspace: Workspace, owner: Person
) -> None:
    noted, logged = set(), {"dialogo", "erased"}
    for file in Path(web.__file__).parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if "trail.note(" in text:
            noted |= set(re.findall(r'"([a-z]+)\.(?:[a-z_]+"|{)', text)) - logged
    assert noted - KINDS.keys() == set()
    for kind in (*KINDS, "bygone"):
        trail.note(owner, workspace, f"{kind}.do", "x", DID, what="x")
    page = unescape(signed_in(lang="it").get(PAGE).content.decode())
    select = page.split('id="id_kind"')[1].split("</select>")[0]
    offered = re.findall(r'<option value="([a-z]*)"[^>]*>([^<]*)<', select)
    called = {kind: says.it for kind, says in KINDS.items()}
    assert dict(offered) == {"": "tutto", "bygone": "bygone"} | called
    assert offered[1:] == sorted(offered[1:], key=lambda one: one[1])


@pytest.mark.parametrize(
    "nonsense", [{"person": "x"}, {"since": "soon"}, {"before": "-1"}, {"kind": "' or 1=1"}]
)
def test_nonsense_is_not_looked_for(
    browser: Client, workspace: Workspace, owner: Person, nonsense: dict[str, str]
) -> None:
    trail.note(owner, workspace, "plan.write", "plan", DID, what="x")
    assert told(browser, **nonsense) == ["did x"]


def test_a_long_trail_comes_page_by_page(
    browser: Client, workspace: Workspace, owner: Person
) -> None:
    for number in range(120):
        trail.note(owner, workspace, "plan.write", "plan", DID, what=number)
    seen, url = [], PAGE
    while url:
        page = browser.get(url)
        seen += [said for _, said in page.context["told"]]
        url = page.context["older"] and PAGE + page.context["older"]
    assert seen == [f"did {number}" for number in reversed(range(120))]


def test_it_comes_as_a_file_that_a_spreadsheet_does_not_run(
    browser: Client, workspace: Workspace, owner: Person
) -> None:
    owner.name = "=1+1"
    owner.save()
    trail.note(owner, workspace, "plan.write", "plan", DID, what='x, "y"')
    answer = browser.get(f"{PAGE}file/")
    rows = list(csv.reader(StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert rows[0] == ["at", "by", "what", "kind", "about"]
    assert rows[1][1:] == ["'=1+1", 'did x, "y"', "plan.write", "plan"]


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_as_for_one(
    browser: Client,
    workspace: Workspace,
    owner: Person,
    entries: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(entries):
        trail.note(owner, workspace, "plan.write", "plan", DID, what=number)
    browser.get(PAGE)  # who is on shift is known for a while
    with django_assert_num_queries(6):
        browser.get(PAGE)
