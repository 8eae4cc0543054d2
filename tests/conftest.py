"""What holds for all tests: how properties are judged, and which tests run in one process."""

from pathlib import Path

import pytest
from hypothesis import settings

# A property is judged by what it finds, not by how long it takes. Fewer examples a run than by
# default: there are many properties, and many runs.
settings.register_profile("unhurried", deadline=None, max_examples=40)
settings.load_profile("unhurried")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one file share what it starts; so do all those that need a network of Bluesky."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            parts = Path(item.nodeid.partition("::")[0]).parts
            group = "bluesky" if "bluesky" in parts else "/".join(parts)
            item.add_marker(pytest.mark.xdist_group(group))
