"""Lists go on page by page, and look for what is rare in one stretch after the other."""

from __future__ import annotations

import pytest

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
    monkeypatch.setattr(listing, "STRETCH", 4)
    found, after, pages = [], None, 0
    while pages == 0 or after:
        shown = page(workspace, owner, filters.but(need="parking"), after, most=1)
        found += [row.conversation.pk for row in shown.rows]
        after, pages = shown.after, pages + 1
    assert found == list(rare.order_by(*order).values_list("pk", flat=True))
    assert len(found) == 5
    assert pages > 5
