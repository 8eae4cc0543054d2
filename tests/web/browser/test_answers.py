"""Answers are written in a real browser: counted, filled in, undone, held back when news comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dialogo.web.actions import canned
from dialogo.web.actions.letters.write import answer
from dialogo.web.models.connections import Connection
from dialogo.web.models.conversations import NoteMention
from dialogo.web.models.letters import Letter
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.counting import counted
from tests.web.talking import Talk
from tests.web.world import DOT

Look = Callable[..., Page]


@pytest.fixture
def talk(live_server: object, workspace: Workspace, owner: Person, tmp_path: Path) -> Talk:
    return Talk(workspace, owner, tmp_path)


def opened(look: Look, talk: Talk, name: str, role: Role = Role.OWNER) -> Page:
    return look(f"/w/aurora/inbox/{talk.of(name).pk}/", role)


def write(page: Page, text: str) -> None:
    page.keyboard.press("r")
    expect(page.locator("#answer-text")).to_be_focused()
    page.locator("#answer-text").fill(text)


COUNTED: list[dict[str, object]] = [
    {"counted": "graphemes", "length": 300},
    {"counted": "weighted", "link_length": 23, "length": 280},
    {"counted": "bytes", "length": 3000},
    {"counted": "utf16", "length": 4096},
    {"counted": "characters", "link_length": 23, "length": 500},
]


def test_the_browser_counts_as_the_server_counts(talk: Talk, look: Look) -> None:
    talk.says("Lia", "Are you open?")
    page = opened(look, talk, "Lia")
    for limits in COUNTED:
        Connection.objects.update(limits=limits)
        page.goto(page.url)
        lia = talk.of("Lia")
        for text in (
            "Sì, dalle 9.",
            "👩‍👩‍👧 e 🇮🇹 insieme, caffè",
            "Guarda https://aurora.example/orari?x=1 e www.aurora.example",
            "日本語 @lia@elsewhere.example ciao",
            "e\u0301 due righe\ne tre  ",
        ):
            page.locator("#answer-text").fill(text)
            used, _ = counted(lia.connection, text.strip(), lia)
            expect(page.locator("[data-used]")).to_have_text(f"{used:,}")
        page.locator("#answer-text").fill("")
    page.locator("#answer-text").fill("x" * 507)
    expect(page.locator("[data-too-long]")).to_have_text("too long by 7")
    page.locator("#answer-text").fill("x" * 500)
    expect(page.locator("[data-too-long]")).to_be_empty()


def test_a_kept_answer_is_found_by_typing_and_told_how_often_it_went_out(
    talk: Talk, look: Look, owner: Person, workspace: Workspace
) -> None:
    canned.keep(owner, workspace, "Parcels", "{name}, your parcel leaves today.")
    canned.keep(owner, workspace, "Hours", "Hello {name}, we open at eight every single day.")
    for name in ("Pia", "Ugo"):
        talk.says(name, "When do you open?")
        text = f"Hello {name}, we open at eight every single day."
        somebody = talk.of(name)
        talk.goes_out(answer(somebody, owner, text, basis=somebody.last_message, may_send=True))
    talk.says("Lia", "When do you open?")
    page = opened(look, talk, "Lia")
    write(page, "Good morning.")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.get_by_label("Find")).to_be_focused()
    page.keyboard.type("eight")
    expect(page.get_by_role("button", name="Parcels")).to_be_hidden()
    page.keyboard.press("Enter")
    field = page.locator("#answer-text")
    filled = "Good morning.\n\nHello Lia, we open at eight every single day."
    expect(field).to_have_value(filled)
    expect(field).to_be_focused()
    expect(page.locator("#composer")).to_contain_text("they stand in 2 of the last 2 answers")
    page.get_by_role("button", name="Change the first sentence").click()
    page.keyboard.type("Welcome back!")
    expect(field).to_have_value(filled.replace("Good morning.", "Welcome back!"))
    assert not Letter.objects.filter(conversation=talk.of("Lia")).exists()


def test_what_was_sent_is_undone_by_one_key_and_can_be_written_anew(talk: Talk, look: Look) -> None:
    talk.says("Lia", "Are you open?")
    page = opened(look, talk, "Lia")
    write(page, "Yes, from 9 to 31.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#going")).to_contain_text("Your answer to Lia goes out at")
    page.keyboard.press("u")
    expect(page.locator("#answer-text")).to_have_value("Yes, from 9 to 31.")
    assert Letter.objects.get().state == Letter.DRAFT
    page.locator("#answer-text").fill("Yes, from 9 to 13.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#going")).to_contain_text("Your answer to Lia goes out at")
    letter = Letter.objects.get()
    assert (letter.state, letter.text) == (Letter.QUEUED, "Yes, from 9 to 13.")


def test_somebody_wrote_meanwhile_and_the_answer_is_changed_or_sent_anyway(
    talk: Talk, look: Look
) -> None:
    asked = talk.says("Lia", "Are you open on Sunday?")
    page = opened(look, talk, "Lia")
    write(page, "Yes, from 9 to 13.")
    talk.says("Lia", "Sorry, I meant Monday.", to=asked)
    page.keyboard.press("Control+Enter")
    alert = page.locator("#composer [role=alert]").first
    expect(alert).to_contain_text("Somebody wrote here meanwhile")
    expect(alert).to_contain_text("Sorry, I meant Monday.")
    field = page.locator("#answer-text")
    expect(field).to_be_focused()
    expect(field).to_have_value("Yes, from 9 to 13.")
    assert not Letter.objects.exists()
    field.fill("Yes, on Monday from 8.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#going")).to_contain_text("Your answer to Lia goes out at")
    assert Letter.objects.get().text == "Yes, on Monday from 8."


def test_a_picture_is_asked_what_it_shows(talk: Talk, look: Look) -> None:
    talk.says("Lia", "What does the bag look like?")
    page = opened(look, talk, "Lia")
    write(page, "Like this.")
    page.locator("summary", has_text="Pictures").click()
    bag = {"name": "bag.png", "mimeType": "image/png", "buffer": DOT}
    page.locator("#picture-0").set_input_files([bag])  # type: ignore[list-item]  # a mapping
    expect(page.locator("#alt-0")).to_be_focused()
    expect(page.locator("#picture-1")).to_be_visible()
    page.locator("[data-send]").click()
    assert not Letter.objects.exists(), "the browser asks for the words first"
    page.locator("#alt-0").fill("A brown bag")
    page.locator("[data-send]").click()
    expect(page.locator("#going")).to_contain_text("Your answer to Lia goes out at")
    assert Letter.objects.get().pictures.get().alt == "A brown bag"


def test_earlier_answers_are_proposed_and_go_in_by_a_click_alone(
    talk: Talk, look: Look, owner: Person
) -> None:
    talk.says("Marco", "Do you ship ground coffee to Switzerland?")
    marco = talk.of("Marco")
    words = "Marco, we ship ground coffee to Switzerland in four days."
    talk.goes_out(answer(marco, owner, words, basis=marco.last_message, may_send=True))
    talk.says("Lia", "How long does shipping coffee to Switzerland take?")
    page = opened(look, talk, "Lia")
    proposed = page.locator("#suggested")
    expect(proposed).to_be_hidden()
    page.keyboard.press("r")
    expect(proposed).to_contain_text("Ada Neri answered Marco")
    expect(page.locator("#answer-text")).to_have_value("")
    # Reading them takes the focus away, not them.
    proposed.get_by_text("to “").click()
    expect(page.locator("#answer-text")).not_to_be_focused()
    proposed.get_by_role("button", name="Put it into the answer").click()
    mine = "Lia, we ship ground coffee to Switzerland in four days."
    expect(page.locator("#answer-text")).to_have_value(mine)
    assert Letter.objects.count() == 1


def test_a_note_calls_for_somebody_by_a_click(
    talk: Talk, look: Look, member: Callable[[Role], Person]
) -> None:
    member(Role.RESPONDER)
    talk.says("Lia", "My parcel is broken.")
    page = opened(look, talk, "Lia")
    page.keyboard.press("n")
    expect(page.locator("#note-text")).to_be_focused()
    page.get_by_role("button", name="@Responder").click()
    page.keyboard.type("did we send two?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note")).to_contain_text("@Responder did we send two?")
    assert NoteMention.objects.get().person == member(Role.RESPONDER)
    called = opened(look, talk, "Lia", Role.RESPONDER)
    expect(called.locator(".note")).to_contain_text("did we send two?")
    assert NoteMention.objects.get().seen_at is not None


def test_by_hand_it_is_copied_opened_and_told(talk: Talk, look: Look) -> None:
    talk.says("Lia", "Are you open?")
    lia = talk.of("Lia")
    lia.connection = None
    lia.save(update_fields=["connection"])
    page = opened(look, talk, "Lia")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(page, "Yes,\nfrom 9 to 13.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Copy the text").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "Yes,\nfrom 9 to 13."
    page.get_by_label(re.compile("Its address there")).first.fill("https://x.example/1")
    page.get_by_role("button", name="It is sent").first.click()
    expect(page.locator(".by-hand")).to_have_count(0)
    letter = Letter.objects.get()
    assert (letter.state, letter.url) == (Letter.SENT, "https://x.example/1")


def test_asked_approved_and_sent_back_in_the_conversation(talk: Talk, look: Look) -> None:
    talk.says("Lia", "Are you open?")
    author = opened(look, talk, "Lia", Role.AUTHOR)
    write(author, "yep")
    author.keyboard.press("Control+Enter")
    expect(author.locator("#going")).to_contain_text("waits for somebody to approve it")
    owner = opened(look, talk, "Lia")
    owner.locator("summary", has_text="Send it back").click()
    owner.get_by_label("What is to be changed").fill("A little warmer.")
    owner.locator(".letter").get_by_role("button", name="Send it back").click()
    expect(owner.locator(".letter .state")).to_have_text("draft")
    author.reload()
    expect(author.locator("#composer")).to_contain_text("A little warmer.")
    expect(author.locator("#answer-text")).to_have_value("yep")
    write(author, "Yes, we are, and the kettle is on.")
    author.keyboard.press("Control+Enter")
    expect(author.locator(".letter .state")).to_have_text("waits for approval")
    owner.reload()
    owner.get_by_role("button", name="Approve").click()
    expect(owner.locator(".letter .state")).to_have_text("about to go out")
    letter = Letter.objects.get()
    assert (letter.state, str(letter.approved_by)) == (Letter.QUEUED, "Ada Neri")


def test_everything_stands_in_italian_on_a_small_screen(talk: Talk, look: Look) -> None:
    talk.says("Lia", "Siete aperti?")
    page = look(f"/w/aurora/inbox/{talk.of('Lia').pk}/", lang="it", width=360, theme="dark")
    page.locator("#answer-text").fill("Sì.")
    page.get_by_role("button", name="Invia", exact=True).click()
    expect(page.locator("#going")).to_contain_text("La risposta a Lia parte alle")
    page.get_by_role("button", name="Annulla").click()
    expect(page.locator("#answer-text")).to_have_value("Sì.")
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
