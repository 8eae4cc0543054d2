"""What a server says of itself, and what is believed of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogo.networks.mastodon.api import Json
from dialogo.networks.mastodon.connection import Mastodon
from dialogo.networks.mastodon.server import kind_of, read
from tests.networks.mastodon_kinds import KINDS
from tests.networks.mastodon_world import MastodonWorld


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("4.5.1", "mastodon"),
        ("4.4.0-rc1", "mastodon"),
        ("4.3.0+glitch", "glitch"),
        ("takahe/0.11.0", "takahe"),
        ("2.7.2 (compatible; Pleroma 2.5.0)", "pleroma"),
        ("2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)", "akkoma"),
        ("3.5.3 (compatible; Pixelfed 0.11.9)", "pixelfed"),
        ("0.20.0-rc1 git-8b2b2a1", "other"),
        ("", "other"),
    ],
)
def test_a_server_is_known_by_its_version_where_it_says_nothing_else(
    version: str, kind: str
) -> None:
    assert kind_of(version) == kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.version)
def test_each_server_is_recognised_and_its_limits_read(here: MastodonWorld) -> None:
    company = here.connect()
    assert isinstance(company, Mastodon)
    assert company.server.kind == here.server.kind.software
    assert company.limits.length == here.server.kind.length
    shortens = here.server.kind.software == "mastodon"  # the others say so, and do not
    assert company.limits.link_length == (23 if shortens else None)
    assert company.limits.quotes is (here.server.kind.api_version >= 7)
    assert company.limits.picture_types == ("image/jpeg", "image/png")


def test_an_old_server_says_its_length_elsewhere() -> None:
    assert read({"version": "2.7.2", "max_toot_chars": 5000}, "pleroma").limits.length == 5000


@pytest.mark.parametrize(
    "instance",
    [
        {"version": "4.4.0"},
        {"version": "4.4.0", "configuration": None, "api_versions": []},
        {"version": None, "configuration": {"statuses": [], "media_attachments": "none"}},
        {"version": 4, "configuration": {"statuses": {"max_characters": "many"}}},
        {"version": "4", "configuration": {"statuses": {"max_characters": -1}}},
        {"version": "4", "configuration": {"media_attachments": {"supported_mime_types": []}}},
    ],
)
def test_what_is_not_said_or_is_nonsense_is_taken_as_on_mastodon(instance: Json) -> None:
    limits = read(instance, "mastodon").limits
    assert (limits.length, limits.link_length, limits.pictures) == (500, 23, 4)
    assert "image/png" in limits.picture_types
    assert limits.honours_keys == timedelta(hours=1)
