"""What holds for all tests: how properties are judged, which tests run in one process, and when."""

import os
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ["tests.networks.bluesky.running"]

# A property is judged by what it finds, not by how long it takes. Fewer examples a run than by
# default: there are many properties, and many runs.
settings.register_profile("unhurried", deadline=None, max_examples=40)
settings.load_profile("unhurried")

# What takes longest begins first, so that nobody waits for it at the end.
LONG = (
    "tests/web/browser/test_axe.py",
    "a network of Bluesky",
    "tests/soak/test_soak.py",
    "tests/web/api/test_contract.py",
    "tests/web/test_who_may_what.py",
    "tests/web/server/test_backup.py",
    "tests/audit/test_each.py",
    "tests/web/browser/test_inbox.py",
    "tests/cli/test_audit.py",
    "tests/cli/test_connect.py",
    "tests/web/server/test_run.py",
    "tests/web/jobs/test_pull_kills.py",
    "tests/web/actions/erasing/test_person.py",
    "tests/audit/test_real_conversations.py",
    "tests/networks/mail/test_mail.py",
    "tests/web/test_migrations.py",
)


BLUESKY = (
    "tests/networks/bluesky/",
    "tests/web/actions/letters/test_on_bluesky.py",
    "tests/web/pages/test_connecting_bluesky.py",
)


def together(nodeid: str) -> str:
    """Which tests run in one process, the one after the other: those of a file, which share what
    it starts; and all that need a network of Bluesky."""
    file = nodeid.partition("::")[0]
    return "a network of Bluesky" if file.startswith(BLUESKY) else file


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = {name: number for number, name in enumerate(LONG)}
        items.sort(key=lambda item: place.get(together(item.nodeid), len(LONG)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """By `together`. (The marks of xdist's own groups go unheard since pytest 9.)"""
    from xdist.scheduler import LoadScopeScheduling  # only where tests are shared out

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return together(nodeid)

    return Together(config, log)
