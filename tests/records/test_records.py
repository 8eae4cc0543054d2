"""Records: narrowing to a company and a moment, and what survives a journey."""

import pickle
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from dialogo.dialogue.openings import OPENINGS
from dialogo.records.share import wilson
from tests.dialogue.plain import START, Said, records, whole

SAID = [Said(str(k), f"c{k}", 60 * k, names_us=True) for k in range(10)]


def test_what_happened_later_is_hidden() -> None:
    kept = records(SAID)
    earlier = kept.as_of(START + timedelta(hours=3))
    assert OPENINGS(kept, whole(6_000)).value == 10
    assert OPENINGS(earlier, whole(6_000)).value == 4
    assert OPENINGS(kept, whole(6_000)).value == 10


def test_another_company_has_nothing_here() -> None:
    other = records(SAID).of_company("o'them; DROP TABLE messages")
    assert other.span() is None
    assert not other.has("messages")
    assert records(SAID).companies() == ["us"]


def test_the_span_is_that_of_posts_and_messages_never_of_plans() -> None:
    shifts = [
        {
            "company": "us",
            "person": "Ada",
            "starts_at": START + timedelta(days=300),
            "ends_at": START + timedelta(days=301),
        }
    ]
    span = records(SAID, shifts=shifts).span()
    assert span is not None
    assert (span.since, span.as_of) == (START, START + timedelta(hours=9))


def test_records_survive_a_journey_to_another_process() -> None:
    kept = records(SAID)
    assert OPENINGS(kept, whole(6_000)).value == 10
    travelled = pickle.loads(pickle.dumps(kept))  # noqa: S301  (our own bytes)
    assert (travelled.company, OPENINGS(travelled, whole(6_000)).value) == ("us", 10)


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share_and_narrows_with_n(successes: int, failures: int) -> None:
    n = successes + failures
    low, high = wilson(successes, n)
    assert 0 <= low <= high <= 1
    if n:
        assert low <= successes / n + 1e-9
        assert high >= successes / n - 1e-9
        assert wilson(10 * successes, 10 * n)[1] - wilson(10 * successes, 10 * n)[0] <= high - low


def test_wilson_by_hand() -> None:
    # p = 0.2, n = 20, z = 1.645: centre (0.2 + z²/40) / (1 + z²/20), spread alike.
    low, high = wilson(4, 20, z=1.645)
    z2 = 1.645**2
    centre, whole_ = 0.2 + z2 / 40, 1 + z2 / 20
    spread = 1.645 * (0.2 * 0.8 / 20 + z2 / 1600) ** 0.5
    assert abs(low - (centre - spread) / whole_) < 1e-12
    assert abs(high - (centre + spread) / whole_) < 1e-12
