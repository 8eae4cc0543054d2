"""The inbox is worked through by keys alone: the focus is never lost, the list keeps its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from dialogo.web.models.conversations import Conversation, Note
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from tests.web.talking import Talk

Look = Callable[..., Page]
INBOX = "/w/aurora/inbox/"
MANY = 50
PRESSABLE = "a, button, summary, input, select, textarea"


@pytest.fixture
def talk(live_server: object, workspace: Workspace, owner: Person, tmp_path: Path) -> Talk:
    """A company that people can write to."""
    return Talk(workspace, owner, tmp_path)


@pytest.fixture
def some(talk: Talk) -> Talk:
    """Six people wait, Ugo0 the longest."""
    return _wait(talk, 6)


@pytest.fixture
def many(talk: Talk) -> Talk:
    """Fifty people wait."""
    return _wait(talk, MANY)


def test_fifty_messages_are_answered_without_the_mouse(many: Talk, look: Look) -> None:
    page = look(INBOX)
    page.keyboard.press("j")
    for number in range(MANY):
        _stands_on(page, f"Ugo{number}")
        page.keyboard.press("r")
        expect(page.locator("#answer-text")).to_be_focused()
        page.keyboard.type(f"It is {number}.")
        page.keyboard.press("Control+Enter")
    expect(page.get_by_text("That was the last one in this list.")).to_be_focused()
    sent = dict(Letter.objects.values_list("conversation__author", "text"))
    assert sent == {f"ugo{number}": f"It is {number}." for number in range(MANY)}
    assert set(Letter.objects.values_list("state", flat=True)) == {Letter.QUEUED}


def test_keys_wait_for_a_conversation_that_is_slow_to_come(some: Talk, look: Look) -> None:
    page = look(INBOX)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route(re.compile(r"/inbox/\d+/$"), slowly)
    page.keyboard.press("j")
    page.keyboard.type("rGreetings, we are open.")
    expect(page.locator("#answer-text")).to_have_value("Greetings, we are open.")
    expect(page.locator("#answer-text")).to_be_focused()
    expect(page.locator("#talk-title")).to_have_text("Ugo0")
    assert set(Conversation.objects.values_list("state", flat=True)) == {"open"}


def test_up_and_down_the_list(some: Talk, look: Look) -> None:
    page = look(INBOX)
    for key, name in [("j", "Ugo0"), ("j", "Ugo1"), ("j", "Ugo2"), ("k", "Ugo1")]:
        page.keyboard.press(key)
        _stands_on(page, name)
    assert page.url.endswith(f"/inbox/{_number('ugo1')}/")
    page.go_back()
    assert page.url.endswith(INBOX), "one step back is the list, not the one before"
    page = look(INBOX)
    for _ in range(9):
        page.keyboard.press("j")
    _stands_on(page, "Ugo5")
    asked = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    opened = {each for each in asked if re.search(r"/inbox/\d+/$", each)}
    assert len(opened) < 6, "keys held down open the last one, not all between"


def test_decisions_go_on_to_the_next_and_are_taken_back_one_after_the_other(
    some: Talk, look: Look
) -> None:
    page = look(INBOX)
    _open(page, "Ugo1")
    page.keyboard.press("e")
    _stands_on(page, "Ugo2")
    expect(_row(page, "Ugo1")).to_be_hidden()
    expect(page.locator("#told")).to_contain_text("Done: Ugo1.")
    assert _state("ugo1") == "closed"
    page.keyboard.press("u")
    _stands_on(page, "Ugo1")
    assert _state("ugo1") == "open"
    assert _names(page) == [f"Ugo{number}" for number in range(6)], "at its own place again"
    page.keyboard.press("e")
    _stands_on(page, "Ugo2")
    expect(page.locator("#told")).to_contain_text("Done: Ugo1.")
    page.keyboard.press("w")
    _stands_on(page, "Ugo3")
    expect(page.locator("#told")).to_contain_text("Waiting for Ugo2.")
    page.keyboard.press("u")
    expect(page.locator("#told")).to_contain_text("Undo the one before")
    page.keyboard.press("u")
    _stands_on(page, "Ugo1")
    assert _state("ugo1") == _state("ugo2") == "open"


def test_menus_by_keys(some: Talk, look: Look, member: Callable[..., Person]) -> None:
    member(Role.RESPONDER)
    page = look(INBOX)
    _open(page, "Ugo0")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_role("heading")).to_be_in_viewport()
    expect(keys.locator("dt", has_text=re.compile("^r$"))).to_have_count(1)
    expect(keys.locator("dt", has_text=re.compile("^[0-9]$"))).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(page.locator(".talk summary[data-key=s]")).to_be_focused()
    page.keyboard.press("s")
    tomorrow = page.get_by_role("button", name="Tomorrow morning")
    expect(tomorrow).to_be_visible()
    page.keyboard.press(tomorrow.get_attribute("data-key") or "")
    _stands_on(page, "Ugo1")
    expect(page.locator("#told")).to_contain_text("Put off until tomorrow")
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("Ugo1: assigned to Responder.")
    _stands_on(page, "Ugo1")
    expect(_row(page, "Ugo1")).to_contain_text("Responder")
    expect(page.locator(".talk-state")).to_contain_text("assigned to Responder")
    assert _state("ugo0") == "snoozed"


def test_several_at_once(some: Talk, look: Look) -> None:
    page = look(INBOX)
    _open(page, "Ugo0")
    page.keyboard.press("x")
    page.keyboard.press("j")
    _stands_on(page, "Ugo1")
    page.keyboard.press("x")
    expect(page.locator("#chosen")).to_have_text("2")
    page.keyboard.press("a")
    page.keyboard.press("1")
    expect(page.locator("#told")).to_contain_text("2 conversations assigned to Ada Neri.")
    _stands_on(page, "Ugo1")
    page.keyboard.press("e")
    _stands_on(page, "Ugo2")
    expect(page.locator("#told")).to_contain_text("2 conversations done.")
    expect(page.locator("#batch")).to_be_hidden()
    assert [_state("ugo0"), _state("ugo1"), _state("ugo2")] == ["closed", "closed", "open"]
    page.keyboard.press("u")
    expect(_row(page, "Ugo1")).to_be_visible()
    assert [_state("ugo0"), _state("ugo1")] == ["open", "open"]


def test_what_is_looked_for_is_found_and_left_by_keys(some: Talk, look: Look) -> None:
    some.says("Lia", "Have you got decaffeinated beans?")
    page = look(INBOX)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("decaf*")
    page.keyboard.press("Enter")
    expect(page.locator("#rows mark")).to_have_text(["decaffeinated"])
    page.keyboard.press("j")
    _stands_on(page, "Lia")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    _stands_on(page, "Lia")
    page.goto(f"{INBOX}?q=nothinglikethis")
    expect(page.locator("#list")).to_contain_text("Nothing holds “nothinglikethis”")
    page.get_by_role("link", name="Back to what is to be answered").press("Enter")
    expect(page.locator("#rows .name")).to_have_count(7)


def test_words_are_there_when_one_comes_back_or_calls_them_back(some: Talk, look: Look) -> None:
    page = look(INBOX)
    _open(page, "Ugo0")
    field = page.locator("#answer-text")
    page.keyboard.press("r")
    page.keyboard.type("I will look")
    page.keyboard.press("Escape")
    _stands_on(page, "Ugo0")
    page.keyboard.press("j")
    _stands_on(page, "Ugo1")
    expect(field).to_have_value("")
    page.keyboard.press("k")
    _stands_on(page, "Ugo0")
    expect(field).to_have_value("I will look")
    page.keyboard.press("r")
    page.keyboard.press("Control+Enter")
    _stands_on(page, "Ugo1")
    page.keyboard.press("u")
    expect(field).to_be_focused()
    expect(field).to_have_value("I will look")
    expect(page.locator("#talk-title")).to_have_text("Ugo0")
    assert Letter.objects.get().state == Letter.DRAFT
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.keyboard.type("Ask the roaster first.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#turns")).to_contain_text("Ask the roaster first.")
    expect(page.locator("body")).not_to_be_focused()
    assert Note.objects.get().text == "Ask the roaster first."
    page.keyboard.press("j")
    _stands_on(page, "Ugo1")


def test_what_was_said_stays_in_sight_while_one_writes(talk: Talk, look: Look) -> None:
    for number in range(9):
        talk.says("Lia", f"This is the {number}th of what I ask. " * 6, private=True)
    page = look(f"{INBOX}{_number('lia')}/")
    last = page.locator(".turn.latest .text")
    expect(last).to_be_in_viewport()
    expect(page.locator(".answer-acts")).to_be_hidden()
    page.locator("summary", has_text="Note to the team").click()
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.locator("summary", has_text="Note to the team").click()
    expect(page.get_by_label("Note", exact=True)).to_be_hidden()
    page.keyboard.press("r")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    page.locator("#answer-text").fill("A line.\n" * 30)
    expect(last).to_be_in_viewport()
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport()


def test_the_list_keeps_its_place(talk: Talk, look: Look) -> None:
    _wait(talk, 24)
    page = look(INBOX)
    _row(page, "Ugo15").get_by_role("link").focus()
    page.keyboard.press("Enter")
    _stands_on(page, "Ugo15")
    before = page.evaluate("document.querySelector('#rows-box').scrollTop")
    assert before > 0
    page.keyboard.press("e")
    _stands_on(page, "Ugo16")
    expect(page.locator("#told")).to_contain_text("Done: Ugo15.")
    assert page.evaluate("document.querySelector('#rows-box').scrollTop") == before
    for _ in range(4):
        page.keyboard.press("j")
        page.wait_for_timeout(160)
    _stands_on(page, "Ugo20")


def test_a_decision_that_the_server_did_not_take_comes_back(some: Talk, look: Look) -> None:
    page = look(INBOX)
    _open(page, "Ugo0")
    page.route("**/inbox/decide/", lambda route: route.abort())
    page.keyboard.press("e")
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    expect(_row(page, "Ugo0")).to_be_visible()
    assert _state("ugo0") == "open"


def test_who_else_is_there_is_told(some: Talk, look: Look, member: Callable[..., Person]) -> None:
    here = f"{INBOX}{_number('ugo0')}/"
    other = look(here, Role.RESPONDER)
    other.keyboard.press("r")
    other.keyboard.type("Let me")
    expect(other.locator("#others")).to_be_attached()
    other.evaluate("htmx.trigger('#others', 'load')")
    with other.expect_response("**/looking/"):
        pass
    page = look(here)
    expect(page.locator("#others")).to_contain_text("Responder", timeout=15_000)


def test_what_a_message_is_is_put_right_on_the_spot(some: Talk, look: Look) -> None:
    page = look(f"{INBOX}{_number('ugo0')}/")
    page.get_by_role("link", name=re.compile("put right")).press("Enter")
    page.locator(".reads").get_by_label("It is").select_option("complaint")
    page.get_by_role("button", name="Keep this").press("Enter")
    expect(page.locator(".reads")).to_contain_text("complaint")
    expect(page.locator(".reads")).to_contain_text("said Ada Neri")
    assert Conversation.objects.get(author="ugo0").act == "complaint"


def test_it_fits_every_screen_with_whatever_people_write(talk: Talk, look: Look) -> None:
    talk.says("Maximiliane-Friederike" * 6, "Donaudampfschifffahrtsgesellschaft" * 9)
    talk.says("سلمى", "مرحبا، متى تفتحون؟ " * 30, private=True)
    talk.says("Zoë 🌻", "😀" * 400 + "\n\n\n" + "?" * 300)
    page = look(INBOX, lang="it")
    shown = [f"{INBOX}{one.pk}/" for one in Conversation.objects.all()]
    for path in (INBOX, f"{INBOX}?q=nulla", *shown, f"{shown[0]}?show=person"):
        page.goto(path)
        for width in (360, 768, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_one_thing_at_a_time_on_a_phone(some: Talk, look: Look) -> None:
    page = look(INBOX, width=360)
    expect(page.locator("#list")).to_be_visible()
    _row(page, "Ugo0").get_by_role("link").click()
    expect(page.locator("#talk-title")).to_be_focused()
    expect(page.locator("#list")).to_be_hidden()
    expect(page.locator("#who-is")).to_be_hidden()
    page.get_by_role("link", name="About this person").click()
    expect(page.locator("#who-is")).to_be_visible()
    expect(page.locator("#turns")).to_be_hidden()
    page.get_by_role("link", name="The conversation").click()
    page.get_by_role("link", name="The list").click()
    expect(page.locator("#list")).to_be_visible()


def test_what_can_be_pressed_is_large_enough(some: Talk, look: Look) -> None:
    page = look(f"{INBOX}{_number('ugo0')}/")
    small = page.evaluate(
        """what => [...document.querySelectorAll('#inbox ' + what.split(', ').join(', #inbox '))]
        .filter(each => each.getClientRects().length && !each.closest('.choose, p, li.turn'))
        .map(each => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)""",
        PRESSABLE,
    )
    assert small == []


def test_it_all_works_without_scripts(chromium: Browser, look: Look, some: Talk) -> None:
    scripted = look(INBOX)
    context = chromium.new_context(
        java_script_enabled=False,
        viewport={"width": 1280, "height": 800},
        storage_state=scripted.context.storage_state(),
    )
    page = context.new_page()
    page.goto(scripted.url)
    _row(page, "Ugo0").get_by_role("link").click()
    page.get_by_label("Answer", exact=True).fill("It costs 9.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#talk-title")).to_have_text("Ugo1")
    expect(page.locator("#going")).to_contain_text("Your answer to Ugo0 goes out at")
    page.locator(".talk").get_by_role("button", name="Done").click()
    expect(page.locator("#talk-title")).to_have_text("Ugo2")
    expect(page.locator("#told")).to_contain_text("Done: Ugo1.")
    page.locator("#told").get_by_role("button", name="Undo").click()
    expect(page.locator("#talk-title")).to_have_text("Ugo1")
    assert _state("ugo1") == "open"
    page.locator(".talk summary", has_text="Put off").click()
    page.get_by_role("button", name="In a week").click()
    assert _state("ugo1") == "snoozed"
    page.get_by_role("searchbox").fill("ugo3")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#rows .name")).to_have_text(["Ugo3"])
    page.get_by_label("Choose the conversation with Ugo3").check()
    page.locator("#batch").get_by_role("button", name="Done").click()
    assert _state("ugo3") == "closed"
    assert Letter.objects.get().text == "It costs 9."
    context.close()


def _wait(talk: Talk, count: int) -> Talk:
    arrive, talk.arrive = talk.arrive, lambda: None  # type: ignore[method-assign]  # once, at the end
    for number in range(count):
        talk.says(f"Ugo{number}", f"How much is number {number}?")
    talk.arrive = arrive  # type: ignore[method-assign]  # as above
    talk.arrive()
    return talk


def _row(page: Page, name: str) -> Locator:
    return page.locator("#rows > .row", has=page.get_by_text(name, exact=True))


def _names(page: Page) -> list[str]:
    return page.locator("#rows > .row:not(.gone) .name").all_inner_texts()


def _open(page: Page, name: str) -> None:
    link = _row(page, name).get_by_role("link")
    link.focus()
    page.keyboard.press("Enter")
    _stands_on(page, name)


def _stands_on(page: Page, name: str) -> None:
    """The row has the focus, and its conversation is the open one."""
    expect(_row(page, name).get_by_role("link")).to_be_focused()
    expect(page.locator("#talk-title")).to_have_text(name)
    expect(page.locator("#rows [aria-current]")).to_have_count(1)


def _number(author: str) -> int:
    return Conversation.objects.get(author=author).pk


def _state(author: str) -> str:
    return Conversation.objects.get(author=author).state
