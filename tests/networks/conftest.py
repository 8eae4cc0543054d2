"""Collects of the contract what a network can do; its assertions say what they compared."""

import pytest

pytest.register_assert_rewrite(
    "tests.networks.inbox",
    "tests.networks.reading",
    "tests.networks.sending",
    "tests.networks.contract",
    "tests.networks.words",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests of abilities, and of troubles, that a network does not have."""
    beyond = [getattr(item, "cls", None) is not None and _is_beyond(item) for item in items]
    config.hook.pytest_deselected(
        items=[item for item, out in zip(items, beyond, strict=True) if out]
    )
    items[:] = [item for item, out in zip(items, beyond, strict=True) if not out]


def _is_beyond(item: pytest.Item) -> bool:
    kept_by = getattr(item.cls, "kept_by", None)  # type: ignore[attr-defined]  # of functions
    if kept_by is None:
        return False
    callspec = getattr(item, "callspec", None)
    parameters = callspec.params if callspec else {}
    can = item.cls.abilities(parameters)  # type: ignore[attr-defined]  # as above
    needed = {ability for mark in item.iter_markers("needs") for ability in mark.args}
    trouble = parameters.get("kind")
    return not needed <= can or (trouble is not None and trouble not in kept_by.troubles)
