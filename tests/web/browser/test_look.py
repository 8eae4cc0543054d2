"""How the desk looks and behaves in a browser: themes, small screens, keys, menus, files, paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dialogo.web.models.roles import Role

Look = Callable[..., Page]
TODAY = "/w/aurora/today/"
INKS = ("ink", "soft", "accent", "signal", "alarm", "fine")
# The relative luminance of WCAG 2.2, of a colour as the page resolves it.
CONTRAST = """([front, back]) => {
  const light = name => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(--${name})`;
    const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3);
    probe.remove();
    const [r, g, b] = parts.map(part => part / 255).map(
      part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""
GROUND = "getComputedStyle(document.body).backgroundColor"
PAPER, NIGHT = "rgb(250, 247, 241)", "rgb(23, 25, 26)"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_can_be_read_on_every_ground(look: Look, theme: str) -> None:
    page = look(TODAY, theme=theme)
    pairs = [(ink, ground) for ink in INKS for ground in ("paper", "sheet")]
    pairs.append(("on-accent", "accent"))
    assert [pair for pair in pairs if page.evaluate(CONTRAST, pair) < 4.5] == []
    edges = [("edge", "paper"), ("edge", "sheet")]
    assert [pair for pair in edges if page.evaluate(CONTRAST, pair) < 3] == []


def test_the_device_decides_the_theme_until_the_reader_does(look: Look) -> None:
    page = look(TODAY, theme="dark")
    assert page.evaluate(GROUND) == NIGHT
    page.locator(".person > summary").click()
    page.get_by_role("button", name="Light").click()
    assert page.url.endswith(TODAY)
    assert page.evaluate(GROUND) == PAPER
    page.locator(".person > summary").click()
    page.get_by_role("button", name="As the device").click()
    assert page.evaluate(GROUND) == NIGHT


def test_the_reader_changes_the_language(look: Look) -> None:
    page = look(TODAY)
    page.locator(".person > summary").click()
    page.get_by_role("button", name="Italiano").click()
    assert page.locator("html").get_attribute("lang") == "it"
    expect(page.locator("header .person summary")).to_have_count(1)
    expect(page.get_by_role("link", name="Al contenuto")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 768, 1600])
@pytest.mark.parametrize(
    ("path", "role"), [(TODAY, Role.OWNER), ("/account/login/", None), ("/nowhere/", None)]
)
def test_nothing_is_wider_than_the_screen(
    look: Look, path: str, role: Role | None, width: int
) -> None:
    page = look(path, lang="it", width=width, role=role)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_first_key_leads_past_the_menu(look: Look) -> None:
    page = look(TODAY)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_is_beside_the_page_or_folded_above_it(look: Look) -> None:
    wide = look(TODAY)
    today = wide.get_by_role("navigation").get_by_role("link", name="Today")
    expect(today).to_be_visible()
    assert today.get_attribute("aria-current") == "page"
    expect(wide.get_by_text("Pages", exact=True)).to_be_hidden()
    narrow = look(TODAY, width=360)
    links = narrow.get_by_role("navigation").get_by_role("link", name="Today")
    expect(links).to_have_count(0)
    narrow.get_by_text("Pages", exact=True).click()
    expect(links).to_be_visible()


def test_escape_closes_a_menu_and_gives_the_focus_back(look: Look) -> None:
    page = look(TODAY, width=360)
    pages = page.locator(".pages > summary")
    pages.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Today")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Today")).to_have_count(0)
    expect(pages).to_be_focused()


def test_a_menu_closes_when_another_opens(look: Look) -> None:
    page = look(TODAY, width=360)
    page.locator(".pages > summary").click()
    page.locator(".person > summary").click()
    assert page.locator("details[data-menu][open]").count() == 1
    page.locator("footer").click()
    assert page.locator("details[data-menu][open]").count() == 0


def test_two_keys_lead_to_a_page(look: Look) -> None:
    page = look("/nowhere/")
    page.goto(TODAY)
    page.evaluate("document.querySelector('[data-key=\"g t\"]').href = '?led'")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/today/?led")


def test_keys_are_letters_while_somebody_writes(look: Look) -> None:
    page = look(TODAY)
    page.evaluate(
        "document.querySelector('main').innerHTML = '<input aria-label=words data-search>'"
    )
    page.keyboard.press("/")
    words = page.get_by_label("words")
    expect(words).to_be_focused()
    page.keyboard.type("g?t/")
    expect(words).to_have_value("g?t/")
    expect(page.locator("dialog")).to_be_hidden()


def test_a_question_mark_lists_the_keys_and_they_can_be_put_off(look: Look) -> None:
    page = look(TODAY, lang="it")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Tasti")
    expect(keys.locator("dt").first).to_have_text("?")
    expect(keys.locator("dd", has_text="Oggi")).to_have_count(1)
    keys.get_by_label("Usa questi tasti su questo dispositivo").uncheck()
    keys.get_by_role("button", name="Chiudi").click()
    page.reload()
    page.keyboard.press("?")
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Tasti").click()
    keys.get_by_label("Usa questi tasti su questo dispositivo").check()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(keys).to_be_visible()


def test_files_are_chosen_or_dropped(look: Look, tmp_path: Path) -> None:
    page = look(TODAY)
    _show(
        page,
        "<div data-drop><input type=file multiple aria-label=files><ul data-chosen></ul></div>",
    )
    chosen = tmp_path / "posts.csv"
    chosen.write_bytes(b"x" * 2500)
    page.get_by_label("files").set_input_files(chosen)
    expect(page.locator("[data-chosen] li")).to_have_text(["posts.csv2.5 kB"])
    page.evaluate(
        """() => {
          const held = new DataTransfer();
          held.items.add(new File(['ab'], '<b>.json'));
          const zone = document.querySelector('[data-drop]');
          for (const name of ['dragover', 'drop'])
            zone.dispatchEvent(new DragEvent(
              name, {dataTransfer: held, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("[data-chosen] li")).to_have_text(["posts.csv2.5 kB", "<b>.json2 byte"])
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 2


def test_what_is_to_be_copied_is_copied(look: Look) -> None:
    page = look(TODAY)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _show(
        page,
        "<div data-notices></div><code id=link>https://example.com/a</code>"
        '<button data-copy="#link" data-copied="Copied.">Copy</button>',
    )
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.com/a"


def test_it_is_copied_where_the_browser_keeps_the_clipboard_shut(look: Look) -> None:
    page = look(TODAY)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    _show(page, "<button data-copy='a secret'>Copy</button><textarea aria-label=words></textarea>")
    page.get_by_role("button", name="Copy").click()
    page.get_by_label("words").press("Control+v")
    expect(page.get_by_label("words")).to_have_value("a secret")


def test_a_part_that_does_not_come_says_so(look: Look) -> None:
    page = look(TODAY, lang="it")
    page.evaluate(
        """() => {
          const main = document.querySelector('main');
          main.insertAdjacentHTML('beforeend', '<button hx-get="/nowhere/">Altro</button>');
          htmx.process(main);
        }"""
    )
    page.get_by_role("button", name="Altro").click()
    expect(page.get_by_role("alert")).to_contain_text("il server ha risposto con un errore")
    page.context.set_offline(True)
    page.get_by_role("button", name="Altro").click()
    expect(page.get_by_role("alert")).to_contain_text("Il server non è raggiungibile")
    expect(page.get_by_role("alert")).to_have_count(1)


def test_nothing_moves_while_a_part_is_fetched(look: Look) -> None:
    page = look(TODAY)
    _show(
        page,
        "<p><button class=button>More <span class=htmx-indicator>…</span></button> after</p>",
    )
    before = page.locator("main p").bounding_box(), page.locator("main button").bounding_box()
    page.evaluate("document.querySelector('main button').classList.add('htmx-request')")
    after = page.locator("main p").bounding_box(), page.locator("main button").bounding_box()
    assert after == before
    expect(page.locator(".htmx-indicator")).to_be_visible()


def test_the_frame_works_without_scripts(chromium: Browser, look: Look) -> None:
    scripted = look(TODAY, width=360)
    context = chromium.new_context(
        java_script_enabled=False,
        viewport={"width": 360, "height": 800},
        storage_state=scripted.context.storage_state(),
    )
    page = context.new_page()
    page.goto(scripted.url)
    page.locator(".pages > summary").click()
    page.get_by_role("link", name="Today").click()
    page.locator(".person > summary").click()
    page.get_by_role("button", name="Italiano").click()
    assert page.locator("html").get_attribute("lang") == "it"
    assert page.get_by_role("button", name="Tasti").count() == 0
    context.close()


def test_no_page_breaks_its_policy_or_asks_anybody_else(look: Look, live_server: object) -> None:
    page = look("/nowhere/")
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(TODAY)
    page.keyboard.press("?")
    assert complaints == []
    assert [url for url in asked if not url.startswith(str(live_server))] == []


def test_paper_bears_the_page_without_its_frame(look: Look) -> None:
    page = look(TODAY, theme="dark")
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    expect(page.locator(".company .name")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator("footer")).to_be_hidden()


def test_what_can_be_pressed_is_large_enough(look: Look) -> None:
    page = look(TODAY, width=360)
    page.locator(".person > summary").click()
    small = page.evaluate(
        """[...document.querySelectorAll('a, button, summary')]
        .filter(each => each.getClientRects().length && !each.closest('.skip, main'))
        .filter(each => {
          const box = each.getBoundingClientRect();
          return box.width < 24 || box.height < 24;
        })
        .map(each => each.outerHTML)"""
    )
    assert small == []


def _show(page: Page, markup: str) -> None:
    """Puts `markup` where the page's own content was."""
    page.evaluate("markup => { document.querySelector('main').innerHTML = markup }", markup)
