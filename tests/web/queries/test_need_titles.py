"""What the team calls a need stands wherever the need is named, at once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dialogo.audit.policy import Policy
from dialogo.audit.run import run
from dialogo.dialogue.promise_lines import Line, Lines
from dialogo.records.text import Text
from dialogo.web.actions import audits
from dialogo.web.actions.needs import rename
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.pages.promises.words import called, promised
from dialogo.web.queries.days import of_day
from dialogo.web.queries.findings import Latest, latest
from dialogo.web.queries.need_titles import need_title
from dialogo.web.queries.routing import says
from tests.web.audited import MISSING
from tests.web.recorded import NOW, records_of, said

CHECK = "content/needs-without-content"
ROUTED = {
    "why": "routed", "to": "Ugo", "until": "2026-03-02T18:00:00+00:00", "need": "delivery",
    "open": 1, "of": 2,
}  # fmt: skip


def told(found: Latest | None) -> tuple[object, set[Text | None]]:
    finding = found.finding(CHECK) if found else None
    assert finding is not None
    reading = finding.reading
    return reading.words["needs"], {one.note for one in reading.evidence}


@pytest.mark.django_db
def test_a_name_of_the_teams_own_stands_in_findings_promises_and_routing(
    workspace: Workspace, owner: Person
) -> None:
    rows = [said(f"m{n}", f"p{n}", "Quando arriva la consegna?", hours=n) for n in range(25)]
    posts = [
        {"network": "x", "account": "aurora", "post_id": str(n), "published_at": NOW,
         "text": "Oggi gelato alla fragola."} for n in range(5)
    ]  # fmt: skip
    audit = run(records_of(workspace, messages=rows, posts=posts), policy=Policy())
    audits.keep(workspace, timezone.localdate(), workspace.revision, audit, MISSING)
    known = Text(en="delivery", it="consegne")
    assert need_title(workspace, "delivery") == known
    assert told(latest(workspace)) == ([known], {known})
    rename(owner, workspace, "delivery", "Where is {my} parcel?")
    own = Text(en="Where is {{my}} parcel?", it="Where is {{my}} parcel?")
    assert told(latest(workspace)) == ([own], {own})
    assert told(of_day(workspace, timezone.localdate())) == ([own], {own})
    assert called("need", "delivery", "it", workspace) == "Where is {my} parcel?"
    ((line, _),) = promised(Lines.of([Line(60, need="delivery")]), workspace)
    assert line.say("en") == "Where is {my} parcel?"
    routed = says(ROUTED, "en", lambda name: need_title(workspace, name))
    assert "Where is {my} parcel?" in routed
