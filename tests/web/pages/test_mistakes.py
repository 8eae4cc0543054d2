"""The mistakes of a company: listed by belief, opened, judged anew, accepted, talked about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogo.audit.shelf import checks
from dialogo.web.actions.records import write_rows
from dialogo.web.models.audit import AuditRun, Comment, Line, OwnMistake, Waiving
from dialogo.web.models.person import Person
from dialogo.web.models.roles import STRATEGY, TEAM, Role
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.work import Work
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.mistakes.actions import ACTIONS
from dialogo.web.queries.findings import latest
from tests.web.audited import BAD, audit, keep, records, was, week_before

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
LIST = "/w/aurora/mistakes/"
PAGE = f"{LIST}{BAD}/"
PAY = "budget/pay-below-minimum"


@pytest.fixture
def run(workspace: Workspace) -> AuditRun:
    return keep(workspace)


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def verdict(workspace: Workspace, check: str = BAD) -> str | None:
    found = latest(workspace)
    finding = found.finding(check) if found else None
    return finding.verdict if finding else None


# --- the list


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "Nothing to judge yet"), ("it", "Ancora nulla da giudicare")]
)
def test_with_nothing_recorded_it_says_what_will_be_here_and_how(
    signed_in: SignedIn, lang: str, says: str
) -> None:
    page = words(signed_in(Role.OWNER, lang), LIST)
    assert says in page
    assert 'href="/w/aurora/import/"' in page


def test_every_finding_stands_under_its_belief_the_gravest_first(
    signed_in: SignedIn, run: AuditRun
) -> None:
    response = signed_in().get(LIST)
    listed = {
        belief.id: [row.title for row in (*belief.open, *belief.rest)]
        for belief in response.context["beliefs"]
    }
    expected: dict[str, list[str]] = {}
    for finding in audit().findings:
        expected.setdefault(finding.check.belief, []).append(finding.check.title.en)
    assert listed == expected
    opened = response.context["beliefs"][0].open
    assert [row.verdict for row in opened] == sorted(row.verdict for row in opened)


def test_a_verdict_can_be_chosen_and_one_that_there_is_not_is_all(
    signed_in: SignedIn, run: AuditRun
) -> None:
    client = signed_in(Role.GUEST)
    chosen = client.get(LIST, {"show": "mistake"}).context["beliefs"]
    assert {row.verdict for belief in chosen for row in (*belief.open, *belief.rest)} == {"mistake"}
    everything = client.get(LIST, {"show": "'; DROP"})
    assert everything.context["chosen"] == ""
    assert "None of the findings has this verdict" in words(client, f"{LIST}?show=waived")


def test_the_list_says_what_changed_since_last_week(signed_in: SignedIn, run: AuditRun) -> None:
    was(week_before(run), BAD, value=3600.0, low=None, high=None)
    assert "worse by 2.5 days" in words(signed_in(), LIST)
    assert "peggio di 2,5 giorni" in words(signed_in(Role.OWNER, "it"), LIST)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (Work.WAITING, "The audit is being made"),
        (Work.RUNNING, "The audit is being made"),
        (Work.FAILED, "The last audit did not go through"),
    ],
)
def test_it_says_that_an_audit_is_going_or_went_wrong(
    signed_in: SignedIn, workspace: Workspace, state: str, says: str
) -> None:
    error = {"en": "The disk is full.", "it": "Il disco è pieno."}
    Work.objects.create(kind="audit", workspace=workspace, key="a", state=state, error=error)
    page = words(signed_in(), LIST)
    assert says in page
    assert ("The disk is full." in page) == (state == Work.FAILED)
    part = signed_in().get(f"{LIST}progress/")
    assert part.headers.get("HX-Refresh") == ("true" if state == Work.FAILED else None)


def test_between_the_first_records_and_the_first_audit_it_says_what_is_coming(
    signed_in: SignedIn, workspace: Workspace
) -> None:
    Work.objects.create(kind="import", workspace=workspace, key="i", state=Work.RUNNING)
    assert "Records are coming in; the audit follows" in words(signed_in(), LIST)
    Work.objects.update(state=Work.DONE)
    Workspace.objects.update(revision=1)
    assert "It begins in a moment" in words(signed_in(), LIST)
    assert "HX-Refresh" not in signed_in().get(f"{LIST}progress/").headers
    AuditRun.objects.create(workspace=workspace, day=timezone.localdate(), revision=1)
    assert "Nothing to judge yet" in words(signed_in(), LIST)
    assert signed_in().get(f"{LIST}progress/").headers["HX-Refresh"] == "true"


def test_a_failed_audit_is_asked_for_again_once(signed_in: SignedIn, workspace: Workspace) -> None:
    for _ in range(2):
        assert signed_in(Role.AUTHOR).post(f"{LIST}again/").status_code == 302
    assert Work.objects.filter(kind="audit", workspace=workspace).count() == 1
    assert signed_in(Role.GUEST).post(f"{LIST}again/").status_code == 403


def test_what_has_changed_since_is_told(
    signed_in: SignedIn, run: AuditRun, workspace: Workspace
) -> None:
    assert "will be renewed in a moment" not in words(signed_in(), LIST)
    Workspace.objects.filter(pk=workspace.pk).update(revision=workspace.revision + 1)
    assert "will be renewed in a moment" in words(signed_in(), LIST)
    assert "Being renewed." in words(signed_in(), PAGE)


# --- one mistake


def test_a_mistake_is_told_in_order(signed_in: SignedIn, run: AuditRun) -> None:
    page = words(signed_in(), PAGE)
    says = "One person in ten who asks waits more than 2.5 days"
    parts = [
        says,
        "The number over time</h2>",
        "What speaks for it</h2>",
        "What to do</h2>",
        "The line</h2>",
        "Comments</h2>",
    ]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    assert 'href="/w/aurora/inbox/?asks=yes"' in page
    assert "set by yourselves. It follows from the promise on answers in the plan" in page


def test_its_evidence_opens(signed_in: SignedIn, run: AuditRun, workspace: Workspace) -> None:
    finding = next(f for f in audit().findings if f.check.id == BAD)
    network, _, id_ = finding.reading.evidence[0].id.partition(":")
    rows = records().rows(
        "SELECT * FROM messages WHERE network = $network AND message_id = $id",
        network=network,
        id=id_,
    )
    write_rows(workspace, "messages", rows, fill=True)
    page = signed_in().get(PAGE)
    first = page.context["evidence"][0]
    assert first.quote == finding.reading.evidence[0].quote
    opened = signed_in().get(first.url)
    assert opened.status_code == 200
    assert first.quote in opened.content.decode()
    assert first.name.startswith("a customer on ")
    assert "wants an answer, " in first.taken_for
    assert first.taken_for.endswith(("% sure", "nearly sure"))
    assert "<mark>" in page.content.decode()
    assert [row.url for row in page.context["evidence"][1:]] == [""] * 4


def test_guests_read_neither_what_people_wrote_nor_what_the_team_says(
    signed_in: SignedIn, run: AuditRun
) -> None:
    context = signed_in(Role.GUEST).get(PAGE).context
    for name in ("evidence", "comment_form", "line_form", "accept_form"):
        assert context.get(name) is None
    assert context["offer"] is None
    assert signed_in(Role.RESPONDER).get(PAGE).context["evidence"]


def test_what_somebody_is_paid_is_not_everybodys_to_read(
    signed_in: SignedIn, run: AuditRun, workspace: Workspace
) -> None:
    content = run.content
    kept = next(one for one in content["findings"] if one["check"] == PAY)
    kept["evidence"] = [{"kind": "person", "id": "Ada", "url": None, "quote": None, "note": None}]
    run.save()
    page = f"{LIST}{PAY}/"
    assert signed_in(Role.RESPONDER).get(page).context["evidence"] == []
    assert [row.name for row in signed_in(Role.ANALYST).get(page).context["evidence"]] == ["Ada"]


def test_the_kept_days_are_drawn_from_the_third_on(signed_in: SignedIn, run: AuditRun) -> None:
    client = signed_in()
    for back in (1, 2):
        assert client.get(PAGE).context["days"] is None
        was(keep(run.workspace, run.day - timedelta(days=back)), BAD, value=3600.0 * back)
    days = client.get(PAGE).context["days"]
    assert [row[1] for row in days["rows"]] == ["2.5\u00a0days", "60\u00a0min", "2\u00a0h"]
    assert days["svg"].startswith("<svg")


@pytest.mark.parametrize("check", ["gone/check", "..", "dialogue", "dialogue/monologue/x"])
def test_a_check_that_there_is_not_is_not_found(
    signed_in: SignedIn, run: AuditRun, check: str
) -> None:
    assert signed_in().get(f"{LIST}{check}/").status_code == 404


def test_other_companies_mistakes_are_not_there(signed_in: SignedIn, run: AuditRun) -> None:
    other = Person.objects.create_user("eva@other.example")
    client = Client()
    client.force_login(other)
    assert client.get(PAGE).status_code == 404


def test_every_action_of_the_shelf_leads_somewhere_or_says_why_not(
    signed_in: SignedIn, run: AuditRun, workspace: Workspace
) -> None:
    assert {check.action for check in checks().values()} | {"open-measure"} == set(ACTIONS)
    for action in ACTIONS.values():
        assert action.title.en != action.title.it
    client = signed_in()
    for finding in audit().findings:
        offer = client.get(f"{LIST}{finding.check.id}/").context["offer"]
        asks = finding.judged in ("watch", "mistake")
        assert (offer is not None) == asks
        if offer is not None and offer.leads:
            assert client.get(offer.url).status_code == 200


# --- the line


def move(client: Client, check: str = BAD, **values: Any) -> Any:
    asked = {"watch": "4", "mistake": "8", "at_least": "20", "reason": ""} | values
    return client.post(
        f"{LIST}{check}/line/",
        {f"line-{name}": value for name, value in asked.items()},
        follow=True,
    )


def test_a_line_is_moved_in_hours_and_shows_its_verdict_at_once(
    signed_in: SignedIn, run: AuditRun, workspace: Workspace
) -> None:
    client = signed_in(Role.STRATEGIST, "it")
    page = move(client, watch="72", mistake="90,5", reason="Siamo in {tre}").content.decode()
    assert "Secondo la nuova: va bene." in page
    assert "Siamo in {tre}" in page
    line = Line.objects.get()
    assert (line.watch, line.mistake, line.at_least) == (72 * 3600, 90.5 * 3600, None)
    assert verdict(workspace) == "ok"
    said = TrailEntry.objects.get(verb="mistakes.line").said_en.replace("\u00a0", " ")
    assert said == (
        "moved the line of “Slow first reply”: watch above 3 days, mistake above 3.8 days. "
        "Siamo in {tre}"
    )
    back = client.post(f"{PAGE}line/back/", follow=True).content.decode()
    assert "La soglia è di nuovo dov" in back
    assert verdict(workspace) == "mistake"


@pytest.mark.parametrize(
    ("values", "seconds"),
    [
        ({"watch": "20 min", "mistake": "2 days"}, (1200, 172_800)),
        ({"watch": " 1.5 h ", "mistake": "1,500"}, (5400, 5_400_000)),
    ],
)
def test_a_line_is_read_as_people_write_it(
    signed_in: SignedIn, run: AuditRun, values: dict[str, str], seconds: tuple[float, float]
) -> None:
    move(signed_in(), **values)
    line = Line.objects.get()
    assert (line.watch, line.mistake) == seconds


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"watch": "20 apples"}, "is not a quantity for this measure. Write a number, or 4 h."),
        ({"watch": "20", "mistake": "8"}, "Here more is worse"),
        ({"watch": "9" * 30}, "This number is too large."),
        ({"watch": "nan"}, "is not a quantity"),
        ({"at_least": "0"}, "greater than or equal to 1"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_in_words(
    signed_in: SignedIn, run: AuditRun, values: dict[str, str], says: str
) -> None:
    response = move(signed_in(), **values)
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not Line.objects.exists()


def test_where_less_is_worse_the_mistake_lies_lower(signed_in: SignedIn, run: AuditRun) -> None:
    check = "content/nothing-useful"
    assert (
        "Here less is worse" in move(signed_in(), check, watch="10", mistake="20").content.decode()
    )
    assert move(signed_in(), check, watch="40 %", mistake="20").status_code == 200
    line = Line.objects.get()
    assert (line.watch, line.mistake) == (0.4, 0.2)


# --- accepting


def test_a_finding_is_accepted_for_a_reason_until_a_day(
    signed_in: SignedIn, run: AuditRun, workspace: Workspace
) -> None:
    client = signed_in(Role.STRATEGIST)
    until = timezone.localdate() + timedelta(days=9)
    asked = {"accept-reason": "We hire.", "accept-until": until.isoformat()}
    page = client.post(f"{PAGE}accept/", asked, follow=True).content.decode()
    assert "We hire." in page
    assert verdict(workspace) == "waived"
    assert Waiving.objects.get().until == until
    client.post(f"{PAGE}accept/end/")
    assert verdict(workspace) == "mistake"
    verbs = TrailEntry.objects.filter(verb__contains="waive").order_by("pk")
    assert [entry.verb for entry in verbs] == ["mistakes.waive", "mistakes.unwaive"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"accept-reason": " "}, "This field is required"),
        ({"accept-reason": "x", "accept-until": "2020-01-01"}, "This day has passed"),
        ({"accept-reason": "x", "accept-until": "soon"}, "Enter a valid date"),
    ],
)
def test_accepting_takes_a_reason_and_a_day_to_come(
    signed_in: SignedIn, run: AuditRun, values: dict[str, str], says: str
) -> None:
    response = signed_in().post(f"{PAGE}accept/", values)
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not Waiving.objects.exists()


# --- mistakes of one's own

OWN = {
    "title": "We {talk} <b>too</b> much", "watch": "0.01", "mistake": "0.02", "at_least": "1",
    "worse": "above", "advice": "Listen.", "belief": "your-own",
}  # fmt: skip
MEASURE = f"{LIST}add/dialogue/posts-per-reply/"


def test_a_mistake_is_added_changed_and_taken_off(
    signed_in: SignedIn, run: AuditRun, workspace: Workspace
) -> None:
    client = signed_in(Role.ANALYST)
    assert f'href="{MEASURE}"' in words(client, f"{LIST}add/")
    page = client.post(MEASURE, OWN, follow=True).content.decode()
    own = OwnMistake.objects.get()
    assert "We {talk} &lt;b&gt;too&lt;/b&gt; much" in page
    assert 'href="/w/aurora/ladder/dialogue/posts-per-reply/"' in page
    assert verdict(workspace, own.name) == "mistake"
    client.post(f"{LIST}{own.name}/change/", OWN | {"mistake": "5"})
    assert verdict(workspace, own.name) == "watch"
    assert move(signed_in(), own.name).status_code == 404
    assert client.get(f"{LIST}{own.name}/end/").status_code == 200
    client.post(f"{LIST}{own.name}/end/")
    assert client.get(f"{LIST}{own.name}/").status_code == 404
    assert client.post(f"{LIST}{own.name}/change/", OWN).status_code == 404


def test_what_does_not_fit_is_said_beside_its_field(signed_in: SignedIn, run: AuditRun) -> None:
    for wrong, field in (
        ({"title": ""}, "title"),
        ({"watch": "3", "mistake": "2"}, "mistake"),
        ({"worse": "sideways"}, "worse"),
        ({"belief": "no-such"}, "belief"),
    ):
        response = signed_in().post(MEASURE, OWN | wrong)
        assert response.status_code == 400
        assert set(response.context["form"].errors) == {field}
    assert not OwnMistake.objects.exists()
    assert signed_in().get(f"{LIST}add/no/measure/").status_code == 404


def test_a_mistake_can_be_added_before_anything_is_audited(signed_in: SignedIn) -> None:
    assert signed_in().post(MEASURE, OWN).headers["Location"] == LIST


# --- comments


def test_a_comment_stands_below_and_only_its_author_changes_it(
    signed_in: SignedIn, run: AuditRun, member: Callable[[Role], Person]
) -> None:
    author = member(Role.AUTHOR)
    said = {"comment-text": "<i>Soon</i>\n\nthen", "comment-tell": [str(author.pk)]}
    response = signed_in().post(f"{PAGE}comment/", said)
    comment = Comment.objects.get()
    assert response.headers["Location"] == f"{PAGE}#comment-{comment.pk}"
    page = words(signed_in(Role.AUTHOR), PAGE)
    assert "<p>&lt;i&gt;Soon&lt;/i&gt;</p>" in page
    (mention,) = comment.named.all()
    assert (mention.person, mention.seen_at is not None) == (author, True)
    place = f"{LIST}comment/{comment.pk}/"
    assert place not in page
    assert signed_in(Role.AUTHOR).get(place).status_code == 404
    assert signed_in().get(place).status_code == 200
    signed_in().post(place, {"comment-text": "Later"})
    assert "Later" in words(signed_in(), PAGE)
    signed_in().post(place, {"remove": "yes"})
    assert "Removed by its author." in words(signed_in(), PAGE)
    assert signed_in().get(place).status_code == 404


def test_an_empty_comment_and_a_stranger_to_tell_are_refused(
    signed_in: SignedIn, run: AuditRun, member: Callable[[Role], Person]
) -> None:
    member(Role.AUTHOR)
    stranger = Person.objects.create_user("eva@other.example")
    for said in (
        {"comment-text": " "},
        {"comment-text": "x" * 5001},
        {"comment-text": "x", "comment-tell": [str(stranger.pk)]},
    ):
        assert signed_in().post(f"{PAGE}comment/", said).status_code == 400
    assert not Comment.objects.exists()


# --- who may what


@pytest.mark.parametrize("role", list(Role))
def test_each_change_is_for_those_whose_affair_it_is(
    signed_in: SignedIn, run: AuditRun, role: Role
) -> None:
    client = signed_in(role)
    may = {
        f"{PAGE}line/": STRATEGY,
        f"{PAGE}line/back/": STRATEGY,
        f"{PAGE}accept/": STRATEGY,
        f"{PAGE}accept/end/": STRATEGY,
        f"{PAGE}comment/": TEAM,
        MEASURE: STRATEGY | {Role.ANALYST},
    }
    for path, roles in may.items():
        assert (client.post(path).status_code == 403) == (role not in roles)
        if path not in (MEASURE,):
            assert client.get(path).status_code in (403, 405)


# --- how much is asked of the database


def test_the_list_asks_as_much_whatever_there_is(
    signed_in: SignedIn, run: AuditRun, django_assert_num_queries: Any
) -> None:
    client = signed_in()
    client.get(LIST)  # who is on shift is known for a while
    with django_assert_num_queries(10):
        client.get(LIST)
    week_before(run)
    for number in range(3):
        client.post(MEASURE, OWN | {"title": f"Mistake {number}"})
    Workspace.objects.update(revision=run.revision)
    client.get(LIST)
    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize("comments", [1, 3])
def test_a_mistake_asks_as_much_with_one_comment_as_with_three(
    signed_in: SignedIn, run: AuditRun, django_assert_num_queries: Any, comments: int
) -> None:
    week_before(run)
    client = signed_in()
    for number in range(comments):
        client.post(f"{PAGE}comment/", {"comment-text": f"Number {number}"})
    client.get(PAGE)
    with django_assert_num_queries(19):
        client.get(PAGE)
