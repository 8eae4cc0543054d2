"""The calendar and the page of a post: from a need to what is out, by the browser's forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags
from icalendar import Calendar

from dialogo.web.actions.content import making
from dialogo.web.actions.letters import decide, write
from dialogo.web.actions.records import write_rows
from dialogo.web.jobs import results
from dialogo.web.jobs.worker import run_until_idle
from dialogo.web.models.content import ApprovalLink, Piece, PostRules
from dialogo.web.models.needs import Need
from dialogo.web.models.person import Person
from dialogo.web.models.roles import Role
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from tests.web.actions.content.going import pass_until
from tests.web.actions.letters.desk import Desk, open_desk
from tests.web.world import DOT

SignedIn = Callable[..., Client]
PLACE = "/w/aurora/calendar/"
NOW = datetime(2026, 10, 19, 8, tzinfo=UTC)  # a Monday, 10:00 in Rome
QUERIES = {"": 20, "piece": 46}


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(workspace: Workspace, owner: Person, tmp_path: Path) -> Desk:
    return open_desk(workspace, owner, tmp_path)


def words(answer: Any) -> str:
    return " ".join(unescape(strip_tags(answer.content.decode().replace("<", " <"))).split())


def filled(desk: Desk, **more: object) -> dict[str, object]:
    """The form of a post, for its one account."""
    account = {f"on-{desk.connection.pk}": "1"}
    return {"title": "Roasting", "text": "How we roast\n---\nand for how long"} | account | more


def test_a_post_is_begun_for_a_need_asked_for_approved_and_goes_out(
    desk: Desk, signed_in: SignedIn
) -> None:
    Need.objects.create(workspace=desk.workspace, name="delivery", messages=3, people=2)
    author, ada = signed_in(Role.AUTHOR), signed_in()
    begun = author.get(f"{PLACE}new/?need=delivery").content.decode()
    assert 'value="delivery" selected' in begun
    assert ("(optional)" in begun, "To go out it takes" in begun) == (False, True)
    picture = SimpleUploadedFile("roast.png", DOT, "image/png")
    given = filled(desk, need="delivery", purpose="useful", day="2026-10-25", time="02:30")
    # That night the clock shows half past two twice.
    twice = author.post(f"{PLACE}new/", given)
    assert (twice.status_code, Piece.objects.count()) == (422, 0)
    assert "Say which of the two" in words(twice)
    more = {"which": "second", "picture-0": picture, "alt-0": "A roaster", "do": "ask"}
    more[f"comment-{desk.connection.pk}"] = "Ask below"
    there = author.post(f"{PLACE}new/", given | more)
    piece = Piece.objects.get()
    assert there["Location"] == f"{PLACE}piece/{piece.pk}/"
    assert piece.due_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert (piece.state, piece.parts) == (Piece.ASKED, ["How we roast", "and for how long"])
    # Whoever approves finds it in the calendar, too, beside what a program asks for.
    posted = write.post(desk.connection, piece.by, "From a program", may_send=True)
    place = f'<a href="/w/aurora/inbox/letters/{posted.pk}/" dir="auto">From a program</a>'
    waits = ada.get(PLACE).content.decode().partition('class="waits"')[2]
    assert (there["Location"] in waits.partition(place)[0], place in waits) == (True, True)
    assert 'class="waits"' not in author.get(PLACE).content.decode()
    assert "There are more" not in waits
    many = write.thread(desk.connection, piece.by, ["More"] * 8, may_send=True)
    assert "There are more" in words(ada.get(PLACE))
    for one in (posted, *many):
        decide.drop(one, desk.owner)
    page = words(author.get(there["Location"]))
    assert "12 of 500" in page
    assert "It reads as" in page
    assert "Approve" not in page
    assert author.post(f"{there['Location']}approve/", {}).status_code == 403
    seen = ada.get(there["Location"]).context["mark"]
    ada.post(f"{there['Location']}approve/", {"seen": "another"})
    piece.refresh_from_db()
    assert piece.state == Piece.ASKED
    ada.post(f"{there['Location']}approve/", {"seen": seen})
    piece.refresh_from_db()
    assert (piece.state, piece.approved_by) == (Piece.PLANNED, desk.owner)
    calendar = words(ada.get(f"{PLACE}?at=2026-10-01"))
    assert "Calendar: October 2026" in calendar
    assert "2:30 planned Roasting Practice network · useful" in calendar
    author.post(f"{there['Location']}move/", {"day": "2026-10-26", "back": f"{PLACE}?view=week"})
    piece.refresh_from_db()
    assert (piece.state, piece.due_at) == (Piece.DRAFT, datetime(2026, 10, 26, 1, 30, tzinfo=UTC))
    ada.post(f"{there['Location']}approve/", {"seen": ada.get(there["Location"]).context["mark"]})
    pass_until(datetime(2026, 10, 26, 1, 31, tzinfo=UTC))
    pass_until(datetime(2026, 10, 26, 1, 32, tzinfo=UTC))
    assert desk.texts() == ["How we roast", "and for how long", "Ask below"]
    came = words(ada.get(there["Location"]))
    assert ("roastery part 2 " in came, "roastery first comment " in came) == (True, True)
    with time_machine.travel(datetime(2026, 10, 26, 9, tzinfo=UTC)):
        week = words(ada.get(f"{PLACE}?view=week&network=fake&state=published&purpose=useful"))
        assert "✓ published Roasting" in week


def test_what_does_not_go_says_so_on_today_in_the_calendar_and_on_its_page(
    desk: Desk, signed_in: SignedIn
) -> None:
    ada = signed_in()
    ada.post(f"{PLACE}new/", filled(desk, day="2026-10-20", time="09:00", do="plan"))
    piece = Piece.objects.get()
    assert piece.state == Piece.PLANNED
    desk.connection.state = "signed-out"
    desk.connection.save()
    pass_until(NOW + timedelta(days=1))
    with time_machine.travel(NOW + timedelta(days=1, hours=1)):
        assert "A post did not go out: Roasting." in words(ada.get("/w/aurora/today/"))
        assert "◆ not sent Roasting" in words(ada.get(f"{PLACE}?state=stuck"))
        page = words(ada.get(f"{PLACE}piece/{piece.pk}/"))
    assert "Not sent. Practice network no longer lets us in" in page


def test_somebody_outside_sees_the_post_alone_and_answers_once(
    desk: Desk, signed_in: SignedIn
) -> None:
    picture = SimpleUploadedFile("roast.png", DOT, "image/png")
    pictured = {"picture-0": picture, "alt-0": "Drum", "day": "2026-10-20", "time": "09:00"}
    signed_in(Role.AUTHOR).post(f"{PLACE}new/", filled(desk, note="For us alone", **pictured))
    piece, ada, client = Piece.objects.get(), signed_in(), Client()
    made = ada.post(f"{PLACE}piece/{piece.pk}/link/", {"label": "The client", "days": "3"})
    place = made.context["place"].removeprefix("http://testserver")
    seen = client.get(place)
    assert seen["Cache-Control"] == "private, no-store"
    assert "How we roast" in words(seen)
    assert "on 20 Oct 2026, 09:00 (Rome)" in words(seen)
    assert "il 20 ott 2026, 09:00 (Roma)" in words(client.get(f"{place}?lang=it"))
    assert "For us alone" not in words(seen)
    (kept,) = piece.pictures.all()
    assert client.get(f"{place}picture/{kept.pk}/").content == bytes(kept.data)
    assert client.get(f"{PLACE}piece/{piece.pk}/picture/{kept.pk}/").status_code == 302
    changed = filled(desk, text="Something else", saves=str(Piece.objects.get().saves))
    signed_in(Role.AUTHOR).post(f"{PLACE}piece/{piece.pk}/save/", changed)
    old = client.post(place, {"do": "approved", "seen": seen.context["mark"]})
    assert (old.status_code, Piece.objects.get().state) == (422, Piece.DRAFT)
    mark = client.get(f"{place}?lang=it").context["mark"]
    assert "Grazie" in words(client.post(f"{place}?lang=it", {"do": "approved", "seen": mark}))
    assert Piece.objects.get().state == Piece.APPROVED
    assert client.get(place).status_code == 404
    other = ada.post(f"{PLACE}piece/{piece.pk}/link/", {"label": "Again"})
    assert other.status_code == 302  # it is approved already
    assert ApprovalLink.objects.count() == 1


def test_files_bring_drafts_and_take_them_along_and_a_calendar_reads_the_feed(
    desk: Desk, signed_in: SignedIn
) -> None:
    ada = signed_in()
    table = (
        "title;text;accounts;day;time;purpose;state\n"
        'Roast;"How we roast\n---\nand why";roastery;2026-10-21;9:30;useful;planned\n'
        "=SUM(A1);Half price;;;;promotional;approved\n"
    )

    def bring(text: str) -> Any:
        file = SimpleUploadedFile("posts.csv", text.encode(), "text/csv")
        return ada.post(f"{PLACE}files/bring/", {"file": file})

    for wrong, said in (
        (table.replace("roastery", "borea"), 'row 1, column "accounts": No account here is called'),
        (table.replace("2026-10-21", "soon"), 'row 1, column "day": soon is no day'),
        (table.replace("title;text", "a;b"), "There is no column"),
        ("\0", "no table in plain text"),
    ):
        assert said in words(bring(wrong)).replace("\xa0", " "), said
    assert Piece.objects.count() == 0
    assert bring(table).status_code == 302
    roast, half = Piece.objects.order_by("pk")
    assert {roast.state, half.state} == {Piece.DRAFT}
    assert roast.due_at == datetime(2026, 10, 21, 7, 30, tzinfo=UTC)
    taken = ada.get(f"{PLACE}posts.csv").content.decode("utf-8-sig")
    assert "'=SUM(A1)" in taken
    assert bring(taken).status_code == 302
    assert Piece.objects.filter(title="=SUM(A1)").count() == 2
    address = ada.get(f"{PLACE}files/").context["address"].removeprefix("http://testserver")
    events = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert [str(one["summary"]) for one in events] == ["Roast (draft)"] * 2
    ada.post(f"{PLACE}address/renew/")
    assert Client().get(address).status_code == 404
    assert signed_in(Role.STRATEGIST).get(f"{PLACE}approval/").status_code == 403
    ada.post(f"{PLACE}approval/", {"approval": "another", "role": "owner", "alike_days": "7"})
    rules = PostRules.objects.get()
    assert (rules.approval, rules.role, rules.alike_days) == ("another", "", 7)


def test_one_too_many_that_sells_stands_in_the_mix_and_goes_on_with_a_reason(
    desk: Desk, signed_in: SignedIn
) -> None:
    ada = signed_in()
    rows = [
        {"network": "fake", "account": "roastery", "post_id": f"old-{day}",
         "published_at": NOW - timedelta(days=day),
         "text": f"{'Half price: buy now' if day % 2 else 'How to descale a moka'} ({day})"}
        for day in range(1, 7)
    ]  # fmt: skip
    write_rows(desk.workspace, "posts", rows, fill=False)
    given = filled(desk, purpose="promotional", day="2026-10-20", time="09:00", do="plan-anyway")
    there = ada.post(f"{PLACE}new/", given)["Location"]
    page = words(ada.get(there))
    assert "it would be one too many that sells: 4 of 7 posts, where 3 may" in page
    assert "Why it goes on all the same" in page
    calendar = words(ada.get(PLACE))
    assert "Of 10 posts on a network 3 may sell, and at most 3 in a row" in calendar
    assert "Of the last 6 posts 3 sell; once what has a day is out, 4 of 7" in calendar
    assert "1 of those to come is one too many where it stands." in calendar
    assert "Days before today, too" in calendar  # which a phone shows only when asked to
    assert "Days before today" not in words(ada.get(f"{PLACE}?at=2026-09-01"))
    without = ada.post(f"{there}decide/", {"do": "plan-anyway"})
    assert without["Location"] == f"{there}?why=1"
    ada.post(f"{there}decide/", {"do": "plan-anyway", "reason": "Harvest day"})
    piece = Piece.objects.get()
    assert (piece.state, piece.reason) == (Piece.PLANNED, "Harvest day")
    assert "Planned against the guard on promotion: Harvest day" in words(ada.get(there))
    guard = {"about": "guard", "how": "block", "posts": "20", "days": "14"}
    assert ada.post(f"{PLACE}approval/", guard | {"posts": "2"}).status_code == 422
    ada.post(f"{PLACE}approval/", guard)
    rules = PostRules.objects.get()
    assert (rules.guard, rules.guard_posts, rules.guard_days, rules.guard_waits) == (
        "block", 20, 14, False,
    )  # fmt: skip
    assert "of what goes out on a network may sell: the most lenient rule of thumb" in words(
        ada.get(f"{PLACE}approval/")
    )


def test_links_say_where_visitors_come_from_in_the_preview_and_as_they_are_sent(
    desk: Desk, signed_in: SignedIn
) -> None:
    ada = signed_in()
    text = "Roasts: https://aurora.example/shop#new and https://x.com/aurora"
    sent = (
        "Roasts: https://aurora.example/shop?utm_campaign=natale-2026&utm_medium=social"
        "&utm_source=fake#new and https://x.com/aurora"
    )
    given = filled(desk, text=text, campaign="Natale 2026", tracked="on",
                   day="2026-10-20", time="09:00", do="plan")  # fmt: skip
    shown = words(ada.post(f"{PLACE}preview/", given))
    assert f"{sent} {len(sent)} of 500" in shown
    ada.post(f"{PLACE}new/", given)
    piece = Piece.objects.get()
    assert (piece.state, piece.parts) == (Piece.PLANNED, [text])
    # Saved again as it is, it is as approved as before; without the campaign it is another.
    same = given | {"saves": str(piece.saves), "do": "save"}
    ada.post(f"{PLACE}piece/{piece.pk}/save/", same)
    assert Piece.objects.get().state == Piece.PLANNED
    without = same | {"saves": str(piece.saves + 1), "campaign": ""}
    ada.post(f"{PLACE}piece/{piece.pk}/save/", without)
    piece = Piece.objects.get()
    assert piece.state == Piece.DRAFT
    assert piece.versions.get().link_parameters == {"utm_source": "fake", "utm_medium": "social"}
    ada.post(f"{PLACE}piece/{piece.pk}/save/", given | {"saves": str(piece.saves)})
    pass_until(NOW + timedelta(days=1))
    assert desk.texts() == [sent]
    too_long = filled(desk, text=f"{'x' * 400} https://aurora.example/", tracked="on",
                      campaign="Natale con molti sconti e tante novità")  # fmt: skip
    assert "too long" in words(ada.post(f"{PLACE}preview/", too_long))


def test_hours_at_which_posts_bring_more_stand_in_the_calendar_and_in_the_editor(
    desk: Desk, signed_in: SignedIn
) -> None:
    ada, posts, readings = signed_in(), [], []
    calm = words(ada.get(PLACE))
    assert "Too little is known yet to tell hours apart" in calm
    for day in range(1, 61):
        at = (NOW - timedelta(days=day)).replace(hour=17 if day % 3 == 0 else 7)
        known = {"network": "mastodon" if day % 6 == 0 else "fake", "post_id": f"p{day}"}
        posts.append(known | {"account": "roastery", "published_at": at, "text": "How to"})
        likes = (40 if day % 3 == 0 else 20) + day % 5
        readings.append(known | {"read_at": at + timedelta(days=1), "likes": likes})
    write_rows(desk.workspace, "posts", posts, fill=False)
    write_rows(desk.workspace, "post_readings", readings, fill=False)
    Work.objects.create(kind=results.JOB.kind, workspace=desk.workspace, key="results of Aurora")
    run_until_idle({results.JOB.kind: results.JOB})
    says = "Your posts brought more than usual on "
    calendar = words(ada.get(PLACE))
    assert says in calendar
    calendar = calendar.replace("\N{WORD JOINER}", "").replace("\xa0", " ")
    assert "18–21" in calendar.partition(says)[2]
    assert "by 60 posts of the last year" in calendar
    assert re.search(r"18–21 \(\d+ % more, likely \d+ % to \d+ %\)", calendar)
    # By network, too; where its own posts are too few, that is said.
    assert "All networks together. Your posts" in calendar
    few = "On Mastodon the figures of 10 posts are known, and 30 are needed: until then"
    assert few in calendar
    assert "On Practice network: " in calendar
    own = words(ada.get(f"{PLACE}?network=fake"))
    assert "by 50 posts." in own
    assert "The week on Practice network, hour by hour" in own
    other = words(ada.get(f"{PLACE}?network=mastodon"))
    assert (few in other, "On Practice network" in other, "by 60 posts" in other) == (
        True, False, True,
    )  # fmt: skip
    assert says in words(ada.get(f"{PLACE}new/"))


@pytest.mark.parametrize("many", [1, 3])
def test_each_page_asks_the_same_for_one_and_for_three(
    desk: Desk,
    signed_in: SignedIn,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for number in range(1 + many):
        at = NOW + timedelta(days=1, hours=3 * number)
        piece = making.start(
            desk.workspace, desk.owner, texts=[f"Text {number}"], due_at=at, purpose="promotional"
        )
        write.post(desk.connection, None, f"By a program {number}", may_send=True)
        making.start(desk.workspace, desk.owner, title=f"Idea {number}")
    client = signed_in()
    for page, queries in QUERIES.items():
        place = f"{PLACE}piece/{piece.pk}/" if page else PLACE
        client.get(place)
        with django_assert_num_queries(queries):
            client.get(place)
