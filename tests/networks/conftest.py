"""Lets the contract's assertions say what they compared."""

import pytest

pytest.register_assert_rewrite(
    "tests.networks.inbox",
    "tests.networks.reading",
    "tests.networks.sending",
    "tests.networks.contract",
    "tests.networks.words",
)
