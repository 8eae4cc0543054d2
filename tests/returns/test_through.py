"""Chained effects: what came through an audience, where both links exist and only there."""

from dataclasses import replace

import numpy as np
import pytest

from dialogo.records.errors import BadInput
from dialogo.returns import chained
from dialogo.returns.gate import PERHAPS_NOTHING, Reason, Verdict
from dialogo.returns.results import Returns
from dialogo.returns.state import Lengths
from dialogo.returns.through import links

UNSURE = Verdict((Reason("nothing", PERHAPS_NOTHING, {"chance": 0.5}),))


def test_what_came_through_is_the_product_of_two_links_that_both_exist(
    clear: tuple[Returns, dict[str, float]],
) -> None:
    """Here answers stand for what lies in between, and posts for what brought them."""
    sure = tuple(replace(one, verdict=Verdict(())) for one in clear[0].activities)
    found = replace(clear[0], activities=sure)
    grown = replace(found, activities=(found["posts"],))
    (link,) = links(found, grown, "answers", seed=1)
    assert link.through is not None
    assert link.through.mean == pytest.approx(
        found["answers"].share.mean * found["posts"].share.mean, rel=0.02
    )
    assert link.together.mean == pytest.approx(link.direct.mean + link.through.mean)
    perhaps = replace(grown, activities=(replace(found["posts"], verdict=UNSURE),))
    (link,) = links(found, perhaps, "answers", seed=1)
    assert link.through is None
    assert link.together == link.direct == found["posts"].share


def test_each_link_is_estimated_from_its_own_series(
    clear: tuple[Returns, dict[str, float]],
) -> None:
    series = clear[0].series
    rng = np.random.default_rng(3)
    followers = 50 + 30 * series.activities[0].effort + rng.normal(0, 5, series.weeks)
    chain = chained(series, "followers", followers, lengths=Lengths(16, 6, 4, 20))
    assert [one.name for one in chain.outcome.activities] == ["posts", "answers", "followers"]
    assert chain.outcome.series.outcome_name == "sales"
    assert [one.name for one in chain.grown.activities] == ["posts", "answers"]
    assert list(chain.grown.series.outcome) == list(followers)
    assert [one["name"] for one in chain.to_json()["links"]] == ["posts", "answers"]
    endless = np.full(series.weeks, np.inf)
    for wrong in (followers[1:], -followers, endless, np.nan * endless):
        with pytest.raises(BadInput):
            chained(series, "followers", wrong)
    with pytest.raises(BadInput):
        chained(series, "posts", followers)
