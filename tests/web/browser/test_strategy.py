"""Strategy in a real Chromium: parts are written in their place, and the reader's page prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from dialogo.web.actions.plan import links as reader_links
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import PARTS, Goal, Mix
from dialogo.web.models.workspace import Workspace
from tests.web.browser.test_axe import faults
from tests.web.plans import drafted, in_force, whole

DRAFT = "/w/aurora/strategy/draft/"
Look = Callable[..., Page]


def test_a_part_is_changed_in_its_place_and_the_rest_follows(
    look: Look, workspace: Workspace, owner: Person
) -> None:
    draft = drafted(workspace, owner, whole(mix=Mix(50, 20), goals=()))
    page = look(DRAFT)
    page.evaluate("window.untouched = true")
    expect(page.locator("#plan-ready")).to_contain_text("adds up to 70")
    page.get_by_role("link", name="Change What we publish").click()
    expect(page.get_by_role("heading", name="What we publish")).to_be_focused()
    page.get_by_label("conversation").fill("20")
    page.get_by_label("corporate").fill("10")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#plan-ready")).to_contain_text("It can be put in force")
    expect(page.locator("#part-mix")).to_contain_text("corporate")
    expect(page.get_by_role("link", name="Change What we publish")).to_be_focused()
    assert page.evaluate("window.untouched") is True
    assert Plan.objects.get(pk=draft.pk).says.mix == Mix(50, 20, 20, 10)


def test_what_was_mistyped_stays_in_its_place_with_the_reason(
    look: Look, workspace: Workspace, owner: Person
) -> None:
    drafted(workspace, owner, whole())
    page = look(DRAFT, lang="it")
    page.get_by_role("link", name="Modifica Che cosa promettiamo").click()
    page.get_by_label("Risposta entro").first.fill("presto")
    page.get_by_role("button", name="Salva").click()
    expect(page.locator("#part-promise")).to_contain_text('"presto" non è un numero')
    expect(page.get_by_label("Risposta entro").first).to_have_value("presto")


def test_a_plan_is_written_from_nothing_without_scripts(
    look: Look, workspace: Workspace, owner: Person
) -> None:
    page = look("/w/aurora/strategy/")
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    page.get_by_role("button", name="Write the plan").click()
    page.get_by_role("link", name="Write What is to grow").click()
    page.get_by_role("textbox", name="What is to grow").first.fill("answers in time")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#part-goals")).to_contain_text("answers in time")
    assert Plan.objects.get().says.goals == (Goal("answers in time"),)


def test_every_page_of_strategy_fits_a_phone_and_axe_finds_nothing(
    look: Look, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    in_force(workspace, owner, whole(mix=Mix(60, 20, 10, 10)))
    drafted(workspace, owner, whole(goals=(Goal("followers"),)))
    until = timezone.now() + timedelta(days=3)
    _, token = reader_links.make(workspace, None, owner, until=until, label="the bank")
    page = look("/w/aurora/strategy/", theme="dark", lang="it", width=360)
    found = {}
    for path in (
        "", "draft/", *(f"draft/{part}/" for part in PARTS), "draft/activate/", "versions/",
        "versions/1/", "compare/", "links/", "end/", f"/read/{token}/", "/read/wrong/",
    ):  # fmt: skip
        page.goto(path if path.startswith("/") else f"/w/aurora/strategy/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0 or (wrong := faults(page)):
            found[path] = f"{wide} px too wide" if wide > 0 else wrong
    assert found == {}


def test_the_readers_page_prints_the_plan_and_nothing_else(
    look: Look, workspace: Workspace, owner: Person
) -> None:
    in_force(workspace, owner, whole())
    until = timezone.now() + timedelta(days=3)
    _, token = reader_links.make(workspace, None, owner, until=until)
    page = look(f"/read/{token}/?lang=en", role=None, theme="dark")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".clause")).to_have_count(len(PARTS))
    assert [page.locator(what).first.is_visible() for what in (".bar", ".foot", ".skip")] == [
        False, False, False,
    ]  # fmt: skip
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
