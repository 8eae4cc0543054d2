"""A program reads what posts do, says it better, and leaves it to the models again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialogo.web.actions.records import write_rows
from dialogo.web.models.trail import TrailEntry
from dialogo.web.models.workspace import Workspace
from tests.recorded import at
from tests.web.api.conftest import Program

pytestmark = pytest.mark.django_db
TEXTS = ("20% off, shop now", "How to clean your moka in three steps", None)


def test_posts_are_listed_corrected_and_left_to_the_models_again(
    workspace: Workspace, program: Callable[..., Program]
) -> None:
    rows = [
        {"network": "x", "post_id": f"p{n}", "published_at": at(f"2026-03-0{n + 1} 09:00"),
         "text": text} for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    write_rows(workspace, "posts", rows, fill=True)
    asking = program()
    first = asking.ask("GET", "posts?limit=2").json()
    rest = asking.ask("GET", f"posts?limit=2&cursor={first['next']}").json()
    listed = [*first["items"], *rest["items"]]
    assert [(one["post_id"], one["label"]["does"]) for one in listed] == [
        ("p2", "unsure"), ("p1", "useful"), ("p0", "promotional"),
    ]  # fmt: skip
    assert rest["next"] is None
    (one,) = asking.ask("GET", "posts?network=x&post_id=p1").json()["items"]
    assert asking.ask("GET", "posts?network=y%00").json()["items"] == []
    assert asking.ask("GET", f"posts?post_id={'p' * 501}").status_code == 422
    here = f"posts/{one['id']}"
    said = asking.ask("POST", f"{here}/label", {"does": "corporate"}).json()
    assert (said["label"]["does"], said["label"]["corrected"]) == ("corporate", True)
    assert asking.ask("GET", here).json() == said
    assert asking.ask("POST", f"{here}/label", {"does": "sell"}).status_code == 422
    assert asking.ask("POST", f"{here}/label/take-back").json() == one
    row = {"network": "x", "post_id": "p1", "does": ""}
    empty = asking.ask("POST", "records/post_labels", {"rows": [row]})
    assert (empty.status_code, "one of useful" in empty.content.decode()) == (422, True)
    assert asking.ask("GET", "posts/99999999").status_code == 404
    verbs = TrailEntry.objects.filter(verb__startswith="posts.").values_list("verb", flat=True)
    assert sorted(verbs) == ["posts.correct", "posts.uncorrect"]
