"""Writing the plan: part by part, with nothing lost, until it is put in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.web.actions import records
from dialogo.web.actions.needs import rename
from dialogo.web.actions.plan import drafts as writing
from dialogo.web.models.person import Person
from dialogo.web.models.plan import Plan
from dialogo.web.models.plan_body import (
    PARTS,
    Amount,
    Audience,
    Budget,
    Goal,
    Mix,
    Need,
    PlanBody,
    Promise,
    PromiseLine,
    Return,
    digest,
)
from dialogo.web.models.records import ROWS
from dialogo.web.models.roles import Role
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.plan import versions as plans
from dialogo.web.queries.plan.differences import differences
from tests.web.pages.test_strategy import DRAFT, HERE, In, text
from tests.web.plans import drafted, whole


@pytest.fixture
def draft(workspace: Workspace, owner: Person) -> Plan:
    """A draft in which nothing is written yet."""
    return writing.draft(workspace, owner)


def fields(client: Client, part: str) -> dict[str, str]:
    """What a browser would send back if a part's form were sent as it stands."""
    page = client.get(f"{DRAFT}{part}/")
    form = page.context["form"]
    sent = {"seen": page.context["seen"]}
    forms = [form.management_form, *form.forms] if hasattr(form, "management_form") else [form]
    for each in forms:
        for bound in each:
            value = bound.value()
            if value is not False and value not in (None, "", []):
                sent[bound.html_name] = value
    return sent


def test_a_draft_is_begun_by_a_button_and_is_for_those_who_write(
    signed_in: In, workspace: Workspace
) -> None:
    client = signed_in(Role.STRATEGIST)
    assert client.get(f"{DRAFT}begin/").status_code == 405
    answer = client.post(f"{DRAFT}begin/")
    assert answer["Location"] == DRAFT
    assert "Before it can hold" in text(client.get(DRAFT))
    assert "draft" not in text(signed_in(Role.ANALYST).get(f"{HERE}versions/"))
    assert signed_in(Role.ANALYST).get(f"{HERE}versions/1/").status_code == 404
    assert signed_in(Role.ANALYST).get(DRAFT).status_code == 403


def test_a_draft_says_what_the_beliefs_say_of_it(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    drafted(workspace, owner, whole(goals=(Goal("followers"),)))
    page = text(signed_in().get(DRAFT))
    assert "“followers” counts how large the crowd looks." in page
    assert page.count("Nothing in this plan speaks for it.") == 2


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("lang", ["en", "it"])
def test_a_form_that_is_sent_back_as_it_stands_changes_nothing(
    part: str, lang: str, signed_in: In, workspace: Workspace, owner: Person
) -> None:
    draft = drafted(workspace, owner, whole())
    client = signed_in(lang=lang)
    answer = client.post(f"{DRAFT}{part}/", fields(client, part))
    assert answer["Location"] == f"{DRAFT}#part-{part}"
    draft.refresh_from_db()
    assert draft.says == whole()


@pytest.mark.parametrize(
    ("part", "sent", "value"),
    [
        ("audiences", {"audiences-0-who": "  bars   in town ", "audiences-0-where": "X"},
         (Audience("bars in town", "X"),)),
        ("needs", {"needs-0-need": "Consegne"}, (Need("delivery"),)),
        ("needs", {"needs-0-need": "learn to {brew}"}, (Need("learn to {brew}"),)),
        ("promise", {"promise-time": "1.5", "promise-unit": "h", "promise-share": "80 %",
                     "promise-counts": "always"}, Promise(90, 80, "always")),
        ("promise", {"promise-time": "", "promise-unit": "h", "promise-counts": "service"},
         Promise(None, 90, "service")),
        ("promise", {"promise-time": "4", "promise-unit": "h", "promise-counts": "service",
                     "promise-line_0_time": "30", "promise-line_0_unit": "min",
                     "promise-line_0_network": "Mastodon", "promise-line_0_need": "Consegne",
                     "promise-line_1_time": "1", "promise-line_1_unit": "h",
                     "promise-line_1_priority": "urgent"},
         Promise(240, 90, "service", (PromiseLine(30, "mastodon", "delivery"),
                                      PromiseLine(60, priority="urgent")))),
        ("mix", {"mix-useful": "60%", "mix-promotional": "40"}, Mix(60, 40)),
        ("goals", {"goals-0-what": "", "goals-1-what": "answers"}, (Goal("answers"),)),
        ("returns", {"returns-day": "2027-12-01", "returns-why": "late"},
         Return(date(2027, 12, 1), "late")),
        ("budget", {"budget-first": "2026-10-01", "budget-currency": "chf",
                    "budget-amount_creating": "1,234.50", "budget-why_promoting": "no adverts"},
         Budget(date(2026, 10, 1), None, "CHF",
                (Amount("creating", Decimal("1234.50")),
                 Amount("promoting", None, "no adverts")))),
    ],
)  # fmt: skip
def test_a_part_is_written_as_people_write(
    part: str,
    sent: dict[str, str],
    value: Any,
    signed_in: In,
    draft: Plan,
) -> None:
    rows = {f"{part}-TOTAL_FORMS": "2", f"{part}-INITIAL_FORMS": "0"}
    answer = signed_in().post(f"{DRAFT}{part}/", {**rows, **sent})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert getattr(draft.says, part) == value


def test_people_are_written_with_what_they_do(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    draft = writing.draft(workspace, owner)
    sent = {
        "people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-name": "Ada",
        "people-0-hours": "12,5", "people-0-does": ["answering", "learning"],
        "people-0-owner": "on", "people-0-pay": "1.018,50",
    }  # fmt: skip
    signed_in(lang="it").post(f"{DRAFT}people/", sent)
    draft.refresh_from_db()
    (ada,) = draft.says.people
    assert (str(ada.hours), ada.does, ada.owner, ada.dedicated, str(ada.pay)) == (
        "12.50", ("answering", "learning"), True, False, "1018.50",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "sent", "said"),
    [
        ("promise", {"promise-time": "soon", "promise-unit": "h", "promise-counts": "always"},
         '"soon" is not a number'),
        ("promise", {"promise-time": "-3", "promise-unit": "h", "promise-counts": "always"},
         "Less than nothing cannot be planned."),
        ("promise", {"promise-time": "1", "promise-unit": "year", "promise-counts": "always"},
         "year"),
        ("promise", {"promise-counts": "always", "promise-unit": "h",
                     "promise-line_0_network": "X"}, "Say within which time"),
        ("promise", {"promise-counts": "always", "promise-unit": "h",
                     "promise-line_0_time": "3"}, "Say to whom"),
        ("promise", {"promise-counts": "always", "promise-unit": "h",
                     "promise-line_0_time": "3", "promise-line_0_network": "X",
                     "promise-line_1_time": "4", "promise-line_1_network": "x"},
         "stands here twice"),
        ("mix", {"mix-useful": "120"}, "120 is too large here."),
        ("budget", {"budget-currency": "XXQ"}, "This is no currency."),
        ("budget", {"budget-amount_creating": "1000.005"}, "too many decimals: 2 are kept."),
        ("budget", {"budget-first": "2026-10-01", "budget-last": "2026-09-01"},
         "The last day comes before the first."),
        ("returns", {"returns-day": "0003-01-01"}, "Write a day between 1990 and 2200."),
        ("audiences", {"audiences-0-where": "Mastodon"}, "Say what this is about"),
        ("goals", {"goals-0-what": "answers", "goals-1-what": "Answers"}, "stands here twice"),
        ("audiences", {"audiences-0-who": "x" * 501}, "501"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_what_was_written_stays(
    part: str, sent: dict[str, str], said: str, signed_in: In, draft: Plan
) -> None:
    rows = {f"{part}-TOTAL_FORMS": "2", f"{part}-INITIAL_FORMS": "0"}
    answer = signed_in().post(f"{DRAFT}{part}/", {**rows, **sent})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page.replace("&quot;", '"')
    for value in sent.values():
        assert value in page
    draft.refresh_from_db()
    assert getattr(draft.says, part) == getattr(PlanBody(), part) or part == "budget"


def test_a_form_without_its_count_of_rows_does_no_harm(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    draft = drafted(workspace, owner, whole())
    assert signed_in().post(f"{DRAFT}goals/", {}).status_code == 422
    draft.refresh_from_db()
    assert draft.says == whole()


def test_whoever_comes_second_sees_both_and_keeps_what_they_wrote(
    signed_in: In, workspace: Workspace, owner: Person, member: Callable[[Role], Person]
) -> None:
    draft = drafted(workspace, owner, whole())
    client = signed_in()
    sent = fields(client, "goals") | {"goals-0-what": "my own goal"}
    theirs = (Goal("their goal"),)
    writing.save_part(draft, "goals", theirs, member(Role.STRATEGIST))
    answer = client.post(f"{DRAFT}goals/", sent)
    assert answer.status_code == 422
    assert "Strategist changed this part after you opened it." in text(answer)
    assert "their goal" in text(answer)
    assert b'value="my own goal"' in answer.content
    assert answer.context["seen"] == digest(theirs)
    again = client.post(f"{DRAFT}goals/", sent | {"seen": digest(theirs)})
    assert again.status_code == 302


def test_save_and_add_another_comes_back_with_room(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    writing.draft(workspace, owner)
    client = signed_in()
    sent = {"goals-TOTAL_FORMS": "2", "goals-INITIAL_FORMS": "0", "goals-0-what": "a",
            "goals-1-what": "b", "again": "1"}  # fmt: skip
    assert client.post(f"{DRAFT}goals/", sent)["Location"] == f"{DRAFT}goals/"
    assert len(client.get(f"{DRAFT}goals/").context["form"].forms) == 4


def test_with_htmx_a_part_takes_its_own_place(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    drafted(workspace, owner, whole(goals=()))
    client = signed_in()
    form = client.get(f"{DRAFT}goals/", headers={"HX-Request": "true"})
    assert "<html" not in form.content.decode()
    assert 'id="part-goals"' in form.content.decode()
    sent = fields(client, "goals") | {"goals-0-what": "followers"}
    saved = client.post(f"{DRAFT}goals/", sent, headers={"HX-Request": "true"}).content.decode()
    assert saved.count('hx-swap-oob="true"') == 2
    assert "“followers” counts" in saved
    assert 'id="part-goals"' in saved


def test_an_unknown_part_is_not_found(signed_in: In, workspace: Workspace, owner: Person) -> None:
    writing.draft(workspace, owner)
    assert signed_in().get(f"{DRAFT}secrets/").status_code == 404


def test_without_a_draft_its_pages_lead_back(signed_in: In) -> None:
    client = signed_in()
    for path in (DRAFT, f"{DRAFT}goals/", f"{DRAFT}activate/"):
        assert client.get(path)["Location"] == HERE
    assert client.post(f"{DRAFT}lay-aside/")["Location"] == HERE
    answer = client.post(f"{DRAFT}goals/", {}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, HERE)


def test_what_is_missing_is_said_before_and_after_trying(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    drafted(workspace, owner, whole(budget=Budget(), people=()))
    client = signed_in()
    page = client.get(f"{DRAFT}activate/")
    assert "No money is set aside." in text(page)
    assert "Nobody is named who does the work." in text(page)
    assert b'name="holds_from"' not in page.content
    tried = client.post(f"{DRAFT}activate/", {"holds_from": "2026-10-01"})
    assert "The plan cannot be activated yet: 4 things are missing." in text(tried)
    assert plans.active(workspace) is None


def test_the_owner_puts_the_plan_in_force(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    drafted(workspace, owner, whole())
    assert signed_in(Role.STRATEGIST).get(f"{DRAFT}activate/").status_code == 403
    assert "An owner puts it in force." in text(signed_in(Role.STRATEGIST).get(DRAFT))
    client = signed_in()
    before = workspace.revision
    day = timezone.localdate().isoformat()
    answer = client.post(
        f"{DRAFT}activate/", {"holds_from": day, "note": "our first", "instead": "on"}
    )
    assert answer["Location"] == HERE
    page = text(client.get(HERE))
    assert "Version 1 is in force. The audit will follow it." in page
    assert "our first" in page
    workspace.refresh_from_db()
    assert workspace.revision > before


def test_a_day_far_off_is_refused(signed_in: In, workspace: Workspace, owner: Person) -> None:
    drafted(workspace, owner, whole())
    answer = signed_in().post(f"{DRAFT}activate/", {"holds_from": "1999-01-01"})
    assert "Choose a day within three years from today." in text(answer)
    assert plans.active(workspace) is None


def test_budgets_that_would_count_twice_are_shown(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    recorded = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31),
                "activity": "creating", "amount": 5000, "currency": "EUR"}  # fmt: skip
    records.write_rows(workspace, "budgets", [recorded], fill=False)
    drafted(workspace, owner, whole())
    client = signed_in()
    page = text(client.get(f"{DRAFT}activate/"))
    assert "creating: €\u00a05,000, 1 Jan 2026 to 31 Dec 2026" in page
    day = timezone.localdate().isoformat()
    client.post(f"{DRAFT}activate/", {"holds_from": day})
    assert ROWS["budgets"].objects.filter(activity="creating").count() == 2


def test_records_that_end_before_the_plan_begins_are_told(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    post = {"network": "x", "post_id": "1", "published_at": datetime(2026, 3, 4, 9, tzinfo=UTC)}
    records.write_rows(workspace, "posts", [post], fill=True)
    drafted(workspace, owner, whole())
    page = text(signed_in().get(f"{DRAFT}activate/"))
    assert "What is recorded reaches to 4 Mar 2026." in page


def test_a_plan_is_offered_from_the_last_day_of_records_that_are_kept_up(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    post = {"network": "x", "post_id": "1", "published_at": yesterday}
    records.write_rows(workspace, "posts", [post], fill=True)
    drafted(workspace, owner, whole())
    page = signed_in().get(f"{DRAFT}activate/")
    assert page.context["form"]["holds_from"].value() == yesterday.date()
    assert "What is recorded reaches to" not in text(page)


def test_needs_are_named_as_the_team_names_them_and_stored_by_their_own_names(
    signed_in: In, workspace: Workspace, owner: Person
) -> None:
    draft = drafted(workspace, owner, whole())
    rename(owner, workspace, "delivery", "Where is {my} parcel?")
    client = signed_in()
    assert "Where is {my} parcel?" in text(client.get(DRAFT))
    sent = fields(client, "needs")
    assert sent["needs-0-need"] == "Where is {my} parcel?"
    client.post(f"{DRAFT}needs/", {**sent, "needs-1-need": "where is {MY} parcel?"})
    draft.refresh_from_db()
    assert [need.need for need in draft.says.needs] == ["delivery", "learn to brew"]
    client.post(f"{DRAFT}needs/", sent | {"needs-1-need": "Prices"})
    draft.refresh_from_db()
    assert [need.need for need in draft.says.needs] == ["delivery", "price"]
    promise = fields(client, "promise") | {
        "promise-line_0_time": "30", "promise-line_0_unit": "min",
        "promise-line_0_need": "WHERE is {my} parcel?",
    }  # fmt: skip
    client.post(f"{DRAFT}promise/", promise)
    draft.refresh_from_db()
    assert draft.says.promise.lines == (PromiseLine(30, need="delivery"),)
    titled = partial(need_title, workspace)
    added = differences(whole(), draft.says, pay=False, titled=titled)[-1]
    assert "New promise: Where is {my} parcel? within 30" in added.says.say("en")
