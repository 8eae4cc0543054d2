"""A place in a list: what an address holds leads back to it, and anything else to the beginning."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from dialogo.web.queries.place import place, written


def test_a_place_in_an_address_is_found_again() -> None:
    for zone in (UTC, timezone(timedelta(hours=5, minutes=45))):
        moment = datetime(2026, 11, 24, 3, 15, 59, 123456, tzinfo=zone)
        assert place(written(moment, 971)) == (moment, 971)


@pytest.mark.parametrize(
    "given",
    [
        None, "", "_", "7", "2026-11-24_7", "2026-11-24T03:15:00_7", "2026-13-99T03:15:00+00:00_7",
        "2026-11-24T03:15:00+00:00_", "2026-11-24T03:15:00+00:00_-7", "2026-11-24T03:15+00:00_²",
        "2026-11-24T03:15:00+00:00_1234567890123456789",
    ],
)  # fmt: skip
def test_anything_else_is_the_beginning(given: str | None) -> None:
    assert place(given) is None
