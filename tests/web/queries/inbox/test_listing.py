"""Lists go on page by page, and look for what is rare in one stretch after the other."""

from __future__ import annotations

import pytest
from django.db.models import F

from dialogo.web.models.conversations import Conversation
from dialogo.web.models.person import Person
from dialogo.web.models.workspace import Workspace
from dialogo.web.queries.inbox import Filters, listing, page
from tests.web.recorded import said
from tests.web.talks import come_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("filters", "order"),
    [(Filters(state="open"), ["rank_at", "pk"]), (Filters(), ["-last_at", "-pk"])],
)
def test_what_is_rare_is_found_once_and_in_order_one_stretch_after_the_other(
    workspace: Workspace,
    owner: Person,
    monkeypatch: pytest.MonkeyPatch,
    filters: Filters,
    order: list[str],
) -> None:
    come_in(
        workspace, *(said(str(n), f"p{n}", "When do you open?", hours=n // 2) for n in range(17))
    )
    rare = Conversation.objects.filter(author__in=["p2", "p3", "p7", "p8", "p16"])
    rare.update(need="parking")
    Conversation.objects.update(due_at=F("rank_at"))
    monkeypatch.setattr(listing, "STRETCH", 4)
    monkeypatch.setattr(listing, "FURTHER", 1)
    wanted, sizes = filters.but(need="parking"), []
    found, after, first = [], None, True
    while first or after:
        shown = page(workspace, owner, wanted, after, most=2, stretches=1 if first else None)
        found += [row.conversation.pk for row in shown.rows]
        assert shown.partly == (shown.after is not None and len(shown.rows) < 2)
        after, first = shown.after, False
        sizes.append(len(shown.rows))
    assert found == list(rare.order_by(*order).values_list("pk", flat=True))
    assert sizes == ([2, 1, 1, 0, 1] if filters.state else [1, 0, 2, 2, 0])
    monkeypatch.setattr(listing, "FIRST", 5)
    whole = page(workspace, owner, wanted, most=5)
    assert (len(whole.rows), whole.after, whole.partly) == (5, None, False)
    nobody = page(workspace, owner, filters.but(need="nothing"), stretches=3)
    listed = list(Conversation.objects.order_by(*order))
    until = listed[11].due_at if filters.state else listed[11].last_at
    assert (nobody.rows, nobody.partly, nobody.until) == ((), True, until)
